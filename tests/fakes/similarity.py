"""How alike two pictures look: the structural similarity of Wang, Bovik, Sheikh and Simoncelli (IEEE TIP, 2004)."""

import cv2
import numpy as np
import numpy.typing as npt

_RANGE = 255.0
_C1, _C2 = (0.01 * _RANGE) ** 2, (0.03 * _RANGE) ** 2
_WINDOW, _SIGMA = (11, 11), 1.5
"""The constants and the Gaussian window of the paper, section III.B."""


def ssim_map(one: npt.NDArray[np.uint8], other: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    """Return how alike two planes of shape (h, w) are around every pixel: 1 when equal, less the more they differ."""
    x, y = one.astype(np.float64), other.astype(np.float64)

    def mean(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        blurred: npt.NDArray[np.float64] = cv2.GaussianBlur(values, _WINDOW, _SIGMA)
        return blurred

    mean_x, mean_y = mean(x), mean(y)
    var_x = mean(x * x) - mean_x**2
    var_y = mean(y * y) - mean_y**2
    together = mean(x * y) - mean_x * mean_y
    alike = (2 * mean_x * mean_y + _C1) * (2 * together + _C2)
    return alike / ((mean_x**2 + mean_y**2 + _C1) * (var_x + var_y + _C2))
