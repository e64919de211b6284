"""What is heard, sentence by sentence, in frames of the programme; very short neighbours are put together."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from pipeline.caption.reading import GAP, LINE_CHARACTERS, LONGEST
from pipeline.french.typography import NARROW, NO_BREAK, typeset, words
from pipeline.model.reading import least_frames
from pipeline.model.take import SentenceMark
from pipeline.model.time import frame_of, frames, frames_covering
from pipeline.model.timeline import Timeline, VoiceEvent

_VERY_SHORT = 20
"""Characters read in two seconds (charter): two sentences as short as that, of one voice, may share a cue."""

_SAME_BREATH = frames(0.6)
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\u200b\u2060\ufeff]")
_DASH = re.compile(r"^[-–—]\s*(?=\S)")
_FIRST_NAME = re.compile(r"[A-ZÀ-Ý][\w’'-]+ [A-ZÀ-Ý]")
_NAMED_ROLE = "off_screen"


@dataclass(frozen=True, slots=True, kw_only=True)
class CueSpeech:
    """One cue's or several cues' worth of speech: `parts` are sentences, two at most, as words to show.

    `name` holds the words that say who speaks, when that is not evident; `start` and `end` are frames. `steps` are
    the words of a single sentence as they are said: letters before each one, and the frame at which it begins.
    """

    parts: tuple[tuple[str, ...], ...]
    name: tuple[str, ...]
    start: int
    end: int
    voice: VoiceEvent
    steps: tuple[tuple[int, int], ...] = ()

    @property
    def characters(self) -> int:
        """Characters of the sentences, spaces included."""
        return sum(len(word) + 1 for part in self.parts for word in part) - 1

    @property
    def shown_characters(self) -> int:
        """Characters to read, the name included."""
        return sum(len(word) + 1 for word in self.name) + self.characters

    def frame_after(self, letters: int, of: int) -> int:
        """Return the frame at which the word begins that has so many letters before it, of so many in all.

        Letters are counted without spaces. Without the words' own times, speech is taken to be even.
        """
        if not self.steps or not 0 < letters < of:
            return self.start + (self.end - self.start) * letters // max(1, of)
        wanted = letters * self.steps[-1][0] / of
        return min(self.steps, key=lambda step: abs(step[0] - wanted))[1]


def heard(timeline: Timeline) -> Iterator[CueSpeech]:
    """Yield what is said in the order it is heard."""
    return _together(_sentences(timeline))


def shown(text: str) -> tuple[str, ...]:
    """Return the words of a sentence as they are set: French spaces, a dash in front of a dialogue's line."""
    plain = _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()
    found = words(typeset(_DASH.sub(f"–{NO_BREAK}", plain)))
    return tuple(bare for word in found if (bare := word.strip(NO_BREAK + NARROW)))


def _sentences(timeline: Timeline) -> Iterator[CueSpeech]:
    before = ""
    called = _called(timeline.voices)
    for voice in sorted(timeline.voices, key=lambda event: event.start):
        named = voice.role == _NAMED_ROLE and voice.speaker != before
        before = voice.speaker
        for mark in voice.take.sentences:
            said = shown(mark.text)
            if not said:
                continue
            start, end = frame_of(voice.start + mark.start), frames_covering(voice.start + mark.end)
            name = tuple(words(f"{typeset(called[voice.shown_name])}{NO_BREAK}:")) if named and voice.shown_name else ()
            named = False
            yield CueSpeech(
                parts=(said,),
                name=name,
                start=start,
                end=max(end, start + 1),
                voice=voice,
                steps=_steps(mark, voice.start),
            )


def _called(voices: Iterable[VoiceEvent]) -> dict[str, str]:
    """Return what stands for each name in front of words: the first name, unless two people have it.

    A name is read while the first words are said; the whole one is in the lower-third and in the transcript.
    """
    names = {voice.shown_name for voice in voices}
    firsts = Counter(name.partition(" ")[0] for name in names)
    alone = {name for name in names if _FIRST_NAME.match(name) and firsts[name.partition(" ")[0]] == 1}
    return {name: name.partition(" ")[0] if name in alone else name for name in names}


def _steps(mark: SentenceMark, begun: int) -> tuple[tuple[int, int], ...]:
    """Return the letters before each written word, and the frame at which it is said; the end closes the list."""
    written = mark.text.split()
    if len(written) != len(mark.words):
        return ()
    before = [0, *accumulate(len(word) for word in written)]
    moments = [*(frame_of(begun + word) for word in mark.words), frames_covering(begun + mark.end)]
    return tuple(zip(before, moments, strict=True))


def _together(sentences: Iterable[CueSpeech]) -> Iterator[CueSpeech]:
    waiting: CueSpeech | None = None
    for sentence in sentences:
        if waiting is None:
            waiting = sentence
        elif _flies_by(waiting, sentence):
            waiting = _run_on(waiting, sentence)
        elif _fit_together(waiting, sentence):
            yield CueSpeech(
                parts=waiting.parts + sentence.parts,
                name=waiting.name,
                start=waiting.start,
                end=sentence.end,
                voice=waiting.voice,
            )
            waiting = None
        else:
            yield waiting
            waiting = sentence
    if waiting is not None:
        yield waiting


def _fit_together(first: CueSpeech, second: CueSpeech) -> bool:
    """Tell whether two sentences make one cue: both very short, one voice, one breath, room for both."""
    return (
        _one_breath(first, second)
        and max(first.characters, second.characters) <= _VERY_SHORT
        and first.shown_characters <= LINE_CHARACTERS
        and second.end - first.start <= LONGEST
    )


def _flies_by(first: CueSpeech, second: CueSpeech) -> bool:
    """Tell whether a very short sentence behind a name is gone before it is read, when a calmer one follows at once.

    Nobody sees who speaks: a name takes the time of its reading. A dialogue keeps its dashes, one to a line.
    """
    given = second.start - GAP - first.start
    whole = first.shown_characters + 1 + second.characters
    return (
        bool(first.name)
        and len(first.parts) == 1
        and _one_breath(first, second)
        and first.characters <= _VERY_SHORT
        and not second.parts[0][0].startswith("–")
        and least_frames(first.shown_characters) > given
        and whole * given < first.shown_characters * (second.end - first.start)
    )


def _one_breath(first: CueSpeech, second: CueSpeech) -> bool:
    return (
        first.voice.speaker == second.voice.speaker
        and first.voice.role == second.voice.role
        and first.voice.item == second.voice.item
        and not second.name
        and second.start - first.end <= _SAME_BREATH
    )


def _run_on(first: CueSpeech, second: CueSpeech) -> CueSpeech:
    """Return two sentences as one, cut by sense wherever it is best read."""
    steps: tuple[tuple[int, int], ...] = ()
    if first.steps and second.steps:
        letters = first.steps[-1][0]
        steps = (*first.steps[:-1], *((letters + before, moment) for before, moment in second.steps))
    return CueSpeech(
        parts=(first.parts[0] + second.parts[0],),
        name=first.name,
        start=first.start,
        end=second.end,
        voice=first.voice,
        steps=steps,
    )
