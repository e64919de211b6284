"""Lay out a finished programme as it will be delivered: sidecars, pages, poster and report beside the film."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from PIL import Image

from pipeline import __version__
from pipeline.caption.cues import cues
from pipeline.caption.srt import srt
from pipeline.caption.transcript import transcript
from pipeline.caption.values import Captions
from pipeline.caption.webvtt import chapters, webvtt
from pipeline.compose.compositor import Compositor
from pipeline.compose.planes import to_rgb
from pipeline.compose.snapshot import frame_reader
from pipeline.errors import Finding, Mark
from pipeline.french.dates import french_date
from pipeline.model.picture import Format
from pipeline.model.rundown import PlannedShot, Rundown
from pipeline.model.timeline import Timeline
from pipeline.model.traffic import Traffic
from pipeline.pages.rundown import rundown_page
from pipeline.pages.transcript import PageFiles, TranscriptPage, transcript_page
from pipeline.plan.context import PlanContext
from pipeline.produce.facts import report_facts
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.picture import layer_keys
from pipeline.produce.run import Programme, Request
from pipeline.report.prompter import prompter
from pipeline.report.report import render_report
from pipeline.report.seal import sealed
from pipeline.report.sheet import sheet

FOLDER = "constats"
"""Where frames of what was found are kept, beside the film."""

_POSTERS = {"horizontal": Format(1280, 720), "vertical": Format(1080, 1920), "carre": Format(1080, 1080)}
"""At least 1280x720, as platforms ask of a poster; as large as the film where it is narrow."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What is ready to be put in place: the film's name, its captions, the SHA-256 of every file by its name."""

    film: str
    captions: Captions
    files: Mapping[str, str]


def still(timeline: Timeline, frame: int, fmt: Format, layers: LayerCache) -> Image.Image:
    """Compose one frame of the timeline and return it as an RGB picture."""
    index = next(i for i, shot in enumerate(timeline.shots) if frame < shot.span.end)
    shots = timeline.shots[max(0, index - 1) : index + 1]  # a transition shows the shot before, too
    keys = layer_keys(shots, fmt)
    specs = {key: spec for spec, key in keys.items()}
    compositor = Compositor(fmt, layers.source(specs, fmt))
    planes = compositor.compose(frame_reader(shots, keys, fmt)(frame))
    return Image.fromarray(to_rgb(planes))


def lay_out(
    request: Request,
    programme: Programme,
    layers: LayerCache,
    inputs: Mapping[str, str],
    findings: tuple[Finding, ...],
    aside: Path,
    traffic: Traffic,
) -> LaidOut:
    """Write everything that goes with the film beside it; what else is in the folder `aside` goes with it, too.

    `traffic` is what the report says of the store.
    """
    timeline = programme.timeline
    shape = request.preset.format.shape
    captions = cues(timeline, _places(request), shape)
    house = request.context.house
    texts = {
        "captions.vtt": webvtt(captions),
        "captions.srt": srt(captions),
        "chapters.vtt": chapters(timeline),
        "transcript.html": _transcript(request, timeline),
        "rundown.html": rundown_page(
            sheet(_veiled(request), timeline, request.context.script.on_air), house.palette, house.imprint
        ),
        "prompter.txt": prompter(request.rundown, _names(request.context)),
    }
    for name, text in texts.items():
        (aside / name).write_text(text, "utf-8", newline="\n")
    buffer = BytesIO()
    still(timeline, timeline.poster, _POSTERS[shape], layers).save(buffer, "JPEG", quality=90)
    (aside / "poster.jpg").write_bytes(buffer.getvalue())
    hashes = {name: (_sha(path), path.stat().st_size) for name, path in _written(aside).items()}
    every = tuple(dict.fromkeys((*findings, *programme.findings, *captions.findings)))
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
    return LaidOut(programme.film.name, captions, files)


def _sha(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _written(aside: Path) -> dict[str, Path]:
    """Return every file of a folder, by its path in it."""
    files = (path for path in sorted(aside.rglob("*")) if path.is_file())
    return {path.relative_to(aside).as_posix(): path for path in files}


def _places(request: Request) -> dict[str, Mark]:
    return {line.id: line.mark for line in request.rundown.lines if line.mark}


def _veiled(request: Request) -> Rundown:
    """Return the rundown with the names of its films as they may be told outside."""
    veil = request.context.veil

    def told(shot: PlannedShot) -> PlannedShot:
        return replace(shot, footage=replace(shot.footage, path=veil.over(shot.footage.path))) if shot.footage else shot

    items = (replace(item, shots=tuple(map(told, item.shots))) for item in request.rundown.items)
    return replace(request.rundown, items=tuple(items)) if veil.promises else request.rundown


def _names(context: PlanContext) -> dict[str, str]:
    return {line: context.speaker(line).shown for line in (*context.script.speakers, context.presenter)}


def _transcript(request: Request, timeline: Timeline) -> str:
    context = request.context
    known = {voice.speaker: context.speaker(voice.speaker) for voice in timeline.voices}
    page = TranscriptPage(
        transcript=transcript(timeline, request.rundown, {identifier: who.role for identifier, who in known.items()}),
        files=PageFiles(f"{timeline.script}.mp4", "captions.vtt", "chapters.vtt", "poster.jpg"),
        palette=context.house.palette,
        date=french_date(context.script.fiction_date),
        imprint=context.house.imprint,
        shape=request.preset.format.shape,
    )
    return transcript_page(page)
