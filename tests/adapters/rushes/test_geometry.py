"""Where a picture stands in its box, and which way up."""

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.rushes.geometry import Orientation, fitting, orientation


@pytest.mark.parametrize(
    ("stored", "pixel", "turned", "box", "fit", "wanted"),
    [
        ((1920, 1080), 1, False, (960, 540), "contient", ((1920, 1080, 0, 0), (960, 540), (0, 0))),
        ((1920, 1080), 1, True, (960, 540), "contient", ((1920, 1080, 0, 0), (304, 540), (328, 0))),
        ((1920, 1080), 1, True, (960, 540), "remplit", ((608, 1080, 656, 0), (960, 540), (0, 0))),
        ((720, 576), 16 / 15, False, (960, 540), "flou", ((720, 576, 0, 0), (720, 540), (120, 0))),
        ((1920, 800), 1, False, (960, 540), "contient", ((1920, 800, 0, 0), (960, 400), (0, 70))),
    ],
)
def test_a_picture_fits_its_box(
    stored: tuple[int, int], pixel: float, turned: bool, box: tuple[int, int], fit: str, wanted: tuple[object, ...]
) -> None:
    found = fitting(stored, pixel, Orientation(transposed=turned), box, fit)
    assert (found.crop, found.size, found.at) == wanted


@given(
    st.tuples(st.integers(1, 8192), st.integers(1, 8192)),
    st.tuples(st.integers(1, 500), st.integers(1, 500)),
    st.booleans(),
    st.sampled_from(["contient", "remplit", "flou"]),
)
def test_whatever_the_shape_it_stays_inside(
    stored: tuple[int, int], half: tuple[int, int], turned: bool, fit: str
) -> None:
    box = (half[0] * 2, half[1] * 2)
    found = fitting(stored, 1, Orientation(transposed=turned), box, fit)
    for side in (0, 1):
        assert found.crop[side] >= 1
        assert found.crop[side + 2] + found.crop[side] <= stored[side]
        assert found.size[side] % 2 == found.at[side] % 2 == 0
        assert found.at[side] >= 0
        assert 2 <= found.size[side] <= box[side] - found.at[side]


@given(st.builds(Orientation, st.booleans(), st.booleans(), st.booleans()), st.integers(0, 5), st.integers(0, 3))
def test_a_point_of_the_upright_picture_is_found_in_the_stored_one(turn: Orientation, column: int, row: int) -> None:
    stored = np.zeros((4, 6), np.uint8)
    stored[row, column] = 1
    (down,), (across,) = np.nonzero(turn.apply(stored))
    height, width = turn.apply(stored).shape
    assert turn.stored(((across + 0.5) / width, (down + 0.5) / height)) == pytest.approx(
        ((column + 0.5) / 6, (row + 0.5) / 4)
    )


@pytest.mark.parametrize(
    ("focus", "left"), [((0.5, 0.5), 656), ((0.75, 0.5), 1136), ((0.0, 0.5), 0), ((1.0, 0.5), 1312)]
)
def test_a_crop_goes_as_far_towards_its_focus_as_there_is_picture(focus: tuple[float, float], left: int) -> None:
    assert fitting((1920, 1080), 1, Orientation(), (540, 960), "remplit", focus).crop == (608, 1080, left, 0)


@pytest.mark.parametrize("angle", [0, 2, 88, 90, 93, 180, -90, 271])
def test_the_nearest_quarter_turn_is_taken(angle: float) -> None:
    turn = np.radians(angle)
    numbers = [round(value * 65_536) for value in (np.cos(turn), np.sin(turn), 0, -np.sin(turn), np.cos(turn))]
    upright = orientation(struct.pack("=9i", *numbers, 0, 0, 0, 1 << 30))
    stored = np.arange(6, dtype=np.uint8).reshape(2, 3)
    assert np.array_equal(upright.apply(stored), np.rot90(stored, -round(angle / 90) % 4))


def test_without_a_matrix_pictures_are_as_stored() -> None:
    assert orientation(None) == orientation(b"short") == Orientation()
