"""How fast people read what is on screen: one figure for subtitles, cards and whatever else shows words.

Source: « Charte relative à la qualité du sous-titrage à destination des personnes sourdes ou malentendantes »
(France, December 2011), 60 characters in 4 seconds, with the tolerance it leaves.
"""

import math
from fractions import Fraction

from pipeline.model.time import FRAME_RATE

REPORTED_SPEED = 15.0
"""Characters a second above which a reader is pressed: 60 characters in 4 seconds, charter."""

REFUSED_SPEED = 17.0
"""Characters a second above which words cannot be read: the charter's 15 with what tolerance leaves."""


def least_frames(characters: int) -> int:
    """Return the fewest frames in which so many characters are read without haste.

    >>> least_frames(60), least_frames(1)
    (100, 2)
    """
    return math.ceil(characters * FRAME_RATE / Fraction(REPORTED_SPEED))
