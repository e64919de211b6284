"""The command `jt tournage`, and what it can be told; `cli.shooting` does it."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CacheAt, VoiceEngine

ScriptToShoot = Annotated[Path, typer.Argument(help="Le script YAML.", metavar="SCRIPT", readable=False)]
ShootFolder = Annotated[
    Path | None,
    typer.Option(
        "--vers",
        "--to",
        metavar="DOSSIER",
        readable=False,
        help="Où écrire le plan et les ardoises ; par défaut output/<script>/tournage/.",
    ),
]


def tournage(
    script: ScriptToShoot, vers: ShootFolder = None, voix: VoiceEngine = "", cache_place: CacheAt = None
) -> None:
    """Écrit le plan de tournage : quoi filmer, où, de qui, comment cadrer, les accords et les ardoises."""
    from pipeline.cli.shooting import ShootWish, write_shooting_plan

    write_shooting_plan(ShootWish(script=script, folder=vers, engine=voix, cache=cache_place))
