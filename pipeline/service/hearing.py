"""What is said in a sound or a film, in words with their times; and in words what keeps it from being heard."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.adapters.hearing.install import install
from pipeline.adapters.hearing.whisper import WhisperRecogniser
from pipeline.adapters.media.survey import survey
from pipeline.adapters.rushes.sound import sound_blocks
from pipeline.adapters.whole import write_whole
from pipeline.caption.recognised import heard_captions, heard_sentences
from pipeline.caption.srt import srt
from pipeline.caption.webvtt import webvtt
from pipeline.errors import Code, Finding, HearingError, Level, Mark
from pipeline.french.typography import typeset
from pipeline.model.heard import Recognised, Wordless
from pipeline.model.programme import PRESETS
from pipeline.model.take import SentenceMark
from pipeline.model.time import SAMPLE_RATE, timestamp
from pipeline.ports import Recogniser
from pipeline.produce.listening import hear_sound
from pipeline.service.listening import rundown_hints
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import prepare
from pipeline.service.settings import settings_for
from pipeline.service.source import Source

__all__ = [
    "WRITTEN_FORMS",
    "Transcription",
    "WhisperRecogniser",
    "hear_file",
    "hear_sound",
    "hints_in",
    "install",
    "sentences_of",
    "write_transcription",
]

_TELL = 1.0
"""Seconds of sound without words from which it is told where it is not understood."""

_LANGUAGES = {
    "en": "anglais", "es": "espagnol", "ar": "arabe", "pt": "portugais", "it": "italien", "de": "allemand",
    "tr": "turc", "ru": "russe", "uk": "ukrainien", "ro": "roumain",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Transcription:
    """What was heard in a file, and what is to be known of it."""

    heard: Recognised
    findings: tuple[Finding, ...]


def hear_file(
    path: Path,
    recogniser: Recogniser,
    hints: Sequence[str] = (),
    tell: Callable[[float], None] = lambda _: None,
) -> Transcription:
    """Return what is said in a file; raises MediaError for one without readable sound, HearingError without an engine.

    `tell` hears from time to time at which second it is. A file without sound is a finding.
    """
    if problem := recogniser.unavailable():
        raise HearingError(f"la reconnaissance de la parole n'est pas là : {problem}")
    found = survey(path)
    if not found.heard:
        return Transcription(Recognised((), (), 0), (_without_sound(path, mute=found.mute),))
    heard = hear_sound(sound_blocks(path, SAMPLE_RATE), recogniser, hints, tell)
    return Transcription(heard, tuple(_findings(path, heard)))


def _without_sound(path: Path, *, mute: bool) -> Finding:
    told = "son d'un codage inconnu" if mute else "aucun son dans ce fichier"
    advice = (
        "réexportez-le en mp4 (H.264 et AAC)"
        if mute
        else "vérifiez que c'est le bon fichier, et que le micro était ouvert"
    )
    return Finding(Mark(str(path)), told, advice, Level.WARNING, code=Code("ecoute-sans-son"))


def _findings(path: Path, heard: Recognised) -> Iterator[Finding]:
    mark = Mark(str(path))
    for one in heard.wordless:
        seconds = (one.end - one.start) / SAMPLE_RATE
        if seconds < _TELL and heard.words:
            continue
        where = f"de {_at(one.start)} à {_at(one.end)} : "
        if one.why is Wordless.FOREIGN:
            language = _LANGUAGES.get(one.language, f"une autre langue ({one.language})")
            told, advice = f"on y parle {language}", "traduisez ce passage, ou écrivez ce qui s'y dit"
            yield Finding(mark, where + told, advice, Level.WARNING, code=Code("ecoute-autre-langue"))
        elif one.why is Wordless.SILENT:
            advice = "vérifiez que c'est le bon fichier, et que le micro était ouvert"
            yield Finding(mark, "ce fichier est silencieux", advice, Level.WARNING, code=Code("ecoute-silence"))
        else:
            told, advice = (
                "du son, mais aucune parole comprise (musique, bruit, voix trop faible)",
                "écoutez ce passage",
            )
            yield Finding(mark, where + told, advice, Level.WARNING, code=Code("ecoute-sans-parole"))


def _at(sample: int) -> str:
    return timestamp(sample * 1000 // SAMPLE_RATE).removeprefix("00:").partition(".")[0]


def sentences_of(made: Transcription) -> tuple[SentenceMark, ...]:
    """Return what was heard as sentences with French typography and their times in samples."""
    return tuple(replace(sentence, text=typeset(sentence.text)) for sentence in heard_sentences(made.heard.words))


def hints_in(script: Path) -> tuple[str, ...]:
    """Return the words to expect of whoever speaks for a script; raises ScriptError when it cannot be read."""
    settings = settings_for(script)
    rundown = prepare(Newsroom(settings), Source(script), PRESETS["draft"]).rundown
    return rundown_hints(rundown.lines)


def write_transcription(into: Path, file: Path, made: Transcription) -> Path:
    """Write what was heard in the form that a file's name asks for; raises UserError when it cannot be written."""
    text = WRITTEN_FORMS[into.suffix.lower()](file, made)
    return write_whole(into, text, "choisissez un autre dossier avec --vers")


def _text(_file: Path, made: Transcription) -> str:
    return "".join(f"{_at(sentence.start)}  {sentence.text}\n" for sentence in sentences_of(made))


def _data(file: Path, made: Transcription) -> str:
    told = {
        "file": file.name,
        "seconds": _seconds(made.heard.length),
        "sentences": [
            {"start": _seconds(one.start), "end": _seconds(one.end), "text": one.text} for one in sentences_of(made)
        ],
        "words": [
            {
                "start": _seconds(word.start),
                "end": _seconds(word.end),
                "text": word.text,
                "confidence": round(word.confidence, 3),
            }
            for word in made.heard.words
        ],
        "findings": [{"code": each.code, "message": each.message} for each in made.findings],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _seconds(sample: int) -> float:
    return round(sample / SAMPLE_RATE, 3)


WRITTEN_FORMS: Mapping[str, Callable[[Path, Transcription], str]] = {
    ".txt": _text,
    ".srt": lambda _, made: srt(heard_captions(made.heard.words, made.heard.length)),
    ".vtt": lambda _, made: webvtt(heard_captions(made.heard.words, made.heard.length)),
    ".json": _data,
}
"""What is written, by the end of the file's name."""
