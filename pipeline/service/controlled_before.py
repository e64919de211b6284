"""Controls that were made before, kept by the content of what was looked at: what has not changed is not decoded."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pipeline
from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.inspecting.browser import CHROMIUM
from pipeline.adapters.project import CACHE_VERSION, EXTENSIONS, cache_folder
from pipeline.control.rules import CONTROLS
from pipeline.errors import Level
from pipeline.model.keys import key_of
from pipeline.model.verdict import ControlVerdict, Fault
from pipeline.report.control import control_report
from pipeline.service.control import judged

_KIND = "controle"
_CODES = {str(rule.code): rule.code for rule in CONTROLS}
_LARGE = 50_000_000
"""Bytes over which a file that is not the film is told by its size and its date: a film beside it, a stem."""

_MANY = 2_000
"""Files beside a film from which nobody reads them all only to know whether anything has changed."""


def judged_before(film: Path, profile: str = "", *, anew: bool = False) -> tuple[ControlVerdict, bool]:
    """Return the verdict on a film and whether it was known: neither it, nor what is beside it, nor we have changed.

    `anew` measures in any case. Raises UserError for an unknown profile.
    """
    store = FolderStore(cache_folder() / CACHE_VERSION, EXTENSIONS)
    key = _key(film, profile)
    known = store.read(_KIND, key, _recalled) if key and not anew else None
    if known is not None:
        return known, True
    verdict = judged(film, profile)
    if key and key == _key(film, profile):  # nobody wrote to it meanwhile
        told = control_report(verdict, "") | {"use": verdict.use, "excerpt": verdict.excerpt}
        store.keep(_KIND, key, json.dumps(told).encode())
    return verdict, False


def _key(film: Path, profile: str) -> str:
    """Return what a control depends on as one key; empty when it cannot be told."""
    try:
        beside = sorted(path for path in _beside(film.parent) if path.is_file())
        if len(beside) > _MANY or not film.is_file():
            return ""
        files = tuple((path.relative_to(film.parent).as_posix(), _content(path, whole=path == film)) for path in beside)
        return key_of("verdict", film.name, profile, files, _ours(), _tools())
    except OSError:
        return ""


def _beside(folder: Path) -> Iterator[Path]:
    """Yield what is in a folder and in its own folders, as deep as anything of a film is looked for."""
    for path in folder.iterdir():
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from path.iterdir()


def _content(path: Path, *, whole: bool) -> str:
    seen = path.stat()
    if seen.st_size > _LARGE and not whole:
        return f"{seen.st_size} {seen.st_mtime_ns}"
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _ours() -> str:
    """Return the digest of our own code, which measures and judges."""
    root = Path(pipeline.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _tools() -> tuple[bool, str]:
    """Return what there is to open a page with."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), "")
    return find_spec("axe_playwright_python") is not None, found or ""


def _recalled(content: bytes) -> ControlVerdict:
    """Read a verdict back; raises what `ports.UNREADABLE` names when it is none."""
    told: dict[str, Any] = json.loads(content)
    return ControlVerdict(
        film=str(told["film"]),
        profile=str(told["profile"]),
        planned=bool(told["planned"]),
        faults=tuple(_fault(one) for one in told["faults"]),
        rules=tuple(_CODES[rule] for rule in told["rules"]),
        use=str(told["use"]),
        excerpt=bool(told["excerpt"]),
        blind=tuple(_CODES[rule] for rule in told["blind"]),
        figures={str(name): str(value) for name, value in told["figures"].items()},
    )


def _fault(told: dict[str, Any]) -> Fault:
    return Fault(
        code=_CODES[told["code"]],
        level=Level(told["level"]),
        file=told["file"],
        message=told["message"],
        advice=told["advice"],
        start_ms=told["start_ms"],
        end_ms=told["end_ms"],
    )
