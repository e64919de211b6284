"""On every card that somebody speaks over, captions in the picture keep the bottom: the card leaves it to them."""

import itertools

import pytest

from tests.golden.staging import Studio, studio_in

_BOTTOM = ("en bas", "à droite du synthé", "à gauche de la source")
"""The places of `scenes/sous_titre` at the foot of the picture."""

_CARDS = ("avant_apres", "carte", "citation", "duplex", "figure", "frise", "points", "titres")

_SOURCED = ("chiffre", "courbe")
"""Cards that show a source at their foot: in 16:9 there is room beside it, elsewhere captions stand higher."""

_FULL = ("figure", "web")
"""A figure fills the foot of 16:9: captions stand at its top, and hide nothing there."""

_FACED = ("duplex", "vertical")
"""The foot of a vertical two-way is its guest's face: captions stand between the two screens."""


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return studio_in(tmp_path_factory)


@pytest.mark.parametrize(
    ("scene", "preset"),
    [
        *(
            (card, preset)
            for card in _CARDS
            for preset in ("web", "vertical", "square")
            if (card, preset) not in {_FULL, _FACED}
        ),
        *itertools.product(_SOURCED, ("web",)),
    ],
)
def test_captions_keep_the_bottom_of_a_card(scene: str, preset: str, studio: Studio) -> None:
    staged = studio.staged({**studio.sample(scene), "sous_titres": "oui"}, preset=preset)
    places = [layer.label for layer in staged.shot.layers if layer.label.startswith("sous-titres")]
    assert places
    assert all(place.endswith(_BOTTOM) for place in places), places
