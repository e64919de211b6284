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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.adapters.cache.census import Census, census
from pipeline.adapters.cache.digests import Digests
from pipeline.adapters.project import Settings
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.model.keys import key_of
from pipeline.model.task import Task, folder_name
from pipeline.ports import Store
from pipeline.report.reused import reused_report

KIND = "livraisons"
REPORT = "report.json"
_FORM = 1
"""Raised when a record's form changes: an older one is then no record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredFilm:
    """A film in its place: file names with their SHA-256, the findings and figures that were told of it."""

    id: str
    film: str
    files: Mapping[str, str]
    findings: tuple[Finding, ...]
    frames: int
    chunks: int
    loudness: float


def taken(settings: Settings, task: Task) -> Census | None:
    """Return the census of this moment; to be taken before a render, and given to `remember` after it."""
    digests = Digests(settings.cache)
    found = census(settings.root, task, digests)
    digests.save()
    return found


def remember(settings: Settings, store: Store, task: Task, before: Census | None, made: DeliveredFilm) -> None:
    """Keep a delivery, unless an input was touched while it was being made."""
    if before is None or taken(settings, task) != before:
        return
    report = _place(settings, task, made.id) / REPORT
    record = {
        "form": _FORM,
        "fingerprint": before.fingerprint,
        "id": made.id,
        "film": made.film,
        "files": dict(made.files),
        "again": _sha(_renewed(report.read_bytes())),
        "findings": [_packed(finding) for finding in made.findings],
        "frames": made.frames,
        "chunks": made.chunks,
        "loudness": made.loudness,
    }
    store.put(KIND, _key(settings, task), json.dumps(record, ensure_ascii=False, indent=0).encode())


def standing(settings: Settings, store: Store, task: Task) -> DeliveredFilm | None:
    """Return the film that stands as this task would make it, its report renewed; None when it must be rendered."""
    path = store.find(KIND, _key(settings, task))
    if path is None:
        return None
    digests = Digests(settings.cache)
    try:
        record = json.loads(path.read_bytes())
        if record["form"] != _FORM:
            return None
        now = census(settings.root, task, digests)
        if now is None or now.fingerprint != record["fingerprint"]:
            return None
        place = _place(settings, task, record["id"])
        found = {name: digests.of(place / name) for name in record["files"]}
        renew = found[REPORT] == record["files"][REPORT] != record["again"]
        if found != record["files"] | {REPORT: found[REPORT]} or not (renew or found[REPORT] == record["again"]):
            return None
        if renew:
            _renew(place / REPORT)
    except OSError:  # a file is gone, or the report cannot be written: the render will tell
        return None
    finally:
        digests.save()
    return DeliveredFilm(
        id=record["id"],
        film=record["film"],
        files=record["files"],
        findings=tuple(map(_unpacked, record["findings"])),
        frames=record["frames"],
        chunks=record["chunks"],
        loudness=record["loudness"],
    )


def _key(settings: Settings, task: Task) -> str:
    """Return one key for a script and where its film goes: a film of other settings takes the place of this one.

    Places are what is meant here, nothing that is made from: their names go into the key as text.
    """
    place = (task.folder or settings.output / folder_name("", task.preset)).resolve()
    return key_of(KIND, str(task.path.resolve()), str(place))


def _place(settings: Settings, task: Task, name: str) -> Path:
    return task.folder or settings.output / name


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
