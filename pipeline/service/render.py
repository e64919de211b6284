"""The whole job for one script, as the commands ask for it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from pipeline.adapters.cache.census import Census
from pipeline.adapters.cache.deliveries import DeliveredFilm, remember, taken
from pipeline.adapters.codecs.wav import write_stems
from pipeline.adapters.media.voice_folder import with_recordings
from pipeline.check import Checked
from pipeline.errors import Code, Finding, Level, Mark, OnlineVoiceError, ScriptError, UserError
from pipeline.model.programme import Preset
from pipeline.model.rundown import PlannedLine, Rundown
from pipeline.model.task import Task, folder_name
from pipeline.model.time import clock
from pipeline.plan.context import PlanContext
from pipeline.plan.estimate import estimate
from pipeline.plan.recordings import Dropped
from pipeline.plan.rundown import only, plan_rundown
from pipeline.plan.timeline import plan_timeline
from pipeline.ports import Progress
from pipeline.produce.burned import burned
from pipeline.produce.clip_faults import clip_faults
from pipeline.produce.deliver import deliver, still, workshop
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.run import ChunkStory, Request, produce
from pipeline.produce.speaking import rehearse, wait
from pipeline.produce.stems import stem_blocks
from pipeline.review.texts import text_findings
from pipeline.review.viewing import View, view
from pipeline.speak.hand_marks import mark_findings
from pipeline.speak.sayable import unsayable
from pipeline.speak.takes import Performance
from pipeline.wiring.newsroom import DEFAULT_ENGINE, NEURAL, Newsroom

LONG = 20.0
"""Seconds of speaking before which nothing is said of them."""
STEMS = "pistes"
"""The folder of the buses, beside the film."""

__all__ = ["Rendered", "Task", "render_script", "still_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What a render brought; `segments` of the sound are those encoded and those reused."""

    film: Path
    frames: int
    chunks: tuple[ChunkStory, ...]
    findings: tuple[Finding, ...]
    loudness: float
    segments: tuple[int, int]


def render_script(newsroom: Newsroom, task: Task, progress: Progress) -> Rendered:
    """Check, plan, speak, render and deliver one script.

    Raises ScriptError with every finding, other UserErrors for what cannot be used; leaves the previous film as
    it was unless everything succeeds. A whole film is remembered with all it was made from, so that the next run
    can tell that nothing has changed.
    """
    if task.fallback:
        newsroom.standby(task.fallback)
    try:
        return _rendered(newsroom, task, progress, ())
    except OnlineVoiceError as error:
        if not task.fallback:
            raise
        told = f"une voix en ligne n'a pas pu tout dire, tout le journal est dit par {task.fallback} : {error.cause}"
        progress.note(f"avertissement : {told}")
        found = Finding(
            error.mark or Mark(str(task.path)),
            told,
            "rendre de nouveau plus tard",
            Level.WARNING,
            code=Code("voix-secours"),
        )
        return _rendered(newsroom, replace(task, engine=task.fallback, fallback=""), progress, (found,))


def _rendered(newsroom: Newsroom, task: Task, progress: Progress, known: tuple[Finding, ...]) -> Rendered:
    """Render with one engine; `known` is what is to be told besides."""
    before = None if task.partial else taken(newsroom.settings, task)
    scenes = newsroom.scenes_of(task.path)
    checked = newsroom.check(task.path, scenes, draft=task.preset.draft)
    if checked.script is None:
        raise ScriptError(checked.findings)
    context = newsroom.plan_context(checked.script, scenes, task.preset)
    heard = heard_rundown(newsroom, context, checked)
    rundown = _chosen(heard.rundown, task, task.path)
    performance = newsroom.performance(
        checked.script, task.engine, offline=task.offline, draft=task.preset.draft, lines=rundown.lines
    )
    for note in voice_notes(newsroom, performance, task.engine or checked.script.voice_engine, draft=task.preset.draft):
        progress.note(note)
    for note in waiting_notes(newsroom, performance, rundown.lines, task.jobs):
        progress.note(note)
    folder = task.folder or newsroom.settings.output / folder_name(checked.script.id, task.preset)
    if task.partial:  # an excerpt never takes the place of the whole film
        folder /= "extrait"
    tools = newsroom.tools(performance, progress, task.pictures)
    request = Request(
        context=context,
        rundown=rundown,
        preset=task.preset,
        jobs=task.jobs,
        folder=folder,
        use_cache=task.use_cache,
        start=task.start,
        end=task.end,
        whole=not task.partial,
    )
    newsroom.store.sweep()
    with newsroom.store.in_use(), workshop(folder) as aside, clip_faults(rundown):
        programme = produce(request, tools, aside)
        layers = LayerCache(newsroom.library, newsroom.footage, newsroom.clips)
        by = View(
            fmt=task.preset.format, house=context.house, layers=layers, library=newsroom.library, store=newsroom.store
        )
        seen = view(programme.timeline, rundown, by, aside, reuse=task.use_cache)
        inputs = _inputs(newsroom, task.path)
        shown = text_findings(programme.timeline, rundown, lambda asset: newsroom.library.read(asset.path))
        told = (*known, *checked.findings, *heard.findings, *shown, *seen)
        delivered = deliver(
            request=request, programme=programme, layers=layers, inputs=inputs, findings=told, aside=aside
        )
        if task.stems:
            style, target, gain = context.house.sound, task.preset.loudness, programme.sound.gain
            where = write_stems(folder / STEMS, stem_blocks(programme.timeline, style, target, gain, tools.desk))
            progress.note(f"pistes : {where}")
    for entry in newsroom.store.damaged:
        progress.note(f"avertissement : une entrée du cache était abîmée, elle a été refaite ({entry})")
    findings = tuple(dict.fromkeys((*told, *programme.findings, *delivered.captions.findings)))
    sound = programme.sound
    rendered = Rendered(
        film=delivered.film,
        frames=programme.timeline.length,
        chunks=programme.chunks,
        findings=findings,
        loudness=sound.measured.integrated,
        segments=(sound.made, sound.reused),
    )
    _remember(newsroom, task, before, rendered, delivered.files)
    return rendered


def voice_notes(newsroom: Newsroom, performance: Performance, asked: str, *, draft: bool) -> Iterator[str]:
    """Yield what is to be known of the engine that was chosen for the whole programme, when nobody asked for one."""
    if asked:
        return
    name = performance.voice.name
    if name == NEURAL:
        yield f"voix : {name}"
        return
    problem = newsroom.voices()[NEURAL].unavailable()
    if not draft:
        yield f"voix : {name} ; la voix neuronale {NEURAL} ne peut pas parler ici : {problem}"
    elif not problem:
        yield f"voix : {name}, rapide pour un brouillon ; pour la voix neuronale : --voix {NEURAL}"


def waiting_notes(
    newsroom: Newsroom, performance: Performance, lines: Sequence[PlannedLine], jobs: int
) -> Iterator[str]:
    """Yield a word before a long wait: how many lines a slow voice has to say, how long that takes, what is quick."""
    count, spent = wait(lines, performance, newsroom.store, jobs)
    if spent >= LONG:
        name = performance.voice.name
        yield (
            f"la voix {name} dit {count} répliques, environ {duration(spent)} la première fois ; "
            f"--voix {DEFAULT_ENGINE} pour aller vite"
        )


def duration(spent: float) -> str:
    """Return about how long something takes, in French: tens of seconds, then minutes."""
    return f"{max(10, round(spent, -1)):.0f} s" if spent < 90 else f"{round(spent / 60)} min"


def heard_rundown(newsroom: Newsroom, context: PlanContext, checked: Checked) -> Dropped:
    """Plan a checked script with the voices that were recorded for it.

    Raises ScriptError when a recording cannot be used, or when a line is neither recorded nor sayable.
    """
    heard = with_recordings(plan_rundown(context), newsroom.library)
    lines, words = heard.rundown.lines, newsroom.lexicon(context.script.lexicon)
    told = (*heard.findings, *unsayable(lines, words), *mark_findings(lines, words))
    heard = Dropped(heard.rundown, told)
    if any(finding.level is Level.ERROR for finding in heard.findings):
        raise ScriptError((*checked.findings, *heard.findings))
    return heard


def shown_findings(newsroom: Newsroom, context: PlanContext, rundown: Rundown) -> tuple[Finding, ...]:
    """Return what would not be seen whole: texts that are cut, characters the fonts lack; lines as long as words."""
    takes = {line.id: estimate(line) for line in rundown.lines}
    timeline = burned(plan_timeline(context, rundown, takes).timeline, context)
    return text_findings(timeline, rundown, lambda asset: newsroom.library.read(asset.path))


def _remember(
    newsroom: Newsroom, task: Task, before: Census | None, rendered: Rendered, files: Mapping[str, str]
) -> None:
    """Keep what is known of a whole film; one of which an input was touched meanwhile is not remembered."""
    if task.partial:
        return
    made = DeliveredFilm(
        id=rendered.film.parent.name,
        film=rendered.film.name,
        files=files,
        findings=rendered.findings,
        frames=rendered.frames,
        chunks=len(rendered.chunks),
        loudness=rendered.loudness,
    )
    remember(newsroom.settings, newsroom.store, task, before, made)


def still_of(newsroom: Newsroom, path: Path, frame: int, preset: Preset, engine: str) -> Image.Image:
    """Compose one frame without rendering: with the voices already spoken, estimates for the others.

    Raises UserError when the newscast is shorter.
    """
    scenes = newsroom.scenes_of(path)
    checked: Checked = newsroom.check(path, scenes, draft=preset.draft)
    if checked.script is None:
        raise ScriptError(checked.findings)
    context = newsroom.plan_context(checked.script, scenes, preset)
    rundown = heard_rundown(newsroom, context, checked).rundown
    with newsroom.store.in_use():
        performance = newsroom.performance(
            checked.script, engine, offline=True, draft=preset.draft, lines=rundown.lines
        )
        takes = rehearse(rundown.lines, performance, newsroom.store, newsroom.library)
    timeline = burned(plan_timeline(context, rundown, takes).timeline, context)
    if frame >= timeline.length:
        raise UserError(f"le journal dure {clock(timeline.length)} ; choisissez un instant plus tôt")
    with clip_faults(rundown):
        return still(timeline, frame, preset.format, LayerCache(newsroom.library, newsroom.footage, newsroom.clips))


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
