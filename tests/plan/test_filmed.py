"""Somebody lifted off a screen sits where they would be drawn, wherever they stood in their film."""

from fractions import Fraction

import pytest

from pipeline.model.picture import Asset
from pipeline.model.rundown import Sighted
from pipeline.plan.filmed import SCREEN, SEEN, seated, sided

_PORTRAIT = (350.0, 110.0, 900.0, 977.0)


@pytest.mark.parametrize("other", [False, True])
@pytest.mark.parametrize("left", [0.1, 0.35, 0.6])
def test_somebody_stands_in_the_middle_of_the_portrait_with_their_head_in_it(left: float, *, other: bool) -> None:
    person = (left, 0.2, left + 0.3, 1.0)
    values = {SCREEN: "vert", SEEN: Sighted(16 / 9, person)}
    portrait = sided(_PORTRAIT, "horizontal", other=other)
    spec = seated(Asset("media/a.mp4", "0"), portrait, values, start=Fraction(0), length=50)
    x, y, width, height = spec.box
    assert x + width * (left + 0.15) == pytest.approx(portrait[0] + portrait[2] / 2)
    assert portrait[1] < y + 0.2 * height < portrait[1] + 0.1 * portrait[3]
    assert y + height >= portrait[1] + portrait[3] - 1
    assert width / height == pytest.approx(16 / 9)
