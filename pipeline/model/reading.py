"""How fast people read what is on screen: the figures of subtitles, cards and whatever else shows words.

Source: « Charte relative à la qualité du sous-titrage à destination des personnes sourdes ou malentendantes »
(France, December 2011): 12, 20, 36 and 60 characters in 1, 2, 3 and 4 seconds, with the tolerance it leaves.
"""

import math
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

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


_TABLE = ((0, 0), (12, 1), (20, 2), (36, 3), (60, 4))
"""Characters, and the seconds it takes to read them: charter. In between by proportion."""

TOLERANCE = Fraction(1, 5)
"""How much faster than its table the charter lets a subtitle be."""


@lru_cache(maxsize=1024)
def comfortable(characters: int) -> int:
    """Return the frames in which so many characters of a subtitle are read at ease: the charter's table, interpolated.

    Beyond the table, its last speed goes on: 15 characters a second.

    >>> [comfortable(count) for count in (12, 20, 28, 36, 60, 75)]
    [25, 50, 63, 75, 100, 125]
    """
    return math.ceil(_seconds(characters) * FRAME_RATE)


@lru_cache(maxsize=1024)  # asked a hundred times for each way to cut a sentence, of a few hundred lengths
def tolerated(characters: int) -> int:
    """Return the fewest frames that the charter allows so many characters, its tolerance used up.

    A fifth more may mean so many more characters in a time, or that much more speed: whichever asks for more time.

    >>> tolerated(12), tolerated(36), tolerated(60)
    (21, 66, 90)
    """
    more = 1 + TOLERANCE
    return math.ceil(max(_seconds(characters) / more, _seconds(characters / more)) * FRAME_RATE)


def _seconds(characters: int | Fraction) -> Fraction:
    for (fewer, less), (more, longer) in pairwise(_TABLE):
        if characters <= more:
            return less + Fraction(characters - fewer) / (more - fewer) * (longer - less)
    return Fraction(characters) / Fraction(REPORTED_SPEED)
