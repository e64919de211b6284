"""Somebody before a screen is lifted off as they were drawn: alpha is known, and held against what comes out."""

from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from pipeline.compose.keying import cut_out, person_before, screen_of
from pipeline.compose.planes import Planes, planes_of
from tests.fakes.screens import SCREENS, shot

_SIZE = (480, 270)


def _pictures(path: Path) -> list[Planes]:
    with av.open(str(path)) as source:
        return [planes_of(np.asarray(frame.to_ndarray(), np.uint8), frame.height) for frame in source.decode(video=0)]


@pytest.mark.parametrize(("screen", "wanted"), [("vert", "vert"), ("bleu", "bleu"), ("vert", "coin")])
def test_alpha_is_that_of_who_was_filmed(screen: str, wanted: str, tmp_path: Path) -> None:
    made = shot(tmp_path / "a.mp4", screen=screen, size=_SIZE, count=3)
    pictures = _pictures(made.path)
    measured = screen_of(pictures, wanted)
    assert measured is not None
    for picture, alpha in zip(pictures, made.alphas, strict=True):
        wrong = np.abs(cut_out(picture, measured).alpha - alpha)
        edge = cv2.dilate(((alpha > 0.02) & (alpha < 0.98)).astype(np.uint8), np.ones((5, 5))) > 0
        assert wrong.mean() <= 0.03
        assert wrong[edge].mean() <= 0.08


def test_nothing_of_the_screens_colour_stays(tmp_path: Path) -> None:
    made = shot(tmp_path / "a.mp4", size=_SIZE, count=2)
    pictures = _pictures(made.path)
    measured = screen_of(pictures, "vert")
    assert measured is not None
    cut = cut_out(pictures[0], measured)
    along = (cut.u - 128) * measured.hue[0] + (cut.v - 128) * measured.hue[1]
    across = np.abs((cut.v - 128) * measured.hue[0] - (cut.u - 128) * measured.hue[1])
    assert float((along - across)[cut.alpha > 0.05].max()) < 1


def test_a_grey_wall_is_no_screen(tmp_path: Path) -> None:
    pictures = _pictures(shot(tmp_path / "a.mp4", screen="gris", size=_SIZE, count=2).path)
    assert [screen_of(pictures, wanted) for wanted in (*SCREENS, "coin") if wanted != "gris"] == [None, None, None]


def test_it_is_told_where_somebody_stands(tmp_path: Path) -> None:
    made = shot(tmp_path / "a.mp4", size=_SIZE, count=2)
    found = person_before(_pictures(made.path), "vert")
    assert found is not None
    rows, columns = np.nonzero(np.max(made.alphas, axis=0) > 0.5)
    there = (columns.min() / 480, rows.min() / 270, (columns.max() + 1) / 480, (rows.max() + 1) / 270)
    assert found.person == pytest.approx(there, abs=0.04)
    assert found.holes < 0.04
