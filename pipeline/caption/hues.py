"""The colours of the French charter as each form of captions writes them."""

from pipeline.caption.values import Cue
from pipeline.caption.webvtt import COLOURS

_LIGHTS = {"red": 1, "lime": 2, "yellow": 3, "magenta": 5, "cyan": 6, "white": 7}
"""Which of red (1), green (2) and blue (4) make each colour: the number that teletext gives it, too."""


def lights_of(cue: Cue) -> int:
    """Return the number of a cue's colour in teletext: red 1, green 2 and blue 4, added up."""
    return _LIGHTS[COLOURS.get(cue.role, COLOURS["on_screen"])]


def rgb_of(cue: Cue) -> tuple[int, int, int]:
    """Return a cue's colour as red, green and blue, each 0 or 255."""
    lights = lights_of(cue)
    red, green, blue = (255 if lights & bit else 0 for bit in (1, 2, 4))
    return red, green, blue


def hex_of(cue: Cue) -> str:
    """Return a cue's colour as `#rrggbb`."""
    return "#" + bytes(rgb_of(cue)).hex()
