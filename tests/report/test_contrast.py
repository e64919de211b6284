"""Contrast as the WCAG count it, on the grounds that texts really have."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.adapters.yaml.files import load_house, load_scene
from pipeline.model.contrast import ENOUGH, Pair
from pipeline.model.picture import Shape
from pipeline.model.scene import House, Scene
from pipeline.report.contrast import contrast, luminance, pairs, rgb

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def house() -> House:
    return load_house(ROOT / "scenes" / "house" / "la_capsule.yaml")


def _found(house: House, *layers: dict[str, Any]) -> tuple[Pair, ...]:
    return pairs(house, {"essai": Scene.model_validate({"id": "essai", "calques": list(layers)})})


def _text(**more: Any) -> dict[str, Any]:
    return {"type": "texte", "texte": "x", "style": "texte", "boite": [100, 100, 400, 80], **more}


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#fff6e6", "#fff6e6", 1),
    ],
)
def test_contrast_is_the_published_one(one: str, other: str, wanted: float) -> None:
    assert contrast(rgb(one), rgb(other)) == pytest.approx(wanted, abs=0.005)
    assert contrast(rgb(other), rgb(one)) == contrast(rgb(one), rgb(other))


def test_luminance_of_the_primaries_adds_up_to_white() -> None:
    parts = [luminance(rgb(colour)) for colour in ("#ff0000", "#00ff00", "#0000ff")]
    assert parts == pytest.approx([0.2126, 0.7152, 0.0722])
    assert luminance(rgb("#ffffff")) == pytest.approx(1)


def test_a_text_is_held_against_its_plate_and_nothing_else(house: House) -> None:
    (pair,) = _found(house, {"type": "fond", "fond": "studio"}, _text(couleur="encre", plaque={"couleur": "blanc"}))
    assert (pair.text, pair.ground) == ("encre", "plaque blanc")
    assert pair.ratio == pytest.approx(contrast(rgb(house.palette["encre"]), rgb(house.palette["blanc"])))


def test_a_gradient_counts_where_it_is_closest_to_the_text(house: House) -> None:
    (pair,) = _found(house, {"type": "fond", "fond": "studio"}, _text(couleur="blanc"))
    stops = [contrast(rgb(house.palette["blanc"]), rgb(house.palette[stop])) for stop in ("bleu", "nuit")]
    assert pair.ratio == pytest.approx(min(stops))


def test_a_translucent_panel_is_taken_over_black_and_over_white(house: House) -> None:
    panel = {"type": "bloc", "boite": [0, 0, 1000, 500], "couleur": "encre"}
    (solid,) = _found(house, panel, _text(couleur="blanc"))
    (clear,) = _found(house, panel | {"opacite": "0.6"}, _text(couleur="blanc"))
    assert clear.ground == "bloc encre à 60 %"
    assert solid.ratio is not None
    assert clear.ratio is not None
    assert clear.ratio < solid.ratio / 2


def test_a_panel_beside_the_text_is_not_under_it_and_a_conditional_one_may_not_be(house: House) -> None:
    ground = {"type": "fond", "fond": "encre"}
    beside = {"type": "bloc", "boite": [600, 100, 100, 80], "couleur": "ambre"}
    under = {"type": "bloc", "boite": [0, 0, 1000, 500], "couleur": "ambre"}
    assert [pair.ground for pair in _found(house, ground, beside, _text())] == ["fond encre"]
    assert [pair.ground for pair in _found(house, ground, under, _text())] == ["bloc ambre"]
    maybe = _found(house, ground, under | {"si": "lieu"}, _text())
    assert {pair.ground for pair in maybe} == {"bloc ambre", "fond encre"}


def test_a_text_of_the_theme_is_held_against_every_theme(house: House) -> None:
    found = _found(house, {"type": "fond", "fond": "theme"}, _text(couleur="theme.texte"))
    assert {pair.ground for pair in found} == {f"fond theme ({look.label})" for look in house.themes.values()}


def test_over_a_picture_nothing_is_claimed(house: House) -> None:
    (pair,) = _found(house, {"type": "illustration"}, _text())
    assert (pair.ground, pair.ratio) == ("image", None)


def test_a_rank_on_a_disc_of_rings_is_held_against_the_disc(house: House) -> None:
    around = [{"rayon": 90, "trait": 4}]
    rings = {"type": "anneaux", "centre": [300, 140], "disque": 70, "couleur_disque": "ambre", "anneaux": around}
    (pair,) = _found(house, {"type": "fond", "fond": "encre"}, rings, _text(couleur="encre"))
    assert pair.ground == "disque ambre"


def test_a_layer_that_only_other_formats_show_lies_under_nothing(house: House) -> None:
    hidden = {"type": "bloc", "boite": [0, 0, 1000, 500], "couleur": "ambre", "masque": "oui"}
    assert [pair.ground for pair in _found(house, {"type": "fond", "fond": "encre"}, hidden, _text())] == ["fond encre"]


def test_no_text_of_the_house_is_hard_to_read_in_any_format(house: House) -> None:
    scenes = {path.parent.name: load_scene(path) for path in sorted(ROOT.glob("scenes/*/scene.yaml"))}
    shapes: tuple[Shape, ...] = ("horizontal", "vertical", "carre")
    weak = [
        (shape, pair.text, pair.ground, round(pair.ratio, 2))
        for shape in shapes
        for pair in pairs(house, scenes, shape)
        if pair.ratio is not None and pair.ratio < ENOUGH
    ]
    assert not weak
