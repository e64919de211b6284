"""How well every text of a look stands out from what lies under it, worked out from the scenes themselves.

Source of the formulas: Web Content Accessibility Guidelines 2.2, definitions of « relative luminance » and
« contrast ratio ».
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model.contrast import ENOUGH, ENOUGH_WHEN_LARGE, LARGE, Pair
from pipeline.model.picture import GRIDS, Shape
from pipeline.model.scene import (
    BaseLayer,
    Box,
    Ground,
    GroundLayer,
    House,
    LogoLayer,
    PanelLayer,
    RingsLayer,
    Scene,
    TextLayer,
)
from pipeline.model.variation import house_in, scene_in

Rgb = tuple[float, float, float]
"""Red, green, blue from 0 to 255, coded as in sRGB."""

_BLACK, _WHITE = (0.0, 0.0, 0.0), (255.0, 255.0, 255.0)
_STEPS = 16
"""Colours looked at between two stops of a gradient."""

_PICTURE = "image"


@dataclass(frozen=True, slots=True)
class _Under:
    """What may lie under a text: its name, and the colours it may have (none: any)."""

    name: str
    colours: tuple[Rgb, ...]
    made: tuple[str, ...] = ()


def luminance(colour: Rgb) -> float:
    """Return the relative luminance of a colour, 0 to 1."""
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def rgb(colour: str) -> Rgb:
    """Return the channels of `#rrggbb` (whatever follows is left out)."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def ground_colours(house: House, name: str) -> tuple[Rgb, ...]:
    """Return the colours of a ground of the house, under its default theme."""
    colours = _Colours(house, house.default_theme, GRIDS["horizontal"])
    return tuple(colours.between(house.grounds[name]))


def pairs(house: House, scenes: dict[str, Scene], shape: Shape = "horizontal") -> tuple[Pair, ...]:
    """Return every text colour on every ground it is used on in a shape, the worst of each, least contrast first."""
    worst: dict[tuple[str, str], Pair] = {}
    there = house_in(house, shape)
    for name, scene in scenes.items():
        laid = scene_in(scene, shape, there.safe)
        for theme in house.themes:
            for found in _pairs_of(name, laid, _Colours(there, theme, GRIDS[shape])):
                key = found.text, found.ground
                worst[key] = _worse(worst[key], found) if key in worst else found
    return tuple(sorted(worst.values(), key=lambda pair: (pair.ratio is None, pair.ratio or 0, pair.text)))


def _pairs_of(name: str, scene: Scene, colours: "_Colours") -> Iterator[Pair]:
    house = colours.house
    for rank, layer in enumerate(scene.layers):
        if not isinstance(layer, TextLayer) or layer.style not in house.styles:
            continue
        said = layer.colour or house.styles[layer.style].colour
        text = colours.of(said)
        if text is None:
            continue
        asked = ENOUGH_WHEN_LARGE if house.styles[layer.style].size >= LARGE else ENOUGH
        for under in _unders(layer, scene.layers[:rank], colours):
            found = _pair(colours.named(said), text, layer.opacity, under, name)
            yield replace(found, made=(colours.full(said), *under.made), asked=asked)


def _pair(name: str, text: Rgb, opacity: float, under: _Under, scene: str) -> Pair:
    if not under.colours:
        return Pair(text=name, ground=under.name, ratio=None, sample=(_hex(text), ""), scenes=(scene,))
    shown = [(_mixed(text, ground, opacity), ground) for ground in under.colours]
    seen, ground = min(shown, key=lambda both: contrast(*both))
    sample = _hex(seen), _hex(ground)
    return Pair(text=name, ground=under.name, ratio=contrast(seen, ground), sample=sample, scenes=(scene,))


def _worse(one: Pair, other: Pair) -> Pair:
    least = other if (other.ratio or 0) < (one.ratio or 0) else one
    scenes = tuple(dict.fromkeys((*one.scenes, *other.scenes)))
    return replace(least, scenes=scenes, asked=max(one.asked, other.asked))


class _Colours:
    """The house's colours under one theme, on one grid."""

    def __init__(self, house: House, theme: str, grid: tuple[int, int]) -> None:
        look = house.themes[theme]
        self.house = house
        self._name = theme
        self.grid = grid
        self._theme = {"haut": look.top, "bas": look.bottom, "texte": look.text, "accent": look.accent}
        self._label = look.label

    def of(self, name: str) -> Rgb | None:
        """Return a colour, None when a script gives it or nobody knows it."""
        part = name.removeprefix("theme.")
        found = self._theme.get(part) if part != name else self.house.palette.get(name)
        return rgb(found) if found else None

    def named(self, name: str) -> str:
        """Return the name of a colour, with its theme when it depends on it."""
        return f"{name} ({self._label})" if name.startswith("theme.") else name

    def full(self, name: str) -> str:
        """Return the name of a colour as the whole house knows it: with the name of its theme."""
        return name.replace("theme.", f"themes.{self._name}.", 1) if name.startswith("theme.") else name

    def grounds(self, name: str) -> Iterator[_Under]:
        """Yield the grounds of a name, which may hold a slot."""
        start = name.partition("{")[0]
        for known, ground in self.house.grounds.items():
            if known == name or (start != name and known.startswith(start)):
                themed = any(stop.startswith("theme.") for stop in ground.stops)
                label = f"fond {known}{f' ({self._label})' if themed else ''}"
                yield _Under(label, tuple(self.between(ground)), tuple(map(self.full, ground.stops)))

    def between(self, ground: Ground) -> Iterator[Rgb]:
        """Yield the colours of a ground, stop after stop and in between."""
        stops = [found for stop in ground.stops if (found := self.of(stop))]
        yield from stops[:1]
        for one, other in pairwise(stops):
            yield from (_mixed(other, one, step / _STEPS) for step in range(1, _STEPS + 1))


def _unders(text: TextLayer, below: tuple[BaseLayer, ...], colours: _Colours) -> Iterator[_Under]:
    """Yield what may lie under a text: its plate, else the layers below it down to the first that covers its box."""
    if text.plate is not None:
        panel = colours.of(text.plate.colour)
        if panel is not None:
            made = colours.full(text.plate.colour)
            yield _panel(f"plaque {colours.named(text.plate.colour)}", panel, text.plate.opacity, made)
        return
    for layer in reversed(below):
        if isinstance(layer, LogoLayer):  # nothing is written on a logo
            continue
        if not _lies_under(layer, text, colours.grid):
            continue
        yield from _shown_by(layer, colours)
        box = text.box if isinstance(layer, RingsLayer) else _box(layer, colours.grid)
        if layer.only_if in {"", text.only_if} and not layer.line and _covers(box, text.box, colours.grid):
            return
    if not any(isinstance(layer, GroundLayer) for layer in below):
        yield _Under(_PICTURE, ())


def _lies_under(layer: BaseLayer, text: TextLayer, grid: tuple[int, int]) -> bool:
    """Tell whether a layer may show through the letters of a text above it; rings do by their disc only."""
    match layer:
        case TextLayer():
            return False
        case RingsLayer():
            return _on_disc(text.box, layer)
        case _:
            return _meets(text.box, _box(layer, grid))


def _shown_by(layer: BaseLayer, colours: _Colours) -> Iterator[_Under]:
    match layer:
        case GroundLayer():
            yield from colours.grounds(layer.ground)
        case PanelLayer() if found := colours.of(layer.colour):
            yield _panel(f"bloc {colours.named(layer.colour)}", found, layer.opacity, colours.full(layer.colour))
        case RingsLayer() if found := colours.of(layer.disc_colour):
            made = colours.full(layer.disc_colour)
            yield _panel(f"disque {colours.named(layer.disc_colour)}", found, layer.opacity, made)
        case PanelLayer() | RingsLayer():
            pass  # a colour that a script gives
        case _:
            yield _Under(_PICTURE, ())


def _panel(name: str, colour: Rgb, opacity: float, made: str) -> _Under:
    """Return a panel; one that lets something through is taken over black and over white."""
    if opacity >= 1:
        return _Under(name, (colour,), (made,))
    through = (_mixed(colour, _BLACK, opacity), _mixed(colour, _WHITE, opacity))
    return _Under(f"{name} à {round(opacity * 100)} %", through, (made,))


def _on_disc(box: Box, rings: RingsLayer) -> bool:
    """Tell whether the middle of a box lies well inside the disc that rings stand around."""
    x, y = box[0] + box[2] / 2 - rings.centre[0], box[1] + box[3] / 2 - rings.centre[1]
    return rings.disc > 0 and x * x + y * y <= rings.disc * rings.disc / 4


def _box(layer: BaseLayer, grid: tuple[int, int]) -> Box:
    box: Box = getattr(layer, "box", (0, 0, *grid))
    return box


def _meets(one: Box, other: Box) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def _covers(outer: Box, inner: Box, grid: tuple[int, int]) -> bool:
    """Tell whether a box covers another, as far as that one is in the frame."""
    right, bottom = min(inner[0] + inner[2], grid[0]), min(inner[1] + inner[3], grid[1])
    return (
        outer[0] <= inner[0] and outer[1] <= inner[1] and right <= outer[0] + outer[2] and bottom <= outer[1] + outer[3]
    )


def _linear(channel: float) -> float:
    """Undo the sRGB coding of a channel, 0 to 1 (threshold of IEC 61966-2-1; WCAG's 0.03928 parts the same codes)."""
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)


def _mixed(over: Rgb, under: Rgb, opacity: float) -> Rgb:
    red, green, blue = (above * opacity + below * (1 - opacity) for above, below in zip(over, under, strict=True))
    return red, green, blue


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(channel):02x}" for channel in colour)
