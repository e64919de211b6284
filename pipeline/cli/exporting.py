"""`jt exporter`: a newscast handed over to editing software, every element on its own."""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CacheAt, Jobs, NoCache, Offline, VoiceEngine
from pipeline.cli.telling import show_line, tell_line
from pipeline.french.units import count_said, size_said
from pipeline.model.task import Task, preset_named
from pipeline.model.time import clock

_SHOWN = 8

ToExport = Annotated[Path, typer.Argument(help="Le script YAML.", metavar="SCRIPT", readable=False)]
Towards = Annotated[
    list[str] | None,
    typer.Option(
        "--vers",
        "--to",
        metavar="LOGICIEL",
        help="otio (Resolve, Premiere), fcpxml (Final Cut, Resolve), kdenlive ; répétable, les trois par défaut.",
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
        "--out", metavar="DOSSIER", readable=False, help="Dossier de sortie (par défaut output/<script>-montage/)."
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportWish:
    """What the command line asks of a hand-off."""

    script: Path
    to: tuple[str, ...]
    preset: str
    only: tuple[str, ...]
    out: Path | None
    jobs: int
    engine: str
    offline: bool
    use_cache: bool
    cache: Path | None


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
    cache_place: CacheAt = None,
) -> None:
    """Prépare un journal pour un logiciel de montage : images, textes, voix et sons, chacun sur sa piste."""
    export_one(
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
        )
    )


def export_one(wish: ExportWish) -> None:
    """Hand a newscast over and print where its projects are."""
    from pipeline.cli.progress import progress
    from pipeline.service import handoff
    from pipeline.service.newsroom import Newsroom
    from pipeline.service.settings import settings_for

    begun = time.monotonic()
    targets = handoff.targets_named(wish.to)
    task = Task(
        path=wish.script,
        preset=preset_named(wish.preset),
        items=frozenset(wish.only),
        folder=wish.out,
        jobs=wish.jobs or os.cpu_count() or 1,
        engine=wish.engine,
        offline=wish.offline,
        use_cache=wish.use_cache,
    )
    newsroom = Newsroom(settings_for(wish.script, wish.cache))
    with progress() as shown:
        done = handoff.hand_off(newsroom, task, targets, shown.hear)
    for finding in done.findings[:_SHOWN]:
        tell_line(finding)
    if len(done.findings) > _SHOWN:
        tell_line(f"… et {len(done.findings) - _SHOWN} autres remarques, dans report.json")
    for told in done.conformed:
        tell_line(f"vidéo montée dans l'image du plan, l'original est dans rushes/ : {told}")
    head = f"{clock(done.frames)} de film préparées en {time.monotonic() - begun:.0f} s"
    tell_line(f"{head} ; {count_said(done.files, 'fichier')}, {size_said(done.size)}")
    for project in done.projects:
        show_line(project)
