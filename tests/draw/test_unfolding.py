"""A drawing that repeats itself beyond what can be drawn is known before it is drawn."""

import xml.etree.ElementTree as ET

import pytest

from pipeline.draw.outside import artwork
from pipeline.draw.unfolding import unfolded
from pipeline.errors import SceneError

SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'


def repeated(levels: int, reference: str = '<use href="#u{}"/>') -> str:
    """Return a drawing of which each level shows the one before ten times."""
    shapes = (f'<g id="u{at}">{reference.format(at - 1) * 10}</g>' for at in range(1, levels + 1))
    return SVG.format(f'<rect id="u0"/><defs>{"".join(shapes)}</defs><use href="#u{levels}"/>')


@pytest.mark.parametrize(
    ("inside", "count"),
    [
        ("<rect/><g><rect/></g>", 4),
        ('<g id="a"><rect/></g><use href="#a"/>', 6),
        ('<rect id="a"/><use href="#a"/><use href=" #a "/>', 6),
        ('<filter id="f"/><rect fill="url(#f)" style="mask:url(\'#f\')"/>', 5),
        ('<use href="#absent"/><use href=""/>', 3),
    ],
)
def test_what_is_shown_again_counts_again(inside: str, count: int) -> None:
    assert unfolded(ET.fromstring(SVG.format(inside))) == count  # noqa: S314 - written above


@pytest.mark.parametrize(
    "inside", ['<g id="a"><use href="#a"/></g>', '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>']
)
def test_what_leads_back_to_itself_ends(inside: str) -> None:
    assert unfolded(ET.fromstring(SVG.format(inside))) < 10  # noqa: S314 - written above


def test_references_may_follow_one_another_by_the_thousand() -> None:
    chain = "".join(f'<g id="u{at}"><use href="#u{at - 1}"/></g>' for at in range(1, 3000))
    assert unfolded(ET.fromstring(SVG.format(chain))) > 3000  # noqa: S314 - written above


def test_a_drawing_that_would_never_end_is_refused() -> None:
    artwork(repeated(3).encode(), "a.svg")
    for reference in ('<use href="#u{}"/>', '<rect mask="url(#u{})"/>'):
        with pytest.raises(SceneError, match=r"a\.svg:1:1: ce dessin se répète .* ; "):
            artwork(repeated(12, reference).encode(), "a.svg")
