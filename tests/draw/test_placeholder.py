"""What stands for missing media: the right shape, in the right place, and its label inside."""

from pathlib import Path

import numpy as np

from pipeline.draw.placeholder import draw_placeholder
from pipeline.draw.raster import Raster
from pipeline.model.picture import Asset, Box, PlaceholderSpec

FONT = Path(__file__).parents[2] / "media" / "fonts" / "BarlowCondensed-Bold.ttf"
INK = (0xFF, 0xD5, 0x8A)


def drawn(text: str, box: Box, scale: float = 0.5) -> Raster:
    spec = PlaceholderSpec(text, Asset("police", ""), box, ("#131a47", "#ffd58a"))
    return draw_placeholder(spec, lambda _asset: FONT.read_bytes(), scale)


def test_it_fills_its_box() -> None:
    raster = drawn("À fournir : cafe.mp4", (100, 200, 800, 400))
    assert (raster.x, raster.y, *raster.rgba.shape) == (50, 100, 200, 400, 4)
    assert (raster.rgba[..., 3] == 255).all()
    assert tuple(raster.rgba[0, 0, :3]) == tuple(raster.rgba[-1, -1, :3]) == INK


def test_its_label_is_in_the_middle_and_clear_of_the_edge() -> None:
    raster = drawn("À fournir : une-photo-au-nom-interminable-qui-ne-finit-vraiment-pas.jpg", (0, 0, 1920, 1080))
    ink = (raster.rgba[..., :3] == INK).all(axis=2)[10:-10, 10:-10]
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    assert abs((rows[0] + rows[-1]) / 2 - ink.shape[0] / 2) < 12
    assert abs((columns[0] + columns[-1]) / 2 - ink.shape[1] / 2) < 12


def test_a_small_box_still_holds_it() -> None:
    assert drawn("À fournir : a.jpg", (0, 0, 240, 160)).rgba.shape == (80, 120, 4)
