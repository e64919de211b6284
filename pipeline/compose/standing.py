"""Where somebody stands before a screen, and what in the pictures of a shot keeps them from being lifted off it."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.compose.keying import Cut, cut_out
from pipeline.compose.matte import Floats
from pipeline.compose.planes import Planes
from pipeline.compose.screen import screen_of

_SOMEBODY = 0.01
"""Share of a picture under which what hides the screen is nobody."""


@dataclass(frozen=True, slots=True)
class ScreenedPerson:
    """Where somebody stands before a screen: left, top, right and bottom in shares of the picture.

    `holes` is the share of them that has the screen's colour, at height `hole` (0 at their head, 1 at the bottom);
    `beyond` the share of the picture's upper edge that is no screen.
    """

    person: tuple[float, float, float, float]
    holes: float
    hole: float
    beyond: float


def person_before(pictures: Sequence[Planes], wanted: str) -> ScreenedPerson | None:
    """Return where somebody stands in the pictures of one shot; None without a screen, or without anybody."""
    screen = screen_of(pictures, wanted)
    if screen is None:
        return None
    alphas = np.stack([cast(cut_out(picture, screen), picture.y.shape) for picture in pictures])
    body = (alphas.max(axis=0) > 0.5).astype(np.uint8)
    height, width = body.shape
    count, labels, stats, _ = cv2.connectedComponentsWithStats(body)
    if count < 2:
        return None
    largest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    left, top, wide, high, area = (int(value) for value in stats[largest])
    if area < _SOMEBODY * body.size:
        return None
    outline = (labels == largest).astype(np.uint8)
    contours, _ = cv2.findContours(outline, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    filled = cv2.drawContours(np.zeros_like(outline), [cv2.convexHull(max(contours, key=cv2.contourArea))], -1, 1, -1)
    single = np.median(alphas, axis=0) > 0.5
    holes = (_enclosed(outline, filled) & ~single).astype(np.uint8)
    rows = np.flatnonzero(holes.any(axis=1))
    hole = (float(rows.mean()) - top) / max(1, high) if rows.size else 0.0
    beyond = float((alphas[:, : max(1, height // 50)] > 0.5).mean())
    return ScreenedPerson(
        (left / width, top / height, (left + wide) / width, (top + high) / height),
        float(holes.sum() / max(1, int(outline.sum()) + int(holes.sum()))), hole, beyond,
    )  # fmt: skip


def _enclosed(outline: npt.NDArray[np.uint8], hull: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Tell what lies inside somebody: between their left and right, and under what is above, within their hull."""
    across = (np.maximum.accumulate(outline, axis=1) & np.maximum.accumulate(outline[:, ::-1], axis=1)[:, ::-1]) > 0
    under = np.maximum.accumulate(outline, axis=0) > 0
    inside: npt.NDArray[np.bool_] = (outline == 0) & across & under & (hull > 0)
    return inside


def cast(cut: Cut | None, shape: tuple[int, ...], place: tuple[int, int] = (0, 0)) -> Floats:
    """Return a person's alpha on another picture of `shape` (h, w), theirs standing at `place` (x, y); 0 around it."""
    result = np.zeros(shape, np.float32)
    if cut is None:
        return result
    x, y = place[0] + cut.left, place[1] + cut.top
    left, top = max(0, x), max(0, y)
    right, bottom = min(shape[1], x + cut.alpha.shape[1]), min(shape[0], y + cut.alpha.shape[0])
    if right > left and bottom > top:
        result[top:bottom, left:right] = cut.alpha[top - y : bottom - y, left - x : right - x]
    return result
