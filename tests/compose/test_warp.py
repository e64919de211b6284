"""Cells change nothing: a layer that turns is computed only where it may show, and looks as if computed whole."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.compose import warp
from pipeline.compose.blend import lay
from pipeline.compose.planes import LayerPlanes, Planes, layer_planes, new_planes
from pipeline.model.picture import YUV420, YUV422_10, Placement, Sampling

WIDTH, HEIGHT = 640, 360
TOLERANCE = 2
"""Code values of 8 bits: where a cell begins, positions are rounded anew, to a thirty-second of a pixel."""


def ring(sampling: Sampling, radius: int = 140, thickness: int = 3) -> LayerPlanes:
    """Return a thin broken ring with a dot outside it, nearly all of its box clear."""
    side = 2 * radius + 40
    rgba = np.zeros((side, side, 4), np.uint8)
    rgba[..., :3] = (235, 170, 60)
    alpha = np.zeros((side, side), np.uint8)
    cv2.ellipse(alpha, (side // 2, side // 2), (radius, radius), 0, 10, 250, (255,), thickness, cv2.LINE_AA)
    cv2.circle(alpha, (8, side // 2), 5, (200,), -1, cv2.LINE_AA)
    rgba[..., 3] = alpha
    return layer_planes(rgba, 170, 20, 2, sampling)


def laid(layer: LayerPlanes, placement: Placement, cell: int) -> Planes:
    planes = new_planes(WIDTH, HEIGHT, layer.sampling)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warp, "_CELL", cell)
        lay(planes, layer, placement)
    return planes


@settings(max_examples=40, deadline=None)
@given(
    turn=st.integers(0, 65_535),
    zoom=st.integers(20_000, 160_000),
    dx=st.integers(-12_000, 12_000),
    dy=st.integers(-9_000, 9_000),
    opacity=st.sampled_from([256, 128]),
    reveal=st.sampled_from([4096, 1500]),
    sampling=st.sampled_from([YUV420, YUV422_10]),
)
def test_cells_change_nothing(
    turn: int, zoom: int, dx: int, dy: int, opacity: int, reveal: int, sampling: Sampling
) -> None:
    layer = ring(sampling)
    placement = Placement(layer="a", dx=dx, dy=dy, zoom=zoom, turn=turn, opacity=opacity, reveal=reveal)
    cells, whole = laid(layer, placement, 64), laid(layer, placement, 4096)
    apart = np.abs(cells.whole.astype(np.int32) - whole.whole.astype(np.int32)).max()
    assert apart <= TOLERANCE << (sampling.depth - 8)


def test_most_of_a_rings_box_is_never_computed() -> None:
    layer = ring(YUV420, radius=500, thickness=2)
    patches = list(warp.warped(layer, Placement(layer="a", turn=5_000), (1080, 1920)))
    computed = sum(patch.y.size for patch in patches)
    assert computed < 0.6 * layer.y.size
    assert any(patch.keep_y is not None and patch.keep_y.min() < 128 for patch in patches)


def test_a_layer_that_leaves_the_frame_gives_nothing() -> None:
    assert not list(warp.warped(ring(YUV420), Placement(layer="a", dx=64 * 2_000, turn=9), (HEIGHT, WIDTH)))
