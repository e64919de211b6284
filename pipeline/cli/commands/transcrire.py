"""The command `jt transcrire`, and what it can be told; `cli.transcribing` does it."""

from pathlib import Path
from typing import Annotated

import typer

ToHear = Annotated[
    list[Path],
    typer.Argument(
        help="Un ou plusieurs sons ou vidéos ; ou un script, dont tous les enregistrements sont écoutés.",
        metavar="FICHIER…",
        readable=False,
    ),
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


CorrectIt = Annotated[
    bool,
    typer.Option("--corriger", help="Avec un script : montrer ce qui y serait corrigé, d'après ce qui est dit."),
]
Confirmed = Annotated[bool, typer.Option("--oui", help="Avec --corriger : l'écrire dans le script.")]


def transcribe(
    fichiers: ToHear,
    vers: WriteTo = None,
    script: HintsFrom = None,
    corriger: CorrectIt = False,
    oui: Confirmed = False,
) -> None:
    """Écrit ce qui se dit dans un son ou une vidéo ; d'un script, ce qui est dit à côté de ce qui est écrit."""
    from pipeline.cli.transcribing import TranscribeWish, transcribe_all

    wish = TranscribeWish(files=tuple(fichiers), into=vers, script=script, correct=corriger, confirmed=oui)
    raise typer.Exit(transcribe_all(wish))
