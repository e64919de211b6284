"""An SVG is read with care, and what is none is told with its place."""

import pytest

from pipeline.draw.svg import drawing
from pipeline.errors import SceneError

HEAD = '<svg xmlns="http://www.w3.org/2000/svg">'


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "a.svg:1:1: ce dessin n'est pas du SVG lisible"),
        (b"<svg>\n  <g></svg>", "a.svg:2:8: ce dessin n'est pas du SVG lisible"),
        (b"<svg>&rien;</svg>", "a.svg:1:6: ce dessin n'est pas du SVG lisible"),
        (b"<html/>", "a.svg:1:1: ce fichier n'est pas un dessin SVG"),
        (b"<svg>\n<!-- \xe9 --></svg>", "a.svg:2:6: ce dessin n'est pas en UTF-8"),
        (f"{HEAD}{'<g>' * 300}{'</g>' * 300}</svg>".encode(), "a.svg:1:806: ce dessin a plus de 256 groupes"),
        (f'<?xml version="1.0" encoding="utf-16"?>{HEAD}'.encode(), "a.svg:1:80: ce dessin n'est pas du SVG lisible"),
    ],
)
def test_what_is_no_drawing_is_told_with_its_place_and_what_to_do(data: bytes, told: str) -> None:
    with pytest.raises(SceneError) as caught:
        drawing(data, "a.svg")
    assert str(caught.value).startswith(told)
    assert " ; " in str(caught.value)


def test_the_place_of_a_text_is_found_however_it_is_written() -> None:
    read = drawing(f'\ufeff{HEAD}\n<g a="été" b="x&amp;y"/></svg>'.encode(), "a.svg")
    (group,) = read.root
    assert str(read.mark(read.begins[group], "été")) == "a.svg:2:7"
    assert str(read.mark(read.begins[group], "x&y")) == "a.svg:2:1", "what cannot be found leads to its element"
