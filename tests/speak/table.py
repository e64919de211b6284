"""The table of what is written and what is said: `cases*.yaml`, with the project's own lexicon."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from pipeline.speak import Lexicon

_HERE = Path(__file__).parent


def _read(text: str) -> Any:
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe, one is quick


CASES: tuple[tuple[str, str, str], ...] = tuple(
    (family, written, said)
    for file in sorted(_HERE.glob("cases*.yaml"))
    for family, cases in _read(file.read_text("utf-8")).items()
    for written, said in cases
)
"""Family, written form, spoken form."""

FAMILIES = {
    family: tuple((written, said) for of, written, said in CASES if of == family)
    for family in dict.fromkeys(family for family, *_ in CASES)
}
"""The same by family."""

LEXICON = Lexicon.from_mapping(_read((_HERE.parents[1] / "media" / "lexique.yaml").read_text("utf-8"))["lexique"])
