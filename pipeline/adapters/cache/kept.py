"""What was worked out of the contents of files, kept from one command to the next as text, numbers, lists and mappings.

A form is kept under the digest of all that it was made of: contents, code, Python. A file that has changed, however
little and however its times look, has another digest; so nothing kept is ever stale, and nothing has to be forgotten.
The whole is one file of JSON under a seal: whatever is not as it was written is as if it were not there.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pipeline
from pipeline.adapters.cache.places import forgotten, opened_plainly, put_in_place

NAME = "formes.json"
_ROOM = 2_000_000
"""Bytes of forms that are kept, those used last: a house and its tables take about 400 000."""
_LARGEST = 2 * _ROOM + 1_000_000
"""Bytes that are read of what claims to be such a file."""

_READERS = ("adapters/yaml", "adapters/media", "adapters/rushes", "draw", "french", "model")
"""The rooms whose code works forms out."""
_LIBRARIES = ("av", "defusedxml", "yaml")
"""What they work them out with."""


class KeptForms:
    """Forms by the digest of what they were made of; `save` keeps them for the next process."""

    def __init__(self, folder: Path | None = None) -> None:
        """Look at nothing yet; without a folder, forms last as long as this process."""
        self._path = folder / NAME if folder else None
        self._known: dict[str, str] | None = None
        self._used: dict[str, str] = {}
        self._new = False

    def form(self, kind: str, of: Iterable[bytes], make: Callable[[], Any]) -> Any:
        """Return what `make` makes of contents, made when it is not known; what it raises is raised, and not kept.

        It is text, a number, a list, a mapping or None, and the caller's own: made or known, it is told alike.
        """
        key = f"{kind}:{_digest((_code(), *of))}"
        if self._known is None:
            self._known = _loaded(self._path) if self._path else {}
        told = self._used.get(key) or self._known.get(key)
        if told is not None:
            with contextlib.suppress(ValueError, RecursionError):
                found = json.loads(told)
                self._used[key] = told
                return found
        told = json.dumps(make(), separators=(",", ":"))
        self._used[key], self._new = told, True
        return json.loads(told)

    def save(self) -> None:
        """Keep what was made since, and what others kept meanwhile; a cache that cannot be written to goes without."""
        if self._path is None or not self._new:
            return
        kept = {key: told for key, told in _loaded(self._path).items() if key not in self._used} | self._used
        room = _ROOM
        for key in reversed(tuple(kept)):
            room -= len(kept[key])
            if room < 0:
                del kept[key]
        with contextlib.suppress(OSError):
            _write(self._path, json.dumps(kept, separators=(",", ":")).encode("ascii"))
            self._new = False


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".en-cours-")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(_digest((content,)).encode("ascii") + b"\n" + content)
        put_in_place(aside, path)
    finally:
        forgotten(aside)


def _loaded(path: Path) -> dict[str, str]:
    """Read what an earlier process kept, the least recently used first; anything else is nothing."""
    try:
        with opened_plainly(path) as stream:
            seal, _, content = stream.read(_LARGEST + 1).partition(b"\n")
        if len(content) > _LARGEST or seal.decode("ascii") != _digest((content,)):
            return {}
        kept = json.loads(content)
    except (OSError, ValueError, RecursionError):
        return {}
    sound = isinstance(kept, dict) and all(isinstance(told, str) for told in kept.values())
    return kept if sound else {}


def _digest(parts: Iterable[bytes]) -> str:
    """Return one digest of several contents: where one ends and the next begins counts."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(b"%d:" % len(part))
        whole.update(part)
    return whole.hexdigest()


@lru_cache(maxsize=1)
def _code() -> bytes:
    """Return what changes with the code that works forms out: a checkout counts by its files, a release by its own."""
    package = Path(pipeline.__file__).parent
    looks = [f"{pipeline.__version__} {sys.version}"]
    looks += [look for room in _READERS for look in _looks(package / room)]
    for name in _LIBRARIES:
        found = importlib.util.find_spec(name)
        looks += _looked(Path(found.origin)) if found is not None and found.origin else [name]
    return "\n".join(looks).encode()


def _looks(folder: Path) -> Iterator[str]:
    """Yield what the sources below a folder look like, in order."""
    try:
        inside = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:  # a package that is no folder changes with its version
        return
    for entry in inside:
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _looks(Path(entry.path))
        elif entry.name.endswith(".py"):
            status = entry.stat()
            yield f"{entry.name} {status.st_size} {status.st_mtime_ns}"


def _looked(path: Path) -> list[str]:
    try:
        status = path.stat()
    except OSError:
        return []
    return [f"{path.name} {status.st_size} {status.st_mtime_ns}"]
