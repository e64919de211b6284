"""What a film is joined from, and all that it says of itself and of its tracks."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.caption.values import Captions
from pipeline.model.brand import LANGUAGES
from pipeline.model.marks import FilmMarks
from pipeline.model.programme import Preset
from pipeline.model.scene import Imprint
from pipeline.model.timeline import Timeline
from pipeline.model.version import DESCRIBED, Version
from pipeline.plan.context import PlanContext
from pipeline.ports import MuxPlan, SoundTrack
from pipeline.produce.captioning import text_tracks
from pipeline.produce.marks import tags

_SOUND_TITLE, _DESCRIBED_TITLE = "Son d’origine", "Audiodescription"


@dataclass(frozen=True, slots=True)
class Pieced:
    """The files of a film, made and not yet joined: chunks, each with its frames, the sound, a described one."""

    chunks: tuple[Path, ...]
    frames: tuple[int, ...]
    sound: Path
    described: Path | None


def mux_plan(
    pieces: Pieced,
    timeline: Timeline,
    captions: Captions,
    marks: FilmMarks,
    context: PlanContext,
    preset: Preset,
    version: Version,
) -> MuxPlan:
    """Return what a film is to be: its pieces, its tracks of sound and text, chapters, what it says of itself."""
    imprint = context.house.imprint
    return MuxPlan(
        chunks=pieces.chunks,
        chunk_frames=pieces.frames,
        sound=pieces.sound,
        chapters=tuple((chapter.span.start, chapter.span.end, chapter.title) for chapter in timeline.chapters),
        metadata=tags(marks) | {"language": LANGUAGES.get(marks.language, "fra")},
        sound_title=_DESCRIBED_TITLE if version == DESCRIBED else _SOUND_TITLE,
        tracks=_tracks(imprint, pieces.described),
        texts=text_tracks(captions, context, preset.container),
        container=preset.container,
        clock=preset.clock,
    )


def _tracks(imprint: Imprint, described: Path | None) -> tuple[SoundTrack, ...]:
    """Return the sound tracks beside the first."""
    if described is None:
        return ()
    language = LANGUAGES.get(imprint.language, "fra")
    return (SoundTrack(path=described, language=language, title=_DESCRIBED_TITLE, use="description"),)
