"""One script on the bench: written by several hands, checked, drawn and played as it is written, by one worker.

Whoever asks from outside may do so from any thread. What takes time is done in one thread of our own, the most wanted
first: a look at what was written, then the picture of what was edited, then what somebody waits for, then the rest.
"""

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from PIL import Image

from pipeline.adapters.media.lookout import Lookout
from pipeline.adapters.yaml.contents import decoded
from pipeline.errors import Cancelled, JTError, UserError
from pipeline.french.system import in_words
from pipeline.model.cards import NO_CARDS, ScriptCards
from pipeline.model.edits import Edit
from pipeline.model.keys import key_of
from pipeline.model.picture import Format
from pipeline.model.task import Task
from pipeline.model.timeline import Timeline
from pipeline.service.edited import changed_lines, edited, item_span
from pipeline.service.events import Advanced, Cancellation, Event, StageBegun
from pipeline.service.moment import Moment
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import house_named
from pipeline.service.session import Session
from pipeline.service.source import Read, Source
from pipeline.service.writing.board import (
    Board,
    BoardChanged,
    BoardChecked,
    BoardEvent,
    FilmStands,
    FilmUnderWay,
    PieceReady,
    StillReady,
    WorkBroke,
    WorkFailed,
)
from pipeline.service.writing.carding import cards_of
from pipeline.service.writing.changing import Change, edits_of
from pipeline.service.writing.manuscript import FileState, Manuscript
from pipeline.service.writing.showing import planned_board, read_board, refused_board, shown_frame, wanted_order

STILL = Format(640, 360)
"""The picture of a card: as many pixels as one shows on a screen of twice the density."""
_KIND, _VERSION = "exemples", 1
_POLL = 0.25
"""Seconds between two looks at the disk."""


@dataclass(slots=True)
class _Wishes:
    """What is waited for: a look, pictures by their row, pieces by their item, the film."""

    look: bool = True
    by: str = ""
    stills: dict[str, None] = field(default_factory=dict)
    pieces: dict[str, Future[Path]] = field(default_factory=dict)
    film: bool = False

    @property
    def any(self) -> bool:
        return bool(self.look or self.stills or self.pieces or self.film)


class Workbench:
    """A script that is being written, in a session; `hear` is told what changes, from the worker's thread."""

    def __init__(self, session: Session, task: Task, folder: Path, hear: Callable[[BoardEvent], None]) -> None:
        """Put the script of a task on the bench; what is kept of it goes to a folder. Raises ScriptError, UserError."""
        self._session, self._task, self._hear, self._folder = session, task, hear, folder
        self._manuscript = Manuscript(task.path, folder)
        self._source = Source(task.path)
        self._lookout = Lookout(task.path, session.settings.places)
        self._changed = threading.Condition()
        self._wishes, self._over = _Wishes(), False
        self._cancellation = Cancellation()
        self._board: Board | None = None
        self._moment: Moment | None = None
        self._timeline: Timeline | None = None
        self._text = ""
        self._stills: dict[str, bytes] = {}
        self._threads = [
            threading.Thread(target=self._work, name="établi", daemon=True),
            threading.Thread(target=self._watch, name="guet", daemon=True),
        ]

    def start(self) -> None:
        """Begin to work."""
        for thread in self._threads:
            thread.start()

    def leave(self) -> None:
        """End what is under way, without waiting for it; whoever waits for a piece is told so."""
        with self._changed:
            self._over = True
            self._cancellation.cancel()
            for future in self._wishes.pieces.values():
                future.cancel()
            self._changed.notify_all()

    def close(self) -> None:
        """End what is under way, and every thread of ours."""
        self.leave()
        for thread in self._threads:
            thread.join()

    def board(self, wait: float = 10) -> Board:
        """Return what is shown of the script, as soon as there is anything; raises UserError when there never is."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._board is not None or self._over, wait) or self._board is None:
                raise UserError("le journal n'est pas encore ouvert : attendez un instant, puis rechargez la page")
            return self._board

    def write(self, base: str, changes: Iterable[Change], by: str) -> FileState:
        """Do changes to the state that somebody sees; raises ScriptError, UserError, ConflictError as `Manuscript`."""
        wanted = tuple(changes)

        def edits(seen: bytes) -> tuple[Edit, ...]:
            board = self.board()
            if board.digest == base:
                cards = board.cards
                tree = Source(self._task.path, text=decoded(seen, self._task.path.as_posix())).read().tree
            else:
                read = Source(self._task.path, text=decoded(seen, self._task.path.as_posix())).read()
                tree, cards = read.tree, self._carded(self._session.newsroom(), read)
            return tuple(edit for change in wanted for edit in edits_of(change, cards, tree))

        standing = self._manuscript.write(base, edits, by)
        self._look_again(by)
        return standing

    def undo(self) -> FileState:
        """Go back by one state; raises UserError."""
        standing = self._manuscript.undo()
        self._look_again("annuler")
        return standing

    def redo(self) -> FileState:
        """Go forward again by one state; raises UserError."""
        standing = self._manuscript.redo()
        self._look_again("rétablir")
        return standing

    @property
    def manuscript(self) -> Manuscript:
        """The file itself, with its states."""
        return self._manuscript

    def replace_text(self, content: bytes, by: str) -> FileState:
        """Write the whole text anew; raises UserError."""
        standing = self._manuscript.replace(content, by)
        self._look_again(by)
        return standing

    def restore(self, name: str) -> FileState:
        """Write an earlier state again; raises UserError."""
        standing = self._manuscript.restore(name)
        self._look_again("reprise")
        return standing

    def still(self, key: str) -> bytes | None:
        """Return a picture as WebP by its key, None while there is none; it is made next then."""
        known = self._stills.get(key)
        if known is None:
            with self._changed:
                board = self._board
                ref = next((ref for ref, shot in board.shots.items() if shot.still == key), "") if board else ""
                if ref:
                    self._wishes.stills = {ref: None, **self._wishes.stills}
                    self._changed.notify_all()
        return known

    def piece(self, item: str) -> "Future[Path]":
        """Have an item made as a film of its own, and return it once it is; a failure is what making it raises."""
        with self._changed:
            future = self._wishes.pieces.setdefault(item, Future())
            self._changed.notify_all()
            return future

    def film(self) -> None:
        """Have the whole film made."""
        with self._changed:
            self._wishes.film = True
            self._changed.notify_all()

    def stop_film(self) -> None:
        """Make the film no further."""
        with self._changed:
            self._wishes.film = False
            self._cancellation.cancel()

    def _look_again(self, by: str) -> None:
        with self._changed:
            self._wishes.look, self._wishes.by = True, by
            self._cancellation.cancel()
            self._changed.notify_all()

    def _watch(self) -> None:
        """Look at the disk again and again; anything that is otherwise is looked at by the worker."""
        over = threading.Event()

        def pause() -> None:
            over.wait(_POLL)

        sight = self._lookout.look()
        while not self._over:
            if not self._lookout.other_than(sight, pause, lambda: not self._over):
                return
            before, sight = sight, self._lookout.look()
            alike = (sight.around, sight.beside) == (before.around, before.beside)
            if not (alike and self._ours()):
                self._look_again("ailleurs")

    def _ours(self) -> bool:
        """Tell whether what stands in the file is what was written here last."""
        try:
            known = self._manuscript.standing.digest
            return self._manuscript.look().digest == known
        except UserError:
            return False

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._over or self._wishes.any)
                if self._over:
                    break
                self._cancellation = Cancellation()
            try:
                with in_words():
                    self._next()
            except Cancelled:
                continue  # something newer is wanted: it is looked at next
            except UserError as error:
                self._hear(WorkFailed(str(error)))
            except Exception as error:  # noqa: BLE001 - the last door of a thread: the bench goes on, the fault is kept
                self._hear(WorkBroke(error))

    def _next(self) -> None:
        """Do the most wanted thing."""
        wishes = self._wishes
        if wishes.look:
            wishes.look = False
            self._look(wishes.by)
        elif wishes.stills and self._moment is not None and not (wishes.pieces and self._stills):
            with self._changed:
                ref = next(iter(wishes.stills))
                del wishes.stills[ref]
            self._draw(ref)
        elif wishes.pieces:
            with self._changed:
                item, future = next(iter(wishes.pieces.items()))
                del wishes.pieces[item]
            self._play(item, future)
        elif wishes.film:
            wishes.film = False
            self._render()
        else:
            wishes.stills.clear()

    def _look(self, by: str) -> None:
        """Read what is written: its cards first, then what is found in it, then what there is to see."""
        begun = time.monotonic()
        try:
            standing = self._manuscript.look()
            content = self._manuscript.content(standing.digest) or b""
            text = decoded(content, self._task.path.as_posix())
            source = replace(self._source, text=text)
            read = source.read()
        except UserError as error:
            self._show_broken(error)
            self._hear(BoardChecked("", 1, time.monotonic() - begun))
            return
        newsroom = self._session.newsroom()
        cards = self._carded(newsroom, read)
        before = self._board
        shown = read_board(before, standing, cards, self._task.path.stem)
        self._set(shown)
        self._hear(BoardChanged(standing.digest, by))
        self._plan(shown, text, begun)

    def _plan(self, shown: Board, text: str, begun: float) -> None:
        try:
            moment = self._session.moment(self._task, cancellation=self._cancellation)
        except UserError as error:
            refused = refused_board(shown, error)
            self._set(refused)
            self._hear(BoardChecked(shown.digest, refused.errors, time.monotonic() - begun))
            return
        self._set(replace(shown, findings=moment.prepared.findings, errors=0))
        self._hear(BoardChecked(shown.digest, 0, time.monotonic() - begun))
        self._lookout.heed(moment.asked.names)
        timeline = moment.sketched
        board = planned_board(shown, moment.prepared, timeline, STILL)
        lines = changed_lines(self._text, text) if self._text else None
        found = edited(self._timeline, timeline, moment.prepared.rundown, lines)
        order = wanted_order(board.shots, found.shot.id if found else "")
        self._moment, self._timeline, self._text = moment, timeline, text
        with self._changed:
            self._wishes.stills = dict.fromkeys(ref for ref in order if board.shots[ref].still not in self._stills)
        self._set(board)
        self._hear(BoardChanged(board.digest, ""))

    def _draw(self, ref: str) -> None:
        """Have the picture of a row at hand."""
        board, moment, timeline = self._board, self._moment, self._timeline
        shot = board.shots.get(ref) if board else None
        if shot is None or moment is None or timeline is None:
            return
        if shot.still not in self._stills:
            store, key = moment.newsroom.store, key_of("carte", shot.still, _VERSION)
            found = store.read(_KIND, key, bytes)
            if found is None:
                timed = next(one for one in timeline.shots if one.id == shot.id)
                found = _webp(moment.still(timeline, shown_frame(timed), STILL))
                store.keep(_KIND, key, found)
            self._stills[shot.still] = found
        self._hear(StillReady(ref, shot.still))

    def _play(self, item: str, future: "Future[Path]") -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            path = self._piece(item)
        except ValueError:
            future.set_exception(UserError("ce sujet n'est plus dans le journal"))
        except JTError as error:
            future.set_exception(error)
        except Exception:
            future.set_exception(Cancelled())
            raise
        else:
            future.set_result(path)
            self._hear(PieceReady(item, path))

    def _piece(self, item: str) -> Path:
        moment = self._moment
        if moment is None:
            raise UserError("ce journal a une erreur à corriger : il ne peut pas encore être joué")
        span = item_span(moment.spoken, item)
        name = key_of("apercu", item, _VERSION)[:16]  # an item may be called anything
        path = self._folder / "apercu" / f"{name}-{moment.prepared.digest[:12]}.mp4"
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            aside = path.with_name(f".en-cours-{path.name}")
            moment.piece(span, aside)
            aside.replace(path)
        return path

    def _render(self) -> None:
        moment = self._session.moment(self._task, hear=self._progress, cancellation=self._cancellation)
        try:
            rendered = moment.film()
        except Cancelled:
            self._hear(FilmStands(None))
            return
        except UserError as error:
            self._hear(FilmStands(None, str(error)))
            return
        self._hear(FilmStands(rendered.film))

    def _progress(self, event: Event) -> None:
        match event:
            case StageBegun(name, _):
                self._hear(FilmUnderWay(name, 0.0, None))
            case Advanced(stage, done, total, left) if total:
                self._hear(FilmUnderWay(stage, done / total, left))

    def _carded(self, newsroom: Newsroom, read: Read) -> ScriptCards:
        scenes = newsroom.scenes(house_named(read.tree))
        return cards_of(read.tree, newsroom.check_context(read.tree, self._source.id, scenes, self._task.preset, read))

    def _show_broken(self, error: UserError) -> None:
        before = self._board or Board(digest="", planned="", title=self._task.path.stem, cards=NO_CARDS)
        digest = self._manuscript.standing.digest
        self._set(replace(refused_board(before, error), digest=digest, broken=str(error)))
        self._hear(BoardChanged(digest, "ailleurs"))

    def _set(self, board: Board) -> None:
        with self._changed:
            self._board = board
            self._changed.notify_all()


def _webp(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=82, method=2)
    return buffer.getvalue()
