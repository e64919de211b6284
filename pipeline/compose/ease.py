"""Easing: how far a move has come, as a fraction of its way."""

import math


def ease_out(t: float) -> float:
    """Arrive gently: cubic, from 0 at `t` = 0 to 1 at `t` = 1."""
    t = min(max(t, 0.0), 1.0)
    return 1 - (1 - t) ** 3


def ease_in(t: float) -> float:
    """Leave with resolve: cubic, from 0 to 1."""
    return min(max(t, 0.0), 1.0) ** 3


def ease_both(t: float) -> float:
    """Start and stop gently: a cosine, from 0 to 1."""
    return (1 - math.cos(math.pi * min(max(t, 0.0), 1.0))) / 2
