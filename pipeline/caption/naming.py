"""Who is told by name in front of their words: whoever is neither seen nor named in the picture when they begin.

Source: the French charter of 2011 (the speaker's name when it is not evident who speaks). The colour of a
commentary tells what it is; whose it is, is told once an item.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.french.typography import NO_BREAK, typeset, words
from pipeline.model.part import Role
from pipeline.model.picture import StagedLayer, TextSpec
from pipeline.model.time import Span, frame_of, frames
from pipeline.model.timeline import TimedShot, Timeline, VoiceEvent

_SOON = frames(2)
"""Frames after the first word within which a name in the picture says who speaks: house choice."""

_SEEN = "on_screen"
COMMENTARY = "voice_over"
"""The role of a voice that comments on pictures."""

_FIRST_NAME = re.compile(r"[A-ZÀ-Ý][\w’'-]+ [A-ZÀ-Ý]")


def names(timeline: Timeline, voices: Sequence[VoiceEvent]) -> Iterator[tuple[str, ...]]:
    """Yield for each voice, in the order they are heard, the words that name it; none when nobody has to be told."""
    called = _called(voices)
    before: VoiceEvent | None = None
    commented: dict[str, str] = {}
    for voice in voices:
        named = _unknown(voice, before, commented) and not _written(timeline.shots, voice)
        if voice.role == COMMENTARY:
            commented[voice.item] = voice.speaker
        before = voice
        yield tuple(words(f"{typeset(called[voice.shown_name])}{NO_BREAK}:")) if named and voice.shown_name else ()


def _unknown(voice: VoiceEvent, before: VoiceEvent | None, commented: dict[str, str]) -> bool:
    """Tell whether a voice is one that nobody sees and that was not just heard."""
    if voice.role == _SEEN:
        return False
    if voice.role == COMMENTARY:
        return commented.get(voice.item) != voice.speaker
    return before is None or before.speaker != voice.speaker


def _written(shots: Iterable[TimedShot], voice: VoiceEvent) -> bool:
    """Tell whether the picture names a voice about when it begins: in a lower-third, under a quotation."""
    start = frame_of(voice.start)
    during = Span(start, start + _SOON)
    wanted = voice.shown_name.casefold()
    return any(
        wanted in _text(layer).casefold() and layer.span.shifted(shot.span.start).overlaps(during)
        for shot in shots
        if shot.span.overlaps(during) and shot.span.start <= start
        for layer in shot.layers
    )


def _text(layer: StagedLayer) -> str:
    aside = layer.role in {Role.TICKER, Role.CAPTION}
    return layer.spec.text if isinstance(layer.spec, TextSpec) and not aside else ""


def _called(voices: Iterable[VoiceEvent]) -> dict[str, str]:
    """Return what stands for each name in front of words: the first name, unless two people have it.

    A name is read while the first words are said; the whole one is in the lower-third and in the transcript.
    """
    known = {voice.shown_name for voice in voices}
    firsts = Counter(name.partition(" ")[0] for name in known)
    alone = {name for name in known if _FIRST_NAME.match(name) and firsts[name.partition(" ")[0]] == 1}
    return {name: name.partition(" ")[0] if name in alone else name for name in known}
