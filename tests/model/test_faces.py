"""A crop towards a face keeps it whole where there is room; a face is told where the film that shows it stands."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.faces import FacedSpec, face_on_grid, focus_of
from pipeline.model.picture import Asset, Box

_WIDE, _UPRIGHT, _SQUARE = (0.0, 0.0, 1920.0, 1080.0), (0.0, 0.0, 1080.0, 1920.0), (90.0, 40.0, 800.0, 800.0)


def _spec(face: Box, aspect: float, box: Box, fit: str) -> FacedSpec:
    return FacedSpec(file=Asset("a.mov", ""), box=box, fit=fit, start=Fraction(0), length=50, face=face, aspect=aspect)


@given(
    st.floats(0, 0.8),
    st.floats(0, 0.7),
    st.sampled_from([16 / 9, 9 / 16, 1.0, 4 / 3]),
    st.sampled_from([_WIDE, _UPRIGHT, _SQUARE]),
)
def test_a_crop_towards_a_face_keeps_it_whole(left: float, top: float, aspect: float, box: Box) -> None:
    seen = face_on_grid(_spec((left, top, 0.1, 0.1), aspect, box, "remplit"))
    assert seen[0] >= box[0] - 0.02 * box[2]
    assert seen[1] >= box[1] - 0.02 * box[3]
    assert seen[2] <= box[0] + 1.02 * box[2]
    assert seen[3] <= box[1] + 1.02 * box[3]


def test_a_face_at_the_side_is_in_the_middle_of_an_upright_film() -> None:
    seen = face_on_grid(_spec((0.7, 0.2, 0.1, 0.2), 16 / 9, _UPRIGHT, "remplit"))
    assert (seen[0] + seen[2]) / 2 == pytest.approx(540, abs=2)
    assert seen[1:4:2] == pytest.approx((0.2 * 1920, 0.4 * 1920))


def test_what_is_shown_whole_stands_within_its_blurred_sides() -> None:
    seen = face_on_grid(_spec((0.4, 0.3, 0.2, 0.2), 9 / 16, _WIDE, "flou"))
    assert (seen[0] + seen[2]) / 2 == pytest.approx(960)
    assert seen[2] - seen[0] == pytest.approx(0.2 * 1080 * 9 / 16)


def test_a_face_looks_out_of_the_upper_half_of_a_cropped_picture() -> None:
    assert focus_of(_spec((0.4, 0.4, 0.2, 0.2), 9 / 16, _WIDE, "remplit")) == (0.5, 0.53)
