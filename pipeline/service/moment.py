"""A script as it is at one moment, checked and planned once: its frames, its pieces and its film come from that."""

from functools import cached_property
from pathlib import Path

from PIL import Image

from pipeline.adapters.project import made_on
from pipeline.french.system import writing_to
from pipeline.model.task import Task, folder_name, picture_engine_named
from pipeline.model.time import Span
from pipeline.model.timeline import Timeline
from pipeline.produce.burned import burned
from pipeline.produce.clip_faults import clip_faults
from pipeline.produce.described import narration, plan_version
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
        self, newsroom: Newsroom, task: Task, source: Source, hear: Hear, cancellation: Cancellation | None
    ) -> None:
        """Check and plan; raises ScriptError with every finding, other UserErrors for what cannot be used."""
        self.newsroom, self.task, self.source = newsroom, task, source
        self._hear, self._cancellation = hear, cancellation
        self._teller = Teller(hear, cancellation)
        with newsroom.library.noting() as self.asked:
            self.prepared = prepare(newsroom, source, task.preset, task.version)
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
        prepared, newsroom = self.prepared, self.newsroom
        told = narration(prepared.context, prepared.rundown, self.task.version, published=self.task.preset.publishes)
        lines = (*prepared.rundown.lines, *told.lines)
        takes = rehearse(lines, self.performance, newsroom.store, newsroom.library)
        plan = plan_version(prepared.context, prepared.rundown, self.task.version, told, takes)
        return burned(plan.planned.timeline, prepared.context)

    @cached_property
    def spoken(self) -> Timeline:
        """The newscast as it will be, every line said; raises VoiceError or MediaError naming the line."""
        if all(voice.take.sound for voice in self.sketched.voices):
            return self.sketched
        prepared, request, tools = self.prepared, self._request, self._tools
        told = narration(prepared.context, prepared.rundown, request.version, published=request.preset.publishes)
        lines = (*prepared.rundown.lines, *told.lines)
        takes = speak(lines, tools.studio, tools.progress, tools.crew(request.jobs))
        plan = plan_version(prepared.context, prepared.rundown, request.version, told, takes)
        return burned(plan.planned.timeline, prepared.context)

    def still(self, timeline: Timeline, frame: int) -> Image.Image:
        """Compose one frame as an RGB picture."""
        newsroom = self.newsroom
        with newsroom.store.in_use(), clip_faults(self.prepared.rundown):
            layers = LayerCache(newsroom.library, newsroom.footage, newsroom.clips)
            return still(timeline, frame, self.task.preset.format, layers)

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
