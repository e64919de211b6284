"""`jt voices`: the engines and the cast as lines, a text said aloud into a file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.cli.telling import show_line
from pipeline.errors import OnlineVoiceError, UserError, VoiceError
from pipeline.french.wording import counted
from pipeline.ports import EngineFacts, Voice
from pipeline.service import speak
from pipeline.service.engines import ENGINES, refuge
from pipeline.service.newsroom import Newsroom
from pipeline.service.settings import settings_at

_TIMINGS = {"none": "aucun", "sentences": "phrases", "words": "mots", "phonemes": "phonèmes"}
_ACCENTS = {
    "presentatrice": "présentatrice",
    "presentateur": "présentateur",
    "ainee": "aînée",
    "aine": "aîné",
}
_SAME = "même voix"
"""What an engine without settings of its own for a voice says: its plain one, the same for all of them."""

_WIDTH = 110
"""Columns of a listing."""


def show_voices() -> None:
    """Print the engines, and the cast of the project where one stands."""
    newsroom = Newsroom(settings_at(Path.cwd()))
    for line in described(newsroom.voices(), newsroom.cast()):
        show_line(line)


def say_into(output: Path, text: str, voice: str, engine: str) -> None:
    """Say a text into a WAV file and print how long it is; an empty engine: the best one that is installed."""
    _writable(output)
    try:
        said = speak.say(Newsroom(settings_at(Path.cwd())), text, voice, engine)
    except VoiceError as error:
        raise _of_this_command(error) from error
    speak.write(said, output)
    length = f"{said.seconds:.1f}".replace(".", ",")
    pace = f"{counted(said.words, 'mot')}, {said.pace:.0f} mots à la minute"
    show_line(f"{output} : {length} s, {pace} ({said.voice}, {said.engine})")


def described(engines: Mapping[str, Voice], cast: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    """Yield the lines of `jt voices`: every engine with its facts, then who can be played by which."""
    yield "Les moteurs"
    heads = ("nom", "état", "cadence", "langues", "voix", "repères", "identique", "internet", "licence")
    facts = [(name, *_facts(voice.facts, ready=not voice.unavailable())) for name, voice in engines.items()]
    yield from _columns((heads, *facts))
    for name, voice in engines.items():
        if problem := voice.unavailable():
            yield f"  {name} : {problem}"
    yield ""
    yield "Leurs voix (« voix » dans media/voix.yaml ; la première est l'ordinaire)"
    for name, voice in engines.items():
        if voice.facts.speakers:
            yield from _wrapped(f"  {name} : ", voice.facts.speakers)
    yield ""
    yield "La distribution (media/voix.yaml)"
    playing = [name for name, voice in engines.items() if voice.facts.speakers]  # recordings play nobody's part
    rows = [(name, _role(name), *(_played(name, engine, cast) for engine in playing)) for name in cast]
    yield from _columns((("voix", "rôle", *playing), *rows))
    yield f"  « {_SAME} » : ce moteur n'a pas de réglage pour ce rôle, il y met sa voix ordinaire."


def _facts(facts: EngineFacts, *, ready: bool) -> tuple[str, ...]:
    return (
        "prête" if ready else "absente",
        f"{facts.rate:,} Hz".replace(",", "\u202f"),
        " ".join(facts.languages),
        str(len(facts.speakers) or "–"),
        _TIMINGS[facts.timings],
        "oui" if facts.deterministic else "non",
        "oui" if facts.online else "non",
        facts.licence,
    )


def _played(name: str, engine: str, cast: Mapping[str, Mapping[str, object]]) -> str:
    return "oui" if engine in cast[name] else _SAME


def _role(name: str) -> str:
    """Return the role a voice is named after: `ainee_1` → « aînée 1 »."""
    return " ".join(_ACCENTS.get(word, word) for word in name.split("_"))


def _wrapped(head: str, names: Sequence[str]) -> Iterator[str]:
    """Yield names after a head, on as many lines as they take."""
    line = head
    for name in names:
        if len(line) + len(name) > _WIDTH:
            yield line.rstrip()
            line = " " * len(head)
        line += f"{name} "
    yield line.rstrip()


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _of_this_command(error: VoiceError) -> VoiceError:
    """Return an error with a way out that can be typed here, where `--voix` names a voice of the cast."""
    if isinstance(error, OnlineVoiceError):
        return VoiceError(f"{error.cause} ; vérifiez la connexion, ou prenez une voix hors ligne : --moteur {refuge()}")
    said = str(error).replace("ou rendez avec --voix", "ou prenez --voix")
    return VoiceError(re.sub(rf"--voix (?=(?:{'|'.join(ENGINES)})\b)", "--moteur ", said))


def _writable(output: Path) -> None:
    """Pass over a place where a WAV can be written; raises UserError."""
    if output.is_dir():
        raise UserError(f"{output} est un dossier ; donnez le nom du fichier WAV à écrire : -o {output / 'voix.wav'}")
    if output.suffix.lower() != ".wav":
        raise UserError(f"{output} n'est pas un nom de fichier WAV ; donnez-en un : -o {output.with_suffix('.wav')}")
    if not output.parent.is_dir():
        raise UserError(f"le dossier {output.parent} n'existe pas ; créez-le, ou choisissez un autre dossier")
