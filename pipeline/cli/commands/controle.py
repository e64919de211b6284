"""The command `jt controle`, and what it can be told; `cli.controlling` does it."""

from pathlib import Path
from typing import Annotated

import typer

FilmsOrFolders = Annotated[
    list[Path],
    typer.Argument(help="Des films, ou les dossiers qui en contiennent.", metavar="FILM|DOSSIER…", readable=False),
]
ProfileName = Annotated[
    str,
    typer.Option(
        "--profil",
        "--profile",
        metavar="NOM",
        help="web, vertical, carre, ecrans, antenne, master ou brouillon ; sinon, d'après le film.",
    ),
]
ControlReports = Annotated[
    Path | None,
    typer.Option(
        "--rapports",
        "--reports",
        metavar="DOSSIER",
        readable=False,
        help="Écrit controle.html (avec les images), controle.json et controle.xml (JUnit) dans ce dossier.",
    ),
]
Anew = Annotated[bool, typer.Option("--no-cache", help="Contrôle aussi ce qui n'a pas changé depuis la dernière fois.")]


def controle(
    films: FilmsOrFolders, profil: ProfileName = "", rapports: ControlReports = None, *, no_cache: Anew = False
) -> None:
    """Contrôle des films finis, de jt ou d'ailleurs : ce qui empêche de les publier, le pire d'abord."""
    from pipeline.cli.controlling import ControlWish, control_all

    raise typer.Exit(control_all(ControlWish(places=tuple(films), profile=profil, reports=rapports, anew=no_cache)))
