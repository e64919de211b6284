"""What is checked of a wheel and of a source archive before they are handed out."""

import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from packaging.metadata import Metadata

LIBRARY = ("scenes", "media", "modele", "docs/schema", "docs/guide")
"""Folders of the checkout that the wheel carries under `pipeline/bibliotheque`."""

HEAVIEST = 10_000_000
"""Bytes of the wheel: what a slow line takes in a minute or two."""

_CARRIED = "pipeline/bibliotheque"


def wheel_faults(wheel: Path, tracked: Iterable[str], version: str) -> Iterator[str]:
    """Yield everything that is wrong with a wheel; `tracked` are the files of the checkout, with slashes."""
    size = wheel.stat().st_size
    if size > HEAVIEST:
        yield f"{wheel.name} weighs {size} bytes, more than {HEAVIEST}"
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
        wanted = {place for name in tracked if (place := _place(name))}
        yield from (f"{wheel.name} lacks {name}" for name in sorted(wanted - held))
        known = (f"{_info(wheel)}/", *wanted)
        yield from (
            f"{wheel.name} holds {name}, which no file of the project is"
            for name in sorted(held)
            if not name.startswith(known)
        )
        yield from metadata_faults(archive.read(f"{_info(wheel)}/METADATA"), version)
        if "jt = pipeline.__main__:main" not in archive.read(f"{_info(wheel)}/entry_points.txt").decode():
            yield f"{wheel.name} gives no command jt"
        if f"{_info(wheel)}/licenses/LICENSE" not in held:
            yield f"{wheel.name} holds no licence"


def metadata_faults(content: bytes, version: str) -> Iterator[str]:
    """Yield what an index would refuse in the metadata of a package."""
    try:
        found = Metadata.from_email(content, validate=True)
    except ExceptionGroup as group:
        yield from (f"metadata: {fault}" for fault in group.exceptions)
        return
    if str(found.version) != version:
        yield f"metadata: version {found.version}, the code says {version}"
    if found.description_content_type != "text/markdown" or not (found.description or "").strip():
        yield "metadata: no description in Markdown"


def sdist_faults(sdist: Path, tracked: Iterable[str]) -> Iterator[str]:
    """Yield the files of the checkout that a source archive lacks."""
    root = sdist.name.removesuffix(".tar.gz")
    with tarfile.open(sdist) as archive:
        held = {name.removeprefix(f"{root}/") for name in archive.getnames()}
    yield from (f"{sdist.name} lacks {name}" for name in sorted(set(tracked) - held))


def difference(wheel: Path, other: Path) -> Iterator[str]:
    """Yield the files by which two wheels differ: one built here, one from the source archive."""
    first, second = _contents(wheel), _contents(other)
    yield from (
        f"the wheel built from the source archive differs: {name}"
        for name in sorted(first.keys() | second.keys())
        if first.get(name) != second.get(name)
    )


def _contents(wheel: Path) -> dict[str, tuple[object, ...]]:
    """Return all that a byte of the archive may depend on, but its order, by file."""
    with zipfile.ZipFile(wheel) as archive:
        return {
            each.filename: (each.CRC, each.file_size, each.date_time, each.external_attr) for each in archive.infolist()
        }


def _place(name: str) -> str:
    """Return where a file of the checkout is in the wheel, an empty text when it does not go there."""
    if name.startswith("pipeline/"):
        return name
    return f"{_CARRIED}/{name}" if name.startswith(tuple(f"{folder}/" for folder in LIBRARY)) else ""


def _info(wheel: Path) -> str:
    """Return the folder of a wheel's metadata.

    >>> _info(Path("dist/jt2050-0.1.0-py3-none-any.whl"))
    'jt2050-0.1.0.dist-info'
    """
    return f"{'-'.join(wheel.name.split('-')[:2])}.dist-info"
