"""A house in its owner's colours: what the owner says is worn, what is not said stays as it is."""

from pathlib import Path

import pytest

from pipeline.adapters.yaml.files import load_house
from pipeline.model.brand import Brand, Host
from pipeline.model.layers import LogoLayer, Plate
from pipeline.model.scene import House, Logo
from pipeline.plan.branding import branded, colour_of, is_painted
from pipeline.plan.logo import placed, plate_of
from pipeline.plan.tints import lch

HOUSE = load_house(Path(__file__).parents[2] / "scenes" / "house" / "la_capsule.yaml")
GREEN = "#0b6b5f"


def worn(**told: object) -> House:
    return branded(HOUSE, Brand.model_validate(told))


def test_a_channel_that_says_nothing_changes_nothing() -> None:
    assert worn() == HOUSE


def test_a_role_paints_all_that_derives_from_it_and_leaves_the_rest() -> None:
    house = worn(couleurs={"principale": GREEN})
    assert house.palette["bleu"] == GREEN
    named = ("nuit", "encre", "bleu_moyen", "bleu")
    lights = [lch(house.palette[name])[0] for name in named]
    assert lights == sorted(lights)
    assert all(abs(lch(house.palette[name])[2] - lch(GREEN)[2]) < 0.2 for name in named)
    assert house.palette["ambre"] == HOUSE.palette["ambre"]
    assert house.themes["activites_enrichissantes"].top != HOUSE.themes["activites_enrichissantes"].top
    assert house.themes["bonheur"] == HOUSE.themes["bonheur"]


def test_the_houses_own_colour_gives_the_house_back() -> None:
    assert worn(couleurs={"principale": HOUSE.palette["bleu"]}).palette == HOUSE.palette


def test_a_name_of_the_palette_has_the_last_word() -> None:
    house = worn(couleurs={"principale": GREEN, "nuit": "#101010"})
    assert house.palette["nuit"] == "#101010"
    assert house.palette["bleu"] == GREEN


def test_a_later_role_wins_over_an_earlier_one() -> None:
    house = worn(couleurs={"fond": "#222222", "principale": GREEN})
    assert house.palette["bleu_moyen"] == "#222222"
    assert house.palette["bleu"] == GREEN


def test_decors_wear_the_colours_of_vivid_roles_only() -> None:
    house = worn(couleurs={"principale": GREEN, "texte": "#ffffff"})
    assert is_painted(house, "media/decors/studio-serre.svg")
    assert not is_painted(house, "media/illustrations/l-agora.svg")
    assert not is_painted(HOUSE, "media/decors/studio-serre.svg")
    assert house.repaints == ((HOUSE.palette["bleu"], GREEN),)


def test_name_letters_hosts_and_credits_are_the_owners() -> None:
    house = worn(
        chaine="TV Baie",
        polices={"titre": "baie.ttf", "inconnue": "x.ttf"},
        presentatrice={"nom": "Rozenn Le Gall"},
        credits=[["Conseil éditorial", "Les habitants du port"]],
    )
    assert (house.channel, house.short) == ("TV Baie", "")
    assert house.faces["titre"] == "media/baie.ttf"
    assert "inconnue" not in house.faces
    assert house.presenter.name == "Rozenn Le Gall"
    assert house.presenter.voice == HOUSE.presenter.voice
    assert house.credits[0] == ("Conseil éditorial", "Les habitants du port")


def test_a_host_who_is_not_told_of_stays() -> None:
    assert branded(HOUSE, Brand(presenter=Host())).presenter == HOUSE.presenter


@pytest.mark.parametrize(
    ("name", "there"), [("bleu", True), ("themes.bonheur.haut", True), ("themes.bonheur.x", False), ("rien", False)]
)
def test_colours_are_found_by_their_whole_name(name: str, there: bool) -> None:
    assert bool(colour_of(HOUSE, name)) == there


@pytest.mark.parametrize("sides", [(1, 1), (3, 1), (12, 1), (1, 4)])
@pytest.mark.parametrize("anchor", ["haut-gauche", "gauche", "centre", "droite", "bas-droite"])
def test_a_logo_stands_whole_in_its_box_with_its_plate(sides: tuple[float, float], anchor: str) -> None:
    layer = LogoLayer(type="logo", box=(96, 54, 260, 80), anchor=anchor)
    x, y, width, height = placed(layer, sides, (14, 10))
    assert 96 + 14 <= x <= x + width <= 96 + 260 - 14
    assert 54 + 10 <= y <= y + height <= 54 + 80 - 10
    assert abs(width / height - sides[0] / sides[1]) < 0.3 * sides[0] / sides[1]


def test_a_logo_goes_without_its_plate_only_where_it_reads() -> None:
    layer = LogoLayer(type="logo", box=(0, 0, 9, 9), plate=Plate(colour="encre"), bare="studio")
    logo = Logo(file="media/x.svg", sides=(1, 1))
    assert plate_of(layer, logo) is layer.plate
    assert plate_of(layer, logo.model_copy(update={"legible": ("studio",)})) is None
    asked = logo.model_copy(update={"legible": ("studio",), "ground": "#ffffff"})
    assert plate_of(layer, asked) is layer.plate
