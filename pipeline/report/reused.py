"""The report of a run that found its film finished: the same film, nothing rendered, no time spent."""

from typing import Any

from pipeline.report.seal import sealed


def reused_report(report: dict[str, Any]) -> dict[str, Any]:
    """Return a report's data as a run that reuses everything gives it; the data given is left as it was."""
    again = report | {
        "stages": dict.fromkeys(report["stages"], 0.0),
        "work": {name: {"wall": 0.0, "cpu": 0.0} for name in report.get("work", ())},
        "segments": _reused(report.get("segments", {"rendered": 0, "reused": 0})),
        "chunks": [chunk | {"state": "reused", "reasons": []} for chunk in report["chunks"]],
        "voices": [voice | {"reused": voice["takes"]} for voice in report["voices"]],
    }
    return sealed(again)


def _reused(segments: dict[str, int]) -> dict[str, int]:
    return {"rendered": 0, "reused": sum(segments.values())}
