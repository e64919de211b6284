"""The command `jt check`, and what it can be told; `cli.checking` does it."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Accessible, Annotations, CacheAt, FromTable, Reports

ScriptsOrFolders = Annotated[
    list[Path],
    typer.Argument(help="Des scripts YAML, ou des dossiers qui en ont.", metavar="SCRIPT…", readable=False),
]
Explain = Annotated[bool, typer.Option("--explique", help="Montre le script entier, valeurs par défaut comprises.")]


def check(
    scripts: ScriptsOrFolders,
    preset: Annotated[str, typer.Option("--preset", metavar="NOM", help="draft tolère les médias manquants.")] = "web",
    explique: Explain = False,
    cache_place: CacheAt = None,
    tableau: FromTable = None,
    rapports: Reports = None,
    annotations: Annotations = "",
    accessibilite: Accessible = False,
) -> None:
    """Vérifie des scripts et dit tout ce qui ne va pas, en une fois."""
    from pipeline.cli.checking import CheckWish, check_all
    from pipeline.cli.reporting import ReportWish

    reports = ReportWish(rapports, annotations)
    wish = CheckWish(
        preset=preset, explain=explique, cache=cache_place, table=tableau, reports=reports, accessible=accessibilite
    )
    raise typer.Exit(check_all(scripts, wish))
