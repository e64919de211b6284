"""Where the face of somebody filmed is, so that it is neither cut off nor covered. Nobody is recognised."""

from collections.abc import Sequence

import cv2
import numpy as np

from pipeline.model.picture import Box
from pipeline.ports import Pixels

MODEL = "media/modeles/visages.onnx"
"""YuNet. Source: Wu, Peng and Yu, « YuNet: A Tiny Millisecond-level Face Detector », Machine Intelligence Research,
2023."""

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
    height, width = pictures[0].shape[0] * 2 // 3, pictures[0].shape[1]
    told = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)  # it warns of a target that nobody asked for
    try:
        detector = cv2.FaceDetectorYN.create(
            "onnx", np.frombuffer(model, np.uint8), np.zeros(0, np.uint8), (width, height), _SURE
        )
        found = [detector.detect(cv2.cvtColor(planes, cv2.COLOR_YUV2BGR_I420))[1] for planes in pictures]
    finally:
        cv2.utils.logging.setLogLevel(told)
    largest = [max(faces, key=lambda face: face[2] * face[3])[:4] for faces in found if faces is not None]
    if len(largest) < _OFTEN * len(pictures):
        return None
    left, top, wide, high = np.median(np.array(largest, np.float64), axis=0) / (width, height, width, height)
    return float(left), float(top), float(wide), float(high)
