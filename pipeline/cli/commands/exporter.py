"""The command `jt exporter`, and what it can be told; `cli.exporting` does it."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CacheAt, Jobs, NoCache, Offline, VoiceEngine

ToExport = Annotated[Path, typer.Argument(help="Le script YAML.", metavar="SCRIPT", readable=False)]
Towards = Annotated[
    list[str] | None,
    typer.Option(
        "--vers",
        "--to",
        metavar="LOGICIEL",
        help="otio (Resolve, Premiere), fcpxml (Final Cut, Resolve), kdenlive ; répétable, les trois par défaut. "
        "Ou calques : synthés et titres seuls, avec transparence.",
    ),
]
ExportSize = Annotated[
    str,
    typer.Option("--preset", metavar="NOM", help="web (1080p), draft (brouillon, vite fait), vertical, square, uhd…"),
]
ExportItems = Annotated[
    list[str] | None, typer.Option("--only", metavar="ID", help="Seulement cet élément du conducteur (répétable).")
]
ExportTo = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DOSSIER",
        readable=False,
        help="Dossier de sortie (par défaut output/<script>-montage/, ou -calques/).",
    ),
]
GraphicsAs = Annotated[
    str, typer.Option("--forme", "--form", metavar="SORTE", help="Des calques : mov (ProRes 4444), ou png (suites).")
]
GraphicsBy = Annotated[
    str,
    typer.Option(
        "--par", "--by", metavar="QUOI", help="Des calques : element (un fichier chacun), ou programme (un par piste)."
    ),
]
GraphicsAlpha = Annotated[
    str, typer.Option("--alpha", metavar="SORTE", help="Des calques : droit, ou premultiplie (sur noir).")
]


def export(  # noqa: PLR0913, PLR0917 - a command line lists its options one by one
    script: ToExport,
    vers: Towards = None,
    preset: ExportSize = "web",
    only: ExportItems = None,
    out: ExportTo = None,
    jobs: Jobs = 0,
    voix: VoiceEngine = "",
    offline: Offline = False,
    no_cache: NoCache = False,
    forme: GraphicsAs = "mov",
    par: GraphicsBy = "element",
    alpha: GraphicsAlpha = "droit",
    cache_place: CacheAt = None,
) -> None:
    """Prépare un journal pour un logiciel de montage : images, textes, voix et sons, chacun sur sa piste."""
    from pipeline.cli.exporting import ExportWish, export_as_wished

    export_as_wished(
        ExportWish(
            script=script,
            to=tuple(vers or ()),
            preset=preset,
            only=tuple(only or ()),
            out=out,
            jobs=jobs,
            engine=voix,
            offline=offline,
            use_cache=not no_cache,
            cache=cache_place,
            form=forme,
            by=par,
            alpha=alpha,
        )
    )
