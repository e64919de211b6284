"""Tell a picture that stays black for longer than anybody would leave it."""

from collections.abc import Iterator

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.samples import with_picture
from pipeline.control.spans import lasting_ms, stretches
from pipeline.errors import Code, Level
from pipeline.model.time import Span

LONGEST, PLANNED_LONGEST = 3.0, 0.12
"""Seconds of black: 3 s in a film of unknown plan (trade practice); three frames in one whose plan has none."""

LIT = 0.01
"""Part of the picture that may be brighter than black in a black picture."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    if measured.picture is None:
        return
    longest = PLANNED_LONGEST if measured.plan else LONGEST
    for span in stretches(measured.picture.lit < LIT, round(longest * measured.rate) + 1):
        start, end = measured.at(span.start), measured.at(span.end)
        yield Spotted(message=f"l'image est noire pendant {lasting_ms(start, end)}", start_ms=start, end_ms=end)


BLACK = ControlRule(
    code=Code("film-noir"),
    title="Image noire",
    measures="la part de l'image plus claire que le noir, image par image",
    limits=(Limit("noir, plan inconnu", LONGEST, "s"), Limit("noir, quand le plan n'en a pas", PLANNED_LONGEST, "s")),
    source="pratique du contrôle qualité (3 s)",
    level=Level.ERROR,
    advice="regardez ce passage ; rendez le film de nouveau s'il n'est pas voulu",
    look=_look,
    broken=lambda measured: with_picture(measured, Span(500, 600), lit=0.0, mean=16.0, change=0.0, changed=0.0),
)
