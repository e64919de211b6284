"""Refuse sound of another sampling rate than the profile's: every player resamples it, and editing suites slip."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Spotted
from pipeline.control.samples import with_container
from pipeline.control.spans import figure
from pipeline.errors import Code, Level


def _look(measured: Measured, profile: Profile) -> Iterator[Spotted]:
    for rank, track in enumerate(measured.container.of_kind("audio"), 1):
        if track.rate and track.rate != profile.sound_rate:
            told, wanted = (figure(rate / 1000) for rate in (track.rate, profile.sound_rate))
            yield Spotted(
                message=f"la piste de son {rank} est à {told} kHz ; le profil {profile.name} attend {wanted} kHz"
            )


def _slower(measured: Measured) -> Measured:
    tracks = (replace(track, rate=44_100) if track.kind == "audio" else track for track in measured.container.tracks)
    return with_container(measured, tracks=tuple(tracks))


SOUND_FORMAT = ControlRule(
    code=Code("son-format"),
    title="Échantillonnage du son",
    measures="les réglages de chaque piste de son",
    limits=(),
    source="le profil ; EBU R128 et le PAD français : 48 kHz",
    level=Level.ERROR,
    advice="exportez le son de nouveau à la cadence que demande le profil",
    look=_look,
    broken=_slower,
)
