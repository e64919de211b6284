"""Refuse a film whose peaks between samples will be clipped by whoever plays it."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.rules.loudness import ROUNDED
from pipeline.control.spans import figure
from pipeline.errors import Code, Level
from pipeline.model.programme import BROADCAST_LOUDNESS, WEB_LOUDNESS


def _look(measured: Measured, profile: Profile) -> Iterator[Spotted]:
    if measured.loudness is None or measured.sound is None:
        return
    ceiling, found = profile.loudness.ceiling, measured.loudness.true_peak
    if found > ceiling + ROUNDED:
        at = int(measured.sound.peak.argmax()) * 10
        yield Spotted(
            message=f"crête à {figure(found)} dBTP, pour {figure(ceiling)} au plus", start_ms=at, end_ms=at + 10
        )


def _too_high(measured: Measured) -> Measured:
    if measured.loudness is None:
        raise ValueError("nothing is heard in this sample")
    return replace(measured, loudness=replace(measured.loudness, true_peak=0.2))


TRUE_PEAK = ControlRule(
    code=Code("crete"),
    title="Crêtes du son",
    measures="le son décodé, quatre fois suréchantillonné (ITU-R BS.1770, annexe 2)",
    limits=(
        Limit("web", WEB_LOUDNESS.ceiling, "dBTP"),
        Limit("écrans, antenne, master", BROADCAST_LOUDNESS.ceiling, "dBTP"),
    ),
    source="PAD français (CST RT-040) ; pratique du web",
    level=Level.ERROR,
    advice="baissez le son à cet endroit, ou rendez le film de nouveau",
    look=_look,
    broken=_too_high,
)
