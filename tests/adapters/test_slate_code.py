"""Slates are read back as phones film them: tilted, blurred, darkened, small, compressed."""

import functools
import io

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from pipeline.adapters.slates.code import code_rows, slate_seen
from pipeline.model.shooting import SlateSheet
from pipeline.model.slate import Slate, slate_for
from pipeline.produce.slates import slate_drawn
from tests.fakes.projects import ROOT, house, newsroom_in

Frame = NDArray[np.uint8]

LONG = slate_for("le-journal-du-quartier-des-lilas", "l-espace-universel-de-citoyennete/12", "Bonsoir.", 12)
SHORT = slate_for("bordeaux", "le-forum/02", "Bonsoir.", 1)


@functools.cache
def shown(slate: Slate) -> Frame:
    """Return the picture of a slate, as a phone shows it to another."""
    sheet = SlateSheet(
        slate=slate,
        number="12.12",
        spoken="sujet 12, plan 12",
        file="sujet12-plan12-prise1",
        title="L’espace universel de citoyenneté locale",
        people="Inès Delcourt",
        codes=(code_rows(slate),),
    )
    library = newsroom_in(ROOT / "output").library
    return np.asarray(Image.open(io.BytesIO(slate_drawn(sheet, house(), library))).convert("RGB"))


def filmed(picture: Frame, *, tilt: float, turn: float, blur: float, light: float, share: float, seed: int) -> Frame:
    """Return a frame of 1280x720 in which the picture takes a share of the width, as a camera sees it."""
    rng = np.random.default_rng(seed)
    wide = share * 1280
    high = wide * picture.shape[0] / picture.shape[1]
    corners = np.array([[-wide, -high], [wide, -high * (1 - tilt)], [wide, high * (1 - tilt)], [-wide, high]]) / 2
    angle = np.radians(turn)
    spun = corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]) + (640, 360)
    height, width = picture.shape[:2]
    whole = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    warp = cv2.getPerspectiveTransform(whole, spun.astype(np.float32))
    seen = cv2.warpPerspective(
        picture, warp, (1280, 720), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_CONSTANT, borderValue=(90, 110, 120)
    )
    seen = cv2.GaussianBlur(seen, (0, 0), blur)
    noisy = np.clip(seen * light + 12 + rng.normal(0, 6, seen.shape), 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 60])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR))


CONDITIONS = {
    "straight": {"tilt": 0.0, "turn": 0.0, "blur": 0.6, "light": 0.9, "share": 0.7},
    "tilted": {"tilt": 0.3, "turn": 4.0, "blur": 0.8, "light": 0.8, "share": 0.75},
    "turned": {"tilt": 0.1, "turn": 18.0, "blur": 0.8, "light": 0.8, "share": 0.7},
    "blurred": {"tilt": 0.1, "turn": 3.0, "blur": 2.0, "light": 0.8, "share": 0.8},
    "dark": {"tilt": 0.1, "turn": 3.0, "blur": 1.0, "light": 0.25, "share": 0.7},
    "far": {"tilt": 0.1, "turn": 3.0, "blur": 0.7, "light": 0.7, "share": 0.4},
    "all at once": {"tilt": 0.2, "turn": 8.0, "blur": 1.3, "light": 0.4, "share": 0.65},
}


OFTEN = ("straight", "all at once")
"""Conditions that are tried each time; those in between are as much work, and seldom fail alone."""


@pytest.mark.parametrize(
    "condition", [name if name in OFTEN else pytest.param(name, marks=pytest.mark.slow) for name in CONDITIONS]
)
def test_a_filmed_slate_is_read(condition: str) -> None:
    for seed, slate in enumerate((SHORT, LONG)):
        frame = filmed(shown(slate), **CONDITIONS[condition], seed=seed)
        assert slate_seen(frame) == slate


def test_what_shows_no_slate_is_none() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (360, 640, 3)).astype(np.uint8)
    assert slate_seen(noise) is None
    assert slate_seen(np.zeros((90, 160), np.uint8)) is None


def test_a_code_is_square_and_dark_where_its_corners_are() -> None:
    rows = code_rows(LONG)
    assert {len(row) for row in rows} == {len(rows)}
    assert len(rows) <= 41
    assert all(rows[y][x] == "1" for y, x in ((0, 0), (0, -1), (-1, 0)))
