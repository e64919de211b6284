"""The command `jt importer`, and what it can be told; `cli.importing` does it."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CacheAt

Notes = Annotated[
    list[Path],
    typer.Argument(
        help="Les notes de l'atelier : Word, LibreOffice, Markdown, texte, tableur ; ou un dossier qui en contient.",
        metavar="FICHIER…",
        readable=False,
    ),
]
Into = Annotated[
    Path | None,
    typer.Option(
        "--vers",
        "--to",
        metavar="SCRIPT",
        readable=False,
        help="Le script à écrire (par défaut dans scripts/, au nom du premier document).",
    ),
]
Apply = Annotated[
    bool,
    typer.Option(
        "--appliquer",
        "--apply",
        help="Reprend ce qui a changé dans les notes depuis l'import, sauf ce qui a été retouché dans le script.",
    ),
]


def importer(fichiers: Notes, vers: Into = None, appliquer: Apply = False, cache_place: CacheAt = None) -> None:
    """Fait un script des notes d'un atelier ; une page montre ce qui a été compris, et rien n'est perdu."""
    from pipeline.cli.importing import import_and_tell
    from pipeline.service.importing import ImportWish

    wish = ImportWish(notes=tuple(fichiers), script=vers, apply=appliquer, cache=cache_place)
    raise typer.Exit(import_and_tell(wish))
