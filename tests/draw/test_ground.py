"""Grounds: exact colours at their corners, no band anywhere."""

import itertools
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from pipeline.draw.ground import draw_ground
from pipeline.model.picture import Format, GroundSpec

FMT = Format(960, 540)
ACROSS = GroundSpec(False, ("#131a47", "#2b3fae"), (0.5, 0.5), 0.75, 0)
DOWN = GroundSpec(False, ("#131a47", "#2b3fae"), (0.5, 0.5), 0.75, 90)
STUDIO = GroundSpec(True, ("#2b3fae", "#16215f", "#0a1034"), (0.62, 0.46), 0.78, 90)
LONGEST_RUN = 40
"""Equal values in a row along the gradient: three sigmas of a one-value dither, where plain steps last hundreds."""


def longest_run(line: npt.NDArray[np.uint8]) -> int:
    return max(len(list(group)) for _, group in itertools.groupby(line.tolist()))


@pytest.mark.parametrize("spec", [ACROSS, STUDIO], ids=["lineaire", "radial"])
def test_no_banding(spec: GroundSpec) -> None:
    rgba = draw_ground(spec, FMT).rgba
    runs = [longest_run(rgba[row, :, channel]) for row in range(0, 540, 54) for channel in range(3)]
    assert max(runs) <= LONGEST_RUN


def test_dither_is_fine_and_fair() -> None:
    rgba = draw_ground(ACROSS, FMT).rgba[..., :3].astype(np.float64)
    smooth = np.stack([np.interp(np.linspace(0, 1, 960), [0, 1], ends) for ends in ((19, 43), (26, 63), (71, 174))], -1)
    assert np.abs(rgba - smooth).max() <= 2
    assert np.abs((rgba - smooth).mean(axis=0)).max() < 0.2


@pytest.mark.parametrize(
    ("spec", "places"),
    [
        (ACROSS, {(0, 0): "#131a47", (539, 0): "#131a47", (0, 959): "#2b3fae", (539, 959): "#2b3fae"}),
        (DOWN, {(0, 0): "#131a47", (0, 959): "#131a47", (539, 0): "#2b3fae", (539, 959): "#2b3fae"}),
        (replace(STUDIO, radius=0.5), {(248, 595): "#2b3fae", (539, 0): "#0a1034", (0, 0): "#0a1034"}),
    ],
)
def test_colours_stand_where_they_should(spec: GroundSpec, places: dict[tuple[int, int], str]) -> None:
    rgba = draw_ground(spec, FMT).rgba
    for (row, column), colour in places.items():
        wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
        assert np.abs(rgba[row, column, :3].astype(int) - wanted).max() <= 2, (row, column)


def test_a_diagonal_runs_from_corner_to_corner() -> None:
    rgba = draw_ground(GroundSpec(False, ("#000000", "#ffffff"), (0.5, 0.5), 1, 45), FMT).rgba[..., 0]
    assert rgba[0, 0] <= 2
    assert rgba[-1, -1] >= 253
    assert abs(int(rgba[270, 480]) - 128) <= 3


def test_opaque_whole_and_the_same_every_time() -> None:
    one, other = draw_ground(STUDIO, FMT), draw_ground(STUDIO, FMT)
    assert one.rgba.shape == (540, 960, 4)
    assert (one.rgba[..., 3] == 255).all()
    assert (one.rgba == other.rgba).all()
    assert (one.x, one.y) == (0, 0)


def test_one_stop_is_a_plain_ground() -> None:
    rgba = draw_ground(GroundSpec(True, ("#808080",), (0.5, 0.5), 0.7, 0), FMT).rgba[..., :3]
    assert abs(rgba.mean() - 128) < 0.2
    assert np.abs(rgba.astype(int) - 128).max() <= 1
