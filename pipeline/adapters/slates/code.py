"""The code of a slate: made as a square of modules, found again in a frame of a clip. Both are OpenCV's."""

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model.slate import Slate, slate_read

_QUARTILE = 2
"""OpenCV's number for the level of correction that mends a quarter of a code (Q of ISO/IEC 18004)."""

_QUIET = 2
"""Modules of white that OpenCV leaves around a code; a page or a picture adds its own."""

_SIDES = (960, 640, 1280, 1920)
"""Longest sides, in pixels, in which a frame is looked at, one after the other: a code is found in some and missed in
others, by how its modules fall on pixels."""

_GLANCED = (960, 640, 1920)
"""Longest sides, in pixels, in which a frame is glanced at."""


def code_rows(slate: Slate) -> tuple[str, ...]:
    """Return the code as rows of `1` (dark) and `0`, without the quiet zone around it.

    What surrounds it is to be white for four modules at least (ISO/IEC 18004, 5.3.8).
    """
    parameters = cv2.QRCodeEncoder.Params()
    parameters.correction_level = _QUARTILE
    drawn = cv2.QRCodeEncoder.create(parameters).encode(slate.text)
    dark = np.asarray(drawn)[_QUIET:-_QUIET, _QUIET:-_QUIET] < 128
    return tuple("".join("1" if module else "0" for module in row) for row in dark)


def slate_seen(picture: NDArray[np.uint8]) -> Slate | None:
    """Return the slate that a frame shows (RGB or grey, height first), None when none can be read in it."""
    grey = picture if picture.ndim == 2 else np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY))
    detectors: tuple[Any, ...] = (cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco())
    for seen in _views(grey):
        for detector in detectors:
            try:
                text, _, _ = detector.detectAndDecode(seen)
            except cv2.error:  # a shape that its own geometry cannot unfold: as if nothing were there
                continue
            slate = slate_read(text)
            if slate is not None:
                return slate
    return None


def may_hold_code(grey: NDArray[np.uint8]) -> bool:
    """Tell quickly whether a frame may show a code at all, by its corner marks; `slate_seen` takes much longer."""
    detector = cv2.QRCodeDetectorAruco()
    for side in _GLANCED:
        ratio = min(1.0, side / max(grey.shape))
        small = cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
        try:
            if detector.detect(small)[0]:
                return True
        except cv2.error:  # as in `slate_seen`
            continue
    return False


def _views(grey: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """Yield a frame in several sizes, each as it is, then with its contrast evened out and its edges sharpened."""
    longest = max(grey.shape)
    for side in dict.fromkeys((*_SIDES, longest)):
        if side > 2 * longest:
            continue
        ratio = side / longest
        how = cv2.INTER_AREA if ratio < 1 else cv2.INTER_CUBIC
        sized = np.asarray(cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=how), np.uint8)
        yield sized
        even = cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8)).apply(sized)
        yield np.asarray(cv2.addWeighted(even, 2.0, cv2.GaussianBlur(even, (0, 0), 2.5), -1.0, 0), np.uint8)
