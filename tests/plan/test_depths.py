"""An illustration holds its poses as long as it moves slowly; what goes fast is redrawn more often."""

import pytest

from pipeline.model.picture import Depth
from pipeline.plan.depths import pose_step


@pytest.mark.parametrize(
    ("drift", "bob", "length", "step"),
    [(34, 0, 250, 3), (160, 0, 300, 2), (160, 0, 150, 1), (0, 12, 250, 2), (0, 0, 9, 3)],
)
def test_a_pose_moves_nothing_by_more_than_a_pixel_or_two(drift: float, bob: float, length: int, step: int) -> None:
    assert pose_step([Depth("ciel", 0, 0, pulse=False), Depth("près", drift, bob, pulse=True)], length, 3) == step


def test_the_house_may_ask_for_every_frame() -> None:
    assert pose_step([Depth("ciel", 4, 0, pulse=False)], 250, 1) == 1
