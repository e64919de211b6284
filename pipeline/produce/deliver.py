"""Lay out a finished programme as it will be delivered: sidecars, pages, poster and report beside the film."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline import __version__
from pipeline.caption.values import Captions
from pipeline.errors import Finding
from pipeline.model.verdict import ControlVerdict
from pipeline.ports import Store
from pipeline.produce.facts import report_facts
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.run import Programme, Request
from pipeline.produce.sidecars import Publication, sidecars
from pipeline.report.report import render_report
from pipeline.report.seal import sealed

FOLDER = "constats"
"""Where frames of what was found are kept, beside the film."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a control says of a film, and the files that tell it, by their name."""

    verdict: ControlVerdict
    files: Mapping[str, bytes]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What it found, as findings of any kind are listed."""
        return tuple(fault.finding for fault in self.verdict.faults)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What is ready to be put in place: the film's name, its captions, the SHA-256 of every file by its name.

    `judged` says whether it is to be.
    """

    film: str
    captions: Captions
    files: Mapping[str, str]
    judged: Judged


@dataclass(frozen=True, slots=True)
class Seen:
    """What was looked at before the film was there: its contact sheet, a JPEG; who drew it, and draws what is left."""

    layers: LayerCache
    sheet: bytes


def lay_out(
    request: Request,
    programme: Programme,
    seen: Seen,
    inputs: Mapping[str, str],
    findings: tuple[Finding, ...],
    aside: Path,
    store: Store,
    judge: Callable[[Path], Judged],
) -> LaidOut:
    """Write everything that goes with the film beside it; what else is in the folder `aside` goes with it, too.

    The report says what came from the store until now; `judge` looks at the folder once all but the report is there.
    """
    captions, traffic = programme.captions, store.traffic
    publication = Publication(
        request=request, programme=programme, captions=captions, layers=seen.layers, store=store, sheet=seen.sheet
    )
    for name, content in sidecars(publication).items():
        (aside / name).write_bytes(content)
    judged = judge(aside)
    for name, content in judged.files.items():
        (aside / name).write_bytes(content)
    hashes = {name: (_sha(path), path.stat().st_size) for name, path in _written(aside).items()}
    every = tuple(dict.fromkeys((*findings, *programme.findings, *captions.findings, *judged.findings)))
    facts = report_facts(
        request=request,
        programme=programme,
        inputs=inputs,
        findings=every,
        outputs=hashes,
        version=__version__,
        traffic=traffic,
    )
    told = sealed(request.context.veil.over_all(render_report(facts)))
    # a name on the disk may be no Unicode: JSON writes what is left of it as \udcXX
    report = f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode("utf-8", "backslashreplace")
    (aside / "report.json").write_bytes(report)
    files = {name: digest for name, (digest, _) in hashes.items()} | {"report.json": hashlib.sha256(report).hexdigest()}
    return LaidOut(programme.film.name, captions, files, judged)


def _sha(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _written(aside: Path) -> dict[str, Path]:
    """Return every file of a folder, by its path in it."""
    files = (path for path in sorted(aside.rglob("*")) if path.is_file())
    return {path.relative_to(aside).as_posix(): path for path in files}
