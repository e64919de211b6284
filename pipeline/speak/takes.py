"""A planned line becomes a take: sentence by sentence, trimmed, levelled, with exact sentence marks."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pipeline.errors import VoiceError
from pipeline.model.rundown import PlannedLine
from pipeline.model.take import Mark
from pipeline.model.time import SAMPLE_RATE, samples
from pipeline.ports import Samples, Spoken, Voice, VoiceSetting
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.normalise import spoken
from pipeline.speak.sentences import sentences

SPEAK_VERSION = 1
"""Raised whenever the same words would be said or cut otherwise; part of every take's key."""

_BREATH = samples(0.26)
_MARGIN = samples(0.02)
_QUIET = 0.006
_LEVEL = 10 ** (-20 / 20)
_CEILING = 10 ** (-3 / 20)

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
    sentences: tuple[Mark, ...]


def said(line: PlannedLine, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """Return each sentence of a line as written and as spoken; sentences nobody could say join the one before."""
    pairs: list[tuple[str, str]] = []
    for sentence in sentences(line.text):
        words = spoken(sentence, lexicon).strip()
        if any(character.isalnum() for character in words):
            pairs.append((sentence.strip(), words))
        elif pairs:
            pairs[-1] = (f"{pairs[-1][0]} {sentence.strip()}", pairs[-1][1])
    return tuple(pairs)


def record(line: PlannedLine, performance: Performance, resample: Resample) -> Recording:
    """Synthesise a line; raises VoiceError naming the line when a sentence cannot be said."""
    setting = performance.setting(line.voice)
    pieces: list[Samples] = []
    marks: list[Mark] = []
    at = 0
    for written, words in said(line, performance.lexicon):
        try:
            sound = levelled(trimmed(resample(performance.voice.say(words, setting))))
        except VoiceError as error:
            where = f"{line.mark} : " if line.mark else ""
            raise VoiceError(f"{where}{error}") from error
        if marks:
            pieces.append(np.zeros(_BREATH, np.float32))
            at += _BREATH
        marks.append(Mark(written, at, at + sound.size))
        pieces.append(sound)
        at += sound.size
    if not pieces:
        where = f"{line.mark} : " if line.mark else ""
        found = f"dans « {line.text} »" if line.text.strip() else ": le texte est vide"
        raise VoiceError(f"{where}rien à dire {found} ; écrivez une phrase avec des mots")
    return Recording(np.concatenate(pieces), tuple(marks))


def recorded(line: PlannedLine, sound: Samples) -> Recording:
    """Cut a recorded voice to what is heard, level it, and share its sentences out by their letters."""
    heard = levelled(trimmed(sound))
    texts = [text.strip() for text in sentences(line.text)] or [line.text]
    total = sum(len(text) for text in texts)
    marks: list[Mark] = []
    at = 0
    done = 0
    for text in texts:
        done += len(text)
        end = heard.size * done // max(1, total)
        marks.append(Mark(text, at, end))
        at = end
    return Recording(heard, tuple(marks))


def trimmed(sound: Samples) -> Samples:
    """Cut silence at both ends, keeping 20 ms, faded so that no edge clicks."""
    loud = np.flatnonzero(np.abs(sound) > _QUIET)
    if not loud.size:
        return sound[:0]
    start, end = max(0, int(loud[0]) - _MARGIN), min(sound.size, int(loud[-1]) + _MARGIN)
    piece = sound[start:end].astype(np.float32)
    ramp = min(_MARGIN // 2, piece.size // 2)
    if ramp:
        piece[:ramp] *= np.linspace(0, 1, ramp, dtype=np.float32)
        piece[-ramp:] *= np.linspace(1, 0, ramp, dtype=np.float32)
    return piece


def levelled(sound: Samples) -> Samples:
    """Bring speech to −20 dBFS RMS over its loud parts, peaks softly held under −3 dBFS."""
    if not sound.size:
        return sound
    block = SAMPLE_RATE // 50
    count = max(1, sound.size // block)
    energies = np.array([float(np.mean(part * part)) for part in np.array_split(sound, count)])
    loud = energies[energies >= energies.max() * 0.01]
    gain = _LEVEL / max(float(np.sqrt(loud.mean())), 1e-6)
    raised = sound * np.float32(min(gain, 30.0))
    over = np.abs(raised) > _CEILING * 0.8
    knee = _CEILING * 0.8
    raised[over] = np.sign(raised[over]) * (
        knee + (_CEILING - knee) * np.tanh((np.abs(raised[over]) - knee) / (_CEILING - knee))
    )
    result: Samples = raised.astype(np.float32)
    return result
