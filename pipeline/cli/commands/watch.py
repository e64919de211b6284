"""The command `jt watch`, and what it can be told; `cli.watching` does it."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CacheAt, Jobs, Offline, VoiceEngine

ScriptToFollow = Annotated[Path, typer.Argument(help="Le script YAML.", metavar="SCRIPT", readable=False)]
FollowedAs = Annotated[
    str, typer.Option("--preset", metavar="NOM", help="La livraison : draft (brouillon), web, vertical, square…")
]
FilmAt = Annotated[
    Path | None,
    typer.Option("--out", metavar="DOSSIER", readable=False, help="Dossier du film (par défaut output/<script>/)."),
]


def watch(
    context: typer.Context,
    script: ScriptToFollow,
    preset: FollowedAs = "draft",
    out: FilmAt = None,
    jobs: Jobs = 0,
    voix: VoiceEngine = "",
    offline: Offline = False,
    cache_place: CacheAt = None,
) -> None:
    """Suit un script : à chaque enregistrement, montre le plan changé, puis son sujet, puis le film ; Ctrl-C arrête."""
    from pipeline.cli.watching import WatchWish, watch_script

    wish = WatchWish(script=script, preset=preset, out=out, jobs=jobs, engine=voix, offline=offline, cache=cache_place)
    watch_script(wish, context.obj)
