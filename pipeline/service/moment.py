"""A script as it is at one moment, checked and planned once: its frames, its pieces and its film come from that."""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from PIL import Image

from pipeline.adapters.project import made_on
from pipeline.check import Checked
from pipeline.french.system import writing_to
from pipeline.model.picture import Format
from pipeline.model.rundown import PlannedLine
from pipeline.model.take import Take
from pipeline.model.task import Task, folder_name, picture_engine_named
from pipeline.model.time import Span
from pipeline.model.timeline import Timeline
from pipeline.produce.burned import burned
from pipeline.produce.clip_faults import clip_faults
from pipeline.produce.described import Narration, narration, plan_version
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.piece import make_piece
from pipeline.produce.run import Request, Tools
from pipeline.produce.speaking import rehearse, speak
from pipeline.produce.still import still
from pipeline.service.events import Cancellation, Hear, Teller
from pipeline.service.marking import marked_as_asked
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import prepare
from pipeline.service.render import Rendered, render
from pipeline.service.source import Source
from pipeline.speak.takes import Performance


class Moment:
    """One state of a script, in one newsroom."""

    def __init__(
        self,
        newsroom: Newsroom,
        task: Task,
        source: Source,
        hear: Hear,
        cancellation: Cancellation | None,
        looked: Callable[[Checked], None] = lambda _: None,
    ) -> None:
        """Check and plan; `looked` is given what the check found, before anything is planned.

        Raises ScriptError with every finding, other UserErrors for what cannot be used.
        """
        self.newsroom, self.task, self.source = newsroom, task, source
        self._hear, self._cancellation = hear, cancellation
        self._teller = Teller(hear, cancellation)
        with newsroom.library.noting() as self.asked:
            self.prepared = prepare(newsroom, source, task.preset, task.version, looked)
        self._teller.go_on()

    @property
    def folder(self) -> Path:
        """Where the film goes."""
        task, script = self.task, self.prepared.context.script.id
        name = folder_name(script, task.preset, apart=task.apart, version=task.version)
        return task.folder or self.newsroom.settings.output / name

    @cached_property
    def performance(self) -> Performance:
        """Who speaks, and how; raises VoiceError."""
        task, lines = self.task, self.prepared.rundown.lines
        script, draft = self.prepared.context.script, task.preset.draft
        return self.newsroom.performance(script, task.engine, offline=task.offline, draft=draft, lines=lines)

    @cached_property
    def sketched(self) -> Timeline:
        """The newscast with the voices that were heard before, and estimates for what nobody has said yet."""
        newsroom = self.newsroom
        return self._laid_out(rehearse(self._lines, self.performance, newsroom.store, newsroom.library))

    @cached_property
    def spoken(self) -> Timeline:
        """The newscast as it will be, every line said; raises VoiceError or MediaError naming the line."""
        if all(voice.take.sound for voice in self.sketched.voices):
            return self.sketched
        tools = self._tools
        return self._laid_out(speak(self._lines, tools.studio, tools.progress, tools.crew(self.task.jobs)))

    @cached_property
    def _told(self) -> Narration:
        prepared, task = self.prepared, self.task
        return narration(prepared.context, prepared.rundown, task.version, published=task.preset.publishes)

    @property
    def _lines(self) -> tuple[PlannedLine, ...]:
        return (*self.prepared.rundown.lines, *self._told.lines)

    def _laid_out(self, takes: Mapping[str, Take]) -> Timeline:
        context = self.prepared.context
        plan = plan_version(context, self.prepared.rundown, self.task.version, self._told, takes)
        return burned(plan.planned.timeline, context)

    def still(self, timeline: Timeline, frame: int, fmt: Format | None = None) -> Image.Image:
        """Compose one frame as an RGB picture, as large as the delivery unless a format is told."""
        newsroom = self.newsroom
        with newsroom.store.in_use(), clip_faults(self.prepared.rundown):
            layers = LayerCache(newsroom.library, newsroom.footage, newsroom.clips)
            return still(timeline, frame, fmt or self.task.preset.format, layers)

    def piece(self, span: Span, film: Path) -> None:
        """Write frames of the newscast as a film of its own, at a path that is nobody's yet.

        Raises what a render raises, Cancelled when it is no longer wanted.
        """
        newsroom = self.newsroom
        with (
            newsroom.store.in_use(),
            writing_to(film.parent, "choisissez un autre dossier avec --out"),
            clip_faults(self.prepared.rundown),
        ):
            make_piece(self.spoken, span, self._request, self._tools, film)

    def film(self) -> Rendered:
        """Render and deliver the whole film, as `service.render.render` does."""
        return render(self.newsroom, self.task, self._hear, self._cancellation, self.source, self.prepared)

    @cached_property
    def _tools(self) -> Tools:
        return self.newsroom.tools(self.performance, self._teller, picture_engine_named(self.task.pictures))

    @cached_property
    def _request(self) -> Request:
        prepared, task = self.prepared, self.task
        return Request(
            context=marked_as_asked(prepared.context, task),
            rundown=prepared.rundown,
            preset=task.preset,
            jobs=task.jobs,
            folder=self.folder,
            version=task.version,
            made=made_on(),
        )
