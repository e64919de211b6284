"""One layer over a run of frames, as a MoviePy clip: straight RGB, a mask, a place in the frame.

Nothing here is shared with `pipeline.compose`: moves, zooms and turns are Pillow's, on RGBA, and MoviePy lays one
clip over another.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt
from moviepy import ImageClip, VideoClip
from PIL import Image

from pipeline.draw.raster import Raster, Rgba
from pipeline.model.picture import Format, Placement

_WHOLE = 64
_ONE = 65_536

Drawn = Callable[[Placement], Raster]
"""Gives a layer's drawing; a moving picture's depends on `Placement.source`."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What of a layer is in the frame: RGBA of shape (h, w, 4), and where its corner stands."""

    rgba: Rgba
    x: int
    y: int


def middle(number: int, rate: Fraction) -> float:
    """Return the middle of a frame in seconds: a time that no rounding takes to the frame beside it."""
    return float((number + Fraction(1, 2)) / rate)


def number_at(time: float, rate: Fraction, length: int) -> int:
    """Return the frame that is on at a time, one of `length`."""
    return min(max(0, math.floor(time * float(rate))), length - 1)


def track(placements: Sequence[Placement], drawn: Drawn, fmt: Format) -> VideoClip:
    """Return the clip of one layer that is placed anew in every frame."""
    seconds = float(len(placements) / fmt.rate)
    if all(placement == placements[0] for placement in placements):
        seen = _seen(placements[0], drawn(placements[0]), fmt)
        clip = ImageClip(seen.rgba, duration=seconds)
        if int(seen.rgba[..., 3].min()) == 255 and placements[0].opacity == 256:
            clip = clip.without_mask()
        elif placements[0].opacity != 256:
            clip = clip.with_opacity(placements[0].opacity / 256)
        return clip.with_position((seen.x, seen.y))
    return _Moving(placements, drawn, fmt).clip().with_duration(seconds)


class _Moving:
    """A layer that changes from frame to frame; MoviePy asks for its picture, its mask and its place in turn."""

    def __init__(self, placements: Sequence[Placement], drawn: Drawn, fmt: Format) -> None:
        self._placements = placements
        self._drawn = drawn
        self._fmt = fmt
        self._at = -1
        self._last = _Seen(np.zeros((1, 1, 4), np.uint8), 0, 0)

    def clip(self) -> VideoClip:
        """Return the layer as a clip whose picture, mask and place depend on time."""

        def rgb(time: float) -> Rgba:
            return self._seen(time).rgba[..., :3]

        def mask(time: float) -> npt.NDArray[np.float64]:
            return self._seen(time).rgba[..., 3] / 255 * (self._placements[self._number(time)].opacity / 256)

        def place(time: float) -> tuple[int, int]:
            seen = self._seen(time)
            return seen.x, seen.y

        through = VideoClip(mask, is_mask=True, has_constant_size=False)
        return VideoClip(rgb, has_constant_size=False).with_mask(through).with_position(place)

    def _number(self, time: float) -> int:
        return number_at(time, self._fmt.rate, len(self._placements))

    def _seen(self, time: float) -> _Seen:
        number = self._number(time)
        if number != self._at:
            placement = self._placements[number]
            self._last = _seen(placement, self._drawn(placement), self._fmt)
            self._at = number
        return self._last


def _seen(placement: Placement, raster: Raster, fmt: Format) -> _Seen:
    """Return the part of a layer that is in the frame, moved, zoomed, turned and revealed; not faded."""
    if placement.reveal < 4096:
        shown = round(raster.rgba.shape[1] * placement.reveal / 4096)
        hidden = raster.rgba.copy()
        hidden[:, shown:, 3] = 0
        raster = replace(raster, rgba=hidden)
    if placement.zoom == _ONE and not placement.turn and not (placement.dx % _WHOLE or placement.dy % _WHOLE):
        return _cut(raster.rgba, raster.x + placement.dx // _WHOLE, raster.y + placement.dy // _WHOLE, fmt)
    return _warped(raster, placement, fmt)


def _cut(rgba: Rgba, x: int, y: int, fmt: Format) -> _Seen:
    """Keep what lies in the frame; a strip of thousands of pixels costs no more than the frame is wide."""
    left, top = max(0, -x), max(0, -y)
    part = rgba[top : max(top, fmt.height - y), left : max(left, fmt.width - x)]
    if not part.size:
        return _Seen(np.zeros((1, 1, 4), np.uint8), 0, 0)
    return _Seen(part, x + left, y + top)


def _warped(raster: Raster, placement: Placement, fmt: Format) -> _Seen:
    """Zoom and turn about the drawing's middle and move by fractions of a pixel, by Pillow's bilinear transform."""
    height, width = raster.rgba.shape[:2]
    zoom = placement.zoom / _ONE
    angle = 2 * math.pi * placement.turn / _ONE
    across, down = math.cos(angle), math.sin(angle)
    middle_x = raster.x + width / 2 + placement.dx / _WHOLE
    middle_y = raster.y + height / 2 + placement.dy / _WHOLE
    reach_x = (abs(across) * width + abs(down) * height) * zoom / 2 + 1
    reach_y = (abs(down) * width + abs(across) * height) * zoom / 2 + 1
    left, top = max(0, math.floor(middle_x - reach_x)), max(0, math.floor(middle_y - reach_y))
    right = min(fmt.width, math.ceil(middle_x + reach_x))
    bottom = min(fmt.height, math.ceil(middle_y + reach_y))
    if right <= left or bottom <= top:
        return _Seen(np.zeros((1, 1, 4), np.uint8), 0, 0)
    edge = 0 if int(raster.rgba[..., 3].min()) == 255 and zoom >= 1 and not placement.turn else 2
    source = Image.fromarray(np.pad(raster.rgba, ((edge, edge), (edge, edge), (0, 0))))
    back_x, back_y = across / zoom, down / zoom
    shift_x = width / 2 + edge + back_x * (left - middle_x) + back_y * (top - middle_y)
    shift_y = height / 2 + edge - back_y * (left - middle_x) + back_x * (top - middle_y)
    moved = source.transform(
        (right - left, bottom - top),
        Image.Transform.AFFINE,
        (back_x, back_y, shift_x, -back_y, back_x, shift_y),
        Image.Resampling.BILINEAR,
    )
    return _Seen(np.asarray(moved, np.uint8), left, top)
