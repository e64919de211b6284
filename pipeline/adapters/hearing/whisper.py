"""Whisper base, run by CTranslate2 through faster-whisper: offline, about as long as the sound on two cores.

Whisper writes fluent sentences over music and silence: what it is not sure of is given as sound without words, and
sentences that it is known to invent are never believed.
"""

import importlib.util
import os
import pkgutil
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import av
import numpy as np

from pipeline.adapters.hearing.model_files import INSTALL, damaged, missing, model_folder
from pipeline.errors import HearingError
from pipeline.french.letters import ascii_of
from pipeline.french.system import why
from pipeline.model.heard import NATIVE, Recognised, RecognisedWord, Wordless, WordlessStretch
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples
from pipeline.speak.onsets import at_onsets

_RATE = 16_000
_REVISION = 3
"""Raised when the same sound would be heard otherwise."""

_TOLD_APART = 3.0
"""Seconds of sound from which its language can be told; less is taken for French."""
_FOREIGN = 0.8
"""How sure it must be of another language for a passage to be one that is not French."""
_UNSURE, _WORDLESS = -1.0, 0.6
"""Mean log probability of a text, and probability of no speech, beyond which both together make it no speech:
the limits that Whisper's own authors use."""
_MUMBLED = 0.35
"""Mean confidence of the words of a text under which it is no speech that could be made out."""
_FASTEST = 8
"""Words that nobody says in a second: those of a text put over a sound in which nobody speaks pile up at its end."""
_STUCK = 4
"""How often a word comes in a row from which the recogniser is only repeating it."""
_REPEATED = 2.4
"""How well a text compresses (zlib) when it says the same thing again and again: the limit of Whisper's authors."""
_INVENTED = (
    "amara.org", "sous-titrage", "sous-titres realises", "sous-titres par", "radio-canada", "abonnez-vous",
    "merci d'avoir regarde", "n'oubliez pas de liker",
)  # fmt: skip
"""What Whisper writes over music and silence, from the ends of the films it was trained on; without accents."""
_TOKENS, _SPARE = 9, 24
"""Tokens a second of speech, and as many more, beyond which it only repeats itself: who speaks fast says some seven."""
_EARLY = 0.1
"""Seconds by which it tells words too soon, the median of 209 words of the cast (a word is told from the end of the one
before it)."""
_HINT = 400
"""Characters of hints at most: Whisper's prompt has room for some 220 tokens."""
_THREADS = 2
"""More threads make such a small model no quicker where others work too."""


class WhisperRecogniser:
    """Hears with Whisper base; made for little, it loads its model when it first hears."""

    name = "whisper"
    longest = 28.0

    def __init__(self, model: Path | None = None) -> None:
        self._place = model or model_folder()
        self.version = f"whisper base, faster-whisper {_installed()}, {_REVISION}"

    def __reduce__(self) -> tuple[object, ...]:
        """Let it cross to a process, which loads the model once however often it is sent there."""
        return (_once, (self._place,))

    def unavailable(self) -> str:
        """Return why it cannot hear here and what to type, in French, or an empty string."""
        if importlib.util.find_spec("faster_whisper") is None:
            return f"il manque faster-whisper ; tapez « {INSTALL} »"
        if missing(self._place):
            return f"son modèle (148 Mo) n'est pas installé ; tapez « {INSTALL} »"
        return ""

    def hear(self, sound: Samples, hints: Sequence[str] = ()) -> Recognised:
        """Return what is said in mono sound of at most `longest` seconds; raises HearingError."""
        if problem := self.unavailable():
            raise HearingError(f"la reconnaissance de la parole n'est pas là : {problem}")
        if not sound.size:
            return Recognised((), (), 0)
        heard = _at_16_khz(sound)
        if language := self._foreign(heard):
            return _wordless(sound.size, Wordless.FOREIGN, language)
        segments, _ = self._model.transcribe(
            heard,
            language=NATIVE,
            beam_size=5,
            temperature=0.0,  # no dice: the same sound gives the same words
            condition_on_previous_text=False,
            word_timestamps=True,
            max_new_tokens=_SPARE + int(_TOKENS * sound.size / SAMPLE_RATE),
            hotwords=_hint(hints),
        )
        words = at_onsets(tuple(_ordered(_joined(_believed(segments)), sound.size)), sound, _EARLY)
        return Recognised(words, (), sound.size) if words else _wordless(sound.size, Wordless.NO_SPEECH)

    @cached_property
    def _model(self) -> Any:
        """The loaded model; raises HearingError when a file of it is damaged or cannot be read."""
        try:
            wrong = damaged(self._place)
        except OSError as error:
            raise HearingError(f"{self._place} ne se lit pas ({why(error)}) ; tapez « {INSTALL} »") from error
        if wrong:
            raise HearingError(f"{self._place} est abîmé ({', '.join(wrong)}) ; tapez « {INSTALL} »")
        threads = min(_THREADS, os.cpu_count() or 1)
        try:
            made = pkgutil.resolve_name("faster_whisper:WhisperModel")  # heavy: loaded when something is to be heard
        except (ImportError, OSError) as error:
            raise HearingError(f"faster-whisper ne se charge pas ici ({error}) ; tapez « {INSTALL} »") from error
        return made(str(self._place), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True)

    def _foreign(self, heard: Samples) -> str:
        """Return the language that is spoken when it surely is not French."""
        if heard.size < _TOLD_APART * _RATE:
            return ""
        language, sure, _ = self._model.detect_language(heard)
        return language if language != NATIVE and sure >= _FOREIGN else ""


def _installed() -> str:
    try:
        return version("faster-whisper")
    except PackageNotFoundError:
        return "absent"


@lru_cache(maxsize=1)
def _once(place: Path) -> WhisperRecogniser:
    return WhisperRecogniser(place)


def _at_16_khz(sound: Samples) -> Samples:
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound, np.float32)[None, :], format="flt", layout="mono")
    frame.sample_rate = SAMPLE_RATE
    resampler = av.AudioResampler(format="flt", layout="mono", rate=_RATE)
    pieces = [*resampler.resample(frame), *resampler.resample(None)]
    return np.concatenate([piece.to_ndarray().reshape(-1) for piece in pieces]).astype(np.float32)


def _hint(hints: Sequence[str]) -> str | None:
    told = ""
    for hint in hints:
        if len(told) + len(hint) + 2 > _HINT:
            break
        told = f"{told}, {hint}" if told else hint
    return told or None


def _wordless(length: int, reason: Wordless, language: str = "") -> Recognised:
    return Recognised((), (WordlessStretch(0, length, reason, language),), length)


def _believed(segments: Iterable[Any]) -> Iterator[Any]:
    """Yield the words of the texts that are to be believed."""
    for segment in segments:
        told = ascii_of(segment.text)
        words = segment.words or []
        if segment.no_speech_prob > _WORDLESS and segment.avg_logprob < _UNSURE:
            continue
        if segment.compression_ratio > _REPEATED or any(invented in told for invented in _INVENTED):
            continue
        if len(words) > _FASTEST * max(1.0, sum(word.end - word.start for word in words)):
            continue
        if words and float(np.mean([word.probability for word in words])) >= _MUMBLED:
            yield from words[: _stuck([ascii_of(word.word).strip(" .,;:!?") for word in words])]


def _stuck(words: Sequence[str]) -> int:
    """Return the place at which a text begins to say one word again and again, its length when it does not."""
    runs = (at for at in range(len(words) - _STUCK + 1) if len(set(words[at : at + _STUCK])) == 1)
    return next(runs, len(words))


def _joined(words: Iterable[Any]) -> Iterator[RecognisedWord]:
    """Yield words as they are written, « l'action » and not « l » and « 'action ».

    A piece that does not begin with a space goes on with the word before.
    """
    waiting: RecognisedWord | None = None
    for word in words:
        start, end = round(word.start * SAMPLE_RATE), round(word.end * SAMPLE_RATE)
        if waiting is not None and not word.word.startswith(" "):
            sure = min(waiting.confidence, float(word.probability))
            waiting = RecognisedWord(waiting.text + word.word.strip(), waiting.start, end, sure)
            continue
        if waiting is not None:
            yield waiting
        waiting = RecognisedWord(word.word.strip(), start, end, float(word.probability))
    if waiting is not None:
        yield waiting


def _ordered(words: Iterable[RecognisedWord], length: int) -> Iterator[RecognisedWord]:
    """Yield words inside the sound, none beginning before the end of the one ahead; those without a letter are out."""
    at = 0
    for word in words:
        start = min(max(at, word.start), length)
        end = min(max(start, word.end), length)
        if any(sign.isalnum() for sign in word.text):
            yield RecognisedWord(word.text, start, end, min(1.0, max(0.0, word.confidence)))
            at = end
