"""A planned line becomes a take: sentence by sentence, trimmed, levelled, with exact sentence marks.

A sentence sounds the same wherever it stands: nothing of its line changes it, so that it is kept by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.errors import Mark, OnlineVoiceError, VoiceError
from pipeline.model.rundown import PlannedLine
from pipeline.model.take import SentenceMark
from pipeline.model.time import SAMPLE_RATE, samples
from pipeline.ports import Samples, Spoken, SpokenWord, Voice, VoiceSetting
from pipeline.speak.levels import SENTENCE_LOUDNESS, levelled
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.silences import FRAME, levels
from pipeline.speak.worded import rests, said
from pipeline.speak.words import word_starts

SPEAK_VERSION = 4
"""Raised whenever the same words would be said or cut otherwise; part of every take's key."""

_BREATH = samples(0.26)
MARGIN = samples(0.02)
"""Samples kept around what is heard."""

_QUIET = 0.006
_FAINT = 38.0
"""Decibels under the loudest 10 ms of a sentence from which nothing is heard; a breath dies away below it."""


Resample = Callable[[Spoken], Samples]
"""Brings PCM of any rate to 48 kHz mono."""


@dataclass(frozen=True, slots=True)
class Performance:
    """Everything that decides how lines sound, besides their words."""

    voice: Voice
    settings: dict[str, VoiceSetting]
    lexicon: Lexicon

    def setting(self, name: str) -> VoiceSetting:
        """Return a cast voice's setting, or the engine's plain voice when the line names none."""
        found = self.settings.get(name)
        if found is not None:
            return found
        return next(iter(self.settings.values()))


@dataclass(frozen=True, slots=True)
class Recording:
    """A take's sound: 48 kHz mono float32, and the marks of its sentences."""

    sound: Samples
    sentences: tuple[SentenceMark, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence to say: its words as they are spoken, how, and the place of the first line that has it."""

    words: str
    setting: VoiceSetting
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class SaidSentence:
    """A sentence as it was said: 48 kHz mono float32 at its level, cut to what is heard; the engine's marks on it."""

    sound: Samples
    told: tuple[SpokenWord, ...] = ()


def utterances(line: PlannedLine, performance: Performance) -> tuple[Utterance, ...]:
    """Return each sentence of a line, in order, as it is to be said."""
    setting = performance.setting(line.voice)
    return tuple(Utterance(words, setting, line.mark) for _, words in said(line, performance.lexicon))


def record(line: PlannedLine, performance: Performance, resample: Resample) -> Recording:
    """Synthesise a line; raises VoiceError naming the line when a sentence cannot be said."""
    asked = utterances(line, performance)
    return strung(line, performance.lexicon, [utter(each, performance.voice, resample) for each in asked])


def utter(asked: Utterance, voice: Voice, resample: Resample) -> SaidSentence:
    """Say one sentence; raises VoiceError naming its place when it cannot be said."""
    try:
        performed = voice.say(asked.words, asked.setting)
    except OnlineVoiceError as error:
        raise OnlineVoiceError(error.cause, error.way_out, asked.mark) from error
    except VoiceError as error:
        where = f"{asked.mark} : " if asked.mark else ""
        raise VoiceError(f"{where}{error}") from error
    whole = resample(performed)
    first, end = _heard(whole)
    told = tuple(
        SpokenWord(word.text, max(0, word.start * SAMPLE_RATE // performed.rate - first)) for word in performed.words
    )
    return SaidSentence(levelled(faded(whole[first:end]), SENTENCE_LOUDNESS), told)


def strung(line: PlannedLine, lexicon: Lexicon, sounds: Sequence[SaidSentence]) -> Recording:
    """Lay the sentences of a line one after the other, a breath apart, and mark them as they are written.

    Raises VoiceError naming the line when there are none.
    """
    if not sounds:
        where = f"{line.mark} : " if line.mark else ""
        found = f"dans « {line.text} »" if line.text.strip() else ": le texte est vide"
        raise VoiceError(f"{where}rien à dire {found} ; écrivez une phrase avec des mots")
    pairs = said(line, lexicon)
    written_rests = [samples(rest) for rest in rests(line, lexicon)] or [0] * (len(pairs) + 1)
    pieces: list[Samples] = []
    marks: list[SentenceMark] = []
    at = 0
    for (written, words), rest, each in zip(pairs, written_rests[:-1], sounds, strict=True):
        if silent := max(_BREATH if marks else 0, rest):
            pieces.append(np.zeros(silent, np.float32))
            at += silent
        end = at + each.sound.size
        starts, measured = word_starts(written, words, each.sound.size, each.told)
        marks.append(SentenceMark(written, at, end, tuple(at + start for start in starts), measured))
        pieces.append(each.sound)
        at = end
    if written_rests[-1]:
        pieces.append(np.zeros(written_rests[-1], np.float32))
    return Recording(np.concatenate(pieces), tuple(marks))


def trimmed(sound: Samples) -> Samples:
    """Cut silence at both ends, keeping 20 ms, faded so that no edge clicks."""
    return faded(sound[slice(*_heard(sound))])


def _heard(sound: Samples) -> tuple[int, int]:
    """Return the first and end sample of what is heard, 20 ms around it; twice the same in silence."""
    if not sound.size or float(np.abs(sound).max()) <= _QUIET:
        return 0, 0
    level = levels(sound)
    loud = np.flatnonzero(level > level.max() - _FAINT)
    return max(0, int(loud[0]) * FRAME - MARGIN), min(sound.size, int(loud[-1] + 1) * FRAME + MARGIN)


def faded(sound: Samples) -> Samples:
    """Return the sound with edges of 10 ms that do not click."""
    piece = sound.astype(np.float32)
    ramp = min(MARGIN // 2, piece.size // 2)
    if ramp:
        piece[:ramp] *= np.linspace(0, 1, ramp, dtype=np.float32)
        piece[-ramp:] *= np.linspace(1, 0, ramp, dtype=np.float32)
    return piece
