"""From one picture to the next: mixes of two composed frames, on the planes."""

import cv2
import numpy as np

from pipeline.compose.planes import Planes


def mix(before: Planes, after: Planes, progress: int, how: str) -> None:
    """Turn `before` into the frame `progress` / 256 of the way to `after`, in place.

    `fondu` dissolves, `balayage` uncovers from the left, `glisse` pushes from the right; anything else cuts.
    """
    if how == "fondu":
        share = progress / 256
        cv2.addWeighted(after.whole, share, before.whole, 1 - share, 0, dst=before.whole)
        return
    for there, here in ((before.y, after.y), (before.u, after.u), (before.v, after.v)):
        width = there.shape[1]
        whole = target_width(before, progress)
        edge = whole if width == before.y.shape[1] else whole // 2
        if how == "balayage":
            there[:, :edge] = here[:, :edge]
        elif how == "glisse":
            kept = there[:, edge:].copy()
            there[:, : width - edge] = kept
            there[:, width - edge :] = here[:, :edge]
        else:
            np.copyto(there, here)


def target_width(planes: Planes, progress: int) -> int:
    """Return how many columns the incoming picture covers, an even number."""
    return int(planes.y.shape[1]) * progress // 256 // 2 * 2
