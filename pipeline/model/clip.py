"""What a scene's own program is given: the slots a script filled, and the house's measures, colours and fonts."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

Slots = Mapping[str, str | tuple[str, ...] | tuple[Mapping[str, str], ...]]
"""A text, a list of texts, or a list of pairs, by the name of the slot; empty where a script says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipFormat:
    """How large and how long a clip is, and what the house lends it.

    `width` and `height` are pixels of the layer's box at the delivery's size, `scale` those of one pixel of the
    1920x1080 grid, `frames` the length at `rate` frames a second; `colours` are `#rrggbb` by the names the scene
    gives them, `fonts` the paths of font files.
    """

    width: int
    height: int
    scale: float
    rate: Fraction
    frames: int
    colours: Mapping[str, str]
    fonts: Mapping[str, str]

    @property
    def seconds(self) -> float:
        """The length in seconds, as MoviePy counts time."""
        return float(self.frames / self.rate)

    def rgb(self, name: str) -> tuple[int, int, int]:
        """Return a colour as three bytes; raises KeyError when the scene lends none of that name."""
        value = self.colours[name].removeprefix("#")
        return int(value[0:2], 16), int(value[2:4], 16), int(value[4:6], 16)
