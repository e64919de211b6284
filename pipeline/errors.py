"""Say what went wrong, to whom it matters, with where and what to do.

The hierarchy::

    JTError
    ├── UserError              exit 1: the user can mend it
    │   ├── ScriptError        a script with findings (all of them at once)
    │   ├── SceneError         a scene or house style that cannot be used
    │   │   └── ClipError      a scene's own program that fails, with its shot
    │   ├── MediaError         a picture, sound or video that cannot be read
    │   ├── CacheError         a cache that cannot be written to
    │   ├── VoiceError         a voice that is unknown, unavailable or failing
    │   │   └── OnlineVoiceError    a service on the internet that does not answer as it should
    │   └── HearingError       a recogniser that is unavailable or failing
    ├── Cancelled              whoever asked for the work no longer wants it
    └── BugError               exit 3: ours to mend

A keyboard interrupt is no error of ours: the command line turns it into exit 130.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import NewType

Code = NewType("Code", str)
"""The stable name of one kind of finding, in French and in kebab case: what `jt explain` and report.json call it by."""


class Level(Enum):
    """How much a finding matters; only errors stop a render."""

    ERROR = "erreur"
    WARNING = "avertissement"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a text file: `line` and `column` count from 1; 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Give the form that editors make clickable."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in what a user wrote: where, what is wrong, what to do (in French), which kind it is."""

    mark: Mark
    message: str
    advice: str = ""
    level: Level = Level.ERROR
    code: Code = field(kw_only=True)

    def __str__(self) -> str:
        """Give one line: `file:line:column: message ; advice [code]`, the code as `jt explain` takes it."""
        tail = f" ; {self.advice}" if self.advice else ""
        head = "" if self.level is Level.ERROR else f"{self.level.value} : "
        return f"{self.mark}: {head}{self.message}{tail} [{self.code}]"


class JTError(Exception):
    """Anything this project raises on purpose."""


class UserError(JTError):
    """Something the user can mend; the message says how, in French."""


class ScriptError(UserError):
    """A script that cannot be rendered, with every finding of one reading."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(str(f) for f in findings))
        self.findings = findings

    @classmethod
    def of(cls, mark: Mark, message: str, advice: str = "", *, code: Code) -> "ScriptError":
        """Return the error that one thing makes by itself."""
        return cls((Finding(mark, message, advice, code=code),))

    def __reduce__(self) -> tuple[type["ScriptError"], tuple[tuple[Finding, ...]]]:
        """Let the error cross from a worker process with its findings."""
        return (ScriptError, (self.findings,))


class SceneError(UserError):
    """A scene, house style or artwork that cannot be used; with findings when its file was read."""

    def __init__(self, message: str = "", findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


class ClipError(SceneError):
    """A scene's own program that fails: which one, what happened, what to do, in which shot when that is known."""

    def __init__(self, scene: str, file: str, problem: str, shot: str = "") -> None:
        where = f"plan {shot}, scène « {scene} »" if shot else f"scène « {scene} »"
        super().__init__(f"{where} : {file} : {problem}")
        self.scene = scene
        self.file = file
        self.problem = problem
        self.shot = shot

    def __reduce__(self) -> tuple[type["ClipError"], tuple[str, str, str, str]]:
        """Let the error cross from a worker process with its parts."""
        return (ClipError, (self.scene, self.file, self.problem, self.shot))

    def of_shot(self, shot: str) -> "ClipError":
        """Return the same error, said of a shot."""
        return ClipError(self.scene, self.file, self.problem, shot)


class MediaError(UserError):
    """A picture, sound or video that cannot be read."""


class CacheError(UserError):
    """A cache that cannot be written to: which folder, why, what mends that, and where to keep it instead."""

    def __init__(self, folder: str, reason: str, remedy: str = "") -> None:
        mend = f"{remedy}, ou " if remedy else ""
        super().__init__(
            f"impossible d'écrire dans le cache {folder} ({reason}) ; "
            f"{mend}choisissez un autre dossier avec --cache, ou avec la variable JT_CACHE"
        )
        self.folder = folder
        self.reason = reason
        self.remedy = remedy

    def __reduce__(self) -> tuple[type["CacheError"], tuple[str, str, str]]:
        """Let the error cross from a worker process with its parts."""
        return (CacheError, (self.folder, self.reason, self.remedy))


class VoiceError(UserError):
    """A voice that is unknown, unavailable or failing; the message gives a way out."""


class HearingError(UserError):
    """A recogniser of speech that is unavailable or failing; the message gives a way out."""


class OnlineVoiceError(VoiceError):
    """A voice on the internet that failed, every try told in `cause`; `way_out` is what to type, `mark` the line."""

    def __init__(self, cause: str, way_out: str, mark: Mark | None = None) -> None:
        super().__init__(f"{f'{mark} : ' if mark else ''}{cause} ; {way_out}")
        self.cause = cause
        self.way_out = way_out
        self.mark = mark

    def __reduce__(self) -> tuple[type["OnlineVoiceError"], tuple[str, str, Mark | None]]:
        """Let the error cross from a worker process with its parts."""
        return (OnlineVoiceError, (self.cause, self.way_out, self.mark))


class Cancelled(JTError):  # noqa: N818 - no fault: an answer to whoever asked
    """Work that whoever had asked for it no longer wants; what is rendered by then is kept and used again."""


class BugError(JTError):
    """A promise of our own code that does not hold."""
