"""Colours moved as their reference was moved: darker ones stay darker, paler ones paler, all of them on the screen.

Lightness, chroma and hue are those of OKLCH. Source of its matrices: Björn Ottosson, « A perceptual color space for
image processing » (2020); of the sRGB curve: IEC 61966-2-1.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

Lch = tuple[float, float, float]
"""Lightness 0 to 1, chroma 0 to about 0.37, hue in radians."""

_MOST_CHROMA = 3.0
"""How many times more vivid a colour may become: a reference that is nearly grey says little of vividness."""

_GREY = 0.02
"""Chroma under which a colour has no hue to speak of."""

_VIVID = 0.07
"""Chroma from which a reference can be told from its neighbours: a cream is near an amber in hue."""

_NEAR = math.radians(32)
"""How far from its reference's hue a colour of an artwork is still one of its shades: studio blues span 50 degrees."""

_STEPS = 24
"""Halvings in which the most vivid colour on the screen is found: far below one code value."""

_HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")


def lch(colour: str) -> Lch:
    """Return a colour `#rrggbb` in OKLCH."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    one = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    other = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return light, math.hypot(one, other), math.atan2(other, one)


def coded(colour: Lch) -> str:
    """Return a colour of OKLCH as `#rrggbb`, as vivid as a screen can show at this lightness and hue."""
    light, chroma, hue = min(max(colour[0], 0.0), 1.0), max(colour[1], 0.0), colour[2]
    if not _shown(light, chroma, hue):
        low, high = 0.0, chroma
        for _ in range(_STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if _shown(light, middle, hue) else (low, middle)
        chroma = low
    return "#" + "".join(f"{round(255 * _curved(channel)):02x}" for channel in _channels(light, chroma, hue))


@dataclass(frozen=True, slots=True)
class Shade:
    """What became of a reference colour, to be done to others: `before` and `after` as `#rrggbb`."""

    before: str
    after: str

    @property
    def vivid(self) -> bool:
        """Tell whether the reference has a hue by which its shades are known in an artwork."""
        return lch(self.before)[1] >= _VIVID

    def of(self, colour: str) -> str:
        """Return a colour moved as the reference was; the reference itself becomes exactly what it became.

        Lightness keeps its order, black and white stay, chroma is multiplied, hue turns by the same angle. What
        follows the six digits (an opacity) is kept.
        """
        if self.before.lower() == self.after.lower():
            return colour
        if colour[:7].lower() == self.before.lower():
            return f"{self.after.lower()}{colour[7:]}"
        return f"{coded(self._moved(lch(colour)))}{colour[7:]}"

    def covers(self, colour: str) -> bool:
        """Tell whether a colour of an artwork is a shade of the reference: vivid enough, and near it in hue."""
        _, chroma, hue = lch(colour)
        return chroma >= _GREY and abs(math.remainder(hue - lch(self.before)[2], math.tau)) <= _NEAR

    def _moved(self, colour: Lch) -> Lch:
        (light, chroma, hue), (was, vivid, turned) = colour, lch(self.before)
        now, own, towards = lch(self.after)
        moved = light * now / was if light <= was else 1 - (1 - light) * (1 - now) / (1 - was)
        more = min(own / vivid, _MOST_CHROMA) if vivid > 0 else 1.0
        turn = towards - turned if min(vivid, own) >= _GREY else 0.0
        return moved, chroma * more, hue + turn


@lru_cache(maxsize=64)
def repainted(artwork: bytes, shades: tuple[Shade, ...]) -> tuple[tuple[str, str], ...]:
    """Return what every colour of an artwork becomes that is a shade of one of the references, sorted."""
    written = {found[0] for found in _HEX.finditer(artwork.decode("utf-8", "replace"))}
    pairs: list[tuple[str, str]] = []
    for colour in sorted(written):
        shade = next((shade for shade in shades if shade.covers(colour)), None)
        if shade is not None and (becomes := shade.of(colour)).lower() != colour.lower():
            pairs.append((colour, becomes))
    return tuple(pairs)


def _channels(light: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Return red, green and blue in linear light; outside 0 to 1 when no screen shows the colour."""
    one, other = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (light + 0.3963377774 * one + 0.2158037573 * other) ** 3
    medium = (light - 0.1055613458 * one - 0.0638541728 * other) ** 3
    short = (light - 0.0894841775 * one - 1.2914855480 * other) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _shown(light: float, chroma: float, hue: float) -> bool:
    return all(-1e-5 <= channel <= 1 + 1e-5 for channel in _channels(light, chroma, hue))


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)


def _curved(channel: float) -> float:
    channel = min(max(channel, 0.0), 1.0)
    return float(12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055)
