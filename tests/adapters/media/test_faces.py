"""A face is found where it stands, in the pictures of a clip; where nobody is, nothing is."""

import cv2
import numpy as np
import pytest

from pipeline.adapters.media.faces import MODEL, face_in
from pipeline.ports import Pixels
from tests.fakes.projects import ROOT
from tests.fakes.screens import figure

_WHOLE = (ROOT / MODEL).read_bytes()


def _planes(rgb: object) -> Pixels:
    planes: Pixels = cv2.cvtColor(np.clip(rgb, 0, 255).astype(np.uint8), cv2.COLOR_RGB2YUV_I420)  # type: ignore[call-overload]  # clipped just before
    return planes


def _somebody(at: float, size: tuple[int, int]) -> Pixels:
    own, alpha = figure(size, at)
    return _planes(alpha[..., None] * own + (1 - alpha[..., None]) * np.array([120.0, 110.0, 100.0]))


@pytest.mark.parametrize("at", [0.25, 0.5, 0.75])
@pytest.mark.parametrize("size", [(480, 270), (270, 480)])
def test_the_face_of_somebody_is_found(at: float, size: tuple[int, int]) -> None:
    found = face_in([_somebody(at, size)] * 2, _WHOLE)
    assert found is not None
    left, top, width, height = found
    assert left + width / 2 == pytest.approx(at, abs=0.03)
    assert top + height / 2 == pytest.approx(0.39, abs=0.06)


def test_without_anybody_there_is_no_face() -> None:
    noise = np.random.default_rng(3).normal(120, 40, (270, 480, 3))
    assert face_in([_planes(noise)] * 3, _WHOLE) is None
    assert face_in([], _WHOLE) is None


def test_somebody_who_is_seen_once_in_passing_is_not_who_speaks() -> None:
    empty = _planes(np.full((270, 480, 3), 110.0))
    assert face_in([_somebody(0.5, (480, 270)), empty, empty], _WHOLE) is None
