"""Tell a picture that stands still for longer than its plan has it, or than anybody would leave it.

Of a film whose plan is not known nobody can say that a still picture was not meant: it is a warning then.
"""

from collections.abc import Iterator

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.rules.black import LIT
from pipeline.control.samples import with_picture
from pipeline.control.spans import lasting_ms, stretches, without
from pipeline.errors import Code, Level
from pipeline.model.time import Span

LONGEST = 3.0
"""Seconds of a still picture (trade practice); a black one is told as black."""

DOUBTFUL = 6.0
"""The same, of a film whose plan is not known, from which it is a warning; under it a note: a card, a photo (house)."""

STILL = 0.02
"""Mean difference, in luma codes, under which two pictures are the same to anybody, whatever the encoder did."""

ANEW = 0.5
"""The same for a key frame, which is encoded anew and may differ a little from the still picture before it.

Where the one before is a key frame, too, as every picture of a master is, both are encoded alike.
"""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    if measured.picture is None:
        return
    still = (measured.picture.change < STILL) & (measured.picture.lit >= LIT)
    facts = measured.container.picture
    known = frozenset(facts.keys if facts else ())
    keys = [frame for frame in sorted(known) if frame < len(still) and frame - 1 not in known]
    still[keys] = (measured.picture.change[keys] < ANEW) & (measured.picture.lit[keys] >= LIT)
    if measured.plan:
        still = without(still, measured.plan.holds, 1)
    for span in stretches(still, round(LONGEST * measured.rate) + 1):
        start, end = measured.at(span.start), measured.at(span.end)
        level = None if measured.plan else Level.WARNING if end - start > DOUBTFUL * 1000 else Level.NOTE
        yield Spotted(
            message=f"l'image est figée pendant {lasting_ms(start, end)}", start_ms=start, end_ms=end, level=level
        )


FREEZE = ControlRule(
    code=Code("film-fige"),
    title="Image figée",
    measures="la différence d'une image à la suivante ; ce que le plan tient immobile n'est pas une faute",
    limits=(
        Limit("image figée sans que ce soit prévu", LONGEST, "s"),
        Limit("plan inconnu, averti au-delà de", DOUBTFUL, "s"),
    ),
    source="pratique du contrôle qualité (3 s)",
    level=Level.ERROR,
    advice="regardez ce passage ; rendez le film de nouveau s'il n'est pas voulu",
    look=_look,
    broken=lambda measured: with_picture(measured, Span(500, 620), change=0.0, changed=0.0, up=0.0, down=0.0),
)
