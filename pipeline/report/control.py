"""A verdict as plain data for `controle.json`, described by docs/schema/controle.schema.json."""

from pipeline.errors import Level
from pipeline.french.verdicts import conclusion
from pipeline.model.verdict import ControlVerdict

CONTROL_VERSION = 1
"""Raised whenever a reader of the report would have to change."""


def control_report(verdict: ControlVerdict, created_with: str) -> dict[str, object]:
    """Return a verdict as JSON data; moments are in milliseconds, null for what concerns the whole film."""
    return {
        "version": CONTROL_VERSION,
        "created_with": created_with,
        "film": verdict.film,
        "profile": verdict.profile,
        "planned": verdict.planned,
        "accepted": not verdict.refused,
        "conclusion": conclusion(verdict),
        "errors": verdict.count(Level.ERROR),
        "warnings": verdict.count(Level.WARNING),
        "figures": dict(verdict.figures),
        "rules": list(verdict.rules),
        "blind": list(verdict.blind),
        "faults": [
            {
                "code": fault.code,
                "level": fault.level.value,
                "file": fault.file,
                "message": fault.message,
                "advice": fault.advice,
                "start_ms": fault.start_ms,
                "end_ms": fault.end_ms,
            }
            for fault in verdict.faults
        ],
    }
