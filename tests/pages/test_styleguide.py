"""The style guide's page: what a person who looks for the rules of a house finds there, and what breaks nothing."""

import re
from pathlib import Path

import pytest

from pipeline.adapters.yaml.files import load_house, load_scene
from pipeline.model.contrast import Pair
from pipeline.pages.styleguide import Guide, Shown, guide_page
from tests.fakes.browser import Page

ROOT = Path(__file__).parents[2]
NASTY = '« a < b » & l’"autre" {{ 7 * 7 }} </script>'
HOUSE = load_house(ROOT / "scenes" / "house" / "la_capsule.yaml")
SCENES = {name: load_scene(ROOT / "scenes" / name / "scene.yaml") for name in ("carte", "bandeau")}
SHOWN = (
    Shown(name="carte", label="Carte", alias="map", overlay=False, pictures={"horizontal": "images/carte.webp?12"}),
    Shown(name="bandeau", label="Bandeau", alias="", overlay=True, problem="scenes/bandeau/scene.yaml:3:1: cassé"),
)
PAIRS = (
    Pair(text="blanc", ground="nuit", ratio=4.499, sample=("#FFF6E6", "#0A1034"), scenes=("carte", "bandeau")),
    Pair(text="blanc", ground="image", ratio=None, sample=("", ""), scenes=("carte",)),
)
GUIDE = Guide(house=HOUSE, scenes=SCENES, shown=SHOWN, transitions={"fondu": 12}, contrasts={"horizontal": PAIRS})


def test_it_says_its_language_its_title_and_its_landmarks() -> None:
    page = Page(guide_page(GUIDE))
    assert page.all("html") == [{"lang": "fr"}]
    assert f"Charte de {HOUSE.label} Aller aux scènes Charte de {HOUSE.label}" in page.text
    for landmark in ("header", "main", "nav", "h1"):
        assert len(page.all(landmark)) == 1, f"no way to jump to {landmark}"


def test_every_section_is_in_the_contents() -> None:
    page = Page(guide_page(GUIDE))
    links = [link["href"][1:] for link in page.all("a")][1:]
    assert links == [section["aria-labelledby"] for section in page.all("section")]
    assert len(links) == len({heading["id"] for heading in page.all("h2")}) == 8


def test_a_scene_shows_its_picture_or_why_there_is_none() -> None:
    page = Page(guide_page(GUIDE))
    (picture,) = page.all("img")
    assert (picture["src"], picture["alt"]) == ("images/carte.webp?12", "Exemple de scène, 16:9 : Carte")
    assert page.text.count("scenes/bandeau/scene.yaml:3:1: cassé") == 2, "at the top and at its place"
    assert next(box["role"] for box in page.all("div") if "role" in box) == "alert"


def test_a_contrast_is_never_rounded_up_to_what_is_enough() -> None:
    assert "blanc nuit Texte 4,49 : 1 non oui carte, bandeau" in Page(guide_page(GUIDE)).text
    assert "blanc image dépend de l’image à vérifier à vérifier carte" in Page(guide_page(GUIDE)).text


def test_lengths_are_in_frames_and_seconds() -> None:
    assert "fondu 12 images (0,48 s)" in Page(guide_page(GUIDE)).text


def test_without_a_house_it_says_what_is_wrong() -> None:
    page = Page(
        guide_page(
            Guide(house=None, scenes={}, shown=(), transitions={}, problem="scenes/house/a.yaml:1:1: tout est faux")
        )
    )
    assert "scenes/house/a.yaml:1:1: tout est faux" in page.text
    assert not page.all("section")


def test_whatever_is_written_stays_text() -> None:
    house = HOUSE.model_copy(update={"label": NASTY, "palette": {NASTY: "#FFF6E6"}, "faces": {NASTY: 'a/b "c".x'}})
    shown = (Shown(name=NASTY, label=NASTY, alias=NASTY, overlay=False, problem=NASTY),)
    pairs = (Pair(text=NASTY, ground=NASTY, ratio=5.0, sample=("#FFF6E6", "#0A1034"), scenes=(NASTY,)),)
    page = Page(
        guide_page(
            Guide(
                house=house,
                scenes={},
                shown=shown,
                transitions={NASTY: 3},
                contrasts={"horizontal": pairs},
                problem=NASTY,
            )
        )
    )
    assert not page.all("script")
    assert page.text.count("7 * 7") == 14
    assert "49" not in page.text.replace("4,49", ""), "what a person wrote was run"


def test_while_it_is_watched_it_knows_its_version() -> None:
    assert not Page(guide_page(GUIDE)).all("script")
    page = Page(guide_page(Guide(house=HOUSE, scenes=SCENES, shown=SHOWN, transitions={}, version='</script>"abc')))
    (script,) = page.scripts
    assert 'const version = "\\u003c/script\\u003e\\"abc";' in script
    assert "location.reload()" in script


@pytest.mark.parametrize("name", ["Barlow Condensed.x", "a/é(1).x"])
def test_a_font_is_found_whatever_its_name(name: str) -> None:
    source = guide_page(
        Guide(
            house=HOUSE.model_copy(update={"faces": {"titre": f"media/fonts/{name}"}}),
            scenes={},
            shown=(),
            transitions={},
        )
    )
    (address,) = re.findall(r'@font-face\{font-family:jt-titre;src:url\("([^"]+)"\)\}', source)
    assert re.fullmatch(r"polices/[\w.%-]+", address)
