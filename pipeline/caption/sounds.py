"""Music and other sounds as cues: from start to end of each hearing, wherever nobody speaks, in words that can be read.

Source: the French charter of 2011 (music in magenta between notes, sounds in red; told each time they matter). A
hearing longer than a cue may stay is told again by the same words: other ones would say that something has changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.caption.layout import set_lines
from pipeline.caption.reading import GAP, LONGEST, MUSIC_ALONE, SHORTEST, least
from pipeline.caption.relief import CueWish, timed
from pipeline.caption.values import MUSIC_ROLE, SOUND_ROLE, Cue, milliseconds
from pipeline.french.typography import typeset
from pipeline.model.reading import comfortable
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot, Timeline, ToldSound

_NOTE = "♪"


def sound_cues(timeline: Timeline, spoken: Sequence[Span]) -> Iterator[Cue]:
    """Yield the cues of all sounds that nobody speaks over; `spoken` are the frames of the cues of speech.

    What is there to be heard comes first; the bed under a story is told where it is left alone.
    """
    busy = [Span(span.start - GAP, span.end + GAP) for span in spoken]
    whole = Span(0, timeline.length)
    for sound in sorted(timeline.told, key=lambda told: (told.bed, told.span)):
        for free in _stretches(sound.span.clipped(whole), busy):
            words = _words(sound, free.length)
            if not words:
                continue
            for part in _parts(free):
                yield _cue(timeline.shots, sound, words, part)
            busy.append(Span(free.start - GAP, free.end + GAP))


def with_room(timeline: Timeline, wishes: Sequence[CueWish], last: int) -> list[Span]:
    """Return the frames of the cues of speech, moved a little where that lets a sound be told that speech covers.

    A sound that begins between two sentences is told before the second one when every word can still be read.
    """
    spans = timed(wishes, last)
    for sound in timeline.told:
        if sound.bed or any(_stretches(sound.span, [Span(one.start - GAP, one.end + GAP) for one in spans])):
            continue
        rank = sum(wish.start < sound.span.start for wish in wishes)
        asked = _wish(sound)
        fits = (
            rank < len(wishes)
            and (not rank or wishes[rank - 1].spoken <= asked.start + GAP)
            and asked.start + 1 + GAP <= wishes[rank].start
            and (not rank or wishes[rank - 1].start + 1 + GAP <= asked.start)
        )
        if not fits:
            continue
        tried = timed([*wishes[:rank], asked, *wishes[rank:]], last)
        made = tried.pop(rank)
        if made.length >= asked.least and _hurried(wishes, tried) <= _hurried(wishes, spans):
            spans = tried
    return spans


def _wish(sound: ToldSound) -> CueWish:
    characters = len(_told(sound, sound.texts[-1]))
    needed = least(characters)
    return CueWish(sound.span.start, sound.span.start + needed, comfortable(characters), needed, needed)


def _hurried(wishes: Sequence[CueWish], spans: Sequence[Span]) -> int:
    return sum(span.length < wish.calm for wish, span in zip(wishes, spans, strict=True))


def _stretches(heard: Span, busy: Iterable[Span]) -> list[Span]:
    """Return the stretches of a hearing in which nothing else is told, each long enough for a word."""
    edges = [heard.start]
    for taken in sorted(busy):
        if taken.start < heard.end and taken.end > heard.start:
            edges += [max(taken.start, edges[-1]), max(taken.end, edges[-1])]
    edges.append(heard.end)
    found = (Span(start, end) for start, end in list(pairwise(edges))[::2] if end > start)
    return [span for span in found if span.length >= _SHORTEST]


_SHORTEST = min(SHORTEST, 18)
"""Frames in which one word between two notes is read: « Jingle »."""


def _words(sound: ToldSound, length: int) -> str:
    """Return the fullest text that can be read in so many frames; nothing when none can."""
    if sound.bed and length < MUSIC_ALONE:
        return ""
    told = (_told(sound, text) for text in sound.texts)
    return next((text for text in told if least(len(text)) <= length), "")


def _told(sound: ToldSound, text: str) -> str:
    words = typeset(text[:1].upper() + text[1:])
    return f"{_NOTE} {words} {_NOTE}" if sound.music else words


def _parts(free: Span) -> Iterator[Span]:
    """Yield a stretch in equal parts of seven seconds at most, two frames apart."""
    count = -(-(free.length + GAP) // (LONGEST + GAP))
    for rank in range(count):
        start = free.start + rank * (free.length + GAP) // count
        yield Span(start, free.start + (rank + 1) * (free.length + GAP) // count - GAP)


def _cue(shots: Sequence[TimedShot], sound: ToldSound, words: str, part: Span) -> Cue:
    return Cue(
        start_ms=milliseconds(part.start),
        end_ms=milliseconds(part.end),
        lines=set_lines(words),
        role=MUSIC_ROLE if sound.music else SOUND_ROLE,
        speaker="",
        item=next((shot.item for shot in shots if shot.span.start <= part.start < shot.span.end), ""),
    )
