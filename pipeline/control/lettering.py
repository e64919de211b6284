"""How well a text of known place and colour stands out in a decoded picture.

Source of the ratio: Web Content Accessibility Guidelines 2.2, definitions of « relative luminance » and « contrast
ratio ».
"""

import numpy as np
import numpy.typing as npt

RgbPart = npt.NDArray[np.uint8]
"""A part of a picture, RGB, shape (height, width, 3)."""

_EDGE = 2.2
"""How many times the room of its ink a text and its soft edges take."""

_MOST = 0.85
"""Share of a box that letters and their edges may take at the most: some ground is always left."""

_CORE = 0.5
"""Share of the ink whose colour is as it was chosen: the rest are edges."""

_CLOSER = 25.0
"""Percent of the ground that may be closer to the text than what is reported: thin lines may cross it."""

_CODES = np.arange(256) / 255
_LINEAR = np.where(_CODES <= 0.04045, _CODES / 12.92, ((_CODES + 0.055) / 1.055) ** 2.4)
_PARTS = np.array([0.2126, 0.7152, 0.0722])


def contrast_seen(part: RgbPart, colour: tuple[int, int, int], share: float) -> float:
    """Return the contrast of letters of a colour with what is around them in a part of a picture, 1 to 21.

    `share` is how much of the part is ink, 0 to 1. What comes nearest to the colour is taken for the ink, what is
    farthest from it for the ground.
    """
    pixels = part.reshape(-1, 3)
    if not len(pixels):
        return 1.0
    away = np.abs(pixels.astype(np.int16) - np.array(colour, np.int16)).max(axis=1)
    order = np.argsort(away, kind="stable")
    core = order[: max(1, round(share * _CORE * len(order)))]
    ground = order[round(min(share * _EDGE, _MOST) * len(order)) :]
    light = _LINEAR[pixels] @ _PARTS
    ink, under = float(np.median(light[core])), light[ground]
    ratios = (np.maximum(ink, under) + 0.05) / (np.minimum(ink, under) + 0.05)
    return float(np.percentile(ratios, _CLOSER))
