"""`jt nouveau`: a project of one's own, questions on a terminal, options otherwise."""

import sys
from pathlib import Path

import typer

from pipeline.cli.telling import show_line, tell_line
from pipeline.service.new import Wanted, create, usual_channel


def make(folder: Path, wanted: Wanted, *, ask: bool) -> None:
    """Make a project and tell what to type next; what was not said is asked for on a terminal."""
    if ask and sys.stdin.isatty() and sys.stdout.isatty() and not any((wanted.channel, wanted.town, wanted.publisher)):
        town = typer.prompt("Ville de l'atelier", default="", show_default=False)
        wanted = Wanted(
            town=town,
            channel=typer.prompt("Nom de la chaîne", default=usual_channel(folder, town)),
            publisher=typer.prompt("Qui publie (CCAS, commune…)", default="", show_default=False),
        )
    made = create(folder, wanted)
    show_line(folder)
    told = (
        f"projet créé : {len(made)} fichiers ; ouvrez {folder / 'LISEZMOI.md'}, ou tapez :",
        f"  cd {folder}",
        "  jt check scripts/journal.yaml",
        "  jt render scripts/journal.yaml --preset draft",
    )
    tell_line("\n".join(told))
