"""A script is followed: at each save what was edited is shown first, then heard, then the whole film stands.

Whatever is under way for an older state ends as soon as a newer one is seen, and what it finished is used again. A
script that cannot be used, or a file that is gone, is told; the last good picture, piece and film stay where they are.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL.PngImagePlugin import PngInfo

from pipeline.adapters.media.lookout import Glimpse, Lookout
from pipeline.adapters.whole import write_whole, write_whole_bytes
from pipeline.errors import Cancelled, Finding, ScriptError, UserError
from pipeline.french.system import in_words
from pipeline.model.task import Task, folder_name
from pipeline.model.time import seconds
from pipeline.model.timeline import Timeline
from pipeline.service.edited import Edited, changed_lines, edited, item_span
from pipeline.service.events import Cancellation, Event, Noted, unheard
from pipeline.service.moment import Moment
from pipeline.service.render import Rendered
from pipeline.service.samples import telling
from pipeline.service.session import Session
from pipeline.service.source import Source
from pipeline.service.standing import up_to_date

STILL, PIECE, FINDINGS = "image.png", "sujet", "remarques.txt"
"""What stands in the folder of what is shown while one writes."""
_SHOWN = "apercu"
_ELSEWHERE = "choisissez un autre dossier avec --out"
_SETTLING = 3
"""Looks during which a script that cannot be read must stay as it is before that is told: it may be half written."""


@dataclass(frozen=True, slots=True)
class ScriptChecked:
    """A script can be used: what was found in it, the seconds since its save was seen."""

    findings: tuple[Finding, ...]
    spent: float


@dataclass(frozen=True, slots=True)
class ScriptRefused:
    """A script cannot be used as it is, or something it needs: why; what stood before still stands."""

    error: UserError
    spent: float


@dataclass(frozen=True, slots=True)
class StillShown:
    """The edited shot can be seen: where, which shot it is, at which second of the film."""

    path: Path
    label: str
    at: float
    spent: float


@dataclass(frozen=True, slots=True)
class PieceShown:
    """The edited item can be played: where, its title, its seconds."""

    path: Path
    title: str
    length: float
    spent: float


@dataclass(frozen=True, slots=True)
class FilmShown:
    """The film stands in its place: what the render brought, None when it stood already as it would be made."""

    path: Path
    rendered: Rendered | None
    spent: float


@dataclass(frozen=True, slots=True)
class NothingChanged:
    """What was saved changes nothing that is seen or heard."""

    spent: float


WatchEvent = ScriptChecked | ScriptRefused | StillShown | PieceShown | FilmShown | NothingChanged | Noted
"""What following a script tells, one at a time."""


def shown_folder(session: Session, task: Task, name: str) -> Path:
    """Return where the picture and the piece stand: beside the folder of the film, and never in its way."""
    film = task.folder or session.settings.output / folder_name(name, task.preset)
    return film.with_name(f"{film.resolve().name}-{_SHOWN}")


@dataclass(slots=True)
class _Known:
    """What is kept from one edit to the next: the plan, the text it was made from."""

    timeline: Timeline | None = None
    text: str = ""
    findings: tuple[Finding, ...] = ()


class ScriptWatch:
    """Follows one script in a session."""

    def __init__(
        self,
        session: Session,
        task: Task,
        hear: Callable[[WatchEvent], None],
        pause: Callable[[], None],
        progress: Callable[[Event], None] = unheard,
    ) -> None:
        """Follow the script of a task; `pause` comes before each look, and ends everything by what it raises."""
        self._session, self._task, self._hear, self._progress = session, task, hear, progress
        self._pause = pause
        self._lookout = Lookout(task.path, session.settings.places)
        self._known = _Known()
        self._place = shown_folder(session, task, task.name or Source(task.path).id)

    def follow(self) -> None:
        """Show the script as it is, then again at each change; never ends by itself."""
        while True:
            sight = self._lookout.look()
            self.once(sight)
            self._lookout.other_than(self._lookout.widened(sight), self._pause)

    def once(self, sight: Glimpse) -> None:
        """Show the script as it is now, unless it changes meanwhile: whoever follows it looks again then."""
        begun = time.monotonic()
        with self._guarded(sight) as cancellation:
            try:
                with in_words():
                    self._show(_Clock(begun), cancellation)
            except Cancelled:
                return
            except UserError as error:
                if not self._settled(sight):
                    return
                self._refuse(error, time.monotonic() - begun)

    def _settled(self, sight: Glimpse) -> bool:
        """Wait a little, and tell whether everything stayed as it was seen."""
        looks = iter(range(_SETTLING))
        return not self._lookout.other_than(sight, self._pause, lambda: next(looks, None) is not None)

    @contextmanager
    def _guarded(self, sight: Glimpse) -> Iterator[Cancellation]:
        """Give what is cancelled as soon as anything is not as it was seen."""
        cancellation, over = Cancellation(), threading.Event()

        def guard() -> None:
            if self._lookout.other_than(sight, lambda: over.wait(_EVERY), lambda: not over.is_set()):
                cancellation.cancel()

        thread = threading.Thread(target=guard, daemon=True)
        thread.start()
        try:
            yield cancellation
        finally:
            over.set()
            thread.join()

    def _show(self, clock: "_Clock", cancellation: Cancellation) -> None:
        task = self._task
        text = _text(task.path)
        again = text is not None and text == self._known.text
        if (again or not self._known.text) and self._stands(clock, again=again):
            if again:
                self._accept(self._known.findings, clock.spent)
                self._hear(NothingChanged(clock.spent))
                return
            moment = self._session.moment(task, cancellation=cancellation)
            self._remember(moment, text or "", moment.sketched)
            self._session.warm_voice(moment.performance)
            return
        moment = self._session.moment(task, hear=self._progress, cancellation=cancellation)
        self._lookout.heed(moment.asked.names)
        self._accept(moment.prepared.findings, clock.spent)
        lines = changed_lines(self._known.text, text) if self._known.text and text else None
        found = edited(self._known.timeline, moment.sketched, moment.prepared.rundown, lines)
        if found is not None:
            self._still(moment, found, clock)
        self._session.voice_ready()
        if found is not None:
            self._piece(moment, found.shot.item, clock)
        self._remember(moment, text or "", moment.spoken)
        rendered = moment.film()
        self._hear(FilmShown(rendered.film, rendered, clock.spent))
        self._session.warm_voice(moment.performance)

    def _stands(self, clock: "_Clock", *, again: bool) -> bool:
        """Tell whether the film stands as it would be made; it is shown then, or said that nothing changed."""
        found, _ = up_to_date(self._session.settings, self._task)
        if found is None:
            return False
        if not again:
            folder = self._task.folder or self._session.settings.output / found.id
            self._hear(FilmShown(folder / found.film, None, clock.spent))
        return True

    def _still(self, moment: Moment, found: Edited, clock: "_Clock") -> None:
        frame = found.shot.span.start + telling(found.shot)
        picture = moment.still(moment.sketched, frame)
        buffer = BytesIO()
        picture.save(buffer, "PNG", compress_level=1, pnginfo=PngInfo())
        path = write_whole_bytes(self._place / STILL, buffer.getvalue(), _ELSEWHERE)
        self._hear(StillShown(path, found.shot.label, seconds(frame), clock.spent))

    def _piece(self, moment: Moment, item: str, clock: "_Clock") -> None:
        timeline = moment.spoken
        span = item_span(timeline, item)
        path = self._place / f"{PIECE}.{self._task.preset.container}"
        aside = path.with_name(f".en-cours-{path.name}")
        try:
            moment.piece(span, aside)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        title = next((one.title for one in moment.prepared.rundown.items if one.id == item), item)
        self._hear(PieceShown(path, title or item, seconds(span.length), clock.spent))

    def _remember(self, moment: Moment, text: str, timeline: Timeline) -> None:
        self._known.timeline, self._known.text = timeline, text
        self._lookout.heed(moment.asked.names)

    def _accept(self, findings: tuple[Finding, ...], spent: float) -> None:
        write_whole(self._place / FINDINGS, "".join(f"{one}\n" for one in findings), _ELSEWHERE)
        self._known.findings = findings
        self._hear(ScriptChecked(findings, spent))

    def _refuse(self, error: UserError, spent: float) -> None:
        told = error.findings if isinstance(error, ScriptError) else (error,)
        write_whole(self._place / FINDINGS, "".join(f"{one}\n" for one in told), _ELSEWHERE)
        self._hear(ScriptRefused(error, spent))


_EVERY = 0.1
"""Seconds between two looks at the script while something is under way."""


@dataclass(frozen=True, slots=True)
class _Clock:
    """When a change was seen."""

    begun: float

    @property
    def spent(self) -> float:
        """Seconds since then."""
        return time.monotonic() - self.begun


def _text(script: Path) -> str | None:
    """Return what stands in a script, to tell which of its lines were edited; None when it cannot be read."""
    try:
        return script.read_text("utf-8", errors="replace")
    except OSError:
        return None
