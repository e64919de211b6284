"""A script that is written in is read, checked and planned again and again; what did not change is kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.adapters.yaml.contents import decoded
from pipeline.adapters.yaml.readings import Readings
from pipeline.check import Checked
from pipeline.errors import Finding
from pipeline.model.cards import ScriptCards
from pipeline.model.picture import Format
from pipeline.model.programme import Preset
from pipeline.model.task import Task
from pipeline.model.timeline import TimedShot, Timeline
from pipeline.service.check import found_later
from pipeline.service.edited import changed_lines, edited
from pipeline.service.events import Cancellation
from pipeline.service.moment import Moment
from pipeline.service.preparing import house_named
from pipeline.service.session import Session
from pipeline.service.source import Read, Source, SourceInHand, as_read
from pipeline.service.writing.board import Board, ShotOnBoard
from pipeline.service.writing.carding import cards_of
from pipeline.service.writing.showing import StillKeys, planned_board, wanted_order


@dataclass(frozen=True, slots=True)
class CardedText:
    """A text as it was read, with its cards."""

    read: Read
    cards: ScriptCards


class Planner:
    """Reads and plans one script; one thread at a time plans, any may read."""

    def __init__(self, session: Session, task: Task, fmt: Format, readings: Readings) -> None:
        """Plan the script of a task in a session, with stills in a format; `readings` are those of whoever writes."""
        self._session, self._task, self._readings = session, task, readings
        self._keys = StillKeys(fmt)
        self._carded: CardedText | None = None
        self._before: tuple[str, Timeline] | None = None
        self._other: tuple[object, Moment, Moment] | None = None

    def carded(self, content: bytes) -> CardedText:
        """Return a text with its cards; raises UserError, ScriptError where nothing can be made of it."""
        text = decoded(content, self._file)
        read = as_read(self._readings.read(text, self._file), text, content)
        known = self._carded
        if known is not None and known.read.digest == read.digest:
            return CardedText(read, known.cards)
        newsroom = self._session.newsroom()
        scenes = newsroom.scenes(house_named(read.tree))
        context = newsroom.check_context(read.tree, Source(self._path).id, scenes, self._task.preset, read)
        self._carded = CardedText(read, cards_of(read.tree, context))
        return self._carded

    def moment(self, read: Read, looked: Callable[[Checked], None], cancellation: Cancellation) -> Moment:
        """Check and plan what was read; `looked` is given what the check found first. Raises as `Session.moment`."""
        return self._session.moment(
            self._task, SourceInHand(self._path, in_hand=read), cancellation=cancellation, looked=looked
        )

    def otherwise(self, moment: Moment, preset: Preset | None = None, engine: str = "") -> Moment:
        """Return the same text planned in another format, or for another voice; the last one is kept."""
        task = replace(self._task, preset=preset or self._task.preset, engine=engine or self._task.engine)
        asked = (moment.prepared.digest, task)
        if self._other is None or self._other[0] != asked or self._other[1] is not moment:
            self._other = (asked, moment, self._session.moment(task, moment.source))
        return self._other[2]

    def board(self, shown: Board, moment: Moment, timeline: Timeline) -> Board:
        """Return the board of a script that is planned, as its shots stand in a timeline of it."""
        return planned_board(shown, moment.prepared, timeline, self._keys)

    def order(self, board: Board, moment: Moment, text: str) -> tuple[str, ...]:
        """Return the rows in the order in which their pictures are wanted, the edited one first."""
        written, before = self._before or ("", None)
        lines = changed_lines(written, text) if written else None
        found = edited(before, moment.sketched, moment.prepared.rundown, lines)
        self._before = (text, moment.sketched)
        return tuple(wanted_order(board.shots, found.shot.id if found else ""))

    def found_later(self, moment: Moment) -> tuple[Finding, ...]:
        """Return what is seen only by laying texts out: the rest of what `jt check` tells of this moment."""
        return found_later(moment.newsroom, moment.prepared)

    def shot(self, moment: Moment, shot: ShotOnBoard) -> TimedShot:
        """Return a shot of the board as it is timed."""
        return next(one for one in moment.sketched.shots if one.id == shot.id)

    @property
    def _path(self) -> Path:
        return self._task.path

    @property
    def _file(self) -> str:
        return self._path.as_posix()
