"""What a folder that is handed over says of itself: sealed, so that it is known as ours and replaced whole."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.french.veil import Veil
from pipeline.report.seal import sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedFacts:
    """What is told of a folder: its script, preset, our version, the frames of the programme, and whatever else."""

    script: str
    preset: str
    version: str
    frames: int
    more: Mapping[str, Any] = field(default_factory=dict)


def write_handed_report(facts: HandedFacts, veil: Veil, tree: Path) -> dict[str, int]:
    """Write `report.json` into a folder, over all that is in it; return the bytes of every file by its name."""
    files = {path.relative_to(tree).as_posix(): path for path in sorted(tree.rglob("*")) if path.is_file()}
    sizes = {name: path.stat().st_size for name, path in files.items()}
    told = {
        "script": facts.script,
        "preset": facts.preset,
        "created_with": facts.version,
        "frames": facts.frames,
        **facts.more,
        "outputs": {name: {"sha256": _sha(path), "bytes": sizes[name]} for name, path in files.items()},
    }
    report = json.dumps(sealed(veil.over_all(told)), ensure_ascii=False, indent=2)
    (tree / "report.json").write_text(f"{report}\n", "utf-8", newline="\n")
    return sizes


def _sha(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
