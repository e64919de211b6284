"""A scene and a house in the formats they vary in, and scenes that say nothing of them."""

import pytest

from pipeline.model.picture import GRIDS, Format, Shape
from pipeline.model.programme import PRESETS
from pipeline.model.scene import Scene, TextLayer
from pipeline.model.variation import house_in, scene_in, stretched, stretched_house
from tests.fakes.projects import house, scenes

SAFE = (65.0, 269.0, 895.0, 979.0)
TITLE = {"nom": "titre", "type": "texte", "texte": "{titre}", "style": "titre", "boite": [100, 100, 800, 200]}
MASKED = {"nom": "fondu", "type": "bloc", "couleur": "encre", "boite": [0, 0, 10, 10], "masque": "oui"}


def scene(**formats: object) -> Scene:
    layers = [{"nom": "fond", "type": "dessin", "fichier": "a.svg"}, TITLE, MASKED]
    return Scene.model_validate({"id": "essai", "calques": layers, "formats": formats})


@pytest.mark.parametrize(
    ("size", "shape", "scale"),
    [
        ((1920, 1080), "horizontal", 1.0), ((960, 540), "horizontal", 0.5), ((3840, 2160), "horizontal", 2.0),
        ((1080, 1920), "vertical", 1.0), ((216, 384), "vertical", 0.2), ((540, 540), "carre", 0.5),
    ],
)  # fmt: skip
def test_a_format_knows_its_grid(size: tuple[int, int], shape: Shape, scale: float) -> None:
    fmt = Format(*size)
    assert (fmt.shape, fmt.scale) == (shape, scale)
    assert tuple(side * scale for side in GRIDS[shape]) == size


def test_every_preset_has_even_sides() -> None:
    assert all(preset.format.width % 2 == preset.format.height % 2 == 0 for preset in PRESETS.values())


def test_a_change_takes_only_what_it_says() -> None:
    told = scene(vertical={"calques": {"titre": {"boite": [65, 900, 895, 300], "lignes": "3"}}})
    ground, title = scene_in(told, "vertical", SAFE).layers
    assert isinstance(title, TextLayer)
    assert (title.box, title.lines, title.style) == ((65, 900, 895, 300), 3, "titre")
    assert getattr(ground, "box", None) == (0, 0, 1080, 1920)


def test_a_hidden_layer_is_for_other_formats_only() -> None:
    told = scene(vertical={"calques": {"fondu": {"masque": "non"}}}, carre={"calques": {"titre": {"masque": "oui"}}})
    shown = {shape: [layer.name for layer in scene_in(told, shape, SAFE).layers] for shape in GRIDS}
    assert shown == {"horizontal": ["fond", "titre"], "vertical": ["fond", "titre", "fondu"], "carre": ["fond"]}


def test_widescreen_changes_nothing() -> None:
    told = scene(vertical={"calques": {"titre": {"lignes": "5"}}})
    assert [layer.model_dump() for layer in scene_in(told, "horizontal", SAFE).layers] == [
        layer.model_dump() for layer in told.layers[:2]
    ]
    assert house_in(house(), "horizontal") == house()


def test_a_scene_that_says_nothing_is_stacked_in_the_safe_area() -> None:
    words = [TITLE, TITLE | {"nom": "ou", "boite": [1200, 400, 600, 100]}]
    picture = {"nom": "image", "type": "dessin", "fichier": "a.svg", "boite": [1180, 260, 520, 520]}
    told = Scene.model_validate({"id": "essai", "calques": [picture, *words]})
    above, *below = (getattr(layer, "box", (0, 0, 0, 0)) for layer in scene_in(told, "vertical", SAFE).layers)
    assert above[1] + above[3] <= min(box[1] for box in below)
    for x, y, width, height in (above, *below):
        assert x >= SAFE[0]
        assert y >= SAFE[1]
        assert x + width <= SAFE[0] + SAFE[2] + 0.01
        assert y + height <= SAFE[1] + SAFE[3] + 0.01


@pytest.mark.parametrize("shape", ["vertical", "carre"])
def test_every_scene_of_the_house_has_its_own_layout(shape: Shape) -> None:
    plain = {name for name, found in scenes().items() if shape not in found.formats}
    assert plain <= {"video", "illustration"}, "only scenes whose one layer fills the frame may do without"


@pytest.mark.parametrize(("shape", "least"), [("vertical", 44), ("carre", 40)])
def test_what_is_read_is_large_enough_for_a_phone(shape: Shape, least: float) -> None:
    styles = house_in(house(), shape).styles
    assert all(styles[name].size >= least for name in ("texte", "texte_fort", "point", "nom", "manchette"))
    assert all(style.smallest >= 28 for style in styles.values())


def test_vertical_text_keeps_clear_of_what_platforms_lay_over_it() -> None:
    x, y, width, height = house_in(house(), "vertical").safe
    assert x >= 0.06 * 1080
    assert y >= 0.14 * 1920
    assert x + width <= 1080 - 120
    assert y + height <= 0.65 * 1920


def test_a_wider_grid_stretches_boxes_and_keeps_what_stands_in_the_middle_of_another_there() -> None:
    layers = [
        {"nom": "fond", "type": "dessin", "fichier": "a.svg"},
        {"nom": "bloc", "type": "bloc", "couleur": "encre", "boite": [0, 930, 192, 96]},
        {"nom": "invité", "type": "portrait", "personne": "a", "boite": [540, 242, 500, 543]},
        {"nom": "anneau", "type": "anneaux", "centre": [790, 470], "anneaux": [{"rayon": 196, "trait": 8}]},
    ]
    told = Scene.model_validate({"id": "essai", "calques": layers, "formats": {"carre": {"calques": {}}}})
    square = scene_in(told, "carre", SAFE)
    ground, block, guest, ring = (layer.model_dump() for layer in stretched(square, "carre", (1280, 1080)).layers)
    assert ground["box"] == (0, 0, 1280, 1080)
    assert block["box"][0] == 0
    assert block["box"][1:] == (930, pytest.approx(192 * 1280 / 1080), 96)
    assert guest["box"][0] + guest["box"][2] / 2 == pytest.approx(ring["centre"][0])
    assert ring["rings"][0]["radius"] == 196
    assert stretched(square, "carre", GRIDS["carre"]) is square
    safe = stretched_house(house_in(house(), "carre"), "carre", (1280, 1080)).safe
    assert safe == pytest.approx((64, 54, 1152, 972))
