"""RGB to planar BT.709 in limited range, and back."""

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compose.planes import layer_planes, new_planes, resampled, to_rgb, to_yuv
from pipeline.model.picture import YUV422_10

KNOWN = [
    ((0, 0, 0), (16, 128, 128)),
    ((255, 255, 255), (235, 128, 128)),
    ((255, 0, 0), (63, 102, 240)),
    ((0, 255, 0), (173, 42, 26)),
    ((0, 0, 255), (32, 240, 118)),
    ((0, 255, 255), (188, 154, 16)),
    ((255, 0, 255), (78, 214, 230)),
    ((255, 255, 0), (219, 16, 138)),
    ((128, 128, 128), (126, 128, 128)),
]
"""Colour bars as BT.709 tables give them, 8 bits, limited range."""


def plain(colour: tuple[int, ...], width: int = 8, height: int = 6) -> npt.NDArray[np.uint8]:
    rgba = np.empty((height, width, 4), np.uint8)
    rgba[:] = (*colour, 255) if len(colour) == 3 else colour
    return rgba


@pytest.mark.parametrize(("rgb", "yuv"), KNOWN)
def test_known_colours_have_their_codes(rgb: tuple[int, int, int], yuv: tuple[int, int, int]) -> None:
    layer = layer_planes(plain(rgb), 0, 0)
    assert (layer.y[0, 0], layer.u[0, 0], layer.v[0, 0]) == yuv
    assert layer.keep_y is None
    assert layer.keep_c is None


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_codes_stay_in_the_limited_range_and_come_back(rgb: tuple[int, int, int]) -> None:
    layer = layer_planes(plain(rgb), 0, 0)
    assert 16 <= layer.y.min() <= layer.y.max() <= 235
    assert 16 <= min(layer.u.min(), layer.v.min()) <= max(layer.u.max(), layer.v.max()) <= 240
    planes = new_planes(8, 6)
    planes.y[...], planes.u[...], planes.v[...] = layer.y, layer.u, layer.v
    assert np.abs(to_rgb(planes).astype(int) - rgb).max() <= 2


def test_greys_have_no_colour() -> None:
    ramp = np.repeat(np.arange(256, dtype=np.float32)[None, :, None], 3, axis=2)
    yuv = to_yuv(ramp)
    assert np.abs(yuv[..., 1:] - 128).max() < 1e-3
    assert np.all(np.diff(yuv[0, :, 0]) > 0)


def test_a_new_picture_is_black_and_its_planes_are_views() -> None:
    planes = new_planes(8, 6)
    assert planes.whole.shape == (9, 8)
    assert (to_rgb(planes) == 0).all()
    planes.y[0, 0], planes.u[0, 0], planes.v[-1, -1] = 1, 2, 3
    assert (planes.whole[0, 0], planes.whole[6, 0], planes.whole[-1, -1]) == (1, 2, 3)


def test_the_layout_is_the_one_encoders_take() -> None:
    rgb = np.zeros((12, 16, 3), np.uint8)
    rgb[:, :8] = (200, 30, 30)
    layer = layer_planes(np.dstack([rgb, np.full((12, 16), 255, np.uint8)]), 0, 0)
    planes = new_planes(16, 12)
    planes.y[...], planes.u[...], planes.v[...] = layer.y, layer.u, layer.v
    seen = cv2.cvtColor(planes.whole, cv2.COLOR_YUV2RGB_I420)  # BT.601, so only roughly
    assert seen[6, 3, 0] > 150
    assert seen[6, 3, 2] < 60
    assert seen[6, 12].max() < 10


@pytest.mark.parametrize(("x", "y"), [(0, 0), (3, 0), (0, 5), (7, 9), (-3, -5)])
@pytest.mark.parametrize("margin", [0, 4])
def test_layers_grow_to_even_edges(x: int, y: int, margin: int) -> None:
    layer = layer_planes(plain((200, 100, 50, 128), 7, 5), x, y, margin)
    height, width = layer.y.shape
    assert (layer.x % 2, layer.y0 % 2, width % 2, height % 2) == (0, 0, 0, 0)
    assert layer.x <= x - margin
    assert layer.y0 <= y - margin
    assert layer.x + width >= x + 7 + margin
    assert layer.y0 + height >= y + 5 + margin
    assert layer.u.shape == (height // 2, width // 2)
    assert layer.keep_y is not None
    assert (layer.keep_y[y - layer.y0 : y - layer.y0 + 5, x - layer.x : x - layer.x + 7] == 127).all()
    assert (layer.keep_y == 255).sum() == layer.keep_y.size - 35


def test_memory_is_counted() -> None:
    assert layer_planes(plain((1, 2, 3), 8, 6), 0, 0).nbytes == 72
    assert layer_planes(plain((1, 2, 3, 4), 8, 6), 0, 0).nbytes == 72 + 60


def test_a_film_in_8_bits_fits_a_picture_in_10() -> None:
    planes = new_planes(16, 8)
    planes.y[...] = 120
    planes.u[...] = np.arange(4)[:, None] * 10 + 100
    deep = resampled(planes, YUV422_10)
    assert (deep.y == 480).all()
    assert deep.u.shape == (8, 8)
    assert (np.diff(deep.u[:, 0].astype(int)) >= 0).all()
    assert (deep.u[0, 0], deep.u[-1, 0]) == (400, 520)
    assert np.abs(to_rgb(deep)[0, 0].astype(int) - to_rgb(planes)[0, 0]).max() <= 1


def test_a_picture_keeps_its_colours_in_10_bits() -> None:
    rgba = np.full((8, 16, 4), (246, 168, 33, 255), np.uint8)
    one, two = layer_planes(rgba, 0, 0), layer_planes(rgba, 0, 0, 0, YUV422_10)
    for coarse, fine in ((one.y, two.y), (one.u, two.u), (one.v, two.v)):
        assert np.abs(fine[0, 0] / 4 - coarse[0, 0]) <= 0.5
