"""Refuse a film whose soft and loud are too far apart for a living room."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.spans import figure
from pipeline.errors import Code, Level

WIDEST = 20.0
"""LU between soft and loud (EBU Tech 3342 measure; CST RT-040 asks for less than 20)."""


def _look(measured: Measured, profile: Profile) -> Iterator[Spotted]:
    if measured.loudness is not None and measured.loudness.range > profile.widest_range:
        yield Spotted(
            message=f"{figure(measured.loudness.range)} LU entre le faible et le fort, pour "
            f"{figure(profile.widest_range, 0)} au plus"
        )


def _too_wide(measured: Measured) -> Measured:
    if measured.loudness is None:
        raise ValueError("nothing is heard in this sample")
    return replace(measured, loudness=replace(measured.loudness, range=26.0))


LOUDNESS_RANGE = ControlRule(
    code=Code("plage-sonore"),
    title="Plage sonore",
    measures="l'écart entre le faible et le fort du film (EBU Tech 3342)",
    limits=(Limit("plage", WIDEST, "LU"),),
    source="PAD français (CST RT-040)",
    level=Level.ERROR,
    advice="rapprochez le niveau des passages faibles de celui des passages forts",
    look=_look,
    broken=_too_wide,
)
