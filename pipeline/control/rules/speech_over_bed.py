"""Tell speech that its bed drowns: the stems against one another where they are there.

Of a film without stems the mix alone is heard: the bed then is what is left in the pauses between syllables.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from pipeline.control.measured import LineOverBed, Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.spans import figure
from pipeline.errors import Code, Level
from pipeline.model.verdict import clock_said

REFUSED, WARNED = 10.0, 15.0
"""LU from speech to what lies under it: refused under the first, warned of under the second (STANDARDS)."""

LOUD, LOW = 90, 5
"""Percentiles of the level, by 10 ms, within a line: speech itself, and the pauses between its words."""

_SHORTEST = 150
"""Steps of 10 ms of a line in which there are enough pauses to tell: 1.5 s."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    if measured.over_bed is not None:
        heard, unit, under = iter(measured.over_bed), "LU", "de ce qui joue sous elle (d'après les pistes)"
    else:
        heard, unit, under = _of_mix(measured), "dB", "de ce qu'on entend entre ses mots (d'après le mixage)"
    drowned: dict[Level, list[tuple[float, int, int]]] = {Level.ERROR: [], Level.WARNING: []}
    for line in heard:
        if line.above < WARNED:
            kind = Level.ERROR if line.above < REFUSED else Level.WARNING
            drowned[kind].append((line.above, measured.at(line.span.start), measured.at(line.span.end)))
    for kind, lines in drowned.items():
        if lines:
            above, start, end = min(lines)
            others = ", ".join(clock_said(at) for _, at, _ in sorted(lines, key=lambda line: line[1])[:8])
            yield Spotted(
                message=f"la parole n'est que {figure(above)} {unit} au-dessus {under}"
                f"{f' ; {len(lines)} répliques en tout : {others}' if len(lines) > 1 else ''}",
                start_ms=start,
                end_ms=end,
                level=kind,
            )


def _of_mix(measured: Measured) -> Iterator[LineOverBed]:
    """Yield by how much speech in each line is louder than its own pauses, in dB."""
    if measured.sound is None or measured.plan is None:
        return
    level = 10 * np.log10(np.maximum(measured.sound.power, 1e-12))
    for voice in measured.plan.voices:
        inside = level[voice.span.start * 4 : voice.span.end * 4]
        if len(inside) >= _SHORTEST:
            speech, bed = np.percentile(inside, [LOUD, LOW])
            yield LineOverBed(float(speech - bed), voice.span)


def _drowned(measured: Measured) -> Measured:
    if measured.sound is None or measured.plan is None:
        raise ValueError("nothing is heard in this sample")
    squares = measured.sound.squares.copy()
    span = measured.plan.voices[2].span
    squares[span.start * 4 : span.end * 4] = np.maximum(squares[span.start * 4 : span.end * 4], 2e-3)
    return replace(measured, sound=replace(measured.sound, squares=squares))


SPEECH_OVER_BED = ControlRule(
    code=Code("parole-couverte"),
    title="La parole au-dessus de la musique",
    measures="dans chaque réplique, la piste des voix contre les autres (BS.1770) ; sans les pistes (--stems), dans le "
    "mixage, le niveau de la parole contre celui de ses pauses, où l'on n'entend que le fond",
    limits=(Limit("refusé sous", REFUSED, "LU"), Limit("averti sous", WARNED, "LU")),
    source="WCAG 1.4.7 demande 20 dB quand le fond ne s'arrête pas ; la maison refuse sous 10 et avertit sous 15",
    level=Level.ERROR,
    advice="baissez la musique ou l'ambiance à cet endroit, ou enregistrez la voix plus près",
    look=_look,
    broken=_drowned,
    of_plan=True,
)
