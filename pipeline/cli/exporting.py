"""`jt exporter`: a newscast handed over to editing software, every element on its own."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.telling import show_line, tell_line
from pipeline.errors import Finding, UserError
from pipeline.french.units import count_said, size_said
from pipeline.french.wording import counted
from pipeline.model.task import Task, preset_named
from pipeline.model.time import clock

_SHOWN = 8
LAYERS = "calques"
"""What asks for lower-thirds and titles alone, as a target and as a preset of `jt render`."""


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
    form: str = "mov"
    by: str = "element"
    alpha: str = "droit"

    @property
    def task(self) -> Task:
        """What is asked of the newscast itself."""
        return Task(
            path=self.script,
            preset=preset_named(self.preset),
            items=frozenset(self.only),
            folder=self.out,
            jobs=self.jobs or os.cpu_count() or 1,
            engine=self.engine,
            offline=self.offline,
            use_cache=self.use_cache,
        )


def export_as_wished(wish: ExportWish) -> None:
    """Hand a newscast over to editing software, or its graphics to a desk."""
    if LAYERS not in wish.to:
        export_one(wish)
    elif len(set(wish.to)) > 1:
        raise UserError("--vers calques va seul : ses fichiers ont leur dossier ; lancez la commande deux fois")
    else:
        export_layers(wish)


def export_layers(wish: ExportWish) -> None:
    """Write lower-thirds and titles alone and print where they are."""
    from pipeline.cli.progress import progress
    from pipeline.service import graphics
    from pipeline.service.newsroom import Newsroom
    from pipeline.service.settings import settings_for

    begun = time.monotonic()
    wanted = graphics.graphics_wish(wish.form, wish.by, wish.alpha)
    newsroom = Newsroom(settings_for(wish.script, wish.cache))
    with progress() as shown:
        done = graphics.export_graphics(newsroom, wish.task, wanted, shown.hear)
    _tell_findings(done.findings)
    head = f"{counted(len(done.written), 'calque')} pour {clock(done.frames)} de film en"
    tell_line(f"{head} {time.monotonic() - begun:.0f} s ; {count_said(done.files, 'fichier')}, {size_said(done.size)}")
    show_line(done.folder / graphics.CUE_SHEET)


def _tell_findings(findings: Sequence[Finding]) -> None:
    for finding in findings[:_SHOWN]:
        tell_line(finding)
    if len(findings) > _SHOWN:
        tell_line(f"… et {counted(len(findings) - _SHOWN, 'autre remarque', 'autres remarques')}")


def export_one(wish: ExportWish) -> None:
    """Hand a newscast over and print where its projects are."""
    from pipeline.cli.progress import progress
    from pipeline.service import handoff
    from pipeline.service.newsroom import Newsroom
    from pipeline.service.settings import settings_for

    begun = time.monotonic()
    targets = handoff.targets_named(wish.to)
    newsroom = Newsroom(settings_for(wish.script, wish.cache))
    with progress() as shown:
        done = handoff.hand_off(newsroom, wish.task, targets, shown.hear)
    _tell_findings(done.findings)
    for told in done.conformed:
        tell_line(f"vidéo montée dans l'image du plan, l'original est dans rushes/ : {told}")
    head = f"film de {clock(done.frames)} préparé en {time.monotonic() - begun:.0f} s"
    tell_line(f"{head} ; {count_said(done.files, 'fichier')}, {size_said(done.size)}")
    for project in done.projects:
        show_line(project)
