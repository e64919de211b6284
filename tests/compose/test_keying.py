"""Somebody before a screen is lifted off as they were drawn: alpha is known, and held against what comes out."""

from pathlib import Path

import av
import numpy as np
import pytest

from pipeline.compose.keying import cut_out, laid
from pipeline.compose.lifting import painted
from pipeline.compose.planes import Planes, planes_of, to_yuv
from pipeline.compose.screen import screen_of
from pipeline.compose.standing import cast, person_before
from pipeline.model.picture import YUV420
from tests.fakes.screens import SCREENS, edge_band, shot


def _pictures(path: Path) -> list[Planes]:
    with av.open(str(path)) as source:
        return [planes_of(np.asarray(frame.to_ndarray(), np.uint8), frame.height) for frame in source.decode(video=0)]


@pytest.mark.parametrize("screen", ["vert", "bleu"])
def test_alpha_is_that_of_who_was_filmed(screen: str, tmp_path: Path) -> None:
    made = shot(tmp_path / "a.mp4", screen=screen, size=(1920, 1080), count=1)
    (picture,) = _pictures(made.path)
    measured = screen_of([picture], screen)
    assert measured is not None
    wrong = np.abs(cast(cut_out(picture, measured), picture.y.shape) - made.alphas[0])
    assert wrong.mean() <= 0.001
    assert wrong[edge_band(made.alphas[0])].mean() <= 0.03


@pytest.mark.parametrize("wanted", ["coin", "auto"])
def test_a_screen_need_not_be_named(wanted: str, tmp_path: Path) -> None:
    made = shot(tmp_path / "a.mp4", size=(480, 270), count=2)
    measured = screen_of(_pictures(made.path), wanted)
    assert measured is not None
    wrong = np.abs(cast(cut_out(_pictures(made.path)[0], measured), (270, 480)) - made.alphas[0])
    assert wrong.mean() <= 0.003


def test_nothing_of_the_screens_colour_stays(tmp_path: Path) -> None:
    made = shot(tmp_path / "a.mp4", size=(480, 270), count=2)
    pictures = _pictures(made.path)
    measured = screen_of(pictures, "vert")
    assert measured is not None
    cut = cut_out(pictures[0], measured)
    assert cut is not None
    u, v = cut.u - 128, cut.v - 128
    along = u * measured.hue[0] + v * measured.hue[1]
    across = np.abs(v * measured.hue[0] - u * measured.hue[1])
    assert float((along - across).max()) < 1


def test_a_grey_wall_is_no_screen(tmp_path: Path) -> None:
    pictures = _pictures(shot(tmp_path / "a.mp4", screen="gris", size=(480, 270), count=2).path)
    assert [screen_of(pictures, wanted) for wanted in (*SCREENS, "coin") if wanted != "gris"] == [None, None, None]


def test_it_is_told_where_somebody_stands(tmp_path: Path) -> None:
    made = shot(tmp_path / "a.mp4", size=(480, 270), count=2)
    found = person_before(_pictures(made.path), "vert")
    assert found is not None
    rows, columns = np.nonzero(np.max(made.alphas, axis=0) > 0.5)
    there = (columns.min() / 480, rows.min() / 270, (columns.max() + 1) / 480, (rows.max() + 1) / 270)
    assert found.person == pytest.approx(there, abs=0.04)
    assert found.holes < 0.04


def test_both_engines_lift_the_same_person_off(tmp_path: Path) -> None:
    (picture,) = _pictures(shot(tmp_path / "a.mp4", size=(480, 270), count=1).path)
    measured = screen_of([picture], "vert")
    assert measured is not None
    cut = cut_out(picture, measured)
    assert cut is not None
    layer = laid(cut, 0, 0, YUV420)
    assert layer.keep_y is not None
    rgba = painted(cut).astype(np.float32)
    alpha = rgba[..., 3:] / 255
    by_rgb = to_yuv(np.ascontiguousarray(rgba[..., :3] * alpha + 90 * (1 - alpha)))[..., 0]
    grey = to_yuv(np.full((1, 1, 3), 90, np.float32))[0, 0, 0]
    by_planes = layer.y + layer.keep_y / np.float32(255) * grey
    assert float(np.abs(by_rgb - by_planes).mean()) < 0.6
    assert float(np.percentile(np.abs(by_rgb - by_planes), 99)) < 4
