"""The report of a run that found its film finished: the same film, nothing rendered, no time spent."""

from typing import Any

from pipeline.report.seal import sealed

_UNITS = ("entries", "bytes")


def reused_report(report: dict[str, Any]) -> dict[str, Any]:
    """Return a report's data as a run that reuses everything gives it; the data given is left as it was."""
    again = report | {
        "stages": dict.fromkeys(report["stages"], 0.0),
        "work": {name: {"wall": 0.0, "cpu": 0.0} for name in report.get("work", ())},
        "segments": _reused(report.get("segments", {"rendered": 0, "reused": 0})),
        "store": _all_local(report.get("store", {})),
        "chunks": [chunk | {"state": "reused", "reasons": []} for chunk in report["chunks"]],
        "voices": [voice | {"reused": voice["takes"]} for voice in report["voices"]],
    }
    return sealed(again)


def _all_local(store: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """Return the figures of a run that finds everything here: nothing made, fetched or sent."""
    had = [haul for name, haul in store.items() if name != "sent"]
    local = {unit: sum(haul[unit] for haul in had) for unit in _UNITS}
    return {name: local if name == "local" else dict.fromkeys(_UNITS, 0) for name in store}


def _reused(segments: dict[str, int]) -> dict[str, int]:
    return {"rendered": 0, "reused": sum(segments.values())}
