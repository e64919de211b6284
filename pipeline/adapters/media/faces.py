"""Where the face of somebody filmed is, so that it is neither cut off nor covered. Nobody is recognised."""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.model.picture import Box
from pipeline.ports import Pixels

MODEL = "media/modeles/visages.onnx"
"""YuNet. Source: Wu, Peng and Yu, « YuNet: A Tiny Millisecond-level Face Detector », Machine Intelligence Research,
2023."""

_SIDE = 320
"""Pixels of the square that it looks at: its size is fixed, so that every OpenCV since 4.10 reads it."""

_ERRORS = 2
"""Of what OpenCV says by itself, errors alone: it warns of a target that nobody asked for."""

_SURE = 0.7
"""Confidence from which something is a face."""

_OFTEN = 0.5
"""Share of the pictures in which a face is seen at the least."""


def face_in(pictures: Sequence[Pixels], model: bytes) -> Box | None:
    """Return where the largest face stands in the pictures of one shot, None without one.

    `pictures` are planar YUV 4:2:0 of shape (h * 3 / 2, w), uint8, all of one size; the box is left, top, width and
    height in shares of the picture, the median of all that were seen.
    """
    if not pictures:
        return None
    logs = getattr(cv2.utils, "logging", cv2)  # it moved there in OpenCV 5
    told = logs.getLogLevel()
    logs.setLogLevel(_ERRORS)
    try:
        detector = cv2.FaceDetectorYN.create(
            "onnx", np.frombuffer(model, np.uint8), np.zeros(0, np.uint8), (_SIDE, _SIDE), _SURE
        )
        found = [detector.detect(_square(planes))[1] for planes in pictures]
    finally:
        logs.setLogLevel(told)
    largest = [max(faces, key=lambda face: face[2] * face[3])[:4] for faces in found if faces is not None]
    if len(largest) < _OFTEN * len(pictures):
        return None
    shown = _shown(pictures[0].shape[1], pictures[0].shape[0] * 2 // 3)
    left, top, wide, high = np.median(np.array(largest, np.float64), axis=0) / (*shown, *shown)
    return float(left), float(top), float(wide), float(high)


def _shown(width: int, height: int) -> tuple[int, int]:
    """Return how large a picture is in the square, its longer side from edge to edge."""
    ratio = _SIDE / max(width, height)
    return round(width * ratio), round(height * ratio)


def _square(planes: Pixels) -> npt.NDArray[np.uint8]:
    """Return a picture in the upper left of a black square, as OpenCV has colours."""
    picture = cv2.cvtColor(planes, cv2.COLOR_YUV2BGR_I420)
    width, height = _shown(picture.shape[1], picture.shape[0])
    square = np.zeros((_SIDE, _SIDE, 3), np.uint8)
    square[:height, :width] = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    return square
