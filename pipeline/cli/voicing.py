"""`jt voices`: the engines, the cast, and a text said aloud into a file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.telling import show_line
from pipeline.cli.words import FrenchCommand, FrenchGroup
from pipeline.errors import OnlineVoiceError, UserError, VoiceError
from pipeline.ports import EngineFacts, Voice
from pipeline.service.engines import ENGINES, NEURAL, installable, refuge

voices = typer.Typer(cls=FrenchGroup, invoke_without_command=True, add_completion=False, rich_markup_mode=None)

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

ToSay = Annotated[str, typer.Argument(help="Ce qu'il faut dire, entre guillemets.", metavar="TEXTE")]
Cast = Annotated[str, typer.Option("--voix", "--voice", metavar="NOM", help="La voix de la distribution.")]
SpokenWith = Annotated[
    str, typer.Option("--moteur", "--engine", metavar="NOM", help="Le moteur ; par défaut le meilleur installé.")
]
ToInstall = Annotated[str, typer.Option("--moteur", "--engine", metavar="NOM", help=f"{', '.join(installable())}.")]
ModelFrom = Annotated[
    str,
    typer.Option("--depuis", "--from", metavar="CHEMIN", help="Le modèle, le dossier qui le contient, ou son adresse."),
]
Digest = Annotated[
    str, typer.Option("--empreinte", "--sha256", metavar="SHA256", help="Ce que le modèle de piper doit être.")
]
Sound = Annotated[
    Path, typer.Option("-o", "--output", metavar="FICHIER", readable=False, help="Le fichier WAV à écrire.")
]


@voices.callback()
def listing(context: typer.Context) -> None:
    """Montre les moteurs de voix et la distribution ; « jt voices say » fait dire un texte."""
    if context.invoked_subcommand is None:
        from pipeline.service.newsroom import Newsroom
        from pipeline.service.settings import settings_at

        newsroom = Newsroom(settings_at(Path.cwd()))
        for line in described(newsroom.voices(), newsroom.cast()):
            show_line(line)


@voices.command(cls=FrenchCommand)
def say(texte: ToSay, output: Sound, voix: Cast = "presentatrice_1", moteur: SpokenWith = "") -> None:
    """Dit un texte comme au journal et l'écrit en WAV : 48 kHz, mono, 16 bits."""
    from pipeline.french.wording import counted
    from pipeline.service import speak
    from pipeline.service.newsroom import Newsroom
    from pipeline.service.settings import settings_at

    _writable(output)
    try:
        said = speak.say(Newsroom(settings_at(Path.cwd())), texte, voix, moteur)
    except VoiceError as error:
        raise _of_this_command(error) from error
    speak.write(said, output)
    length = f"{said.seconds:.1f}".replace(".", ",")
    pace = f"{counted(said.words, 'mot')}, {said.pace:.0f} mots à la minute"
    show_line(f"{output} : {length} s, {pace} ({said.voice}, {said.engine})")


@voices.command("install", cls=FrenchCommand)
def install_engine(moteur: ToInstall = NEURAL, depuis: ModelFrom = "", empreinte: Digest = "") -> None:
    """Installe une voix : les paquets qu'elle demande, puis son modèle, vérifié. Sans rien : la voix neuronale."""
    from pipeline.service.engines import install

    def tell(text: str) -> None:
        show_line(text, flush=True)

    install(moteur, depuis, empreinte, tell)


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
