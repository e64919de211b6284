"""Artwork that reaches for anything but itself is refused, at its place."""

import pytest

from pipeline.draw.art import draw_art
from pipeline.draw.outside import refuse_outside
from pipeline.errors import SceneError
from pipeline.model.picture import ArtSpec, Asset

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">\n'


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        (
            '  <image href="https://exemple.fr/a.png"/>',
            "2:16: ce dessin va chercher « https://exemple.fr/a.png » : le r",
        ),
        (
            '<image xlink:href="../../secret.png"/>',
            "2:20: ce dessin va chercher « ../../secret.png » : un autre fichier",
        ),
        ('<image href="file:///etc/motif.png"/>', "2:14: ce dessin va chercher"),
        (
            "<style>@import '//exemple.fr/a.css';</style>",
            "2:17: ce dessin va chercher « //exemple.fr/a.css » : le réseau",
        ),
        ('<rect fill="url(motifs.svg#a)"/>', "2:17: ce dessin va chercher « motifs.svg#a » : un autre fichier"),
    ],
)
def test_what_reaches_outside_is_told_with_line_and_column(inside: str, told: str) -> None:
    with pytest.raises(SceneError) as caught:
        refuse_outside(f"{HEAD}{inside}</svg>", "media/a.svg")
    assert str(caught.value).startswith(f"media/a.svg:{told}")


def test_what_points_into_the_drawing_itself_is_drawn() -> None:
    shapes = '<defs><path id="a" d="M0 0h9v9H0z"/></defs><use href="#a" fill="url(#b)"/>'
    inside = f'{shapes}<image href="data:image/png;base64,"/>'
    refuse_outside(f"{HEAD}{inside}</svg>", "media/a.svg")


def test_drawing_refuses_it() -> None:
    spec = ArtSpec(files=(Asset("media/a.svg", ""),), box=(0, 0, 9, 9))
    with pytest.raises(SceneError, match=r"media/a\.svg:2:14: "):
        draw_art(spec, lambda _: f'{HEAD}<image href="http://exemple.fr/a.png"/></svg>'.encode(), 1.0)
