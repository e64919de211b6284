"""Warn of sound that does not swing around zero: it clicks where it is cut, and wears loudspeakers out."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.spans import figure
from pipeline.errors import Code, Level

MOST = 0.01
"""Mean of the samples, full scale 1: −40 dBFS (trade practice)."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    if measured.sound is None or not len(measured.sound):
        return
    means = [float(abs(channel.mean())) for channel in measured.sound.offset.T]
    if max(means) > MOST:
        yield Spotted(
            message=f"le son est décalé de {figure(100 * max(means))} % de la pleine échelle (composante continue)"
        )


def _shifted(measured: Measured) -> Measured:
    if measured.sound is None:
        raise ValueError("nothing is heard in this sample")
    return replace(measured, sound=replace(measured.sound, offset=measured.sound.offset + 0.05))


DIRECT_CURRENT = ControlRule(
    code=Code("composante-continue"),
    title="Composante continue",
    measures="la moyenne des échantillons de chaque voie",
    limits=(Limit("moyenne", MOST * 100, "% de la pleine échelle"),),
    source="pratique du contrôle qualité (−40 dBFS)",
    level=Level.WARNING,
    advice="filtrez le son sous 20 Hz, ou reprenez l'enregistrement",
    look=_look,
    broken=_shifted,
)
