"""The marks of a recording's sentences, from what is heard in it."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.heard import AlignedWord, TextAsSaid
from pipeline.model.rundown import PlannedLine
from pipeline.model.take import SentenceMark
from pipeline.model.time import SAMPLE_RATE, samples
from pipeline.speak.as_said import as_said
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.sentences import sentences

HEARD_VERSION = 1
"""Raised whenever the same heard words would be read otherwise; part of the key of a take that somebody listened to."""

_ANOTHER = 0.3
"""How much of a text is heard at least, in letters, in a recording of it: less, and it is one of something else."""
_SURELY = 0.6
"""Mean confidence of words from which they are believed against a whole text."""
_SPEAKS = 3
"""Words from which a recording that is of something else says so surely."""
_AROUND = samples(0.02)
"""Samples kept around what is heard."""


def line_as_said(line: PlannedLine, length: int, lexicon: Lexicon) -> TextAsSaid | None:
    """Return what is said in the `length` samples of a line's recording; None where nobody knows.

    A recording of another text says its own words, unless they are heard too badly to be any.
    """
    if line.heard is None:
        return None
    start = round(line.tape.start * SAMPLE_RATE)
    length = min(length, line.heard.length - start)
    words = line.heard.between(start, start + length).words
    if not words:
        return None
    found = as_said(line.text, words, lexicon, length)
    if not is_another(found, len(words)):
        return found
    if sum(word.confidence for word in words) < _SURELY * len(words):
        return None
    return replace(as_said("", words, lexicon, length), completeness=found.completeness)


def is_another(found: TextAsSaid, words: int) -> bool:
    """Tell whether a recording is of another text than the one it was aligned with."""
    return found.completeness < _ANOTHER and words >= _SPEAKS


def heard_sentences_of(line: PlannedLine, length: int, lexicon: Lexicon) -> tuple[SentenceMark, ...]:
    """Return the sentences that are heard in a recording of `length` samples, counted from its first; none unknown."""
    found = line_as_said(line, length, lexicon)
    return _sentences(found) if found else ()


def moved(marks: Sequence[SentenceMark], cuts: Sequence[tuple[int, int]]) -> tuple[SentenceMark, ...]:
    """Return marks as they are once stretches of the sound were cut out."""

    def at(sample: int) -> int:
        return sample - sum(min(max(0, sample - start), end - start) for start, end in cuts)

    return tuple(
        replace(mark, start=at(mark.start), end=at(mark.end), words=tuple(map(at, mark.words))) for mark in marks
    )


def shifted(marks: Sequence[SentenceMark], first: int, length: int) -> tuple[SentenceMark, ...]:
    """Return marks counted from sample `first`, inside `length` samples, a margin around each sentence."""
    found: list[SentenceMark] = []
    done = 0
    for rank, mark in enumerate(marks):
        following = marks[rank + 1].start - first if rank + 1 < len(marks) else length
        words = [min(max(done, word - first), length) for word in mark.words]
        start = min(max(done, mark.start - first - _AROUND), *words[:1], length)
        end = min(max(start, words[-1] if words else start, mark.end - first + _AROUND), max(start, following), length)
        found.append(replace(mark, start=start, end=max(end, *words[-1:], start), words=tuple(words)))
        done = found[-1].end
    return tuple(found)


def _sentences(found: TextAsSaid) -> tuple[SentenceMark, ...]:
    waiting: list[AlignedWord] = list(found.words)
    parted = [(sentence, len(sentence.split())) for sentence in sentences(found.text)]
    if sum(count for _, count in parted) != len(waiting):
        parted = [(" ".join(word.text for word in waiting), len(waiting))]
    marks: list[SentenceMark] = []
    for text, count in parted:
        said, waiting = waiting[:count], waiting[count:]
        starts = tuple(word.start for word in said)
        marks.append(SentenceMark(text, said[0].start, max(said[-1].end, starts[-1]), starts, measured=True))
    return tuple(marks)
