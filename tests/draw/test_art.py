"""Vector artwork: tokens, one depth alone, fitting and filling, and what cannot be read."""

import numpy as np
import pytest

from pipeline.draw.art import draw_art
from pipeline.draw.raster import Raster
from pipeline.errors import SceneError
from pipeline.model.picture import ArtSpec, Asset

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox='
WIDE = HEAD + '"0 0 200 100"><rect width="200" height="100" fill="#ff0000"/></svg>'
DEPTHS = (
    HEAD + '"0 0 1920 1080"><g id="fond"><rect x="-400" y="-400" width="2720" height="1880" fill="#0000ff"/></g>'
    '<g id="devant"><rect x="900" y="500" width="120" height="80" fill="#00ff00"/></g></svg>'
)
FILE = Asset("media/dessin.svg", "")


def drawn(markup: str, spec: ArtSpec, scale: float = 1.0) -> Raster:
    return draw_art(spec, lambda _asset: markup.encode(), scale)


def art(box: tuple[float, float, float, float], *, group: str = "", cover: bool = False, radius: float = 0) -> ArtSpec:
    return ArtSpec(files=(FILE,), group=group, box=box, radius=radius, cover=cover)


def size(raster: Raster) -> tuple[int, int, int, int]:
    return (raster.x, raster.y, raster.rgba.shape[1], raster.rgba.shape[0])


def test_tokens_are_replaced_and_unknown_ones_left() -> None:
    markup = HEAD + '"0 0 10 10"><rect id="{inconnu}" width="10" height="10" fill="{peau}"/></svg>'
    spec = ArtSpec(files=(FILE,), tokens=(("peau", "#8a5a3c"),), box=(0, 0, 20, 20))
    assert tuple(drawn(markup, spec).rgba[10, 10]) == (0x8A, 0x5A, 0x3C, 255)


def test_fits_inside_standing_on_the_bottom() -> None:
    assert size(drawn(WIDE, art((100, 50, 400, 400)))) == (100, 250, 400, 200)


def test_cover_fills_the_whole_box() -> None:
    raster = drawn(WIDE, art((100, 50, 400, 400), cover=True))
    assert size(raster) == (100, 50, 400, 400)
    assert (raster.rgba[..., 3] == 255).all()


def test_a_focus_stays_in_the_middle_of_a_narrower_box() -> None:
    markup = HEAD + '"0 0 200 100"><rect x="140" width="20" height="100" fill="#00ff00"/></svg>'
    seen = drawn(
        markup,
        ArtSpec(files=(FILE,), box=(0, 0, 100, 100), cover=True, focus=0.75),
    )
    assert size(seen) == (40, 0, 20, 100)
    edge = drawn(
        markup,
        ArtSpec(files=(FILE,), box=(0, 0, 100, 100), cover=True, focus=1.0),
    )
    assert size(edge) == (40, 0, 20, 100), "nothing beyond the artwork is shown"


def test_a_mirrored_drawing_is_turned_within_its_box() -> None:
    markup = HEAD + '"0 0 200 100"><rect x="20" width="30" height="100" fill="#00ff00"/></svg>'
    spec = ArtSpec(files=(FILE,), box=(300, 0, 200, 100), cover=True, mirror=True)
    assert size(drawn(markup, spec)) == (450, 0, 30, 100)


def test_a_depth_in_a_narrow_box_keeps_its_scale_and_its_overscan() -> None:
    spec = ArtSpec(files=(FILE,), group="devant", box=(0, 100, 1080, 1620), cover=True, focus=0.5)
    assert size(drawn(DEPTHS, spec)) == (450, 850, 180, 120)


def test_scale_halves_everything() -> None:
    assert size(drawn(WIDE, art((100, 50, 400, 400)), 0.5)) == (50, 125, 200, 100)


def test_a_depth_is_drawn_beyond_the_frame() -> None:
    assert size(drawn(DEPTHS, art((0, 0, 1920, 1080), group="fond"), 0.5)) == (-80, -80, 1120, 700)


def test_a_depth_is_kept_alone_and_in_place() -> None:
    raster = drawn(DEPTHS, art((0, 0, 1920, 1080), group="devant"), 0.5)
    assert size(raster) == (450, 250, 60, 40)
    assert tuple(raster.rgba[20, 30]) == (0, 255, 0, 255)


def test_several_files_are_painted_one_over_another() -> None:
    first, second = Asset("1.svg", ""), Asset("2.svg", "")
    markups = {"1.svg": WIDE, "2.svg": HEAD + '"0 0 200 100"><circle cx="100" cy="50" r="30" fill="#00ff00"/></svg>'}
    spec = ArtSpec(files=(first, second), box=(0, 0, 200, 100))
    rgba = draw_art(spec, lambda asset: markups[asset.path].encode(), 1).rgba
    assert tuple(rgba[50, 100]) == (0, 255, 0, 255)
    assert tuple(rgba[5, 5]) == (255, 0, 0, 255)


def test_paths_are_painted_by_id_over_all() -> None:
    markup = HEAD + '"0 0 20 10"><path id="d33" d="M0 0H10V10H0Z"/><path id="d75" d="M10 0H20V10H10Z"/></svg>'
    paint = (("*", "#f7eedc", "none"), ("d33", "#f6a821", "none"))
    rgba = drawn(markup, ArtSpec(files=(FILE,), paint=paint, box=(0, 0, 200, 100))).rgba
    assert tuple(rgba[50, 50]) == (0xF6, 0xA8, 0x21, 255)
    assert tuple(rgba[50, 150]) == (0xF7, 0xEE, 0xDC, 255)


def test_corners_are_rounded_and_smooth() -> None:
    alpha = drawn(WIDE, art((0, 0, 200, 100), radius=40)).rgba[..., 3]
    assert alpha[0, 0] == alpha[-1, -1] == 0
    assert alpha[50, 0] == 255
    assert ((alpha > 0) & (alpha < 255)).sum() > 40


def test_translucent_colours_are_straight_not_premultiplied() -> None:
    markup = HEAD + '"0 0 10 10"><rect width="10" height="10" fill="#f6a821" fill-opacity="0.5"/></svg>'
    pixel = drawn(markup, art((0, 0, 20, 20))).rgba[10, 10].astype(int)
    assert np.abs(pixel - (0xF6, 0xA8, 0x21, 128)).max() <= 2


@pytest.mark.parametrize("markup", ["", "pas du tout un dessin", "<svg", '<svg xmlns="x"><g></svg>'])
def test_unreadable_artwork_is_said_in_french(markup: str) -> None:
    with pytest.raises(
        SceneError, match=r"media/dessin\.svg:1:\d+: ce dessin n'est pas du SVG lisible ; l'ouvrir dans"
    ):
        drawn(markup, art((0, 0, 100, 100)))


def test_a_line_thinner_than_a_pixel_is_still_drawn() -> None:
    markup = HEAD + '"0 0 10 10"><rect width="10" height="10" fill="#f6a821"/></svg>'
    assert drawn(markup, art((0, 0, 0.3, 40))).rgba.size > 0


def test_the_same_drawing_every_time() -> None:
    spec = art((0, 0, 300, 150), radius=20)
    assert (drawn(WIDE, spec).rgba == drawn(WIDE, spec).rgba).all()
