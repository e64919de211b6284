"""What is heard, in frames of the programme: passages of one voice, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from pipeline.caption.naming import names
from pipeline.caption.reading import GAP
from pipeline.french.typography import NARROW, NO_BREAK, typeset, words
from pipeline.model.take import SentenceMark
from pipeline.model.time import frame_of, frames, frames_covering
from pipeline.model.timeline import TimedShot, Timeline, VoiceEvent

_ONE_BREATH = frames(1)
"""Frames of silence that a passage may hold: what comes after more is another passage."""

_LAST_WORD = frames(0.5)
_LAST_LETTER = frames(0.1)
"""How long a word and each of its letters last at most where the next word comes much later: house choice."""

_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\u200b\u2060\ufeff]")
_DASH = re.compile(r"^[-–—]\s*(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardWord:
    """A word to show, and the frames in which it is said; `closes` says that it is the last one of its sentence."""

    text: str
    start: int
    end: int
    closes: bool
    voice: VoiceEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What one voice says in one breath of one shot; `name` holds the words that say who, when that is not evident."""

    words: tuple[HeardWord, ...]
    name: tuple[str, ...]
    voice: VoiceEvent

    @property
    def start(self) -> int:
        """First frame of its first word."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """First frame after its last word."""
        return self.words[-1].end


def heard(timeline: Timeline) -> Iterator[Passage]:
    """Yield what is said in the order it is heard; no word begins within two frames of the one before."""
    waiting: Passage | None = None
    for one in _passages(timeline):
        passage = one if waiting is None else _after(one, waiting.words[-1].start + 1 + GAP)
        if waiting is not None and _joined(timeline.shots, waiting, passage):
            waiting = replace(waiting, words=waiting.words + passage.words)
            continue
        if waiting is not None:
            yield waiting
        waiting = passage
    if waiting is not None:
        yield waiting


def shown(text: str) -> tuple[str, ...]:
    """Return the words of a sentence as they are set: French spaces, a dash in front of a dialogue's line."""
    plain = _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()
    found = words(typeset(_DASH.sub(f"–{NO_BREAK}", plain)))
    return tuple(bare for word in found if (bare := word.strip(NO_BREAK + NARROW)))


def _passages(timeline: Timeline) -> Iterator[Passage]:
    """Yield each sentence as a passage of its own."""
    voices = sorted(timeline.voices, key=lambda event: event.start)
    for voice, name in zip(voices, names(timeline, voices), strict=True):
        before = name
        for mark in voice.take.sentences:
            if said := _words(mark, voice):
                yield Passage(words=said, name=before, voice=voice)
                before = ()


def _words(mark: SentenceMark, voice: VoiceEvent) -> tuple[HeardWord, ...]:
    said = shown(mark.text)
    if not said:
        return ()
    start, end = frame_of(voice.start + mark.start), frames_covering(voice.start + mark.end)
    end = max(end, start + 1)
    letters = [0, *accumulate(sum(not sign.isspace() for sign in word) for word in said)]
    steps = _steps(mark, voice.start)
    starts = [_frame_after(before, letters[-1], steps, (start, end)) for before in letters[:-1]]
    ends = [*starts[1:], end]
    last = len(said) - 1
    return tuple(
        HeardWord(
            text=word,
            start=begun,
            end=max(begun, over if rank == last else min(over, begun + _LAST_WORD + _LAST_LETTER * len(word))),
            closes=rank == last,
            voice=voice,
        )
        for rank, (word, begun, over) in enumerate(zip(said, starts, ends, strict=True))
    )


def _steps(mark: SentenceMark, begun: int) -> tuple[tuple[int, int], ...]:
    """Return the letters before each written word, and the frame at which it is said; the end closes the list."""
    written = mark.text.split()
    if len(written) != len(mark.words):
        return ()
    before = [0, *accumulate(len(word) for word in written)]
    moments = [*(frame_of(begun + word) for word in mark.words), frames_covering(begun + mark.end)]
    return tuple(zip(before, moments, strict=True))


def _frame_after(letters: int, of: int, steps: Sequence[tuple[int, int]], during: tuple[int, int]) -> int:
    """Return the frame at which the word begins that has so many letters before it, of so many in all.

    Letters are counted without spaces. Without the words' own times, speech is taken to be even.
    """
    start, end = during
    if not steps or not 0 < letters < of:
        return start + (end - start) * letters // max(1, of)
    wanted = letters * steps[-1][0] / of
    return max(start, min(min(steps, key=lambda step: abs(step[0] - wanted))[1], end))


def _after(passage: Passage, earliest: int) -> Passage:
    """Return a passage that begins no earlier than told, where voices are packed tighter than cues can be."""
    if passage.start >= earliest:
        return passage
    words_ = (replace(word, start=max(word.start, earliest), end=max(word.end, earliest + 1)) for word in passage.words)
    return replace(passage, words=tuple(words_))


def _joined(shots: Sequence[TimedShot], first: Passage, second: Passage) -> bool:
    """Tell whether two passages are one: one voice, one shot, one breath."""
    return (
        first.voice.speaker == second.voice.speaker
        and first.voice.role == second.voice.role
        and first.voice.item == second.voice.item
        and not second.name
        and second.start - first.end <= _ONE_BREATH
        and not any(first.start < shot.span.start <= second.start for shot in shots)
    )
