"""A script's file and every state that it has had: edited in place, undone and redone, also in another session.

Each state is a plain file beside the project's script, in `.jt/<script>/versions/`, written before the script itself
is: whatever ends this program, both the text before and the text after an edit can be had again. What somebody else
writes into the file is a state like any other.
"""

import codecs
import datetime as dt
import hashlib
import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.whole import write_whole, write_whole_bytes
from pipeline.adapters.yaml.contents import decoded, read_bytes
from pipeline.adapters.yaml.editing import edited_bytes
from pipeline.adapters.yaml.readings import Readings
from pipeline.errors import UserError
from pipeline.model.edits import Edit
from pipeline.service.writing.merging import merged

FOLDER = ".jt"
"""Where a project keeps what its studio needs, beside its `jt.yaml`."""
MOST = 600
"""States that are kept at most; the oldest go first, but for the last one of each day."""
_ELSEWHERE = "vérifiez les droits du dossier, et la place qui reste sur le disque"
_THREAD = "fil.json"


@dataclass(frozen=True, slots=True)
class KeptState:
    """A state of a script: the name of its file, when it was written (local time, ISO 8601), what it came of."""

    name: str
    written: str
    by: str


@dataclass(frozen=True, slots=True)
class FileState:
    """What stands in a script's file: the SHA-256 of its bytes, whether something can be undone, or done again."""

    digest: str
    undo: bool
    redo: bool


class ConflictError(UserError):
    """Somebody else changed the very passage: what each one wrote stands, nothing was done."""


class Manuscript:
    """The file of one script; any thread may use it."""

    def __init__(self, path: Path, folder: Path, today: Callable[[], dt.datetime] | None = None) -> None:
        """Write the script at a path, keep its states in a folder."""
        self.path, self._folder, self._today = path, folder, today or _wall_clock
        self._lock = threading.RLock()
        self._done, self._undone = self._thread()
        self.readings = Readings()
        self.look()

    def look(self) -> FileState:
        """Look at the file again; what somebody else wrote into it is kept as a state. Raises UserError."""
        with self._lock:
            self._note(read_bytes(self.path), "ailleurs")
            return self.standing

    @property
    def standing(self) -> FileState:
        """What stands, as of the last look."""
        return FileState(_digest_of(self._done[-1]), len(self._done) > 1, bool(self._undone))

    def content(self, digest: str) -> bytes | None:
        """Return the bytes of a state by its digest, None when it is not kept."""
        with self._lock:
            name = next((one for one in reversed((*self._undone, *self._done)) if _digest_of(one) == digest), None)
            return self._file(name).read_bytes() if name else None

    def write(self, base: str, edits: Callable[[bytes], Iterable[Edit]], by: str) -> FileState:
        """Do edits to the state that whoever asks has seen, and put them together with what came since.

        `edits` is given the bytes of that state. Raises ScriptError when they cannot be done, ConflictError when the
        same lines were changed meanwhile, or the state is not known any more.
        """
        file = self.path.as_posix()
        return self._upon(base, lambda seen: edited_bytes(seen, edits(seen), file, self.readings.read), by)

    def rewrite(self, base: str, text: str, by: str) -> FileState:
        """Write the whole text anew in the place of the state that somebody has seen; raises as `write`.

        It keeps the line ends and the mark that the file has; one that is in another encoding is written in UTF-8.
        """

        def anew(seen: bytes) -> bytes:
            lines = "\r\n" if b"\r\n" in seen else "\n"
            mark = codecs.BOM_UTF8 if seen.startswith(codecs.BOM_UTF8) else b""
            return mark + lines.join(text.splitlines()).encode() + (lines.encode() if text.endswith("\n") else b"")

        return self._upon(base, anew, by)

    def _upon(self, base: str, change: Callable[[bytes], bytes], by: str) -> FileState:
        """Change the state that somebody has seen, and put that together with what came since."""
        with self._lock:
            now = read_bytes(self.path)
            self._note(now, "ailleurs")
            seen = self.content(base)
            if seen is None:
                raise ConflictError("ce que vous voyez est trop ancien : la page se remet à jour, recommencez")
            after = change(seen)
            return self._put(after if seen == now else self._together(seen, after, now), by)

    def replace(self, content: bytes, by: str) -> FileState:
        """Write another text; raises UserError."""
        with self._lock:
            self._note(read_bytes(self.path), "ailleurs")
            return self._put(content, by)

    def undo(self) -> FileState:
        """Go back by one state; raises UserError when there is none before."""
        return self._step(self._done, self._undone, "il n'y a rien à annuler")

    def redo(self) -> FileState:
        """Go forward again by one state; raises UserError when nothing was undone."""
        return self._step(self._undone, self._done, "il n'y a rien à rétablir")

    def states(self) -> tuple[KeptState, ...]:
        """Return every state that is kept, the latest first."""
        with self._lock:
            return tuple(KeptState(name, _written(name), _by(name)) for name in reversed(self._done))

    def restore(self, name: str) -> FileState:
        """Write a state again, as one more; raises UserError when it is not kept."""
        with self._lock:
            if name not in self._done:
                raise UserError("cette version n'est plus gardée")
            return self.replace(self._file(name).read_bytes(), "reprise")

    def _step(self, source: list[str], target: list[str], nothing: str) -> FileState:
        with self._lock:
            self._note(read_bytes(self.path), "ailleurs")
            if source is self._done and len(source) < 2 or not source:  # noqa: RUF021 - the first state cannot be undone
                raise UserError(nothing)
            target.append(source.pop())
            self._save()
            write_whole_bytes(self.path.resolve(), self._file(self._done[-1]).read_bytes(), _ELSEWHERE)
            return self.standing

    def _together(self, seen: bytes, after: bytes, now: bytes) -> bytes:
        file = self.path.as_posix()
        found = merged(*(one.decode("utf-8", "surrogateescape") for one in (seen, after, now)))
        if found is None:
            raise ConflictError(
                "ce passage vient d'être changé ailleurs, dans le fichier ou par quelqu'un d'autre ; "
                "la page montre ce qu'il est devenu, votre texte est gardé à côté"
            )
        content = found.encode("utf-8", "surrogateescape")
        decoded(content, file)
        return content

    def _put(self, content: bytes, by: str) -> FileState:
        if hashlib.sha256(content).hexdigest() != self.standing.digest:
            self._keep(content, by)
            write_whole_bytes(self.path.resolve(), content, _ELSEWHERE)
        return self.standing

    def _note(self, content: bytes, by: str) -> None:
        """Keep what stands in the file as a state, unless it is the last one."""
        if not self._done or hashlib.sha256(content).hexdigest() != _digest_of(self._done[-1]):
            self._keep(content, by)

    def _keep(self, content: bytes, by: str) -> None:
        stamp = f"{self._today():%Y-%m-%dT%H-%M-%S-%f}"
        name = f"{stamp}_{by}_{hashlib.sha256(content).hexdigest()}.yaml"
        write_whole_bytes(self._file(name), content, _ELSEWHERE)
        self._done.append(name)
        self._undone.clear()
        self._thin()
        self._save()

    def _thin(self) -> None:
        """Let the oldest states go, but for the last one of each day."""
        if len(self._done) <= MOST:
            return
        last = {name[:10]: name for name in self._done}
        for name in self._done[: len(self._done) - MOST]:
            if last[name[:10]] != name:
                self._done.remove(name)
                self._file(name).unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self._folder / "versions" / name

    def _save(self) -> None:
        text = json.dumps({"fait": self._done, "defait": self._undone}, ensure_ascii=False)
        write_whole(self._folder / _THREAD, text, _ELSEWHERE)

    def _thread(self) -> tuple[list[str], list[str]]:
        """Return the states of earlier sessions: those that stand, those that were undone."""
        try:
            told = json.loads((self._folder / _THREAD).read_text("utf-8"))
            done, undone = (
                [str(name) for name in told[key] if self._file(str(name)).is_file()] for key in ("fait", "defait")
            )
        except (OSError, ValueError, KeyError, TypeError):
            return [], []
        return done, undone


def _wall_clock() -> dt.datetime:
    return dt.datetime.now().astimezone()


def _digest_of(name: str) -> str:
    return name.removesuffix(".yaml").rpartition("_")[2]


def _by(name: str) -> str:
    return name.split("_")[1] if name.count("_") >= 2 else ""


def _written(name: str) -> str:
    day, _, time = name.partition("_")[0].partition("T")
    return f"{day}T{':'.join(time.split('-')[:3])}"
