"""The commands `jt voices`: the engines, the cast, a text said aloud into a file, what there is to record."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.telling import show_line
from pipeline.cli.words import FrenchCommand, FrenchGroup
from pipeline.service.engines import NEURAL, installable

voices = typer.Typer(cls=FrenchGroup, invoke_without_command=True, add_completion=False, rich_markup_mode=None)

_TO_RECORD = "Liste les répliques d'un script, avec le nom du fichier de voix à déposer pour chacune."

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
ToRecord = Annotated[Path, typer.Argument(help="Le script YAML.", metavar="SCRIPT", readable=False)]
Who = Annotated[
    str, typer.Option("--par", "--by", metavar="ID", help="Seulement les répliques de cette personne (intervenants).")
]


@voices.callback()
def listing(context: typer.Context) -> None:
    """Montre les moteurs de voix et la distribution ; « jt voices say » fait dire un texte."""
    if context.invoked_subcommand is None:
        from pipeline.cli.voicing import show_voices

        show_voices()


@voices.command(cls=FrenchCommand)
def say(texte: ToSay, output: Sound, voix: Cast = "presentatrice_1", moteur: SpokenWith = "") -> None:
    """Dit un texte comme au journal et l'écrit en WAV : 48 kHz, mono, 16 bits."""
    from pipeline.cli.voicing import say_into

    say_into(output, texte, voix, moteur)


@voices.command("install", cls=FrenchCommand)
def install_engine(moteur: ToInstall = NEURAL, depuis: ModelFrom = "", empreinte: Digest = "") -> None:
    """Installe une voix : les paquets qu'elle demande, puis son modèle, vérifié. Sans rien : la voix neuronale."""
    from pipeline.service.engines import install

    def tell(text: str) -> None:
        show_line(text, flush=True)

    install(moteur, depuis, empreinte, tell)


@voices.command("a-enregistrer", cls=FrenchCommand, help=_TO_RECORD)
def to_record(script: ToRecord, par: Who = "") -> None:
    """List the lines of a script with the name of the file to drop for each; raises ScriptError."""
    from pipeline.cli.recording import show_lines_to_record

    show_lines_to_record(script, par)
