"""Whatever the product itself writes has its signs in the fonts of every house, wherever it is drawn."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.adapters.yaml.files import load_house, read_plain
from pipeline.draw.face import Face, face_of
from pipeline.french.signs import SYMBOLS, legible
from pipeline.french.typography import typeset

ROOT = Path(__file__).parents[2]
HOUSES = sorted(ROOT.glob("scenes/house/*.yaml"))


def _faces(house: Path) -> Iterator[tuple[str, Face]]:
    look = load_house(house)
    for role, file in look.faces.items():
        yield role, face_of((ROOT / file).read_bytes(), (ROOT / look.fallbacks[role]).read_bytes())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for below in value.values():
            yield from _texts(below)


def _written() -> set[str]:
    """Return every text of the scenes, the houses and their samples, and all that planning and captions add."""
    files = [*ROOT.glob("scenes/**/*.yaml"), *ROOT.glob("media/programmes/*.yaml"), *ROOT.glob("scripts/*.yaml")]
    found = {text for file in files for text in _texts(read_plain(file))}
    drawn = [*ROOT.glob("pipeline/plan/*.py"), *ROOT.glob("pipeline/caption/[!s]*.py")]
    drawn.remove(ROOT / "pipeline" / "caption" / "iso6937.py")  # a table of signs that teletext knows, none of it ours
    return found | {file.read_text("utf-8") for file in drawn}


@pytest.mark.parametrize("house", HOUSES, ids=lambda path: str(path.stem))
def test_every_text_of_the_product_is_drawn_whole_in_every_font_of_a_house(house: Path) -> None:
    signs = "".join(sorted({sign for text in _written() for sign in typeset(text) + typeset(text).upper()}))
    assert "♪" in signs
    found = {role: face.missing(signs + "".join(sorted(SYMBOLS))) for role, face in _faces(house)}
    assert found == dict.fromkeys(load_house(house).faces, "")


def test_no_text_of_the_product_is_read_otherwise() -> None:
    assert not [text for text in _written() if legible(text).text != text or legible(text).remarks]
