"""Nothing of a house style is in the code: no file of it, no colour, no name but those that every house defines."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.adapters.yaml.files import read_marked, read_plain
from pipeline.model.programme import PRESETS
from pipeline.pages.colours import CAPTION_COLOURS, NAMES
from pipeline.service.newsroom import Newsroom
from tests.fakes.projects import copied, settings_in
from tests.fakes.sources import ROOT, strings

pytestmark = pytest.mark.xdist_group("sources")

HOUSES = sorted((ROOT / "scenes" / "house").glob("*.yaml"))
_WORDS = frozenset({"bleu", "frontiere", "gris", "prune", "terre", "vert"})
"""Colours that are words of another vocabulary, too: hair, the keys of a map, names of people."""


def _texts() -> Iterator[tuple[str, str]]:
    """Yield every text of the code but its documentation, with the module it stands in."""
    return ((path.relative_to(ROOT).as_posix(), str(text.value)) for path, text in strings())


@pytest.mark.parametrize("house", HOUSES, ids=lambda path: path.stem)
def test_the_code_names_nothing_of_a_house(house: Path) -> None:
    look = read_plain(house)
    own = {house.stem, look["nom"], *look["polices"].values(), *look["sons"]["fichiers"].values()}
    own |= set(look["couleurs"]) - set(NAMES) - set(CAPTION_COLOURS.values()) - _WORDS
    own |= {f"scenes/house/{house.stem}", *look["couleurs"].values()}
    assert [(where, text) for where, text in _texts() if text in own] == []


@pytest.mark.parametrize("house", HOUSES, ids=lambda path: path.stem)
def test_every_house_defines_the_colours_that_pages_ask_for(house: Path) -> None:
    assert set(NAMES) <= set(read_plain(house)["couleurs"])


def test_the_library_says_which_house_is_worn_when_nobody_asks() -> None:
    assert f"{read_plain(ROOT / 'scenes' / 'habillage.yaml')['habillage']}.yaml" in {path.name for path in HOUSES}


@pytest.mark.parametrize(
    ("said", "script", "worn"),
    [("habillage: le_kiosque", "", "le_kiosque"), ("habillage: le_kiosque", "habillage: la_capsule", "la_capsule")],
)
def test_a_project_says_it_too_and_a_script_has_the_last_word(
    said: str, script: str, worn: str, tmp_path: Path
) -> None:
    root = copied(tmp_path)
    (root / "scenes" / "habillage.yaml").write_text(f"{said}\n", "utf-8")
    path = tmp_path / "petit.yaml"
    path.write_text(f"titre: Essai\n{script}\nconducteur: [virgule]\n", "utf-8")
    newsroom = Newsroom(settings_in(root, tmp_path / "sortie"))
    tree = read_marked(path)
    checked = newsroom.check_tree(tree, "petit", newsroom.scenes(worn), PRESETS["draft"])
    assert checked.script is not None
    assert checked.script.house == worn
