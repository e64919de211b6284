"""From one picture to the next: the ends are the pictures themselves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compose.planes import Planes, new_planes
from pipeline.compose.transition import circle, mix, target_width

HOWS = ("fondu", "balayage", "glisse", "virgule")
WIDTH, HEIGHT = 50, 20


def picture(seed: int) -> Planes:
    planes = new_planes(WIDTH, HEIGHT)
    planes.whole[...] = np.random.default_rng(seed).integers(16, 236, planes.whole.shape, np.uint8)
    return planes


def mixed(progress: int, how: str) -> Planes:
    before = picture(1)
    mix(before, picture(2), progress, how)
    return before


@pytest.mark.parametrize("how", HOWS)
def test_it_begins_with_one_picture_and_ends_with_the_other(how: str) -> None:
    assert (mixed(0, how).whole == picture(1).whole).all()
    assert (mixed(256, how).whole == picture(2).whole).all()


def test_a_dissolve_is_halfway_in_the_middle() -> None:
    mean = (picture(1).whole.astype(float) + picture(2).whole) / 2
    assert np.abs(mixed(128, "fondu").whole - mean).max() <= 0.5


@given(st.integers(0, 256))
def test_a_wipe_has_one_even_edge_on_every_plane(progress: int) -> None:
    planes, one, two = mixed(progress, "balayage"), picture(1), picture(2)
    edge = target_width(planes, progress)
    assert edge % 2 == 0
    for there, before, after, cut in (
        (planes.y, one.y, two.y, edge),
        (planes.u, one.u, two.u, edge // 2),
        (planes.v, one.v, two.v, edge // 2),
    ):
        assert (there[:, :cut] == after[:, :cut]).all()
        assert (there[:, cut:] == before[:, cut:]).all()


@given(st.integers(0, 256))
def test_the_house_transition_shows_the_new_picture_inside_a_circle(progress: int) -> None:
    planes, one, two = mixed(progress, "virgule"), picture(1), picture(2)
    inside = circle(planes.y.shape, progress)
    assert (planes.y == np.where(inside, two.y, one.y)).all()
    assert (planes.u == np.where(inside[::2, ::2], two.u, one.u)).all()
    assert (inside == inside[::-1, ::-1]).all()


@given(st.integers(0, 256))
def test_a_push_keeps_both_pictures_whole(progress: int) -> None:
    planes, one, two = mixed(progress, "glisse"), picture(1), picture(2)
    edge = target_width(planes, progress)
    assert (planes.y[:, : WIDTH - edge] == one.y[:, edge:]).all()
    assert (planes.y[:, WIDTH - edge :] == two.y[:, :edge]).all()
    assert (planes.u[:, : (WIDTH - edge) // 2] == one.u[:, edge // 2 :]).all()


@given(st.integers(0, 255))
def test_it_never_goes_back(progress: int) -> None:
    planes = new_planes(WIDTH, HEIGHT)
    assert target_width(planes, progress) <= target_width(planes, progress + 1) <= WIDTH


def test_a_cut_is_a_cut() -> None:
    assert (mixed(100, "coupe").whole == picture(2).whole).all()
