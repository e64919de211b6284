"""Blending on the planes gives what blending in RGB would, within two code values."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compose.blend import lay
from pipeline.compose.planes import LayerPlanes, Planes, layer_planes, new_planes, to_yuv
from pipeline.model.picture import Placement

WIDTH, HEIGHT = 64, 48
GROUND = (30, 60, 140)
Rgba = npt.NDArray[np.uint8]
Float = npt.NDArray[np.float32]


def ground(colour: tuple[int, int, int] = GROUND) -> Planes:
    planes = new_planes(WIDTH, HEIGHT)
    rgba = np.full((HEIGHT, WIDTH, 4), (*colour, 255), np.uint8)
    lay(planes, layer_planes(rgba, 0, 0), Placement(layer="fond"))
    return planes


def soft(seed: int, width: int = 21, height: int = 15) -> Rgba:
    """Return a patch whose colour and alpha vary, as drawings do."""
    rows, columns = np.mgrid[0:height, 0:width]
    rng = np.random.default_rng(seed)
    rgba = np.empty((height, width, 4), np.uint8)
    for channel in range(3):
        rgba[..., channel] = np.clip(rng.integers(40, 200) + columns * rng.integers(-4, 5), 0, 255)
    rgba[..., 3] = np.clip(rng.integers(60, 256) + rows * rng.integers(-9, 10), 0, 255)
    return rgba


def reference(rgba: Rgba, x: int, y: int, share: float = 1.0) -> tuple[Float, Float]:
    """Blend in RGB with floats, then convert: luma of shape (h, w) and chroma of shape (h / 2, w / 2, 2)."""
    canvas = np.full((HEIGHT, WIDTH, 3), GROUND, np.float32)
    top, left = max(0, y), max(0, x)
    bottom, right = min(HEIGHT, y + rgba.shape[0]), min(WIDTH, x + rgba.shape[1])
    if bottom > top and right > left:
        part = rgba[top - y : bottom - y, left - x : right - x].astype(np.float32)
        alpha = part[..., 3:] / 255 * share
        there = canvas[top:bottom, left:right]
        there[...] = there * (1 - alpha) + part[..., :3] * alpha
    yuv = to_yuv(canvas)
    return yuv[..., 0], yuv[..., 1:].reshape(HEIGHT // 2, 2, WIDTH // 2, 2, 2).mean(axis=(1, 3))


def assert_near(planes: Planes, wanted: tuple[Float, Float], by: float = 2.0) -> None:
    luma, chroma = wanted
    assert np.abs(planes.y - luma).max() <= by
    assert np.abs(planes.u - chroma[..., 0]).max() <= by
    assert np.abs(planes.v - chroma[..., 1]).max() <= by


def energy(layer: LayerPlanes, placement: Placement) -> float:
    """Return how much luma a layer brings to a black picture."""
    planes = new_planes(WIDTH, HEIGHT)
    lay(planes, layer, placement)
    return float(planes.y.astype(np.float64).sum())


POSITIONS = st.tuples(st.integers(-30, WIDTH + 6), st.integers(-24, HEIGHT + 6))


@given(POSITIONS, st.integers(0, 9), st.sampled_from([0, 4]))
def test_any_position_odd_or_outside(place: tuple[int, int], seed: int, margin: int) -> None:
    planes, rgba = ground(), soft(seed)
    lay(planes, layer_planes(rgba, *place, margin), Placement(layer="calque"))
    assert_near(planes, reference(rgba, *place))


@given(POSITIONS, st.integers(0, 256))
def test_opacity(place: tuple[int, int], opacity: int) -> None:
    planes, rgba = ground(), soft(3)
    lay(planes, layer_planes(rgba, *place), Placement(layer="calque", opacity=opacity))
    assert_near(planes, reference(rgba, *place, opacity / 256))


@pytest.mark.parametrize("place", [(8, 6), (7, 5)])
def test_an_opaque_layer_covers_exactly(place: tuple[int, int]) -> None:
    rgba = np.full((16, 20, 4), (246, 168, 33, 255), np.uint8)
    planes = ground()
    lay(planes, layer_planes(rgba, *place), Placement(layer="calque"))
    x, y = place
    expected = round(float(to_yuv(np.full((1, 1, 3), (246, 168, 33), np.float32))[0, 0, 0]))
    assert (planes.y[y : y + 16, x : x + 20] == expected).all()
    assert_near(planes, reference(rgba, *place))


def test_half_alpha_is_the_mean() -> None:
    planes = ground((0, 0, 0))
    lay(planes, layer_planes(np.full((8, 8, 4), (255, 255, 255, 128), np.uint8), 4, 4), Placement(layer="calque"))
    assert abs(int(planes.y[8, 8]) - (16 + 235) / 2) <= 1
    assert (planes.u == 128).all()


def test_whole_moves_are_the_layer_drawn_elsewhere() -> None:
    rgba = soft(5)
    for dx, dy in ((6, 4), (5, 3), (-7, 1)):
        moved, drawn = ground(), ground()
        lay(moved, layer_planes(rgba, 20, 16, 4), Placement(layer="calque", dx=dx * 64, dy=dy * 64))
        lay(drawn, layer_planes(rgba, 20 + dx, 16 + dy, 4), Placement(layer="calque"))
        assert np.abs(moved.y.astype(int) - drawn.y).max() <= 1
        assert_near(moved, reference(rgba, 20 + dx, 16 + dy), 16 if dx % 2 else 2)  # chroma softens by half a sample


@pytest.mark.parametrize(("dx", "dy"), [(32, 0), (0, 32), (32, 32), (-32, 0), (96, 160)])
def test_half_a_pixel_keeps_energy(dx: int, dy: int) -> None:
    layer = layer_planes(np.full((15, 21, 4), (230, 200, 180, 190), np.uint8), 20, 16, 4)
    still, moved = energy(layer, Placement(layer="calque")), energy(layer, Placement(layer="calque", dx=dx, dy=dy))
    assert moved == pytest.approx(still, abs=0.5 * layer.y.size)  # half a code value of rounding a pixel
    assert still - 16 * WIDTH * HEIGHT > 10 * layer.y.size


def test_half_a_pixel_is_the_mean_of_neighbours() -> None:
    layer = layer_planes(soft(7), 20, 16, 4)
    here, half = ground((0, 0, 0)), ground((0, 0, 0))
    lay(here, layer, Placement(layer="calque"))
    lay(half, layer, Placement(layer="calque", dx=32))
    mean = (here.y[:, 1:].astype(float) + here.y[:, :-1]) / 2
    assert np.abs(half.y[:, 1:] - mean).max() <= 1.5


@given(st.integers(0, 4096))
def test_reveal_keeps_the_left_part(reveal: int) -> None:
    planes, whole, empty = ground(), ground(), ground()
    layer = layer_planes(np.full((16, 32, 4), (255, 246, 230, 255), np.uint8), 8, 8)
    lay(planes, layer, Placement(layer="calque", reveal=reveal))
    lay(whole, layer, Placement(layer="calque"))
    edge = 8 + 32 * reveal // 4096 // 2 * 2
    assert (planes.y[:, :edge] == whole.y[:, :edge]).all()
    assert (planes.y[:, edge:] == empty.y[:, edge:]).all()
    assert (planes.u[:, edge // 2 :] == empty.u[:, edge // 2 :]).all()


def middle(planes: Planes) -> tuple[float, float]:
    """Return the centre of what is brighter than black."""
    weight = planes.y.astype(float) - 16
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    return float((weight * columns).sum() / weight.sum()), float((weight * rows).sum() / weight.sum())


@pytest.mark.parametrize("zoom", [0.5, 0.8, 1.0, 1.2, 1.5])
@pytest.mark.parametrize("degrees", [0, 30, 90, 200])
@pytest.mark.parametrize("place", [(24, 18), (23, 17)])
def test_zoom_and_turn_keep_the_centre(zoom: float, degrees: int, place: tuple[int, int]) -> None:
    layer = layer_planes(np.full((12, 16, 4), (255, 255, 255, 255), np.uint8), *place, 4)
    still, moved = ground((0, 0, 0)), ground((0, 0, 0))
    lay(still, layer, Placement(layer="calque"))
    lay(moved, layer, Placement(layer="calque", zoom=round(zoom * 65_536), turn=round(degrees / 360 * 65_536)))
    off = 0.6 if place[0] % 2 else 0.1  # an odd place is centred on its even box, half a pixel aside
    assert middle(moved) == pytest.approx(middle(still), abs=off)
    grown = (moved.y.astype(float) - 16).sum() / (still.y.astype(float) - 16).sum()
    assert grown == pytest.approx(zoom**2, rel=0.02)


def test_a_quarter_turn_goes_clockwise() -> None:
    rgba = np.zeros((16, 16, 4), np.uint8)
    rgba[:4, :] = (255, 255, 255, 255)  # a bar on top
    planes = ground((0, 0, 0))
    lay(planes, layer_planes(rgba, 24, 16, 4), Placement(layer="calque", turn=65_536 // 4))
    assert middle(planes)[0] > 24 + 8 + 4


@given(POSITIONS, st.floats(0.3, 2.0), st.integers(0, 65_535), st.integers(-2000, 2000), st.integers(-2000, 2000))
def test_turning_partly_outside_is_the_same_picture_cut(
    place: tuple[int, int], zoom: float, turn: int, dx: int, dy: int
) -> None:
    layer = layer_planes(soft(4), *place, 4)
    placement = Placement(layer="calque", dx=dx, dy=dy, zoom=round(zoom * 65_536), turn=turn)
    small, large = new_planes(WIDTH, HEIGHT), new_planes(WIDTH * 3, HEIGHT * 3)
    lay(small, layer, placement)
    shifted = LayerPlanes(
        x=layer.x + WIDTH,
        y0=layer.y0 + HEIGHT,
        y=layer.y,
        u=layer.u,
        v=layer.v,
        keep_y=layer.keep_y,
        keep_c=layer.keep_c,
    )
    lay(large, shifted, placement)
    inner = large.y[HEIGHT : 2 * HEIGHT, WIDTH : 2 * WIDTH]
    assert np.abs(small.y.astype(int) - inner).max() <= 1


@pytest.mark.parametrize(
    ("place", "zoom"),
    [
        ((-100, 0), 65536),
        ((WIDTH, 0), 65536),
        ((0, HEIGHT), 65536),
        ((-21, -15), 65536),
        ((500, 500), 65536),
        ((-100, 0), 70000),
        ((WIDTH + 40, 0), 70000),
        ((500, 500), 70000),
    ],
)
def test_a_layer_outside_changes_nothing(place: tuple[int, int], zoom: int) -> None:
    planes = ground()
    lay(planes, layer_planes(soft(1), *place), Placement(layer="calque", zoom=zoom))
    assert_near(planes, reference(soft(1), 500, 500), 1)


def test_a_full_frame_that_grows_shows_no_edge() -> None:
    planes = ground((0, 0, 0))
    layer = layer_planes(np.full((HEIGHT, WIDTH, 4), (200, 200, 200, 255), np.uint8), 0, 0)
    lay(planes, layer, Placement(layer="photo", zoom=round(1.04 * 65_536)))
    assert planes.y.min() == planes.y.max()
