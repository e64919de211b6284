"""How well letters stand out in a decoded picture: known grounds give known contrasts."""

import numpy as np
import pytest

from pipeline.control.lettering import contrast_seen

WHITE, BLACK, GREY = (255, 255, 255), (0, 0, 0), (118, 118, 118)


def _written(ink: tuple[int, int, int], ground: tuple[int, int, int]) -> tuple[np.ndarray, float]:
    """Return a picture with bars of ink, soft at their edges, and the share of it that they fill."""
    picture = np.empty((40, 200, 3), np.uint8)
    picture[:] = ground
    for left in range(10, 190, 20):
        picture[5:35, left - 1 : left + 5] = (np.array(ink, int) + np.array(ground, int)) // 2
        picture[5:35, left : left + 4] = ink
    return picture, 9 * 4 * 30 / (40 * 200)


@pytest.mark.parametrize(("ink", "ground", "ratio"), [(WHITE, BLACK, 21.0), (BLACK, WHITE, 21.0), (WHITE, GREY, 4.54)])
def test_the_contrast_of_letters_is_that_of_their_colours(
    ink: tuple[int, int, int], ground: tuple[int, int, int], ratio: float
) -> None:
    assert contrast_seen(*_as_told(ink, ground)) == pytest.approx(ratio, abs=0.1)


def test_letters_that_are_not_there_have_no_contrast() -> None:
    assert contrast_seen(np.full((40, 200, 3), 90, np.uint8), WHITE, 0.2) == pytest.approx(1.0)


def test_half_of_a_ground_that_is_too_light_counts() -> None:
    picture, share = _written(WHITE, BLACK)
    picture[:, 100:][(picture[:, 100:] == 0).all(axis=2)] = 200
    assert contrast_seen(picture, WHITE, share) < 2.0


def _as_told(ink: tuple[int, int, int], ground: tuple[int, int, int]) -> tuple[np.ndarray, tuple[int, int, int], float]:
    picture, share = _written(ink, ground)
    return picture, ink, share
