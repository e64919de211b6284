"""The command `jt nouveau`, and what it can be told; `cli.creating` does it."""

from pathlib import Path
from typing import Annotated

import typer

NewFolder = Annotated[Path, typer.Argument(help="Le dossier du projet, à créer.", metavar="DOSSIER", readable=False)]
ChannelName = Annotated[
    str, typer.Option("--chaine", metavar="NOM", help="Nom de la chaîne, à l'image et sur les pages.")
]
Town = Annotated[str, typer.Option("--ville", metavar="VILLE", help="Ville de l'atelier.")]
Publisher = Annotated[str, typer.Option("--editeur", metavar="NOM", help="Qui publie les journaux : CCAS, commune…")]
Questions = Annotated[
    bool, typer.Option("--questions/--sans-questions", help="Sur un terminal, demande ce qui n'est pas dit.")
]


def nouveau(
    dossier: NewFolder, chaine: ChannelName = "", ville: Town = "", editeur: Publisher = "", questions: Questions = True
) -> None:
    """Crée un projet : un script qui se rend tout de suite, jt.yaml, media/, scenes/ et un mode d'emploi d'une page."""
    from pipeline.cli.creating import make
    from pipeline.service.new import Wanted

    make(dossier, Wanted(channel=chaine, town=ville, publisher=editeur), ask=questions)
