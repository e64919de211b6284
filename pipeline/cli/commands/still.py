"""The command `jt still`, and what it can be told; `cli.stills` does it."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CacheAt, InHouse, PresetName, VoiceEngine

OneScript = Annotated[Path | None, typer.Argument(help="Le script YAML.", metavar="SCRIPT", readable=False)]
StillTime = Annotated[str, typer.Option("--at", metavar="TEMPS", help="L'instant voulu : 12,5 ou 1:23.")]
StillFile = Annotated[
    Path, typer.Option("-o", "--output", metavar="FICHIER", readable=False, help="Le fichier PNG à écrire.")
]
OfScene = Annotated[
    str, typer.Option("--scene", metavar="NOM", help="Montre l'exemple d'une scène ou d'un habillage, sans script.")
]
OneVersion = Annotated[
    str,
    typer.Option(
        "--versions",
        metavar="NOM",
        help="Dans quelle version : simple, description ou lsf (une silhouette sans film d'interprète).",
    ),
]


def still(  # noqa: PLR0913, PLR0917 - a command line lists its options one by one
    output: StillFile,
    script: OneScript = None,
    at: StillTime = "",
    scene: OfScene = "",
    preset: PresetName = "web",
    voix: VoiceEngine = "",
    habillage: InHouse = "",
    versions: OneVersion = "",
    cache_place: CacheAt = None,
) -> None:
    """Écrit une image du journal, ou l'exemple d'une scène, sans rendre le film."""
    from pipeline.cli.stills import StillWish, write_still

    wish = StillWish(
        script=script,
        scene=scene,
        at=at,
        preset=preset,
        engine=voix,
        house=habillage,
        versions=versions,
        cache=cache_place,
    )
    write_still(wish, output)
