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
    """Return what a report says of what came out, of a film what it was before it was signed."""
    outputs = dict(report["outputs"])
    film = next(name for name in outputs if name.endswith((".mp4", ".mov")))
    return outputs | {film: report["marks"]["unsigned_sha256"]}
