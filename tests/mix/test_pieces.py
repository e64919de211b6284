"""Where a piece is heard, and how far it is raised."""

import numpy as np
import pytest

from pipeline.mix.pieces import CEILING, GRAIN, raised, sounding


def test_silence_at_both_ends_is_left_out_and_inside_it_stays() -> None:
    peaks = np.array([0, 0.0004, 0.5, 0, 0, 0.3, 0.0004, 0], np.float32)
    assert sounding(peaks) == (2 * GRAIN, 6 * GRAIN)


def test_a_quiet_piece_is_heard_as_well_as_a_loud_one() -> None:
    peaks = np.array([0, 0.5, 0.2, 0], np.float32)
    assert sounding(peaks) == sounding(peaks / np.float32(1000))


@pytest.mark.parametrize("peaks", [[], [0, 0, 0]])
def test_nothing_is_heard_in_silence(peaks: list[float]) -> None:
    assert sounding(np.array(peaks, np.float32)) == (0, 0)


def test_a_piece_is_brought_to_its_target() -> None:
    assert raised(-9.0, 0.0, -20.0) == -11.0
    assert raised(-30.0, -18.0, -20.0) == 10.0


def test_a_piece_of_nothing_but_peaks_is_not_crushed_to_be_loud() -> None:
    assert raised(-40.0, -3.0, -20.0) == CEILING + 3.0 + 6.0


def test_what_is_next_to_silence_is_not_made_a_roar() -> None:
    assert raised(-69.0, -60.0, -20.0) == 40.0
