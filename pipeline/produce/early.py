"""What is made while a slow voice still speaks: the pictures of what it has spoken, to be watched item by item.

A timeline is planned anew when items have been spoken, what is still to be said being as long as it is estimated to be.
What comes out of it is looked up by its key when the whole film is made: a chunk that turns out otherwise is made
again, so that the film is the same as without.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.assemble.chunks import cut
from pipeline.model.rundown import PlannedItem
from pipeline.model.take import Take
from pipeline.model.timeline import Timeline
from pipeline.model.version import PLAIN
from pipeline.plan.estimate import estimates
from pipeline.plan.excerpt import excerpt
from pipeline.plan.timeline import plan_timeline
from pipeline.produce.burned import burned
from pipeline.produce.captioning import captions_of, inks_kept
from pipeline.produce.drawing import hand_out
from pipeline.produce.film_join import FilmPieces, join_film
from pipeline.produce.marks import marks_of
from pipeline.produce.picture import KIND, ChunkJob, changes, chunk_jobs
from pipeline.produce.sound import Mixdown
from pipeline.produce.under_way import Hands, Workforce
from pipeline.produce.waiting import awaited

if TYPE_CHECKING:
    from pipeline.produce.run import Request, Tools


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Items that are watched together: the name of their file, their title, their own timeline, their chunks."""

    name: str
    title: str
    timeline: Timeline
    jobs: tuple[ChunkJob, ...]


class EarlyItems:
    """Draws what has been spoken in the processes that speak, and makes a small film of it as soon as it is drawn."""

    def __init__(self, request: "Request", tools: "Tools", folder: Path) -> None:
        """Have items drawn for a request; their films go into a folder of their own."""
        self._request, self._tools, self._folder = request, tools, folder
        self._items = request.rundown.items
        self._lines = [{line.id for shot in item.shots for line in shot.lines} for item in self._items]
        self._version = tools.encoder_version(request.preset.video)
        self._hands: Hands | None = None
        self._reached = 0
        self._jobs: dict[str, tuple[ChunkJob, ...]] = {}
        self._held: list[PlannedItem] = []
        self._stretches: list[_Stretch] = []
        self._under_way: dict[str, Future[float]] = {}
        self.cpu = 0.0

    @classmethod
    def of(cls, request: "Request", tools: "Tools") -> "EarlyItems | None":
        """Return what a request asks for early; None where it asks for nothing, or for more than plain pictures.

        A described film is laid out by all that is told of it, one beside an interpreter by his film, and chunks on a
        grid by what stands before them: nothing of those is known before everything has been said.
        """
        whole = request.start is None and request.end is None
        plain = request.version == PLAIN and not request.preset.video.grid and request.preset.container == "mp4"
        return cls(request, tools, request.early) if request.early and whole and plain else None

    @property
    def made(self) -> frozenset[str]:
        """The keys of the chunks that were drawn here."""
        return frozenset(self._under_way)

    def begin(self, hands: Hands) -> None:
        """Have work done by these hands from now on."""
        self._hands = hands

    def spoken(self, takes: Mapping[str, Take]) -> None:
        """Have every item drawn whose lines, and those before them, have been said; the last one waits for the film."""
        reached = self._reached
        while reached < len(self._items) and self._lines[reached] <= takes.keys():
            reached += 1
        if self._hands is None or not self._reached < reached < len(self._items):
            return
        items, self._reached = self._items[self._reached : reached], reached
        self._plan(items, takes, self._hands)

    def look(self) -> None:
        """Show what has been drawn by now; raises what drawing it raised."""
        while self._stretches and all(self._drawn(job.key) for job in self._stretches[0].jobs):
            self._show(self._stretches.pop(0))

    def finish(self) -> None:
        """Wait for all that was handed out, and show it."""
        for future in dict.fromkeys(self._under_way.values()):
            self.cpu += awaited(future, self._tools.progress)
            self.look()
        self.look()
        self._hands = None

    def _plan(self, items: Sequence[PlannedItem], takes: Mapping[str, Take], hands: Hands) -> None:
        """Plan as far as the item after these, and hand out their chunks."""
        request = self._request
        rundown = replace(request.rundown, items=self._items[: self._reached + 1])
        known = {**estimates(rundown), **takes}
        timeline = burned(plan_timeline(request.context, rundown, known).timeline, request.context)
        wanted = {item.id for item in items}
        ranks = [rank for rank, shot in enumerate(timeline.shots) if shot.item in wanted]
        shots = timeline.shots[max(0, min(ranks, default=0) - 1) : max(ranks, default=0) + 1]
        unrest = changes(shots, request.preset.format, timeline.signing)
        chunks = [chunk for chunk in cut(shots, unrest) if chunk.item in wanted]
        jobs = chunk_jobs(shots, chunks, request.preset.format, request.preset.video, self._version)
        lacking = {job.key: job for job in jobs if not self._had(job.key)}
        for keys, future in hand_out(
            tuple(lacking.values()), request.jobs, hands, self._tools.work, self._tools.progress, counted=False
        ):
            self._under_way |= dict.fromkeys(keys, future)
        for item in items:
            self._jobs[item.id] = tuple(job for job, chunk in zip(jobs, chunks, strict=True) if chunk.item == item.id)
            self._held.append(item)
            if item.chapter:
                self._stretches.append(self._stretch(timeline))
                self._held = []

    def _had(self, key: str) -> bool:
        """Tell whether a chunk is there already, or handed out."""
        return key in self._under_way or (self._request.use_cache and self._tools.store.find(KIND, key) is not None)

    def _drawn(self, key: str) -> bool:
        future = self._under_way.get(key)
        if future is None:
            return True
        if future.done():
            future.result()
        return future.done()

    def _stretch(self, timeline: Timeline) -> _Stretch:
        """Return the items that nothing has shown yet, as one to be watched."""
        titled = self._held[-1]
        ids = {item.id for item in self._held}
        shots = [shot for shot in timeline.shots if shot.item in ids]
        return _Stretch(
            name=f"{self._items.index(titled) + 1:02d}-{titled.id}",
            title=titled.chapter,
            timeline=excerpt(timeline, shots[0].span.start, shots[-1].span.end),
            jobs=tuple(job for item in self._held for job in self._jobs[item.id]),
        )

    def _show(self, stretch: _Stretch) -> None:
        """Mix what is heard of a stretch, join its chunks, and tell where its film is."""
        request, tools = self._request, self._tools
        source = tools.studio.performance.voice.facts.source
        paths = {job.key: path for job in stretch.jobs if (path := tools.store.find(KIND, job.key)) is not None}
        if any(job.key not in paths for job in stretch.jobs):
            return  # the store lost one since: it is made again with the film
        self._folder.mkdir(exist_ok=True)
        sound = self._folder / f"{stretch.name}.m4a"
        mixdown = Mixdown(
            stretch.timeline, request.context.house.sound, request.preset, tools.desk, reuse=request.use_cache
        )
        with Workforce(tools.executors).hands(1) as alone:  # in this process: the others speak and draw
            mixdown.write(sound, alone, tools.sound_work, tools.progress)
        film = self._folder / f"{stretch.name}.{request.preset.container}"
        join_film(
            film=film,
            pieces=FilmPieces.of(stretch.jobs, paths, sound),
            timeline=stretch.timeline,
            captions=captions_of(
                stretch.timeline,
                request.rundown,
                request.context,
                request.preset.format,
                inks_kept(tools.store, request.rundown.script),
            ),
            marks=marks_of(request.context, stretch.timeline, source, request.made),
            request=request,
            tools=tools,
        )
        sound.unlink()
        tools.progress.watchable(stretch.title, film)
