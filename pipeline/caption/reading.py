"""The figures of subtitling, each once, with its source.

Sources: « Charte relative à la qualité du sous-titrage à destination des personnes sourdes ou
malentendantes » (France, December 2011), quoted below as « charter »; practice of the trade where it says so.
"""

import math
from fractions import Fraction
from functools import lru_cache

from pipeline.model.reading import REFUSED_SPEED, least_frames, tolerated
from pipeline.model.time import FRAME_RATE, frames

LINE_CHARACTERS = 37
"""Characters a line, spaces included: practice of French broadcasters."""

MOST_LINES = 2
"""Lines a cue: charter, pre-recorded programmes."""

FOOT = 12
"""Percent of the picture's height, from the bottom, that a player's controls may hide while they show: house choice.

That is 43 pixels of a picture 360 pixels high, a bar of buttons as browsers draw it.
"""

SHORTEST = frames(0.84)
"""Frames a cue stays on at least, where the speech allows (0.84 s): practice of the trade."""

LONGEST = frames(7)
"""Frames a cue stays on at most (7 s): practice of the trade."""

GAP = 2
"""Frames without any cue between two cues, so that the eye notices the change: practice of the trade."""

LINGER = frames(0.8)
"""Frames a cue may outlast the speech for reading comfort: house choice."""

EARLY = frames(0.24)
"""Frames a cue may come before its first word, when it could not be read otherwise: house choice, never noticed."""

LATE = frames(0.48)
"""Frames a cue may come after its first word, when the one before it could not be read otherwise: house choice."""

MUSIC_ALONE = frames(1.5)
"""Frames that music must be heard without speech to be told (1.5 s): house choice."""


def speed(characters: int, length: int) -> float:
    """Return characters a second for a cue that stays on `length` frames."""
    return characters * float(FRAME_RATE) / max(1, length)


@lru_cache(maxsize=1024)
def least(characters: int) -> int:
    """Return the fewest frames in which a cue can be read: the charter's table, its tolerance, 17 a second at most."""
    return max(tolerated(characters), math.ceil(characters * FRAME_RATE / Fraction(REFUSED_SPEED)))


@lru_cache(maxsize=1024)
def calm(characters: int) -> int:
    """Return the fewest frames in which nobody is pressed: 15 characters a second, and the charter's table."""
    return max(least(characters), least_frames(characters))
