"""From a checked script to a programme: the stages in order, what is reused, what comes out."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from pipeline.assemble.chunks import cut_for
from pipeline.caption.values import Captions
from pipeline.control.measured import PictureSeries
from pipeline.errors import BugError, Finding
from pipeline.model.description import DescriptionCue
from pipeline.model.film_plan import FilmPlan
from pipeline.model.marks import FilmMarks
from pipeline.model.programme import PictureCoding, Preset, Probe
from pipeline.model.rundown import Rundown
from pipeline.model.take import Take
from pipeline.model.time import seconds
from pipeline.model.timeline import Timeline
from pipeline.model.version import PLAIN, Version, av1_name, film_name, of_version
from pipeline.plan.context import PlanContext
from pipeline.plan.excerpt import excerpt
from pipeline.plan.signing import item_spans, sign_findings
from pipeline.plan.timeline import plan_timeline
from pipeline.ports import Executors, Muxer, Progress, Store
from pipeline.produce.burned import burned
from pipeline.produce.captioning import captions_of, inks_kept
from pipeline.produce.described import narration, plan_version
from pipeline.produce.drawing import DrawnChunks, Spent
from pipeline.produce.early import EarlyItems
from pipeline.produce.film_join import FilmPieces, join_film
from pipeline.produce.ingredients import reasons
from pipeline.produce.losses import lost_on_the_way
from pipeline.produce.marks import Marker, marks_of
from pipeline.produce.parts import last_parts, remember_parts
from pipeline.produce.picture import KIND, ChunkJob, changes, chunk_jobs, jobs_in
from pipeline.produce.planned import film_plan
from pipeline.produce.segment import SegmentJob, SoundDesk
from pipeline.produce.sound import Mixdown, Sounded
from pipeline.produce.speaking import Studio, speak
from pipeline.produce.stages import StageWatch
from pipeline.produce.under_way import UnderWay, Workforce
from pipeline.produce.waiting import settled
from pipeline.produce.watching import Watcher, seen_of
from pipeline.speak.pace import pace_findings

_SOUND, _TRACK = "son.m4a", "description.m4a"

_FEW = 4
"""Pictures are few where no more than one chunk in so many is missing: what looks at them then takes little memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The outside world, as one value; `work` and `sound_work` are done in processes and return seconds of CPU.

    `under_way` is what other films are having made at the same time, where they share the executors. `meanwhile` is
    done with a timeline while its few missing pictures are drawn elsewhere; where there are many, nobody does it.
    """

    studio: Studio
    store: Store
    desk: SoundDesk
    muxer: Muxer
    marker: Marker
    encoder_version: Callable[[PictureCoding], str]
    executors: Executors
    work: Callable[[tuple[ChunkJob, ...]], float]
    sound_work: Callable[[SegmentJob], float]
    progress: Progress
    watcher: Watcher
    under_way: UnderWay = field(default_factory=UnderWay)
    meanwhile: Callable[[Timeline], None] = lambda _: None

    def crew(self, jobs: int) -> Workforce:
        """Return who does the work of a film, so many at most."""
        return Workforce(self.executors, jobs, self.under_way)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked: a plan to render, for a delivery, with so many processes, into a folder.

    `start` and `end` are frames when only an excerpt is wanted; `whole` says that nothing was left out, so that
    the next render can compare itself with this one. `uncut` is the rundown of which `rundown` keeps some items.
    `made` is the day of its making, empty when nobody says.
    `beside` are the versions that are made together with this one, itself among them.
    `early` is where films of its items go while it is still spoken, for whoever waits; None for nobody.
    """

    context: PlanContext
    rundown: Rundown
    preset: Preset
    jobs: int
    folder: Path
    use_cache: bool = True
    start: int | None = None
    end: int | None = None
    whole: bool = True
    version: Version = PLAIN
    beside: tuple[Version, ...] = ()
    uncut: Rundown | None = None
    made: str = ""
    early: Path | None = None

    @property
    def film_key(self) -> str:
        """Under which name is kept what is only true of films of this script, for this delivery and version."""
        return of_version(f"{self.rundown.script}-{self.preset.name}", self.version)


@dataclass(frozen=True, slots=True)
class ChunkStory:
    """What became of one chunk: rendered or reused, and why."""

    id: str
    frames: int
    reused: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What a run made, before it is put in place.

    Pictures and sound go on together in one stage; `work` tells them apart. `described` is what is told of the picture,
    `pieces` are the chunks that it was joined from: the key and the frames of each.
    """

    film: Path
    timeline: Timeline
    captions: Captions
    takes: Mapping[str, Take]
    findings: tuple[Finding, ...]
    chunks: tuple[ChunkStory, ...]
    pieces: tuple[tuple[str, int], ...]
    stages: Mapping[str, float]
    work: Mapping[str, Spent]
    sound: Sounded
    probe: Probe
    seen: PictureSeries
    plan: FilmPlan
    described: tuple[DescriptionCue, ...] = ()
    marks: FilmMarks


def produce(request: Request, tools: Tools, aside: Path) -> Programme:
    """Speak, plan, render, mix and join; the film is written to `aside`, a folder of its own.

    Raises UserError for what the user can mend, BugError when the finished file is not what was planned.
    """
    watch = StageWatch()
    lines = request.rundown.lines
    told = narration(request.context, request.rundown, request.version, published=request.preset.publishes)
    tools.progress.stage("voix", len(lines) + len(told.lines))
    with watch.stage("voix"):
        early = EarlyItems.of(request, tools)
        takes = speak((*lines, *told.lines), tools.studio, tools.progress, tools.crew(request.jobs), early)
        rundown = _signed_rundown(request, tools)
    with watch.stage("montage"):
        plan = plan_version(request.context, rundown, request.version, told, takes)
        planned = plan.planned
        timeline = excerpt(burned(planned.timeline, request.context), request.start, request.end)
        signed = sign_findings(rundown, item_spans(planned.timeline.shots)) if planned.timeline.signing else ()
        findings = (*pace_findings(lines, takes), *planned.findings, *signed, *plan.findings)
        coding = request.preset.video
        unrest = changes(timeline.shots, request.preset.format, timeline.signing)
        chunks = cut_for(timeline.shots, coding.grid, unrest)
        version = tools.encoder_version(coding)
        jobs = chunk_jobs(timeline.shots, chunks, request.preset.format, coding, version, timeline.signing)
        other = request.preset.beside
        beside = jobs_in(other, jobs, tools.encoder_version(other)) if other else ()
    with watch.stage("images et son"):
        track = excerpt(plan.track, request.start, request.end) if plan.track else None
        captioned = _Captioned(request, tools, timeline)
        made = _render(request, tools, (timeline, track), (*jobs, *beside), aside, early, captioned)
        captions = captioned.captions
    with watch.stage("assemblage"):
        tools.progress.stage("assemblage", 0)
        film = aside / film_name(timeline.script, request.version, request.preset.container)
        marks = marks_of(request.context, timeline, tools.studio.performance.voice.facts.source, request.made)
        join = partial(join_film, request=request, tools=tools, timeline=timeline, marks=marks, captions=captions)
        join(pieces=made.pieces(jobs), film=film)
        if beside:
            join(pieces=made.pieces(beside), film=aside / av1_name(film.name))
        made.forget()
    with watch.stage("vérification"):
        probe = tools.muxer.probe(film)
        _verify(probe, timeline)
        if beside:
            _verify(tools.muxer.probe(aside / av1_name(film.name)), timeline)
    with watch.stage("contrôle"):
        seen = seen_of([(job.key, made.paths[job.key]) for job in jobs], tools.store, tools.watcher)
    if request.whole:
        remember_parts(tools.store, request.film_key, (*jobs, *beside))
    return Programme(
        film=film,
        timeline=timeline,
        captions=captions,
        takes=takes,
        findings=findings,
        chunks=made.stories,
        pieces=tuple((job.key, job.length) for job in jobs),
        stages=watch.stages,
        work=made.work,
        sound=made.sound,
        probe=probe,
        seen=seen,
        plan=replace(film_plan(request.rundown, timeline, jobs, request.preset.name), excerpt=not request.whole),
        described=plan.cues(request.start, request.end),
        marks=marks,
    )


def _signed_rundown(request: Request, tools: Tools) -> Rundown:
    """Return the rundown with where its items are in the film that its interpreter watched.

    When only some of them are wanted, and nothing is written beside that film, the whole newscast says it: its other
    lines are spoken, too.
    """
    film, uncut = request.rundown.signed, request.uncut
    if film is None or film.began or uncut is None or request.context.signing is None:
        return request.rundown
    takes = speak(uncut.lines, tools.studio, tools.progress, tools.crew(request.jobs))
    spans = item_spans(plan_timeline(request.context, uncut, takes).timeline.shots)
    return replace(request.rundown, signed=replace(film, began=tuple(spans.items())))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What there is once pictures and sound are made: chunks in the store, the sound in a file beside the film."""

    stories: tuple[ChunkStory, ...]
    paths: Mapping[str, Path]
    sound_file: Path
    track_file: Path | None
    sound: Sounded
    work: Mapping[str, Spent]

    def pieces(self, jobs: Sequence[ChunkJob]) -> FilmPieces:
        """Return what a film of these chunks is joined from."""
        return FilmPieces.of(jobs, self.paths, self.sound_file, self.track_file)

    def forget(self) -> None:
        """Remove the files of sound, once they are in the film."""
        for path in (self.sound_file, self.track_file):
            if path is not None:
                path.unlink()


class _Captioned:
    """The captions of a timeline, worked out when somebody wants them, or when there is time."""

    def __init__(self, request: Request, tools: Tools, timeline: Timeline) -> None:
        self._request, self._tools, self._timeline = request, tools, timeline

    @cached_property
    def captions(self) -> Captions:
        """The captions."""
        request = self._request
        inks = inks_kept(self._tools.store, request.rundown.script, reuse=request.use_cache)
        return captions_of(self._timeline, request.rundown, request.context, request.preset.format, inks)

    def meanwhile(self, *, few: bool) -> None:
        """Work them out while processes draw, and look at what is drawn where that is little."""
        self.captions  # noqa: B018 - kept for whoever asks next
        if few:
            self._tools.meanwhile(self._timeline)


def _render(
    request: Request,
    tools: Tools,
    heard: tuple[Timeline, Timeline | None],
    jobs: tuple[ChunkJob, ...],
    aside: Path,
    early: EarlyItems | None,
    captioned: _Captioned,
) -> _Made:
    """Render what the store lacks, in processes, the sound after the pictures; mix and measure meanwhile.

    `heard` is the programme, and what another sound track of it has, if it has one; `early` what was drawn of it while
    it was spoken.
    """
    timeline, track = heard
    begun = time.perf_counter()
    drawn_early = early.made if early else frozenset[str]()
    before = last_parts(tools.store, request.film_key)
    if request.use_cache:
        tools.store.gather(KIND, (job.key for job in jobs), tools.progress.go_on)
    found = {
        job.key: tools.store.find(KIND, job.key) if request.use_cache or job.key in drawn_early else None
        for job in jobs
    }
    style = request.context.house.sound
    mixdown = Mixdown(timeline, style, request.preset, tools.desk, reuse=request.use_cache)
    missing = {job.key: job for job in jobs if found[job.key] is None}
    with tools.crew(request.jobs).hands(len(missing) + mixdown.lacking) as hands:
        lent = hands.lent(KIND, missing)
        own = [job for key, job in missing.items() if key not in lent]
        tools.progress.stage("images", sum(job.length for job in own))
        for job in jobs:
            if found[job.key] is not None and job.key not in drawn_early:
                tools.progress.ready(job.id, job.key, job.length, reused=True)
        pictures = DrawnChunks(request.jobs, tools.work, hands, tools.progress)
        pictures.draw(own)
        sound_file = aside / _SOUND
        meanwhile = partial(captioned.meanwhile, few=_FEW * len(own) <= len(jobs))
        sound = mixdown.write(sound_file, hands, tools.sound_work, tools.progress, meanwhile)
        track_file = None
        if track is not None:
            track_file = aside / _TRACK
            other = Mixdown(track, style, request.preset, tools.desk, reuse=request.use_cache)
            other.write(track_file, hands, tools.sound_work, tools.progress)
        sounded = Spent(time.perf_counter() - begun, sound.cpu)
        pictures.wait()
        settled(lent.values(), tools.progress)
        again = [missing[key] for key in lent if tools.store.find(KIND, key) is None]  # the other film has failed
        pictures.draw(again)
        drawn = pictures.wait()
    tools.store.gather(KIND, missing, tools.progress.go_on)
    made_here = {job.key for job in (*own, *again)} | drawn_early
    stories = tuple(_story(job, before, reused=job.key not in made_here) for job in jobs)
    paths: dict[str, Path] = {}
    for job in jobs:
        path = found[job.key] or tools.store.find(KIND, job.key)
        if path is None:
            raise lost_on_the_way(job.id)
        paths[job.key] = path
    return _Made(
        stories=stories,
        paths=paths,
        sound_file=sound_file,
        track_file=track_file,
        sound=sound,
        work={"images": replace(drawn, cpu=drawn.cpu + (early.cpu if early else 0.0)), "son": sounded},
    )


def _story(job: ChunkJob, before: Mapping[str, Mapping[str, str]], *, reused: bool) -> ChunkStory:
    return ChunkStory(job.id, job.length, reused, () if reused else reasons(job.parts, before.get(job.id)))


def _verify(probe: Probe, timeline: Timeline) -> None:
    """Refuse a film that is not the one planned: frames lost, or sound and picture of different lengths."""
    if probe.frames != timeline.length:
        raise BugError(f"the film has {probe.frames} frames, {timeline.length} were planned")
    drift = abs(probe.audio_seconds - seconds(timeline.length, probe.rate))
    if drift >= 0.040:
        raise BugError(f"sound and picture differ by {drift * 1000:.0f} ms")
