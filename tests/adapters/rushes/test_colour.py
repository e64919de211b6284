"""HDR arithmetic against the figures of the Recommendations, and the table against the arithmetic."""

import numpy as np
import pytest

from pipeline.adapters.rushes import colour


@pytest.mark.parametrize(
    ("nits", "signal"), [(0.0, 0.0), (26.0, 0.3800), (100.0, 0.5081), (203.0, 0.5807), (1000.0, 0.7518), (10_000.0, 1)]
)
def test_pq_has_the_values_of_bt_2408(nits: float, signal: float) -> None:
    assert float(colour.nits_to_pq(np.array(nits))) == pytest.approx(signal, abs=2e-4)
    assert float(colour.pq_to_nits(np.array(signal))) == pytest.approx(nits, rel=3e-3, abs=1e-3)


@pytest.mark.parametrize(("signal", "scene"), [(0.0, 0.0), (0.5, 1 / 12), (1.0, 1.0)])
def test_hlg_has_the_values_of_bt_2100(signal: float, scene: float) -> None:
    assert float(colour.hlg_to_scene(np.array(signal))) == pytest.approx(scene, abs=1e-6)


def test_hlg_reference_white_is_203_nits() -> None:
    light = colour._display_light(np.full((1, 3), 0.75), colour.HLG)
    assert light[0] == pytest.approx(203, rel=0.01)


def test_the_tone_curve_leaves_shadows_rises_and_ends_at_white() -> None:
    nits = np.linspace(0.1, 1000, 500)
    mapped = colour.eetf(nits)
    assert (np.diff(mapped) > 0).all()
    assert mapped[nits < 60] == pytest.approx(nits[nits < 60], rel=1e-6)
    assert mapped[-1] == pytest.approx(203, rel=1e-4)


@pytest.mark.parametrize("transfer", [colour.PQ, colour.HLG])
def test_greys_stay_grey_and_nothing_leaves_the_gamut(transfer: int) -> None:
    grid = np.linspace(0, 1, 9)
    signal = np.stack(np.meshgrid(grid, grid, grid), axis=-1).reshape(-1, 3)
    out = colour.converted(signal, transfer, 9)
    assert out.min() >= 0
    assert out.max() <= 1
    greys = colour.converted(np.repeat(grid[:, None], 3, axis=1), transfer, 9)
    assert np.ptp(greys, axis=1).max() < 0.002


def test_p3_red_is_brought_into_bt_709() -> None:
    red = colour.converted(np.array([[0.75, 0.0, 0.0], [0.5, 0.5, 0.5]]), 1, 12)
    assert red[0][0] > 0.75
    assert max(red[0][1:]) < 0.15
    assert red[1] == pytest.approx([0.5, 0.5, 0.5], abs=1e-3)


def test_the_table_lists_red_fastest() -> None:
    rows = colour.cube(colour.HLG, 9).splitlines()
    assert rows[0] == "LUT_3D_SIZE 48"
    assert len(rows) == 1 + 48**3
    assert [float(value) for value in rows[1].split()] == [0, 0, 0]
    reddest = [float(value) for value in rows[48].split()]
    assert reddest[0] > 0.5 > reddest[2]
