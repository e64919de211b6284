"""What is lifted off its ground is what was laid: put back over any ground, it is the film again."""

import numpy as np
import pytest

from pipeline.compose.compositor import Compositor
from pipeline.compose.matte import lifted
from pipeline.compose.planes import WHITE_Y, LayerPlanes, layer_planes
from pipeline.model.picture import YUV422_10, Format, Frame, Placement

_FMT = Format(96, 64, sampling=YUV422_10)


def _layer() -> LayerPlanes:
    """Return a disc with soft edges, orange, on an odd origin."""
    down, across = np.mgrid[:31, :41]
    alpha = np.clip(16 - np.hypot(down - 15, across - 20), 0, 1) * 255
    rgba = np.dstack([np.full_like(alpha, 244), np.full_like(alpha, 166), np.full_like(alpha, 30), alpha])
    return layer_planes(rgba.astype(np.uint8), 21, 11, 4, YUV422_10)


@pytest.mark.parametrize(
    "placement",
    [
        Placement(layer="x"),
        Placement(layer="x", dx=100, dy=37),
        Placement(layer="x", opacity=99),
        Placement(layer="x", zoom=80_000),
    ],
)
def test_laid_back_over_a_ground_it_is_what_the_film_shows(placement: Placement) -> None:
    layer = _layer()

    def over(luma: int) -> Compositor:
        return Compositor(_FMT, lambda _: layer, luma)

    black, white, grey = (over(luma).compose(Frame((placement,))) for luma in (16, WHITE_Y, 120))
    matte = lifted(black, white)
    share = matte.alpha / 1023
    again = matte.y * share + 480 * (1 - share)
    assert np.abs(again - grey.y).max() <= 4, "one code value of 8 bits"
    coarse = share.reshape(64, 48, 2).mean(axis=2)
    for plane, wanted in ((matte.u, grey.u), (matte.v, grey.v)):
        off = np.abs(plane[:, ::2] * coarse + 512 * (1 - coarse) - wanted)
        assert off.max() <= 48, "12 code values of 8 bits, at an edge that lies between two pixels"
        assert off.mean() <= 1
    assert np.abs(matte.premultiplied().y.astype(int) - black.y).max() <= 4


def test_nothing_is_clear_and_colours_are_straight() -> None:
    layer = _layer()
    half = Frame((Placement(layer="x", opacity=128),))
    matte = lifted(
        Compositor(_FMT, lambda _: layer).compose(half), Compositor(_FMT, lambda _: layer, WHITE_Y).compose(half)
    )
    rgba = matte.rgba()
    assert rgba.shape == (64, 96, 4)
    assert not rgba[0, 0].any()
    middle = rgba[26, 41].astype(int)
    assert np.abs(middle - (244, 166, 30, 128)).max() <= 2, "half of it shows, in its own colour"
    empty = Frame(())
    nothing = lifted(
        Compositor(_FMT, lambda _: layer).compose(empty), Compositor(_FMT, lambda _: layer, WHITE_Y).compose(empty)
    )
    assert not nothing.alpha.any()
