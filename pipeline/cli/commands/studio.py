"""The command `jt studio`, and what it can be told; `pipeline.studio` does it."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CacheAt, Jobs, Offline, VoiceEngine

ScriptToOpen = Annotated[
    Path, typer.Argument(help="Le script YAML, ou le dossier d'un projet.", metavar="SCRIPT", readable=False)
]
OnPort = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="Le port ; 0 : un port libre.")]
NoBrowser = Annotated[bool, typer.Option("--sans-navigateur", help="Affiche l'adresse sans ouvrir de navigateur.")]


def studio(
    script: ScriptToOpen = Path(),
    port: OnPort = 0,
    sans_navigateur: NoBrowser = False,
    jobs: Jobs = 0,
    voix: VoiceEngine = "",
    offline: Offline = False,
    cache_place: CacheAt = None,
) -> None:
    """Ouvre le studio : le journal en cartes, dans une page de cet ordinateur ; Ctrl-C le ferme."""
    from pipeline.cli.studios import StudioWish, run_studio

    wish = StudioWish(
        script=script,
        port=port,
        browser=not sans_navigateur,
        jobs=jobs,
        engine=voix,
        offline=offline,
        cache=cache_place,
    )
    run_studio(wish)
