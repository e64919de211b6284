"""The sounds of a programme for editing software: the voices take by take, the other buses whole, and their tracks."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.french.wording import slug
from pipeline.handoff.naming import Names
from pipeline.handoff.values import EditClip, EditMedia, EditTrack
from pipeline.mix.stems import FILES, VOICE
from pipeline.model.time import Span, frame_of, frames_covering, sample_at
from pipeline.model.timeline import Timeline, VoiceEvent
from pipeline.ports import Samples
from pipeline.produce.run import Programme, Request, Tools
from pipeline.produce.stems import stem_blocks

VOICES, STEMS_IN = "sons/voix", "sons/pistes"
"""Where voices and whole buses go in the folder."""

_BUSES = (("music", "Musique", "music"), ("effects", "Effets", "effects"), ("nat_sound", "Ambiances", "effects"))
_WORDS = 4
"""Words of a take that its file is called by."""


@dataclass(frozen=True, slots=True)
class SoundTools:
    """What sounds need from outside: `stems` writes several side by side, `parts` stretches of one, `silent` tells.

    What it tells is whether there is nothing at all to hear in a file.
    """

    stems: Callable[[Path, Iterable[Mapping[str, Samples]]], Path]
    parts: Callable[[Path, Iterable[tuple[Path, int, int]]], None]
    silent: Callable[[Path], bool]


def sound_tracks(
    request: Request, programme: Programme, tools: Tools, by: SoundTools, aside: Path
) -> Iterator[EditTrack]:
    """Write the sounds of a programme into a folder and yield their tracks; a bus without a sound has none.

    Added, they are the mix of the film before it was encoded: the limiter has held all of them down together.
    """
    timeline, style = programme.timeline, request.context.house.sound
    folder = aside / STEMS_IN
    by.stems(folder, stem_blocks(timeline, style, request.preset.loudness, programme.sound.gain, tools.desk))
    voices = tuple(_voices(timeline))
    if voices:
        (aside / VOICES).mkdir(parents=True, exist_ok=True)
        cuts = [(aside / clip.media.path, sample_at(clip.span.start), sample_at(clip.span.end)) for clip in voices]
        by.parts(folder / FILES[VOICE], cuts)
        yield EditTrack(name="Voix", clips=voices, role="dialogue", sound=True)
    for bus, name, role in _BUSES:
        if not by.silent(folder / FILES[bus]):
            media = EditMedia(path=f"{STEMS_IN}/{FILES[bus]}", kind="sound", frames=timeline.length, channels=2)
            clip = EditClip(name, media, 0, Span(0, timeline.length))
            yield EditTrack(name=name, clips=(clip,), role=role, sound=True)


def _voices(timeline: Timeline) -> Iterator[EditClip]:
    """Yield the clips of all that is said, each over whole frames of the voices' bus: cut out, they are that bus."""
    names = Names()
    for number, together in enumerate(_spoken(timeline), 1):
        span = _frames_of(together, timeline.length)
        said = " ".join(mark.text for voice in together for mark in voice.take.sentences)
        words = slug(" ".join(said.split()[:_WORDS]))
        stem = f"{number:03d}-{slug(together[0].shown_name or together[0].speaker)[:24]}-{words[:32]}".rstrip("-")
        path = names.free(VOICES, stem, ".wav")
        media = EditMedia(path=path, kind="sound", frames=span.length, channels=2)
        yield EditClip(path.rpartition("/")[2].removesuffix(".wav"), media, 0, span, said)


def _spoken(timeline: Timeline) -> Iterator[tuple[VoiceEvent, ...]]:
    """Yield the takes in order; those that are heard at the same time, or in the same frame, together."""
    group: list[VoiceEvent] = []
    for voice in sorted(timeline.voices, key=lambda voice: voice.start):
        if group and frame_of(voice.start) >= max(frames_covering(each.end) for each in group):
            yield tuple(group)
            group = []
        group.append(voice)
    if group:
        yield tuple(group)


def _frames_of(together: Sequence[VoiceEvent], length: int) -> Span:
    """Return the frames in which any of these takes is heard."""
    start = max(0, min(frame_of(voice.start) for voice in together))
    return Span(start, max(start + 1, min(length, max(frames_covering(voice.end) for voice in together))))
