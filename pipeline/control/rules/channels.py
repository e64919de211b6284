"""Tell a channel that is missing, or turned over against the other so that both cancel out on one loudspeaker."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.spans import lasting_ms, stretches
from pipeline.errors import Code, Level

APART = 20.0
"""dB between both channels, over a stretch, from which one of them is as good as missing."""

LONGEST = 5.0
"""Seconds for which a channel may be missing: a voice or an effect that comes from one side is no fault."""

OPPOSED = -0.3
"""Correlation of both channels under which they cancel out in mono (−1 entirely); trade practice warns under 0."""

_STEPS = 100
_HEARD = 1e-6
"""Mean square over which something is heard (−60 dBFS)."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    if measured.sound is None or not len(measured.sound):
        return
    second = np.ones(_STEPS) / _STEPS
    left, right = (np.convolve(channel, second, "same") for channel in measured.sound.squares.T)
    cross = np.convolve(measured.sound.cross, second, "same")
    loud = np.maximum(left, right) > _HEARD
    missing = loud & (np.maximum(left, right) > 10 ** (APART / 10) * np.minimum(left, right))
    for span in stretches(missing, round(LONGEST * _STEPS), gap=_STEPS):
        gone = "gauche" if left[span.start : span.end].sum() < right[span.start : span.end].sum() else "droite"
        start, end = span.start * 10, span.end * 10
        yield Spotted(
            message=f"rien ne vient de la voie {gone} pendant {lasting_ms(start, end)}", start_ms=start, end_ms=end
        )
    opposed = loud & (cross < OPPOSED * np.sqrt(np.maximum(left * right, 1e-24)))
    for span in stretches(opposed, _STEPS, gap=_STEPS):
        start, end = span.start * 10, span.end * 10
        yield Spotted(
            message="les deux voies sont en opposition de phase : en mono, le son s'annule", start_ms=start, end_ms=end
        )


def _one_sided(measured: Measured) -> Measured:
    if measured.sound is None:
        raise ValueError("nothing is heard in this sample")
    squares = measured.sound.squares.copy()
    squares[:, 0] *= 2
    squares[:, 1] = 0
    return replace(measured, sound=replace(measured.sound, squares=squares))


CHANNELS = ControlRule(
    code=Code("voies-du-son"),
    title="Les deux voies du son",
    measures="l'énergie de chaque voie et leur corrélation, seconde par seconde",
    limits=(
        Limit("écart entre les voies", APART, "dB"),
        Limit("voie absente", LONGEST, "s"),
        Limit("corrélation au moins", OPPOSED, ""),
    ),
    source="pratique du contrôle qualité ; compatibilité mono demandée par EBU R128 et le PAD français",
    level=Level.ERROR,
    advice="vérifiez le câblage ou l'export du son ; un son d'une seule voie se recopie sur l'autre",
    look=_look,
    broken=_one_sided,
)
