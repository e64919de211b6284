"""One script on the bench: written by several hands, checked, drawn and played as it is written, by one worker.

Whoever asks from outside may do so from any thread. What takes time is done in one thread of our own, the most wanted
first: a look at what was written, then the picture of what was edited, then what somebody waits for, then the rest.
"""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.adapters.media.lookout import Lookout
from pipeline.check import Checked
from pipeline.errors import Cancelled, JTError, UserError
from pipeline.french.system import in_words
from pipeline.model.cards import NO_CARDS
from pipeline.model.edits import Edit
from pipeline.model.keys import key_of
from pipeline.model.picture import Format
from pipeline.model.script import Speaker
from pipeline.model.task import Task
from pipeline.service.events import Cancellation
from pipeline.service.moment import Moment
from pipeline.service.session import Session
from pipeline.service.source import Read
from pipeline.service.writing.board import (
    Board,
    BoardChanged,
    BoardChecked,
    BoardEvent,
    PieceReady,
    StillReady,
    WorkBroke,
    WorkFailed,
)
from pipeline.service.writing.changing import Change, edits_of
from pipeline.service.writing.errands import Errands, Long, T
from pipeline.service.writing.gallery import Showcase
from pipeline.service.writing.manuscript import FileState, Manuscript
from pipeline.service.writing.pictures import KeptPictures
from pipeline.service.writing.pieces import KeptPieces
from pipeline.service.writing.planner import Planner
from pipeline.service.writing.showing import FoundBeyond, read_board, refused_board, shown_frame
from pipeline.service.writing.viewing import as_webp, said_finally, shot_in_shape

STILL = Format(640, 360)
"""The picture of a card: as many pixels as one shows on a screen of twice the density."""
_KIND, _VERSION = "exemples", 1
QUIET = 0.12
"""Seconds without a newer text after which what was typed is planned: findings are told at once, pictures then."""
_POLL = 0.25
"""Seconds between two looks at the disk."""


@dataclass(slots=True, kw_only=True)
class _Wishes:
    """What is waited for: a look, pictures by their row, pieces by their item, the film."""

    look: bool = True
    later: bool = False
    by: str = ""
    stills: dict[str, None] = field(default_factory=dict)
    pieces: dict[str, Future[Path]] = field(default_factory=dict)
    errands: Errands = field(default_factory=Errands)

    @property
    def any(self) -> bool:
        return bool(self.look or self.later or self.stills or self.pieces or self.errands.short or self.errands.long)


class Workbench:
    """A script that is being written, in a session; `hear` is told what changes, from the worker's thread."""

    def __init__(self, session: Session, task: Task, folder: Path, hear: Callable[[BoardEvent], None]) -> None:
        """Put the script of a task on the bench; what is kept of it goes to a folder. Raises ScriptError, UserError."""
        self._session, self._task, self._hear = session, task, hear
        self._manuscript = Manuscript(task.path, folder)
        self._planner = Planner(session, task, STILL, self._manuscript.readings)
        self._lookout = Lookout(task.path, session.settings.places)
        self._changed, self._cancellation = threading.Condition(), Cancellation()
        self._wishes, self._over = _Wishes(), False
        self._board: Board | None = None
        self._moment: Moment | None = None
        self._beyond, self._pieces = FoundBeyond(), KeptPieces(folder / "apercu")
        self._stills, self._drawn = KeptPictures(), 0
        self.gallery = Showcase(session.newsroom, lambda: self._moment.prepared.context if self._moment else None)
        named = {"établi": self._work, "guet": self._watch}
        self._threads = [threading.Thread(target=work, name=name, daemon=True) for name, work in named.items()]

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
            self._wishes.errands.leave()
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
            carded = self._planner.carded(seen)
            return tuple(edit for change in wanted for edit in edits_of(change, carded.cards, carded.read.tree))

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

    def rewrite(self, base: str, text: str, by: str) -> FileState:
        """Write the whole text anew; raises as `Manuscript.rewrite`."""
        standing = self._manuscript.rewrite(base, text, by)
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

    def ask(self, what: Callable[[Moment], T]) -> "Future[T]":
        """Have something short done with what is planned; a failure is what doing it raises."""
        with self._changed:
            future = self._wishes.errands.ask(what)
            self._changed.notify_all()
            return future

    def view(self, key: str, shape: str) -> "Future[bytes]":
        """Have a shot, by the key of its picture, laid out in another shape."""
        board = self.board()
        shot = next((one.id for one in board.shots.values() if one.still == key), "")
        return self.ask(lambda moment: shot_in_shape(self._planner, moment, shot, shape))

    def said_finally(self, item: str) -> "Future[Path]":
        """Have an item made in the voice of the published film."""
        return self.ask(lambda moment: said_finally(self._planner, self._pieces, moment, item))

    @property
    def speakers(self) -> Mapping[str, Speaker]:
        """Everybody of the script as it was planned last."""
        return self._moment.prepared.context.script.speakers if self._moment else {}

    def undertake(self, what: Long | None) -> None:
        """Have something long done when nothing else is wanted, in the place of what was under way; None: nothing."""
        with self._changed:
            self._wishes.errands.long = what
            if what is None:
                self._cancellation.cancel()
            self._changed.notify_all()

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
        elif wishes.stills and self._moment is not None and not self._drawn:
            self._draw_next()
        elif wishes.pieces:
            with self._changed:
                item, future = next(iter(wishes.pieces.items()))
                del wishes.pieces[item]
            self._play(item, future)
        elif wishes.errands.short:
            wishes.errands.do_next(self._moment)
        elif wishes.later:
            wishes.later = False
            self._check_further()
        elif wishes.stills and self._moment is not None:
            self._draw_next()
        elif wishes.errands.long:
            wishes.errands.do_long(self._cancellation)
        else:
            wishes.stills.clear()

    def _look(self, by: str) -> None:
        """Read what is written: its cards first, then what is found in it, then what there is to see."""
        begun = time.monotonic()
        try:
            standing = self._manuscript.look()
            carded = self._planner.carded(self._manuscript.content(standing.digest) or b"")
        except UserError as error:
            self._show_broken(error)
            self._hear(BoardChecked("", 1, time.monotonic() - begun))
            return
        shown = read_board(self._board, standing, carded.cards, self._task.path.stem)
        if self._board is None:
            self._set(shown)
        self._plan(shown, carded.read, by, begun)

    def _plan(self, shown: Board, read: Read, by: str, begun: float) -> None:
        """Check, tell what is found, and plan unless something newer is being typed."""
        text = read.text

        def looked(checked: Checked) -> None:
            beyond = self._beyond.in_text(text)
            self._set(replace(shown, errors=0, findings=(*checked.findings, *beyond.planned, *beyond.later)))
            self._hear(BoardChanged(shown.digest, by))
            self._hear(BoardChecked(shown.digest, 0, time.monotonic() - begun))
            self._settle()

        try:
            moment = self._planner.moment(read, looked, self._cancellation)
        except UserError as error:
            refused = refused_board(shown, error)
            self._set(refused)
            self._hear(BoardChanged(shown.digest, by))
            self._hear(BoardChecked(shown.digest, refused.errors, time.monotonic() - begun))
            return
        self._lookout.heed(moment.asked.names)
        board = self._planner.board(shown, moment, moment.sketched)
        order = self._planner.order(board, moment, text)
        self._moment = moment
        with self._changed:
            self._wishes.stills = dict.fromkeys(ref for ref in order if board.shots[ref].still not in self._stills)
            self._wishes.later, self._drawn = True, 0
        later = self._beyond.in_text(text).later
        self._beyond = FoundBeyond(text.count("\n"), moment.prepared.heard, later)
        self._set(replace(board, findings=(*moment.prepared.findings, *later)))
        self._hear(BoardChanged(board.digest, ""))

    def _settle(self) -> None:
        """Wait for as long as somebody types on; raises Cancelled when there is something newer to look at."""
        with self._changed:
            if self._changed.wait_for(lambda: self._wishes.look or self._over, QUIET):
                raise Cancelled

    def _check_further(self) -> None:
        """Tell what is found once texts are laid out."""
        board, moment = self._board, self._moment
        if board is not None and moment is not None and board.digest == moment.prepared.digest:
            later = self._planner.found_later(moment)
            self._beyond = replace(self._beyond, later=later)
            self._set(replace(board, findings=(*moment.prepared.findings, *later)))
            self._hear(BoardChecked(board.digest, 0, 0.0))

    def _draw_next(self) -> None:
        with self._changed:
            ref = next(iter(self._wishes.stills))
            del self._wishes.stills[ref]
        self._drawn += 1
        self._draw(ref)

    def _draw(self, ref: str) -> None:
        """Have the picture of a row at hand."""
        board, moment = self._board, self._moment
        shot = board.shots.get(ref) if board else None
        if shot is None or moment is None:
            return
        if shot.still not in self._stills:
            store, key = moment.newsroom.store, key_of("carte", shot.still, _VERSION)
            found = store.read(_KIND, key, bytes)
            if found is None:
                frame = shown_frame(self._planner.shot(moment, shot))
                found = as_webp(moment.still(moment.sketched, frame, STILL))
                store.keep(_KIND, key, found)
            self._stills.keep(shot.still, found)
        self._hear(StillReady(ref, shot.still))

    def _play(self, item: str, future: "Future[Path]") -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            path = self._pieces.made(self._moment, item)
        except JTError as error:
            future.set_exception(error)
        except Exception:
            future.set_exception(Cancelled())
            raise
        else:
            future.set_result(path)
            self._hear(PieceReady(item, path))
            self._retime()

    def _retime(self) -> None:
        """Put shots where they are now that their lines were said."""
        board, moment = self._board, self._moment
        if board is None or moment is None or board.length == moment.spoken.length:
            return
        timed = replace(self._planner.board(board, moment, moment.spoken), findings=board.findings)
        self._set(timed)
        self._hear(BoardChanged(board.digest, ""))

    def _show_broken(self, error: UserError) -> None:
        before = self._board or Board(digest="", planned="", title=self._task.path.stem, cards=NO_CARDS)
        digest = self._manuscript.standing.digest
        self._set(replace(refused_board(before, error), digest=digest, broken=str(error)))
        self._hear(BoardChanged(digest, "ailleurs"))

    def _set(self, board: Board) -> None:
        with self._changed:
            self._board = board
            self._changed.notify_all()
