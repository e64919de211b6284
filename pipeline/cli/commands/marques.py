"""The command `jt marques`, and what it can be told; `cli.marking` does it."""

from pathlib import Path
from typing import Annotated

import typer


def marques(
    fichiers: Annotated[
        list[Path], typer.Argument(help="Un ou plusieurs films ou images.", metavar="FILM…", readable=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Pour les programmes : un tableau JSON.")] = False,
) -> None:
    """Montre toutes les marques d'un film ou d'une image : métadonnées, XMP, signature C2PA, origine."""
    from pipeline.cli.marking import show_marks

    raise typer.Exit(show_marks(fichiers, as_json=as_json))
