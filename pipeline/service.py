"""The whole job for one script, as the commands ask for it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from pipeline.check import Checked
from pipeline.errors import Finding, Mark, ScriptError, UserError
from pipeline.model.programme import Preset
from pipeline.model.rundown import Rundown
from pipeline.model.time import clock
from pipeline.newsroom import Newsroom
from pipeline.plan.rundown import only, plan_rundown
from pipeline.plan.timeline import plan_timeline
from pipeline.ports import Progress
from pipeline.produce.deliver import deliver, still, workshop
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.run import ChunkStory, Request, produce
from pipeline.produce.speaking import rehearse


@dataclass(frozen=True, slots=True)
class Task:
    """One script to render."""

    path: Path
    preset: Preset
    items: frozenset[str]
    start: int | None
    end: int | None
    folder: Path | None
    jobs: int
    engine: str
    offline: bool
    use_cache: bool

    @property
    def partial(self) -> bool:
        """Tell whether only a part of the newscast is wanted."""
        return bool(self.items) or self.start is not None or self.end is not None


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a render brought."""

    film: Path
    frames: int
    chunks: tuple[ChunkStory, ...]
    findings: tuple[Finding, ...]
    loudness: float


def render_script(newsroom: Newsroom, task: Task, progress: Progress) -> Rendered:
    """Check, plan, speak, render and deliver one script.

    Raises ScriptError with every finding, other UserErrors for what cannot be used; leaves the previous film as
    it was unless everything succeeds.
    """
    scenes = newsroom.scenes()
    checked = newsroom.check(task.path, scenes, draft=task.preset.draft)
    if checked.script is None:
        raise ScriptError(checked.findings)
    context = newsroom.plan_context(checked.script, scenes, task.preset)
    rundown = _chosen(plan_rundown(context), task, task.path)
    performance = newsroom.performance(checked.script, task.engine, offline=task.offline)
    folder = task.folder or newsroom.settings.output / checked.script.id
    if task.partial:  # an excerpt never takes the place of the whole film
        folder /= "extrait"
    tools = newsroom.tools(performance, progress)
    request = Request(
        context, rundown, task.preset, task.jobs, folder, task.use_cache, task.start, task.end, whole=not task.partial
    )
    newsroom.store.sweep()
    with workshop(folder) as aside:
        programme = produce(request, tools, aside)
        layers = LayerCache(newsroom.library, newsroom.footage)
        inputs = _inputs(newsroom, task.path)
        film, captions = deliver(request, programme, layers, inputs, checked.findings, aside)
    for entry in newsroom.store.damaged:
        progress.note(f"avertissement : une entrée du cache était abîmée, elle a été refaite ({entry})")
    findings = tuple(dict.fromkeys((*checked.findings, *programme.findings, *captions.findings)))
    return Rendered(film, programme.timeline.length, programme.chunks, findings, programme.sound.integrated)


def still_of(newsroom: Newsroom, path: Path, frame: int, preset: Preset, engine: str) -> Image.Image:
    """Compose one frame without rendering: with the voices already spoken, estimates for the others.

    Raises UserError when the newscast is shorter.
    """
    scenes = newsroom.scenes()
    checked: Checked = newsroom.check(path, scenes, draft=preset.draft)
    if checked.script is None:
        raise ScriptError(checked.findings)
    context = newsroom.plan_context(checked.script, scenes, preset)
    rundown = plan_rundown(context)
    performance = newsroom.performance(checked.script, engine, offline=True)
    takes = rehearse(rundown.lines, performance, newsroom.store, newsroom.library)
    timeline = plan_timeline(context, rundown, takes).timeline
    if frame >= timeline.length:
        raise UserError(f"le journal dure {clock(timeline.length)} ; choisissez un instant plus tôt")
    return still(timeline, frame, preset.format, LayerCache(newsroom.library, newsroom.footage))


def _chosen(rundown: Rundown, task: Task, path: Path) -> Rundown:
    """Keep the items asked for; raises UserError when one is unknown."""
    if not task.items:
        return rundown
    known = {item.id for item in rundown.items} | {item.kind for item in rundown.items}
    unknown = sorted(task.items - known)
    if unknown:
        raise UserError(
            f"{Mark(str(path))} : pas d'élément « {unknown[0]} » dans le conducteur ; "
            f"choisissez parmi {', '.join(item.id for item in rundown.items)}"
        )
    return only(rundown, task.items)


def _inputs(newsroom: Newsroom, path: Path) -> dict[str, str]:
    """Return every file that was read, by its path in the project, with its SHA-256."""
    found = {asset.path: asset.digest for asset in newsroom.library.used}
    found[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return dict(sorted(found.items()))
