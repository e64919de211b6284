"""A planned line becomes a take: sentence by sentence, trimmed, levelled, with exact sentence marks."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from pipeline.errors import OnlineVoiceError, VoiceError
from pipeline.french.pauses import Parted
from pipeline.model.rundown import PlannedLine
from pipeline.model.take import SentenceMark
from pipeline.model.time import SAMPLE_RATE, samples
from pipeline.ports import Samples, Spoken, SpokenWord, Voice, VoiceSetting
from pipeline.speak.levels import levelled
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.normalise import spoken
from pipeline.speak.sentences import sentences
from pipeline.speak.silences import FRAME, levels
from pipeline.speak.words import word_starts

SPEAK_VERSION = 3
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


def said(line: PlannedLine, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """Return each sentence of a line as written and as spoken; sentences nobody could say join the one before."""
    pairs: list[tuple[str, str]] = []
    for _, piece in _pieces(line):
        for sentence in sentences(piece):
            words = spoken(sentence, lexicon).strip()
            if any(character.isalnum() for character in words):
                pairs.append((sentence.strip(), words))
            elif pairs:
                pairs[-1] = (f"{pairs[-1][0]} {sentence.strip()}", pairs[-1][1])
    return tuple(pairs)


def rests(line: PlannedLine, lexicon: Lexicon) -> tuple[float, ...]:
    """Return the seconds of silence written before each sentence of a line, and after the last; empty without any."""
    if not line.rests or line.recording:
        return ()
    found = [0.0]
    for rest, piece in _pieces(line):
        found[-1] += rest
        found += [0.0] * len(said(replace(line, text=piece, rests=()), lexicon))
    return tuple(found)


def _pieces(line: PlannedLine) -> tuple[tuple[float, str], ...]:
    """Return the text between the pauses of a line with the silence before; a recording is one piece."""
    return Parted(line.text, () if line.recording else line.rests).pieces


def record(line: PlannedLine, performance: Performance, resample: Resample) -> Recording:
    """Synthesise a line; raises VoiceError naming the line when a sentence cannot be said."""
    setting = performance.setting(line.voice)
    pieces: list[Samples] = []
    marks: list[SentenceMark] = []
    at = 0
    pairs = said(line, performance.lexicon)
    written_rests = [samples(rest) for rest in rests(line, performance.lexicon)] or [0] * (len(pairs) + 1)
    for (written, words), rest in zip(pairs, written_rests[:-1], strict=True):
        try:
            performed = performance.voice.say(words, setting)
        except OnlineVoiceError as error:
            raise OnlineVoiceError(error.cause, error.way_out, line.mark) from error
        except VoiceError as error:
            where = f"{line.mark} : " if line.mark else ""
            raise VoiceError(f"{where}{error}") from error
        sound, told = _performed(performed, resample)
        if silent := max(_BREATH if marks else 0, rest):
            pieces.append(np.zeros(silent, np.float32))
            at += silent
        starts, measured = word_starts(written, words, sound.size, told)
        marks.append(SentenceMark(written, at, at + sound.size, tuple(at + start for start in starts), measured))
        pieces.append(sound)
        at += sound.size
    if not pieces:
        where = f"{line.mark} : " if line.mark else ""
        found = f"dans « {line.text} »" if line.text.strip() else ": le texte est vide"
        raise VoiceError(f"{where}rien à dire {found} ; écrivez une phrase avec des mots")
    if written_rests[-1]:
        pieces.append(np.zeros(written_rests[-1], np.float32))
    # Sentences are level with one another; breaths between them make the whole a little softer.
    return Recording(levelled(np.concatenate(pieces)), tuple(marks))


def _performed(performed: Spoken, resample: Resample) -> tuple[Samples, tuple[SpokenWord, ...]]:
    """Return a sentence at its level and cut to what is heard, with the engine's marks counted from there."""
    whole = resample(performed)
    first, end = _heard(whole)
    told = tuple(
        SpokenWord(word.text, max(0, word.start * SAMPLE_RATE // performed.rate - first)) for word in performed.words
    )
    return levelled(faded(whole[first:end])), told


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
