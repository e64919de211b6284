"""The command `jt transcrire`, and what it can be told; `cli.transcribing` does it."""

from pathlib import Path
from typing import Annotated

import typer

ToHear = Annotated[
    list[Path], typer.Argument(help="Un ou plusieurs sons ou vidéos.", metavar="FICHIER…", readable=False)
]
WriteTo = Annotated[
    Path | None,
    typer.Option(
        "--vers",
        "--to",
        metavar="FICHIER",
        readable=False,
        help="Où écrire : .txt, .srt, .vtt ou .json ; sans rien, le texte s'affiche.",
    ),
]
HintsFrom = Annotated[
    Path | None,
    typer.Option("--script", metavar="SCRIPT", readable=False, help="Le script dont on attend les noms et les mots."),
]


def transcribe(fichiers: ToHear, vers: WriteTo = None, script: HintsFrom = None) -> None:
    """Écrit ce qui se dit dans un son ou une vidéo, avec l'heure de chaque phrase."""
    from pipeline.cli.transcribing import TranscribeWish, transcribe_all

    raise typer.Exit(transcribe_all(TranscribeWish(tuple(fichiers), vers, script)))
