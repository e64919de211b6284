"""Everything a film may depend on, as one fingerprint: two runs with equal fingerprints would make the same film.

Counted: the script, how the render was asked for, `jt.yaml`, every file under `scenes/` and `media/` of the project
and of the library under it (a render may use any of them, and a file that appears matters as much as one that
changes), the names that were looked for beside the script, the pipeline's own source, Python and every installed
package, whether the models of the neural voice and of the recogniser are here, the environment variables that reach
the libraries that draw and encode, and today's date (UTC), on which consents run out. Not counted: the number of
processes, where the cache is, and whatever else is outside the project.
"""

import datetime as dt
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pipeline
from pipeline.adapters.cache.digests import Digests
from pipeline.adapters.hearing.model_files import missing, model_folder
from pipeline.adapters.media.library import beside_file
from pipeline.adapters.media.trees import TREES, files_below
from pipeline.adapters.project import (
    BRAND,
    CACHE_VARIABLE,
    CERTIFICATE_VARIABLE,
    KEY_VARIABLE,
    MADE_ON,
    PHRASE_VARIABLE,
    SHARED_VARIABLE,
    SHARED_WRITING,
    Places,
)
from pipeline.adapters.voices import kokoro_model

_VARIABLES = ("PYTHONPATH", "PYTHONHOME", "NPY_", "OPENCV_", "OPENBLAS_CORETYPE", "JT_", MADE_ON)
"""How the names begin of variables that change which code runs, or how it counts.

Not `LD_LIBRARY_PATH`, which cv2 itself rewrites when it is loaded (packages carry their own libraries), nor numbers
of threads, which change nothing in a film.
"""

_NEUTRAL = frozenset(
    {
        CACHE_VARIABLE, SHARED_VARIABLE, SHARED_WRITING, kokoro_model.VARIABLE,
        CERTIFICATE_VARIABLE, KEY_VARIABLE, PHRASE_VARIABLE,
    }
)  # fmt: skip
"""Ours that only say where something is: what was made before, or the voice's model, which counts when it is there.

What signs a film counts by the certificate itself (`service.standing.order_of`)."""

_INSTALLED = (".dist-info", ".egg-info")
_KNOWN_BY = (*_INSTALLED, ".egg-link", ".pth")
PORTABLE_VERSION = 1
"""Raised when films of the same fingerprint are to be made anew everywhere."""


@dataclass(frozen=True, slots=True)
class Census:
    """What stood when it was taken: `fingerprint` of the contents, `looks` of the files' sizes, times and inodes.

    `portable` is what `fingerprint` is, told of a machine so that another one can have the same: packages count by
    their names and versions, not by when they were installed.
    """

    fingerprint: str
    looks: str
    portable: str


def census(places: Places, script: Path, asked: object, digests: Digests) -> Census | None:
    """Take the census of a job, `asked` saying how it was; None when a file cannot be read (the render will say which).

    What was looked for beside the script is no part of it: `beside` says that, once it is known.
    """
    looks: list[object] = []
    contents: list[object] = []
    try:
        here, anywhere = [*_surroundings(), *_of_this_machine()], [*_surroundings(), *_of_any_machine()]
        for name, path in _files(places, script):
            digest, look = digests.seen(path)
            contents.append((name, digest))
            looks.append((name, look))
    except OSError:
        return None
    return Census(
        _hashed([asked, here, *contents]), _hashed(looks), _hashed([PORTABLE_VERSION, asked, anywhere, *contents])
    )


def beside(places: Places, names: Iterable[str], digests: Digests) -> dict[str, str]:
    """Return the digest of each file that is looked for beside the script, empty for none; raises OSError."""
    if not places.beside:
        return {}
    found = {name: beside_file(Path(places.beside), name) for name in sorted(names)}
    return {name: digests.of(path) if path else "" for name, path in found.items()}


def _files(places: Places, script: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file with a name that does not depend on where anything is, in order."""
    yield "script", script
    code = Path(pipeline.__file__).parent
    yield from ((f"pipeline/{name}", path) for name, path in files_below(code) if not name.endswith(".pyc"))
    for number, layer in enumerate(places.layers):
        if (layer / BRAND).is_file():
            yield f"{number}/{BRAND}", layer / BRAND
        for tree in TREES:
            yield from ((f"{number}/{tree}/{name}", path) for name, path in files_below(layer / tree))


def _surroundings() -> Iterator[str]:
    """Yield what is around the project: the day, the machine, the voice, the variables that matter."""
    yield _today().isoformat()
    yield sys.platform
    yield os.uname().machine if hasattr(os, "uname") else ""
    yield f"kokoro {kokoro_model.present(kokoro_model.place())}"
    yield f"whisper {not missing(model_folder())}"
    yield from (f"{name}={value}" for name, value in sorted(os.environ.items()) if _matters(name))


def _matters(variable: str) -> bool:
    return variable.startswith(_VARIABLES) and variable not in _NEUTRAL


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def _of_this_machine() -> Iterator[str]:
    """Yield what tells one installation from another: how Python was built, when packages were installed."""
    yield sys.version
    yield from _packages()
    yield os.environ.get(kokoro_model.VARIABLE, "")


def _of_any_machine() -> Iterator[str]:
    """Yield what two installations have in common: the versions of Python and of all packages."""
    yield f"{sys.implementation.name} {sys.version_info[:3]}"
    yield from sorted({path.name for path in _metadata() if path.suffix in _INSTALLED})


def _packages() -> Iterator[str]:
    """Yield every installed package with its version, and the look of its list of files: reinstalling changes it."""
    for path in _metadata():
        yield f"{path.name} {_look_of_list(path)}"


def _metadata() -> Iterator[Path]:
    for folder in sys.path:
        if not folder.endswith(("site-packages", "dist-packages")) or not Path(folder).is_dir():
            continue
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if entry.name.endswith(_KNOWN_BY):
                yield Path(entry.path)


def _look_of_list(metadata: Path) -> str:
    try:
        status = (metadata / "RECORD").stat() if metadata.suffix == ".dist-info" else metadata.stat()
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"


def _hashed(values: list[object]) -> str:
    return hashlib.sha256(json.dumps(values, ensure_ascii=True).encode("ascii")).hexdigest()
