"""Refuse a film that plays the wrong track by itself: the described sound, two at once, or none."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured, TrackFacts
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.samples import with_container
from pipeline.errors import Code, Level

MOST = 1
"""Tracks of a kind that play by themselves."""

_DESCRIBED = frozenset({"visual_impaired", "descriptions"})


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    sounds, texts = measured.container.of_kind("audio"), measured.container.of_kind("subtitle")
    if len(sounds) > 1 and measured.container.form != "mxf":  # which has no such flag
        playing = _playing(sounds)
        first = sounds[0]
        if not playing:
            yield Spotted(message=f"aucune des {len(sounds)} pistes de son n'est celle par défaut")
        elif len(playing) > MOST:
            yield Spotted(message=f"{len(playing)} pistes de son se disent celle par défaut")
        elif _DESCRIBED.intersection(playing[0].dispositions):
            yield Spotted(message="le son par défaut est celui de l'audiodescription")
        elif playing[0] is not first:
            yield Spotted(message="la première piste de son n'est pas celle par défaut : des lecteurs la joueront")
    if len(_playing(texts)) > MOST:
        yield Spotted(message=f"{len(_playing(texts))} pistes de sous-titres se disent celle par défaut")


def _playing(tracks: tuple[TrackFacts, ...]) -> tuple[TrackFacts, ...]:
    return tuple(track for track in tracks if "default" in track.dispositions)


def _swapped(measured: Measured) -> Measured:
    (sound,) = measured.container.of_kind("audio")
    described = replace(sound, dispositions=("default", "visual_impaired"), title="Audiodescription")
    plain = replace(sound, dispositions=())
    others = tuple(track for track in measured.container.tracks if track.kind != "audio")
    return with_container(measured, tracks=(*others, described, plain))


DEFAULT_TRACKS = ControlRule(
    code=Code("piste-par-defaut"),
    title="La bonne piste se joue d'elle-même",
    measures="les pistes que le fichier dit jouer par défaut, et leur ordre",
    limits=(Limit("pistes par défaut d'une même sorte", MOST, "piste"),),
    source="ISO/IEC 14496-12, 8.3.2 (tkhd) ; pratique des lecteurs",
    level=Level.ERROR,
    advice="assemblez le film de nouveau : d'abord le son seul, par défaut, puis l'audiodescription",
    look=_look,
    broken=_swapped,
)
