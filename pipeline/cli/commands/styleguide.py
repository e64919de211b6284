"""The command `jt styleguide`, and what it can be told; `cli.styleguides` does it."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CacheAt, InHouse

GuideFolder = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="DOSSIER", readable=False, help="Où l'écrire (par défaut output/charte/)."),
]
Watch = Annotated[
    bool, typer.Option("--watch", help="Reste là et redessine ce qui change dans scenes/ et media/ ; Ctrl-C arrête.")
]


def styleguide(
    output: GuideFolder = None, watch: Watch = False, habillage: InHouse = "", cache_place: CacheAt = None
) -> None:
    """Écrit la charte : chaque scène dessinée, couleurs, polices, contrastes, mouvements et sons, en une page."""
    from pipeline.cli.styleguides import write_guide

    raise typer.Exit(write_guide(output, watch=watch, house=habillage, cache=cache_place))
