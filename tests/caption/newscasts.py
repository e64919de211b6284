"""Small timelines, said in words and milliseconds, for the tests of this folder."""

from pipeline.model.picture import Asset, Motion, StagedLayer, TextSpec
from pipeline.model.take import Mark, Take
from pipeline.model.time import Span
from pipeline.model.timeline import Chapter, SoundEvent, TimedShot, Timeline, VoiceEvent

MS = 48
"""Samples a millisecond."""

FONT = Asset("media/fonts/lecture.ttf", "f")


def voice(
    *sentences: tuple[str, int, int],
    start: int = 0,
    speaker: str = "ines",
    name: str = "Inès",
    role: str = "on_screen",
) -> VoiceEvent:
    """Return a voice whose sentences are (words, first ms, last ms) counted from `start` (ms)."""
    marks = tuple(Mark(text, first * MS, last * MS) for text, first, last in sentences)
    take = Take(f"sujet/01/{speaker}", marks[-1].end if marks else 0, marks, "", speaker, "essai")
    return VoiceEvent(take, start * MS, speaker, name, role, "sujet")


def text(
    words: str,
    box: tuple[float, float, float, float],
    span: Span,
    motion: Motion | None = None,
    label: str = "texte",
) -> StagedLayer:
    """Return a text layer of a shot."""
    spec = TextSpec(
        words, FONT, 40, 28, "blanc", 1.2, 0, capitals=False, box=box, anchor="gauche", lines=1, plate=None
    )
    return StagedLayer(spec, label, span, motion or Motion())


def shot(
    start: int,
    end: int,
    *layers: StagedLayer,
    name: str = "sujet/01",
    item: str = "sujet",
    label: str = "Plateau",
) -> TimedShot:
    """Return a shot from frame `start` to frame `end`."""
    return TimedShot(name, label, item, "plateau", Span(start, end), layers, "coupe", 0, 0)


def music(start: int, end: int, *, loop: bool = False) -> SoundEvent:
    """Return a piece of music, in milliseconds."""
    return SoundEvent("media/sounds/generique.ogg", "d", "music", start * MS, end * MS, 0.0, loop)


def timeline(
    *voices: VoiceEvent,
    shots: tuple[TimedShot, ...] = (),
    sounds: tuple[SoundEvent, ...] = (),
    chapters: tuple[Chapter, ...] = (),
    length: int = 250,
) -> Timeline:
    """Return a newscast of one plain shot unless told otherwise."""
    return Timeline("essai", "JT d’essai", shots or (shot(0, length),), voices, sounds, chapters, 0)
