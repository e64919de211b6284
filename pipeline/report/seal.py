"""The seal of a report: what tells, with nothing but the report itself, that it is as it was delivered."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

SEAL = "seal"


def sealed(report: Mapping[str, Any]) -> dict[str, Any]:
    """Return a report's data with the SHA-256 of all the rest of it, whatever the order of its keys."""
    return {name: value for name, value in report.items() if name != SEAL} | {SEAL: _sum(report)}


def broken(report: Mapping[str, Any]) -> bool:
    """Tell whether a report was changed since it was sealed; one that never was cannot say."""
    return SEAL in report and report[SEAL] != _sum(report)


def _sum(report: Mapping[str, Any]) -> str:
    body = {name: value for name, value in report.items() if name != SEAL}
    return hashlib.sha256(json.dumps(body, ensure_ascii=True, sort_keys=True).encode("ascii")).hexdigest()
