"""Finished films, remembered: what each was made from and which files it left, so that doing nothing is quick.

A film stands as it is when the census of today equals the one it was made from and each of its files still has the
checksum it was delivered with. Whatever differs, is missing or cannot be read means: render.

`report.json` tells the last run, whichever way it went: after a run that had nothing to do, it says what a render
that finds everything in the cache says (every chunk and voice reused, zero seconds a stage). Every other file is
left as it is, to the byte.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from os.path import realpath
from pathlib import Path
from typing import Any

from pipeline.adapters.cache.census import Census, beside, census
from pipeline.adapters.cache.digests import Digests
from pipeline.adapters.delivery.inventory import plain
from pipeline.adapters.project import Settings
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.model.keys import key_of
from pipeline.model.traffic import Haul
from pipeline.ports import UNREADABLE, Store
from pipeline.report.reused import reused_report

KIND = "livraisons"
REPORT = "report.json"
_FORM = 2
"""Raised when a record's form changes: an older one is then no record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredFilm:
    """A film in its place: file names with their SHA-256, the findings and figures that were told of it.

    `brought` says how much of it has just come from a shared store.
    """

    id: str
    film: str
    files: Mapping[str, str]
    findings: tuple[Finding, ...]
    frames: int
    chunks: int
    loudness: float
    brought: Haul = field(default_factory=Haul)


@dataclass(frozen=True, slots=True)
class Order:
    """A film as it is asked for.

    `asked` is all that was asked and decides the film; `folder` is where it was to go when that was said, `usual` the
    folder that stands for where films like it go otherwise.
    """

    settings: Settings
    script: Path
    asked: tuple[tuple[str, str], ...]
    folder: Path | None
    usual: Path

    @property
    def key(self) -> str:
        """One key for a script and where its film goes: a film of other settings takes the place of this one.

        Places are what is meant here, nothing that is made from: their names go into the key as text.
        """
        place = realpath(self.folder or self.usual)  # a link that leads to itself is told when it is read
        return key_of(KIND, realpath(self.script), place)

    def place(self, name: str) -> Path:
        """Return where the film of this id stands."""
        return self.folder or self.settings.output / name

    def census(self, digests: Digests) -> Census | None:
        """Take the census of this moment."""
        return census(self.settings.places, self.script, self.asked, digests)


@dataclass(frozen=True, slots=True)
class Past:
    """What is remembered of a delivery: where it went, the SHA-256 that each of its files may have."""

    place: Path
    files: Mapping[str, frozenset[str]]


def past(order: Order, store: Store) -> Past | None:
    """Return what is remembered of the film that an order takes the place of, whatever it was made from."""
    found = store.read(KIND, order.key, _recalled)
    if found is None:
        return None
    _, film = found
    return Past(order.place(film.id), {name: frozenset({digest}) for name, digest in film.files.items()})


def taken(order: Order) -> Census | None:
    """Return the census of this moment; to be taken before a render, and given to `remember` after it."""
    digests = Digests(order.settings.cache)
    found = order.census(digests)
    digests.save()
    return found


def remember(
    order: Order, store: Store, before: Census | None, made: DeliveredFilm, near: Mapping[str, str]
) -> bytes | None:
    """Keep a delivery, unless an input was touched while it was being made; return how it is told to other machines.

    `near` are the names that were looked for beside the script, with the digest that was used, empty for none.
    """
    places, digests = order.settings.places, Digests(order.settings.cache)
    try:
        touched = before is None or taken(order) != before or beside(places, near, digests) != near
        again = _sha(_renewed((order.place(made.id) / REPORT).read_bytes()))
    except (OSError, *UNREADABLE):  # gone or changed since it was put in its place
        return None
    if before is None or touched:
        return None
    record = {
        "form": _FORM,
        "fingerprint": before.fingerprint,
        "beside": dict(near),
        "id": made.id,
        "film": made.film,
        "files": dict(made.files),
        "again": again,
        "findings": [_packed(finding) for finding in made.findings],
        "frames": made.frames,
        "chunks": made.chunks,
        "loudness": made.loudness,
    }
    store.keep(KIND, order.key, _spelled(record))
    return _spelled(record | {"fingerprint": before.portable})


def told_elsewhere(content: bytes, now: Census, order: Order) -> tuple[DeliveredFilm, dict[str, str]] | None:
    """Read what another machine told of a film made from all that there is here; None when it is not that.

    With it come the names that were looked for beside the script, and their digests.
    """
    digests = Digests(order.settings.cache)
    try:
        found = _recalled(content)
        if found is None:
            return None
        record, film = found
        near = {str(name): str(digest) for name, digest in record["beside"].items()}
        same = record["fingerprint"] == now.portable and beside(order.settings.places, near, digests) == near
    except (OSError, *UNREADABLE):
        return None
    finally:
        digests.save()
    return (film, near) if same and _plainly_named(film) else None


def renewed(film: DeliveredFilm, folder: Path) -> DeliveredFilm:
    """Renew the report of a film that lies in a folder, to say that nothing was made; return the film as it is then.

    Raises OSError, or what `UNREADABLE` lists, when the report is none.
    """
    report = _renewed((folder / REPORT).read_bytes())
    (folder / REPORT).write_bytes(report)
    return replace(film, files=dict(film.files) | {REPORT: _sha(report)})


def _plainly_named(film: DeliveredFilm) -> bool:
    """Tell whether all files of a film told elsewhere stay in its folder."""
    return film.film in film.files and all(plain(name) for name in film.files)


def _spelled(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=True, indent=0).encode()


def standing(order: Order, store: Store) -> DeliveredFilm | None:
    """Return the film that stands as this task would make it, its report renewed; None when it must be rendered."""
    found = store.read(KIND, order.key, _recalled)
    if found is None:
        return None
    record, film = found
    digests = Digests(order.settings.cache)
    try:
        return film if _stands(order, record, film, digests) else None
    except (OSError, *UNREADABLE):  # a file is gone, or the report cannot be read or written: the render will tell
        return None
    finally:
        digests.save()


def _recalled(content: bytes) -> tuple[dict[str, Any], DeliveredFilm] | None:
    """Return a record and the film it tells of; None for a record of another form; raises what `UNREADABLE` lists."""
    record = json.loads(content)
    if record["form"] != _FORM:
        return None
    film = DeliveredFilm(
        id=str(record["id"]),
        film=str(record["film"]),
        files=dict(record["files"]),
        findings=tuple(map(_unpacked, record["findings"])),
        frames=int(record["frames"]),
        chunks=int(record["chunks"]),
        loudness=float(record["loudness"]),
    )
    if not {"fingerprint", "beside", "again"} <= record.keys() or REPORT not in film.files:
        raise ValueError("a record that lacks something")
    return record, film


def _stands(order: Order, record: dict[str, Any], film: DeliveredFilm, digests: Digests) -> bool:
    """Tell whether everything is as it was, the report renewed when only that is to be; raises OSError."""
    now = order.census(digests)
    near = beside(order.settings.places, record["beside"], digests)
    if now is None or now.fingerprint != record["fingerprint"] or near != record["beside"]:
        return False
    place = order.place(film.id)
    found = {name: digests.of(place / name) for name in film.files}
    renew = found[REPORT] == film.files[REPORT] != record["again"]
    if found != dict(film.files) | {REPORT: found[REPORT]} or not (renew or found[REPORT] == record["again"]):
        return False
    if renew:
        _renew(place / REPORT)
    return True


def _renew(report: Path) -> None:
    aside = report.with_name(f".en-cours-{REPORT}")
    try:
        aside.write_bytes(_renewed(report.read_bytes()))
        aside.replace(report)
    finally:
        aside.unlink(missing_ok=True)


def _renewed(report: bytes) -> bytes:
    return (json.dumps(reused_report(json.loads(report)), ensure_ascii=False, indent=2) + "\n").encode()


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _packed(finding: Finding) -> list[Any]:
    mark = finding.mark
    said = [finding.message, finding.advice, finding.level.value, finding.code]
    return [mark.file, mark.line, mark.column, *said]


def _unpacked(packed: list[Any]) -> Finding:
    file, line, column, message, advice, level, code = packed
    return Finding(Mark(file, line, column), message, advice, Level(level), code=Code(code))
