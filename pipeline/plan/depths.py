"""How illustrations live: in poses, as long as nobody sees them change."""

import math
from collections.abc import Sequence

from pipeline.model.picture import BOB_SECONDS, Depth
from pipeline.model.time import FRAME_RATE

_STEP = 1.7
"""Grid pixels a depth may move from one pose to the next: most move by half of one, where edges only shade over."""


def pose_step(depths: Sequence[Depth], length: int, most: int) -> int:
    """Return for how many frames an illustration keeps each pose, at most `most`.

    All its depths step together, so that the picture holds in between. `length` is how long it is on, in frames: a
    drift eased by a cosine is quickest half-way, at pi / 2 of its mean.

    >>> pose_step([Depth("loin", 12, 0, False), Depth("pres", 34, 0, False)], 250, 3)
    3
    >>> pose_step([Depth("barque", 0, 6, False)], 250, 3)
    3
    >>> pose_step([Depth("velo", 160, 0, False)], 300, 3)
    2
    >>> pose_step([Depth("velo", 160, 0, False)], 150, 3)
    1
    """
    drift = math.pi / 2 / max(1, length)
    bob = 2 * math.pi / (BOB_SECONDS * float(FRAME_RATE))
    fastest = max((abs(depth.drift) * drift + abs(depth.bob) * bob for depth in depths), default=0.0)
    return max(1, min(most, int(_STEP / fastest))) if fastest else most
