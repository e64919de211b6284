"""Blending only the boxes a layer covers gives, sample for sample, what blending all of it gives."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compose.blend import lay
from pipeline.compose.blocks import Block, blocks
from pipeline.compose.planes import LayerPlanes, layer_planes, new_planes
from pipeline.model.picture import YUV420, YUV422_10, Placement, Sampling

WIDTH, HEIGHT = 640, 400


def _layer(seed: int, sampling: Sampling = YUV420) -> LayerPlanes:
    """Return a layer with solid and clear parts, soft and hard edges, larger than a few tiles."""
    random = np.random.default_rng(seed)
    rgba = np.zeros((340, 560, 4), np.uint8)
    rgba[..., :3] = random.integers(0, 256, 3)
    for _ in range(4):
        top, left = random.integers(0, 300), random.integers(0, 500)
        height, width = random.integers(10, 300), random.integers(10, 520)
        rgba[top : top + height, left : left + width, 3] = random.choice([60, 255, 255])
    rgba[100:140, 200:230, 3] = np.linspace(0, 255, 30).astype(np.uint8)
    return layer_planes(rgba, 40, 30, 4, sampling)


def _as_one_box(layer: LayerPlanes) -> LayerPlanes:
    """Return the same layer, taken as a single box."""
    whole = replace(layer)
    height, width = layer.y.shape
    vars(whole)["blocks"] = (Block(0, 0, width, height, opaque=False),)  # where a cached property keeps its value
    return whole


PLACES = st.builds(
    Placement,
    layer=st.just("calque"),
    dx=st.integers(-6000, 6000),
    dy=st.integers(-6000, 6000),
    opacity=st.sampled_from([256, 256, 120]),
    reveal=st.sampled_from([4096, 4096, 2000]),
)


@pytest.mark.parametrize("sampling", [YUV420, YUV422_10], ids=["420", "422-10"])
@given(seed=st.integers(0, 30), placement=PLACES)
def test_boxes_change_nothing(sampling: Sampling, seed: int, placement: Placement) -> None:
    layer = _layer(seed, sampling)
    whole = _as_one_box(layer)
    one, two = new_planes(WIDTH, HEIGHT, sampling), new_planes(WIDTH, HEIGHT, sampling)
    one.y[...] = two.y[...] = np.arange(WIDTH) % 200 + 20
    lay(one, layer, placement)
    lay(two, whole, placement)
    assert np.array_equal(one.whole, two.whole)


def test_a_solid_middle_is_opaque_and_clear_rows_are_left_out() -> None:
    keep = np.full((640, 640), 255, np.uint8)
    keep[128:512] = 0
    found = blocks(keep, 640, 640, 255)
    assert Block(0, 192, 640, 448, opaque=True) in found
    assert all(block.top >= 64 and block.bottom <= 576 for block in found)
    assert not any(block.opaque for block in found if block.top < 192 or block.bottom > 448)


def test_an_opaque_layer_is_one_box_and_a_clear_one_none() -> None:
    assert blocks(None, 90, 160, 255) == (Block(0, 0, 160, 90, opaque=True),)
    assert blocks(np.full((200, 200), 255, np.uint8), 200, 200, 255) == ()


@pytest.mark.parametrize("zoom", [1.0, 1.0004, 1.01, 1.037, 1.06, 1.3])
def test_a_picture_that_fills_the_frame_zooms_about_its_middle(zoom: float) -> None:
    """A ramp tells where every sample came from: to within a tenth of a pixel, edges aside."""
    ramp = np.linspace(20, 230, WIDTH, dtype=np.float32)
    rgba = np.dstack([np.broadcast_to(ramp, (HEIGHT, WIDTH))] * 3 + [np.full((HEIGHT, WIDTH), 255.0)]).astype(np.uint8)
    layer = replace(layer_planes(rgba, 0, 0), y=np.broadcast_to(ramp.astype(np.uint8), (HEIGHT, WIDTH)).copy())
    planes = new_planes(WIDTH, HEIGHT)
    lay(planes, layer, Placement(layer="photo", zoom=round(zoom * 65_536)))
    at = (np.arange(WIDTH) + 0.5 - WIDTH / 2) / zoom + WIDTH / 2 - 0.5
    wanted = np.interp(at, np.arange(WIDTH), ramp)
    assert np.abs(planes.y[200].astype(float) - wanted).max() < 1.3
    assert np.ptp(planes.y, axis=0).max() <= 1, "no edge of the picture shows"
