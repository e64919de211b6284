"""Quotes and brackets that stand alone are found; those that pair over texts, paragraphs and levels are not."""

from pathlib import Path

import pytest

from pipeline.french.quotes import unpaired
from pipeline.service.source import Source

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["« Il vient nous chercher, dit Yvonne, 87 ans."], ["« Il vient nous "]),
        (["« A, dit-il. « B »"], ["« A, dit-il. « B"]),
        (["trois »"], ["»"]),
        (["“x", "y"], ["“x"]),
        (["Un (deux (trois)"], ["(deux (trois)"]),
        (["[pause 2s"], ["[pause 2s"]),
        (['"oui'], ['"oui']),
        (["(2018"], ["(2018"]),
    ],
)
def test_what_stands_alone_is_found_where_it_does(texts: list[str], words: list[str]) -> None:
    assert [each.words for each in unpaired(texts)] == words


@pytest.mark.parametrize(
    "texts",
    [
        ["« A : « B »", "« A », « B »"],
        ["« A\n« B »"],
        ["« Un", "deux", "trois »"],
        ["a) un ; b) deux ; 1) trois :) ;-) :("],
        ["(ok) (M. Roy) (2018) ((a) b)"],
        ['un écran de 27" et "oui" « Elle dit : “oui” »'],
        ["„Ja“, dit-il"],
        ["media/photo(1.jpg", "l'été, c'est « ici »"],
    ],
)  # fmt: skip
def test_what_pairs_is_left_alone(texts: list[str]) -> None:
    assert not unpaired(texts)


@pytest.mark.parametrize("path", sorted(ROOT.glob("scripts/*.yaml")), ids=lambda path: str(path.stem))
def test_nothing_stands_alone_in_the_newscasts_that_ship(path: Path) -> None:
    assert not [each for each in Source(path).read().findings if each.code == "signe-seul"]
