"""Refuse a film whose sound begins or ends elsewhere than its picture."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.samples import with_container
from pipeline.control.spans import figure
from pipeline.errors import Code, Level

MOST = 80.0
"""Milliseconds between the ends of sound and picture: two frames; a packet of AAC is 21 ms."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    pictures, sounds = measured.container.of_kind("video"), measured.container.of_kind("audio")
    if not pictures or not sounds:
        return
    for track in sounds:
        begun = 1000 * (track.start - pictures[0].start)
        ended = begun + 1000 * (track.seconds - pictures[0].seconds)
        apart = [
            f"{name} {figure(abs(gap), 0)} ms {'après' if gap > 0 else 'avant'} l'image"
            for name, gap in (("commence", begun), ("finit", ended))
            if abs(gap) > MOST
        ]
        if apart:
            yield Spotted(message=f"le son {' et '.join(apart)}")


def _short(measured: Measured) -> Measured:
    tracks = tuple(
        replace(track, seconds=track.seconds - 2) if track.kind == "audio" else track
        for track in measured.container.tracks
    )
    return with_container(measured, tracks=tracks)


SOUND_LENGTH = ControlRule(
    code=Code("son-longueur"),
    title="Le son aussi long que l'image",
    measures="le début et la fin de chaque piste, par ses paquets",
    limits=(Limit("écart", MOST, "ms"),),
    source="deux images à 25 par seconde (EBU R37 tolère de 40 ms d'avance à 60 ms de retard)",
    level=Level.ERROR,
    advice="rendez le film de nouveau, ou recalez le son",
    look=_look,
    broken=_short,
)
