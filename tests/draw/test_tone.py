"""A picture of the past: its colours drawn towards two, still or moving alike."""

import numpy as np
import numpy.typing as npt
import pytest

from pipeline.compose.planes import new_planes, to_rgb, to_yuv
from pipeline.draw.tone import toned
from pipeline.model.picture import DayToneSpec, ToneSpec
from pipeline.produce.tone import toned_planes

SEPIA = ToneSpec("#201018", "#f8e8c8", 1.0)


def _flat(*colour: int) -> npt.NDArray[np.uint8]:
    return np.full((8, 8, 4), (*colour, 255), np.uint8)


def test_light_and_dark_take_the_two_colours_and_alpha_stays() -> None:
    assert tuple(toned(_flat(255, 255, 255), SEPIA)[0, 0]) == (0xF8, 0xE8, 0xC8, 255)
    assert tuple(toned(_flat(0, 0, 0), SEPIA)[0, 0]) == (0x20, 0x10, 0x18, 255)
    clear = _flat(10, 200, 30)
    clear[..., 3] = 40
    assert (toned(clear, SEPIA)[..., 3] == 40).all()


def test_nothing_is_left_of_a_hue_at_full_strength_and_all_of_it_at_none() -> None:
    red, grey = toned(_flat(255, 0, 0), SEPIA), toned(_flat(54, 54, 54), SEPIA)
    assert np.abs(red.astype(int) - grey.astype(int)).max() <= 1
    assert (toned(_flat(255, 0, 0), ToneSpec("#000000", "#ffffff", 0.0)) == _flat(255, 0, 0)).all()
    assert toned(red, None) is red


@pytest.mark.parametrize("colour", [(255, 255, 255), (200, 40, 30), (20, 90, 160), (0, 0, 0)])
@pytest.mark.parametrize("strength", [1.0, 0.5])
def test_a_film_becomes_what_a_photo_becomes(colour: tuple[int, int, int], strength: float) -> None:
    tone = ToneSpec(SEPIA.dark, SEPIA.light, strength)
    planes = new_planes(8, 8)
    yuv = np.rint(to_yuv(_flat(*colour)[..., :3].astype(np.float32))[0, 0])
    for plane, value in zip((planes.y, planes.u, planes.v), yuv, strict=True):
        plane[...] = value
    moving = to_rgb(toned_planes(planes, tone))[4, 4].astype(int)
    still = toned(_flat(*colour), tone)[4, 4, :3].astype(int)
    assert np.abs(moving - still).max() <= 3
    assert toned_planes(planes, None) is planes


def test_another_light_opens_the_shadows_and_keeps_black_white_and_hue() -> None:
    day = DayToneSpec(SEPIA.dark, SEPIA.light, 0.0, 0.5)
    assert tuple(toned(_flat(0, 64, 255), day)[0, 0]) == pytest.approx((0, 128, 255, 255), abs=1)
    dusk = toned(_flat(30, 20, 60), day)[0, 0, :3]
    assert (dusk > 60).all()
    assert dusk.argsort().tolist() == [1, 0, 2]


@pytest.mark.parametrize("grey", [0, 40, 128, 255])
def test_a_film_in_another_light_becomes_what_a_photo_becomes(grey: int) -> None:
    day = DayToneSpec(SEPIA.dark, SEPIA.light, 0.3, 0.5)
    planes = new_planes(8, 8)
    planes.y[...] = round(16 + 219 * grey / 255)
    moving = to_rgb(toned_planes(planes, day))[4, 4].astype(int)
    assert np.abs(moving - toned(_flat(grey, grey, grey), day)[4, 4, :3].astype(int)).max() <= 4
