"""The report of a render: plain data for `report.json`, described by docs/schema/report.schema.json."""

import math
from dataclasses import asdict

from pipeline.errors import Finding
from pipeline.french.marks import disclosure
from pipeline.model.marks import FilmMarks
from pipeline.model.time import seconds
from pipeline.report.facts import ChunkFact, ItemFact, LoudnessFact, ReportFacts

REPORT_VERSION = 1
"""Raised whenever a reader of the report would have to change."""


def render_report(facts: ReportFacts) -> dict[str, object]:
    """Return the report as JSON data; a measure that is no number (silence) is null."""
    return {
        "version": REPORT_VERSION,
        "script": facts.script,
        "preset": facts.preset,
        "created_with": facts.created_with,
        "inputs": dict(sorted(facts.inputs.items())),
        "stages": {name: round(seconds, 3) for name, seconds in facts.stages.items()},
        "work": {
            name: {"wall": round(spent.wall, 3), "cpu": round(spent.cpu, 3)} for name, spent in facts.work.items()
        },
        "segments": asdict(facts.segments),
        "store": {
            name: {"entries": haul["entries"], "bytes": haul["size"]} for name, haul in asdict(facts.traffic).items()
        },
        "chunks": [_chunk(chunk) for chunk in facts.chunks],
        "durations": [_item(item) for item in facts.durations],
        "filmed": asdict(facts.filmed),
        "loudness": _loudness(facts.loudness),
        "voices": [asdict(voice) | {"seconds": round(voice.seconds, 3)} for voice in facts.voices],
        "findings": [finding_data(finding) for finding in facts.findings],
        "picture": asdict(facts.picture),
        "sound": asdict(facts.sound),
        "plan": facts.plan.data,
        "marks": _marks(facts.marks) | {"unsigned_sha256": facts.unsigned, "signature": None},
        "outputs": {name: asdict(output) for name, output in sorted(facts.outputs.items())},
    }


def _chunk(chunk: ChunkFact) -> dict[str, object]:
    return {
        "id": chunk.id,
        "frames": chunk.frames,
        "state": "reused" if chunk.reused else "rendered",
        "reasons": list(chunk.reasons),
    }


def _item(item: ItemFact) -> dict[str, object]:
    planned = None if item.planned is None else round(item.planned, 3)
    return {"item": item.item, "title": item.title, "planned": planned, "real": round(item.real, 3)}


def _loudness(loudness: LoudnessFact) -> dict[str, object]:
    return {
        "integrated": _measure(loudness.integrated),
        "range": _measure(loudness.range),
        "true_peak": _measure(loudness.true_peak),
        "target": loudness.target,
        "ceiling": loudness.ceiling,
        "ok": loudness.ok,
    }


def _marks(marks: FilmMarks) -> dict[str, object]:
    return {
        "title": marks.title,
        "author": marks.author,
        "licence": marks.licence,
        "language": marks.language,
        "date": marks.date,
        "fiction": True,
        "disclosure": disclosure(marks),
        "digital_source_type": marks.source.uri,
        "sources": [source.uri for source in marks.sources],
        "voices": [{"engine": voice.engine, "source": voice.source.uri} for voice in marks.voices],
        "labels": [
            {"text": label.text, "start": round(seconds(label.start), 3), "end": round(seconds(label.end), 3)}
            for label in marks.labels
        ],
        "without": marks.without,
    }


def _measure(value: float) -> float | None:
    """Silence measures minus infinity, which JSON does not know."""
    return round(value, 2) if math.isfinite(value) else None


def finding_data(finding: Finding) -> dict[str, object]:
    """Return a finding as JSON data, the same in every report of ours."""
    return {
        "level": finding.level.value,
        "file": finding.mark.file,
        "line": finding.mark.line,
        "column": finding.mark.column,
        "message": finding.message,
        "advice": finding.advice,
        "code": finding.code,
    }
