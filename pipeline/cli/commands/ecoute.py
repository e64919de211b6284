"""The commands `jt ecoute`: whether speech can be recognised here, and what makes it so."""

from typing import Annotated

import typer

from pipeline.cli.telling import show_line
from pipeline.cli.words import FrenchCommand, FrenchGroup

ecoute = typer.Typer(cls=FrenchGroup, invoke_without_command=True, add_completion=False, rich_markup_mode=None)

EarsFrom = Annotated[
    str,
    typer.Option(
        "--depuis", "--from", metavar="CHEMIN", help="Le dossier du modèle, un de ses fichiers, ou son adresse."
    ),
]


@ecoute.callback()
def show_hearing(context: typer.Context) -> None:
    """Dit si la parole peut être reconnue ici ; « jt ecoute install » l'installe, « jt transcrire » s'en sert."""
    if context.invoked_subcommand is None:
        from pipeline.cli.transcribing import show_recogniser

        show_recogniser()


@ecoute.command("install", cls=FrenchCommand)
def install_hearing(depuis: EarsFrom = "") -> None:
    """Installe la reconnaissance de la parole : ses paquets, puis son modèle (148 Mo), vérifié."""
    from pipeline.service.hearing import install

    def tell(text: str) -> None:
        show_line(text, flush=True)

    install(depuis, tell)
