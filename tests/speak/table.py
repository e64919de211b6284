"""The table of what is written and what is said: `cases*.yaml`, with the project's own lexicon."""

from __future__ import annotations

from pathlib import Path

import yaml

from pipeline.speak import Lexicon

_HERE = Path(__file__).parent

CASES: tuple[tuple[str, str, str], ...] = tuple(
    (family, written, said)
    for file in sorted(_HERE.glob("cases*.yaml"))
    for family, cases in yaml.safe_load(file.read_text("utf-8")).items()
    for written, said in cases
)
"""Family, written form, spoken form."""

LEXICON = Lexicon.from_mapping(
    yaml.safe_load((_HERE.parents[1] / "media" / "lexique.yaml").read_text("utf-8"))["lexique"]
)
