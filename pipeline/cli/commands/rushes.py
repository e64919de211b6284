"""The command `jt rushes`, and what it can be told; `cli.rushes` does it."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CacheAt


class RushesForm(StrEnum):
    """How what was found is shown."""

    TABLE = "table"
    JSON = "json"


ScriptOfShoot = Annotated[Path, typer.Argument(help="Le script YAML.", metavar="SCRIPT", readable=False)]
RushesPageFile = Annotated[
    Path | None,
    typer.Option(
        "--vers",
        "--to",
        metavar="FICHIER",
        readable=False,
        help="Où écrire la page des prises ; par défaut output/<script>/rushes.html.",
    ),
]
RushesShown = Annotated[RushesForm, typer.Option("--format", help="table, à lire ; json, pour un programme.")]
NothingWritten = Annotated[
    bool, typer.Option("--essai", "--dry-run", help="N'écrit rien : dit seulement quel clip irait dans quel plan.")
]
NobodyListens = Annotated[
    bool, typer.Option("--sans-ecoute", "--deaf", help="N'écoute pas les clips, même si c'est possible.")
]


def rushes(
    script: ScriptOfShoot,
    vers: RushesPageFile = None,
    forme: RushesShown = RushesForm.TABLE,
    essai: NothingWritten = False,
    sans_ecoute: NobodyListens = False,
    cache_place: CacheAt = None,
) -> None:
    """Range les clips du tournage : lequel va dans quel plan, quelle prise est la meilleure."""
    from pipeline.cli.rushes import RushesWish, sort_rushes

    sort_rushes(
        RushesWish(
            script=script,
            page=vers,
            json=forme is RushesForm.JSON,
            rehearsal=essai,
            deaf=sans_ecoute,
            cache=cache_place,
        )
    )
