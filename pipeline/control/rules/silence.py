"""Tell a film that goes silent for longer than its plan has it, or than anybody would leave it."""

from collections.abc import Iterator

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.samples import with_sound
from pipeline.control.spans import lasting_ms, stretches, without
from pipeline.errors import Code, Level
from pipeline.model.time import Span

LONGEST = 3.0
"""Seconds of silence (trade practice)."""

QUIET = -60.0
"""dBFS, root mean square, under which nothing is heard (EBU Tech 3364 and trade practice use −60)."""

_STEPS = 100
"""Steps of sound a second."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    if measured.sound is None:
        return
    quiet = measured.sound.power < 10 ** (QUIET / 10)
    if measured.plan:
        steps = (Span(span.start * 4, span.end * 4) for span in measured.plan.silences)
        quiet = without(quiet, steps, _STEPS // 5)
    for span in stretches(quiet, round(LONGEST * _STEPS), gap=1):
        start, end = span.start * 10, span.end * 10
        yield Spotted(message=f"silence pendant {lasting_ms(start, end)}", start_ms=start, end_ms=end)


SILENCE = ControlRule(
    code=Code("silence"),
    title="Silence",
    measures="l'énergie du son, par centième de seconde ; un silence prévu n'est pas une faute",
    limits=(Limit("silence sans que ce soit prévu", LONGEST, "s"), Limit("silence sous", QUIET, "dBFS")),
    source="pratique du contrôle qualité (3 s)",
    level=Level.ERROR,
    advice="écoutez ce passage ; rendez le film de nouveau s'il n'est pas voulu",
    look=_look,
    broken=lambda measured: with_sound(measured, Span(5_050, 5_400), 0.0),
)
