"""Films as they are compared: without their signature, which is never twice the same."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.adapters.marking.boxes import unsealed


def unsigned(path: Path) -> bytes:
    """Return the bytes of a file, of a film those it had before it was signed."""
    return b"".join(unsealed(path))


def unsigned_sha(path: Path) -> str:
    """Return the SHA-256 of the same."""
    return hashlib.sha256(unsigned(path)).hexdigest()


def told_outputs(report: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a report says of what came out, of films what they were before they were signed."""
    outputs = dict(report["outputs"])
    for each in (report["marks"]["signature"] or {"films": ()})["films"]:
        outputs.pop(each["manifest"])
        outputs[each["film"]] = each["unsigned_sha256"]
    return outputs
