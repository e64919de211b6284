"""The command `jt conducteur`, and what it can be told; `cli.rundowns` does it."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CacheAt, VoiceEngine

TheScript = Annotated[Path, typer.Argument(help="Le script YAML.", metavar="SCRIPT", readable=False)]
SheetFile = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--vers",
        "--output",
        metavar="FICHIER",
        readable=False,
        help="L'écrit : .html (à imprimer), .xlsx, .ods ou .csv.",
    ),
]
SheetBack = Annotated[
    Path | None,
    typer.Option(
        "--reprendre",
        "--from-sheet",
        metavar="FICHIER",
        readable=False,
        help="Reprend d'un tableau l'ordre, les durées prévues et les notes, et les écrit dans le script.",
    ),
]
StoriesOnly = Annotated[bool, typer.Option("--sujets", "--items", help="Une ligne par élément, sans celles des plans.")]
Rehearsal = Annotated[bool, typer.Option("--essai", "--dry-run", help="Avec --reprendre : dit ce qui changerait.")]


def conducteur(
    script: TheScript,
    vers: SheetFile = None,
    reprendre: SheetBack = None,
    sujets: StoriesOnly = False,
    essai: Rehearsal = False,
    voix: VoiceEngine = "",
    cache_place: CacheAt = None,
) -> None:
    """Montre le conducteur d'un journal, l'écrit pour un tableur, et en reprend ce qui a changé."""
    from pipeline.cli.rundowns import RundownWish, show_rundown

    show_rundown(
        RundownWish(
            script=script, to=vers, back=reprendre, shots=not sujets, rehearsal=essai, engine=voix, cache=cache_place
        )
    )
