"""Render one script: check, plan, speak, compose, mix, review, deliver; until all is done, the film before stays."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline.adapters.cache.census import Census
from pipeline.adapters.cache.deliveries import DeliveredFilm, Order, past, remember, taken
from pipeline.adapters.codecs.wav import write_stems
from pipeline.adapters.media.sign_marks import marks_name, write_marks
from pipeline.adapters.project import made_on
from pipeline.errors import Cancelled, Code, Finding, Level, Mark, OnlineVoiceError, UserError
from pipeline.french.system import in_words, writing_to
from pipeline.french.wording import counted
from pipeline.model.rundown import PlannedLine, Rundown
from pipeline.model.task import EXCERPT, Task, folder_name, picture_engine_named
from pipeline.model.time import frames
from pipeline.model.traffic import Traffic
from pipeline.model.version import DESCRIBED, SIGNED, Version
from pipeline.plan.rundown import only
from pipeline.plan.signing import NOTICED, item_spans
from pipeline.produce.clip_faults import clip_faults
from pipeline.produce.deliver import lay_out
from pipeline.produce.facts import filmed_of
from pipeline.produce.run import ChunkStory, Programme, Request, Tools, produce
from pipeline.produce.sealing import signed
from pipeline.produce.speaking import wait
from pipeline.produce.stems import stem_blocks
from pipeline.service.control import PAGE
from pipeline.service.controlled import Judge, forget_refused, kept_aside
from pipeline.service.delivering import Destination, delivered, workshop
from pipeline.service.events import Cancellation, Hear, Teller, unheard
from pipeline.service.listening import listen
from pipeline.service.looking import Looks
from pipeline.service.marking import marked_as_asked, remark_finding, sealer_of, unmarked_findings
from pipeline.service.newsroom import DEFAULT_ENGINE, NEURAL, Newsroom
from pipeline.service.preparing import Prepared, prepare
from pipeline.service.sharing import give
from pipeline.service.source import Source
from pipeline.service.standing import order_of
from pipeline.service.versions import told_beside
from pipeline.speak.takes import Performance

__all__ = [
    "ChunkStory",
    "Rendered",
    "chosen_items",
    "duration",
    "render",
    "told_performance",
    "voice_notes",
    "waiting_notes",
]

LONG = 20.0
"""Seconds of speaking before which nothing is said of them."""
EARLY = "a-voir"
"""The folder of what can be watched while the rest is made, beside what will be delivered; it goes with it."""
STEMS = "pistes"
"""The folder of the buses, beside the film."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What a render brought; `segments` of the sound are those encoded and those reused.

    `replaced` tells what was found in the folder where the film went, and is in no report.
    """

    film: Path
    frames: int
    chunks: tuple[ChunkStory, ...]
    findings: tuple[Finding, ...]
    loudness: float
    segments: tuple[int, int]
    traffic: Traffic
    replaced: tuple[Finding, ...] = ()


def render(
    newsroom: Newsroom,
    task: Task,
    hear: Hear = unheard,
    cancellation: Cancellation | None = None,
    source: Source | None = None,
    prepared: Prepared | None = None,
) -> Rendered:
    """Check, plan, speak, render and deliver one script, telling how far it has come.

    The script is the file of the task unless a `source` says otherwise; it is checked and planned by then where it is
    `prepared`, by the same newsroom.

    Raises ScriptError with every finding, other UserErrors for what cannot be used, Cancelled when it is no longer
    wanted; leaves the previous film as it was unless everything succeeds. A whole film of a file is remembered with
    all it was made from, so that the next run can tell that nothing has changed.
    """
    teller = Teller(hear, cancellation)
    source = source or Source(task.path, name=task.name, values=task.values)
    if task.fallback:
        newsroom.standby(task.fallback)
    try:
        with in_words():
            done = _rendered(newsroom, source, task, teller, (), prepared)
    except OnlineVoiceError as error:
        if not task.fallback:
            raise
        told = f"une voix en ligne n'a pas pu tout dire, tout le journal est dit par {task.fallback} : {error.cause}"
        teller.note(f"avertissement : {told}")
        found = Finding(
            error.mark or Mark(str(source.path)),
            told,
            "rendre de nouveau plus tard",
            Level.WARNING,
            code=Code("voix-secours"),
        )
        with in_words():
            done = _rendered(newsroom, source, replace(task, engine=task.fallback, fallback=""), teller, (found,))
    teller.finished(str(done.film))
    return done


def _rendered(
    newsroom: Newsroom,
    source: Source,
    task: Task,
    teller: Teller,
    known: tuple[Finding, ...],
    prepared: Prepared | None = None,
) -> Rendered:
    """Render with one engine; `known` is what is to be told besides."""
    kept = source.on_disk and not task.partial
    before = taken(order_of(newsroom.settings, task)) if kept else None
    sealer = sealer_of(newsroom, draft=task.preset.draft)
    prepared = prepared or prepare(newsroom, source, task.preset, task.version)
    if listen(newsroom, prepared.rundown, teller, task.jobs):  # their words now stand beside the recordings
        return _rendered(newsroom, source, task, teller, known)
    _needed(task.version, prepared.rundown, source.path)
    teller.found(*known, *prepared.findings)
    request = _request(newsroom, prepared, task, source.path)
    performance = told_performance(newsroom, prepared, request.rundown, task, teller)
    tools = newsroom.tools(performance, teller, picture_engine_named(task.pictures))
    newsroom.store.sweep()
    to = Destination(
        folder=request.folder,
        script=prepared.context.script.id,
        apart=task.partial,
        past=past(order_of(newsroom.settings, task), newsroom.store) if kept else None,
    )
    with (
        newsroom.store.in_use(),
        writing_to(request.folder, "choisissez un autre dossier avec --out"),
        workshop(newsroom, to, teller.note) as work,
        clip_faults(request.rundown),
    ):
        aside = work.tree
        looks = Looks(newsroom, request, aside)
        programme = _produced(replace(request, early=None if newsroom.executors else work.place / EARLY), tools, looks)
        unmarked = unmarked_findings(newsroom, programme.marks)
        seen = (*known, *prepared.findings, *unmarked, *looks.findings)
        if task.stems or task.preset.stems:
            style, target, gain = request.context.house.sound, task.preset.loudness, programme.sound.gain
            write_stems(aside / STEMS, stem_blocks(programme.timeline, style, target, gain, tools.desk))
        laid_out = lay_out(
            request=request,
            programme=programme,
            seen=looks.seen,
            inputs=_inputs(newsroom, source, prepared),
            findings=seen,
            aside=aside,
            store=newsroom.store,
            judge=Judge(request, programme, newsroom.store),
        )
        if laid_out.judged.verdict.refused:
            verdict, page = laid_out.judged.verdict, laid_out.judged.files[PAGE]
            raise kept_aside(verdict, aside / laid_out.film, page, request.folder)
        sealed = signed(laid_out, aside, programme.marks, sealer, prepared.digest)
        laid_out = sealed.laid_out
        replaced = delivered(newsroom, to, laid_out.film, work, teller)
    if request.whole:
        _keep_sign_marks(newsroom, request, programme, teller)
    if task.stems or task.preset.stems:
        teller.note(f"pistes : {request.folder / STEMS}")
    for note in _remarks(newsroom, request, programme):
        teller.note(note)
    remarked = remark_finding(laid_out.film, sealed.remark)
    controlled = (*laid_out.captions.findings, *laid_out.judged.findings)
    findings = tuple(dict.fromkeys((*seen, *programme.findings, *controlled, *remarked)))
    forget_refused(request.folder, laid_out.film)
    teller.found(*findings, *replaced)
    rendered = Rendered(
        film=request.folder / laid_out.film,
        frames=programme.timeline.length,
        chunks=programme.chunks,
        findings=findings,
        loudness=programme.sound.measured.integrated,
        segments=(programme.sound.made, programme.sound.reused),
        traffic=newsroom.store.traffic,
        replaced=replaced,
    )
    with newsroom.store.in_use():  # which sends what there is to share
        if kept:
            _remember(newsroom, order_of(newsroom.settings, task), before, rendered, laid_out.files)
        with suppress(Cancelled):  # the film stands: what is not sent by now the next command sends
            newsroom.store.settle(teller.go_on)
    rendered = replace(rendered, traffic=newsroom.store.traffic)
    for remark in newsroom.store.remarks():
        teller.note(f"avertissement : {remark}")
    if newsroom.store.unkept:
        teller.note(
            f"avertissement : ce film est entier, mais le prochain refera plus qu'il ne faut ; {newsroom.store.unkept}"
        )
    return rendered


def _request(newsroom: Newsroom, prepared: Prepared, task: Task, script: Path) -> Request:
    """Turn what is asked into what is to be produced: from here on nobody sees the task."""
    name = folder_name(prepared.context.script.id, task.preset, apart=task.apart, version=task.version)
    folder = task.folder or newsroom.settings.output / name
    return Request(
        context=marked_as_asked(prepared.context, task),
        made=made_on(),
        rundown=chosen_items(prepared.rundown, task.items, script),
        preset=task.preset,
        jobs=task.jobs,
        folder=folder / EXCERPT if task.partial else folder,
        use_cache=task.use_cache,
        start=task.start,
        end=task.end,
        whole=not task.partial,
        version=task.version,
        beside=told_beside(task, folder),
        uncut=prepared.rundown if task.items else None,
    )


def _produced(request: Request, tools: Tools, looks: Looks) -> Programme:
    """Make a programme and look at it, as soon as there is time; its plan says where its texts stand."""
    made = produce(request, replace(tools, meanwhile=looks.look), looks.aside)
    looks.look(made.timeline)
    return replace(made, plan=replace(made.plan, texts=looks.texts))


def _needed(version: Version, rundown: Rundown, script: Path) -> None:
    """Refuse a version that a script has nothing for; raises UserError."""
    if version == DESCRIBED and not any(shot.description for shot in rundown.shots):
        raise UserError(
            f"{Mark(str(script))} : aucun plan n'a de « description », il n'y a rien à décrire ; "
            f"« jt check --accessibilite {script} » dit ce que l'image montre et que personne ne dit"
        )
    if version == SIGNED and rundown.signed is None and not any(item.signed for item in rundown.items):
        raise UserError(
            f"{Mark(str(script))} : ce journal n'a pas d'interprète ; nommer son film sous media/ avec « lsf: », "
            "en tête du script ou sous un sujet"
        )


def _keep_sign_marks(newsroom: Newsroom, request: Request, programme: Programme, teller: Teller) -> None:
    """Write where the items are, beside the film of an interpreter who signs just this newscast from end to end."""
    film, timeline = request.rundown.signed, programme.timeline
    if timeline.signing is None or film is None or film.file is None or film.began:
        return
    if not -NOTICED <= film.frames - timeline.length <= _LONGER:
        return  # filmed in front of another newscast, or of another voice: its items are elsewhere
    path = newsroom.library.path(film.path).with_name(PurePosixPath(marks_name(film.path)).name)
    try:
        write_marks(path, film.path, film.file.digest, item_spans(timeline.shots).items())
    except UserError as error:
        teller.note(f"avertissement : {error}")
    else:
        teller.note(f"repères de l'interprète : {path}, à garder avec {film.path} ; il suit ainsi chaque élément")


_LONGER = frames(10)
"""Frames by which an interpreter's film may outlast the newscast it was filmed in front of: a hand stops it."""


def told_performance(
    newsroom: Newsroom, prepared: Prepared, rundown: Rundown, task: Task, teller: Teller
) -> Performance:
    """Choose who speaks, and tell what is to be known of it before a long wait."""
    script, draft = prepared.context.script, task.preset.draft
    performance = newsroom.performance(script, task.engine, offline=task.offline, draft=draft, lines=rundown.lines)
    for note in voice_notes(newsroom, performance, task.engine or script.voice_engine, draft=draft):
        teller.note(note)
    for note in waiting_notes(newsroom, performance, rundown.lines, task.jobs):
        teller.note(note)
    return performance


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
    """Yield a word before a long wait: how many sentences a slow voice says, how long it takes, what is quick."""
    if not performance.voice.facts.effort:
        return
    count, spent = wait(lines, performance, newsroom.store, jobs)
    if spent >= LONG:
        name = performance.voice.name
        yield (
            f"la voix {name} dit {count} phrases, environ {duration(spent)} la première fois ; "
            f"--voix {DEFAULT_ENGINE} pour aller vite"
        )


def _remarks(newsroom: Newsroom, request: Request, programme: Programme) -> Iterator[str]:
    """Yield how much of a film is filmed, when anything is, and what the cache had lost."""
    filmed = filmed_of(request.rundown, programme.timeline)
    if filmed.shots:
        share = f"{filmed.share:.0%}".replace("%", "\u00a0%")
        told = counted(filmed.shots, "plan filmé", "plans filmés")
        yield f"{told} sur {filmed.of}, {share} de la durée ; le reste est dessiné"
    for entry in newsroom.store.damaged:
        yield f"avertissement : une entrée du cache était abîmée, elle a été refaite ({entry})"


def duration(spent: float) -> str:
    """Return about how long something takes, in French: tens of seconds, then minutes."""
    return f"{max(10, round(spent, -1)):.0f} s" if spent < 90 else f"{round(spent / 60)} min"


def _remember(
    newsroom: Newsroom, order: Order, before: Census | None, rendered: Rendered, files: Mapping[str, str]
) -> None:
    """Keep what is known of a whole film, and share it; one of which an input was touched meanwhile is not."""
    made = DeliveredFilm(
        id=rendered.film.parent.name,
        film=rendered.film.name,
        files=files,
        findings=rendered.findings,
        frames=rendered.frames,
        chunks=len(rendered.chunks),
        loudness=rendered.loudness,
    )
    record = remember(order, newsroom.store, before, made, newsroom.library.beside)
    give(order, newsroom.store, record, before, made)


def chosen_items(rundown: Rundown, items: frozenset[str], path: Path) -> Rundown:
    """Keep the items asked for; raises UserError when one is unknown."""
    if not items:
        return rundown
    known = {item.id for item in rundown.items} | {item.kind for item in rundown.items}
    unknown = sorted(items - known)
    if unknown:
        raise UserError(
            f"{Mark(str(path))} : pas d'élément « {unknown[0]} » dans le conducteur ; "
            f"choisissez parmi {', '.join(item.id for item in rundown.items)}"
        )
    return only(rundown, items)


def _inputs(newsroom: Newsroom, source: Source, prepared: Prepared) -> dict[str, str]:
    """Return every file that was read, by its path in the project, with its SHA-256."""
    found = {asset.path: asset.digest for asset in newsroom.library.used}
    if prepared.digest:
        found[source.path.name] = prepared.digest
    return dict(sorted(found.items()))
