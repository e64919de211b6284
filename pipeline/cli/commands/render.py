"""The command `jt render`, and what it can be told; `cli.rendering` does it."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import (
    Burned,
    CacheAt,
    Fallback,
    Jobs,
    NoCache,
    Offline,
    OnCluster,
    Pictures,
    PresetName,
    Versions,
    VoiceEngine,
    WithoutMarks,
)

Scripts = Annotated[list[Path], typer.Argument(help="Un ou plusieurs scripts YAML.", metavar="SCRIPT…", readable=False)]
Only = Annotated[
    list[str] | None, typer.Option("--only", metavar="ID", help="Seulement cet élément du conducteur (répétable).")
]
ExcerptFrom = Annotated[str, typer.Option("--from", metavar="TEMPS", help="Début de l'extrait : 12,5 ou 1:23.")]
ExcerptTo = Annotated[str, typer.Option("--to", metavar="TEMPS", help="Fin de l'extrait.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DOSSIER", readable=False, help="Dossier de sortie (par défaut output/<script>/)."),
]
Why = Annotated[
    bool, typer.Option("--explain", help="Dit pour chaque morceau s'il est rendu ou repris, et ce qui a changé.")
]
Stems = Annotated[
    bool, typer.Option("--stems", help="Écrit aussi le son piste par piste, en WAV 24 bits, dans pistes/ près du film.")
]


def render(  # noqa: PLR0913, PLR0917 - a command line lists its options one by one
    context: typer.Context,
    scripts: Scripts,
    preset: PresetName = "",
    only: Only = None,
    start: ExcerptFrom = "",
    end: ExcerptTo = "",
    out: Out = None,
    jobs: Jobs = 0,
    voix: VoiceEngine = "",
    offline: Offline = False,
    no_cache: NoCache = False,
    engine: Pictures = "rapide",
    explain: Why = False,
    stems: Stems = False,
    secours: Fallback = "",
    grappe: OnCluster = "",
    cache_place: CacheAt = None,
    versions: Versions = "",
    sans_marques: WithoutMarks = None,
    burned: Burned = None,
) -> None:
    """Rend un ou plusieurs journaux ; affiche le chemin de chaque film."""
    from pipeline.cli.rendering import RenderWish, render_all
    from pipeline.model.departures import Departures

    wish = RenderWish(
        preset=preset,
        only=tuple(only or ()),
        start=start,
        end=end,
        out=out,
        jobs=jobs,
        engine=voix,
        offline=offline,
        use_cache=not no_cache,
        pictures=engine,
        explain=explain,
        stems=stems,
        fallback=secours,
        cache=cache_place,
        cluster=grappe,
        versions=versions,
        departures=Departures(burned=burned, unmarked=sans_marques),
    )
    raise typer.Exit(render_all(scripts, wish, context.obj))
