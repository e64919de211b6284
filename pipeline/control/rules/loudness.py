"""Refuse a film that is louder or softer than its profile."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.spans import figure
from pipeline.errors import Code, Level
from pipeline.model.programme import BROADCAST_LOUDNESS, WEB_LOUDNESS

ROUNDED = 0.05
"""LU by which a measure may miss its tolerance: what a tenth rounds."""


def _look(measured: Measured, profile: Profile) -> Iterator[Spotted]:
    if measured.loudness is None:
        return
    target, found = profile.loudness, measured.loudness.integrated
    if abs(found - target.target) > target.tolerance + ROUNDED:
        yield Spotted(
            message=f"le film est à {figure(found)} LUFS au lieu de {figure(target.target, 0)} ± "
            f"{figure(target.tolerance)}"
        )


def _too_loud(measured: Measured) -> Measured:
    if measured.loudness is None:
        raise ValueError("nothing is heard in this sample")
    return replace(measured, loudness=replace(measured.loudness, integrated=-10.0))


LOUDNESS = ControlRule(
    code=Code("niveau-sonore"),
    title="Niveau sonore",
    measures="le son décodé, en entier (ITU-R BS.1770)",
    limits=(
        Limit("web", WEB_LOUDNESS.target, f"LUFS ± {WEB_LOUDNESS.tolerance:g}"),
        Limit("écrans, antenne, master", BROADCAST_LOUDNESS.target, f"LUFS ± {BROADCAST_LOUDNESS.tolerance:g}"),
    ),
    source="EBU R128 et PAD français (CST RT-040) ; pratique du web",
    level=Level.ERROR,
    advice="rendez le film de nouveau, ou normalisez son niveau",
    look=_look,
    broken=_too_loud,
)
