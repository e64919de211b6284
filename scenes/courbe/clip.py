# ruff: noqa: INP001 - a scene's program, in no package
"""A line drawn by hand, from one landmark to the next, with its last value written large.

The line passes a landmark when the scene shows its name: both go by the same frames.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import cv2
import numpy as np
from moviepy import VideoClip
from PIL import Image, ImageDraw, ImageFont

LEFT, STEP = 94.0, 1560.0
"""Grid pixels from the box's edge to the first landmark, and shared out between them: see `scene.yaml`."""

NARROW = 1200.0
"""Grid pixels of width under which the last value stands over its point, and the unit at the top: other formats."""

NARROW_LEFT, NARROW_REST = 56.0, 132.0
"""Grid pixels in a narrow box: to the first landmark, and what is not shared out."""

BESIDE = 46.0
"""Grid pixels between the last point and its value."""

TOP, BELOW = 104.0, 36.0
"""Grid pixels: from the top to the largest value, and from zero to the bottom."""

FIRST, POP = 10, 10
"""Frames: when the first landmark is shown, and how long a point takes to open."""

FINE = 8
"""Bits after the point in OpenCV's coordinates."""

LARGER = 4
"""How many times larger strokes are drawn before they are brought to size: their edges are then smooth."""


def clip(slots: Mapping[str, Any], fmt: Any) -> VideoClip:
    """Return the chart of `mesures` as a clip of the size and length of `fmt`, clear where nothing is drawn."""
    chart = Chart(slots, fmt)
    seen = Remembered(chart.picture, float(fmt.rate))
    mask = VideoClip(lambda t: seen(t)[..., 3] / 255, is_mask=True, duration=fmt.seconds)
    return VideoClip(lambda t: seen(t)[..., :3], duration=fmt.seconds).with_mask(mask)


class Remembered:
    """The picture of the frame asked for last: MoviePy asks once for its colours and once for its mask."""

    def __init__(self, picture: Callable[[int], np.ndarray], rate: float) -> None:
        self._picture, self._rate = picture, rate
        self._at, self._last = -1, np.zeros((1, 1, 4), np.uint8)

    def __call__(self, time: float) -> np.ndarray:
        """Return the RGBA picture at a time in seconds."""
        number = math.floor(time * self._rate + 1e-6)
        if number != self._at:
            self._at, self._last = number, self._picture(number)
        return self._last


class Chart:
    """Everything that does not move, drawn once; a frame is a part of it with points and words on top."""

    def __init__(self, slots: Mapping[str, Any], fmt: Any) -> None:
        self.fmt = fmt
        self.scale = fmt.scale
        self.narrow = fmt.width / fmt.scale < NARROW
        left, self.step = (NARROW_LEFT, fmt.width / fmt.scale - NARROW_REST) if self.narrow else (LEFT, STEP)
        entries = slots["mesures"]
        values = [number(entry["valeur"]) for entry in entries]
        self.x = [(left + self.step * rank / len(values)) * self.scale for rank in range(len(values))]
        self.ground = fmt.height / fmt.scale - BELOW
        *self.y, self.zero = (height * self.scale for height in heights([*values, 0.0], self.ground))
        reach = fmt.frames * 3 // 4 - FIRST
        self.times = [FIRST + reach * rank / len(values) for rank in range(len(values))]
        self.labels = [self._label(entry["valeur"], rank == len(entries) - 1) for rank, entry in enumerate(entries)]
        self.unit = self._unit(slots["unite"])
        self.before = self._paper()
        self.after = self._drawn(self.before)

    def picture(self, frame: int) -> np.ndarray:
        """Return frame `frame` as RGBA of shape (height, width, 4)."""
        head = float(np.interp(frame, self.times, self.x)) if frame >= self.times[0] else -1.0
        rgba = self.before.copy()
        edge = max(0, round(head))
        whole = frame >= self.times[-1]
        rgba[:, : None if whole else edge] = self.after[:, : None if whole else edge]
        if head >= 0 and not whole:
            self._spot(rgba, head)
        for rank, time in enumerate(self.times):
            if frame >= time:
                self._point(rgba, rank, opened((frame - time + 1) / POP))
        return rgba

    def _paper(self) -> np.ndarray:
        """Draw what is there from the first frame: the ground line and three fainter ones."""
        rgba = np.zeros((self.fmt.height, self.fmt.width, 4), np.uint8)
        right = self.fmt.width - 20 * self.scale
        for part in (0, 1 / 3, 2 / 3, 1):
            level = (self.ground + (TOP - self.ground) * part) * self.scale
            along = np.linspace(2 * self.scale, right - part * 30 * self.scale, 240)
            self._stroke(rgba, along, level + self._wobble(along, 7 * part + 1, 1.1), 2.5, "clair", 0.16)
        along = np.linspace(2 * self.scale, right, 240)
        self._stroke(rgba, along, self.zero + self._wobble(along, 1, 1.1), 4.0, "clair", 0.85)
        return rgba

    def _drawn(self, paper: np.ndarray) -> np.ndarray:
        """Draw the whole line over the paper: a wash under it, a thin line beside it, the line itself."""
        rgba = paper.copy()
        along = np.linspace(self.x[0], self.x[-1], 60 * len(self.x))
        line = smooth(along, self.x, self.y) + self._wobble(along, 3.0, 1.6)
        wash = self._filled(np.column_stack([along, line]), [[along[-1], self.zero], [along[0], self.zero]])
        fade = np.clip(np.abs(self.zero - np.arange(self.fmt.height)) / ((self.ground - TOP) * self.scale), 0, 1) ** 0.7
        lay(rgba, wash / 255 * fade[:, None] * 0.42, self.fmt.rgb("trait"))
        beside = line + (15 + self._wobble(along, 11.0, 3.0) / self.scale) * self.scale
        self._stroke(rgba, along, np.minimum(beside, self.ground * self.scale), 3.0, "filet", 0.75)
        self._stroke(rgba, along, line, 11.0, "trait", 1.0, grain=0.16)
        return rgba

    def _stroke(
        self,
        rgba: np.ndarray,
        along: np.ndarray,
        line: np.ndarray,
        width: float,
        colour: str,
        opacity: float,
        grain: float = 0.08,
    ) -> None:
        """Draw a line whose width varies a little, as a felt pen's does, with round ends."""
        half = (
            width * self.scale / 2 * (1 + grain * np.sin(along / (61 * self.scale)) * np.sin(along / (23 * self.scale)))
        )
        slope = np.gradient(line, along)
        size = np.sqrt(1 + slope**2)
        across = np.column_stack([-slope / size, 1 / size]) * half[:, None]
        middle = np.column_stack([along, line])
        ink = self._filled(middle + across, (middle - across)[::-1])
        for end in (0, -1):
            disc(ink, middle[end], half[end])
        lay(rgba, ink / 255 * opacity, self.fmt.rgb(colour))

    def _filled(self, one: Any, other: Any) -> np.ndarray:
        """Return the ink of a closed shape, 0 to 255, of shape (height, width)."""
        ink = np.zeros((self.fmt.height * LARGER, self.fmt.width * LARGER), np.uint8)
        shape = np.rint(np.concatenate([one, np.asarray(other)]) * (LARGER << FINE)).astype(np.int32)
        cv2.fillPoly(ink, [shape], 255, cv2.LINE_8, FINE)
        return cv2.resize(ink, (self.fmt.width, self.fmt.height), interpolation=cv2.INTER_AREA)

    def _wobble(self, along: np.ndarray, seed: float, reach: float) -> np.ndarray:
        """Return what a hand adds to a straight line: slow waves, `reach` grid pixels at most, always the same."""
        at = along / self.scale
        waves = np.sin(at / 47 + seed) + 0.6 * np.sin(at / 19 + 2.3 * seed) + 0.4 * np.sin(at / 131 + 0.7 * seed)
        return waves / 2 * reach * self.scale

    def _spot(self, rgba: np.ndarray, head: float) -> None:
        """Light the tip of the line."""
        at = (head, float(smooth(np.array([head]), self.x, self.y)[0]))
        glow = np.zeros(rgba.shape[:2], np.uint8)
        disc(glow, at, 17 * self.scale)
        lay(rgba, cv2.GaussianBlur(glow, (0, 0), 9 * self.scale) / 255 * 0.7, self.fmt.rgb("filet"))
        tip = np.zeros(rgba.shape[:2], np.uint8)
        disc(tip, at, 10 * self.scale)
        lay(rgba, tip / 255, self.fmt.rgb("clair"))

    def _point(self, rgba: np.ndarray, rank: int, open_: float) -> None:
        """Draw a landmark: a ring of the house, and its value, both opening from nothing."""
        at, unit = (self.x[rank], self.y[rank]), self.scale * open_
        reach = 34 * self.scale
        left, top = max(0, int(at[0] - reach)), max(0, int(at[1] - reach))
        window = rgba[top : int(at[1] + reach) + 1, left : int(at[0] + reach) + 1]
        middle = (at[0] - left, at[1] - top)
        for radius, colour in ((26, "clair"), (20, "trait")):
            ink = np.zeros(window.shape[:2], np.uint8)
            disc(ink, middle, radius * unit)
            if colour == "trait":
                lay(window, ink / 255, tuple(value // 4 for value in self.fmt.rgb("trait")))
                ink[...] = 0
                disc(ink, middle, 14 * unit)
            lay(window, ink / 255, self.fmt.rgb(colour))
        last = rank == len(self.x) - 1
        words = self.labels[rank]
        place = self._beside(rank, words) if last and not self.narrow else self._above(rank, words)
        stamp(rgba, words, place, min(1.0, open_))
        if last and self.unit is not None and self.narrow:
            stamp(rgba, self.unit, (6 * self.scale, 0.0), min(1.0, open_))
        elif last and self.unit is not None:
            below = (place[0] + 2 * self.scale, place[1] + words.shape[0] + 12 * self.scale)
            stamp(rgba, self.unit, below, min(1.0, open_))

    def _above(self, rank: int, words: np.ndarray) -> tuple[float, float]:
        """Return where a value stands: over its point, to the side that the line leaves free."""
        near, far = max(0, rank - 1), min(rank + 1, len(self.x) - 1)
        slope = (self.y[far] - self.y[near]) / (self.x[far] - self.x[near])
        aside = words.shape[1] * 0.42 * min(1.0, max(-1.0, slope))
        return self.x[rank] - words.shape[1] / 2 + aside, self.y[rank] - 40 * self.scale - words.shape[0]

    def _beside(self, rank: int, words: np.ndarray) -> tuple[float, float]:
        unit = 0 if self.unit is None else self.unit.shape[0] + 12 * self.scale
        top = self.y[rank] - words.shape[0] / 2
        lowest = (self.ground - 24) * self.scale - words.shape[0] - unit
        return self.x[rank] + BESIDE * self.scale, max(0.0, min(top, lowest))

    def _label(self, text: str, last: bool) -> np.ndarray:
        room = self._room() if last and not self.narrow else (self.step / len(self.x) - 24) * self.scale
        size, colour = (118, "clair") if last else (52, "filet")
        if self.narrow:
            size, room = (96, room * 1.6) if last else (46, room)
        return written(
            text.replace("-", "−"), self.fmt.fonts["chiffres"], size * self.scale, room, self.fmt.rgb(colour)
        )

    def _unit(self, text: str) -> np.ndarray | None:
        if not text:
            return None
        least = 28 * self.scale
        size = (40 if self.narrow else 32) * self.scale
        return written(text, self.fmt.fonts["texte"], size, self._room(), self.fmt.rgb("filet"), least)

    def _room(self) -> float:
        """Return the pixels between the last point and the edge of the box."""
        return self.fmt.width * 0.9 if self.narrow else self.fmt.width - self.x[-1] - BESIDE * self.scale


def number(text: str) -> float:
    """Read a number as French writes it; raises ValueError with what to write."""
    found = re.fullmatch(r"\s*([+-]?\d[\d \u00a0\u202f]*(?:[.,]\d+)?)\s*%?\s*", text.replace("−", "-"))
    if found is None:
        message = f"« {text} » n'est pas un nombre ; écrivez par exemple 12, 12,5 ou 1 200"
        raise ValueError(message)
    return float(re.sub(r"\s", "", found[1]).replace(",", "."))


def heights(values: Sequence[float], ground: float) -> list[float]:
    """Return where values, zero among them, stand in grid pixels from the top, the lowest on the ground."""
    low, high = min(values), max(values)
    return [ground + (TOP - ground) * (value - low) / ((high - low) or 1.0) for value in values]


def smooth(along: np.ndarray, x: Sequence[float], y: Sequence[float]) -> np.ndarray:
    """Return a curve through every point that never rises above what it joins (Fritsch and Carlson, 1980)."""
    xs, ys = np.asarray(x), np.asarray(y)
    steps = np.diff(ys) / np.diff(xs)
    slopes = np.concatenate([steps[:1], (steps[:-1] + steps[1:]) / 2, steps[-1:]])
    for rank, step in enumerate(steps):
        if step == 0:
            slopes[rank : rank + 2] = 0
            continue
        near, far = slopes[rank] / step, slopes[rank + 1] / step
        slopes[rank] *= near > 0
        slopes[rank + 1] *= far > 0
        length = math.hypot(max(near, 0), max(far, 0))
        if length > 3:
            slopes[rank : rank + 2] *= 3 / length
    rank = np.clip(np.searchsorted(xs, along, side="right") - 1, 0, len(steps) - 1)
    width = np.diff(xs)[rank]
    t = np.clip((along - xs[rank]) / width, 0, 1)
    start = (1 + 2 * t) * (1 - t) ** 2 * ys[rank] + t * (1 - t) ** 2 * width * slopes[rank]
    return start + t**2 * (3 - 2 * t) * ys[rank + 1] + t**2 * (t - 1) * width * slopes[rank + 1]


def opened(t: float) -> float:
    """Return how far something has opened: it goes a little beyond its size, and comes back."""
    t = min(max(t, 0.0), 1.0)
    return 1 + 2.2 * (t - 1) ** 3 + 1.2 * (t - 1) ** 2


def disc(ink: np.ndarray, middle: Any, radius: float) -> None:
    """Fill a disc in an ink of shape (h, w), to a fraction of a pixel."""
    at = (round((middle[0] - 0.5) * (1 << FINE)), round((middle[1] - 0.5) * (1 << FINE)))
    cv2.circle(ink, at, max(0, round(radius * (1 << FINE))), 255, -1, cv2.LINE_AA, FINE)


def lay(rgba: np.ndarray, cover: np.ndarray, colour: tuple[int, ...]) -> None:
    """Lay a colour over straight-alpha RGBA where `cover` (0 to 1) says, in place."""
    touched = np.flatnonzero(cover.max(axis=1) > 0)
    if not touched.size:
        return
    rows = slice(touched[0], touched[-1] + 1)
    below = rgba[rows, :, 3] / 255 * (1 - cover[rows])
    alpha = cover[rows] + below
    share = np.divide(cover[rows], alpha, out=np.zeros_like(alpha), where=alpha > 0)[..., None]
    mixed = rgba[rows, :, :3] * (1 - share) + np.array(colour, np.float64) * share
    rgba[rows, :, :3] = mixed + 0.5
    rgba[rows, :, 3] = alpha * 255 + 0.5


def written(
    text: str, font: str, size: float, room: float, colour: tuple[int, int, int], least: float = 0.0
) -> np.ndarray:
    """Return words as RGBA cut to their ink; they shrink to their room, or break into lines at their least size."""
    face = ImageFont.truetype(font, round(size))
    while face.getlength(text) > room and face.size > max(least, size / 3):
        face = ImageFont.truetype(font, face.size - 1)
    rows = broken(text, face, room) if least else [text]
    height = round(face.size * 1.25)
    image = Image.new("L", (math.ceil(max(map(face.getlength, rows))) + 8, height * len(rows) + 8), 0)
    for rank, row in enumerate(rows):
        ImageDraw.Draw(image).text((4, 4 + height * rank), row, font=face, fill=255)
    ink = np.asarray(image.crop(image.getbbox()))
    return np.dstack([np.full((*ink.shape, 3), colour, np.uint8), ink])


def broken(text: str, face: Any, room: float) -> list[str]:
    """Break a text into lines of about the same length, as few as its room allows."""

    def lines(width: float) -> list[str]:
        rows = [""]
        for word in text.split():
            longer = f"{rows[-1]} {word}".strip()
            rows = [*rows[:-1], longer] if not rows[-1] or face.getlength(longer) <= width else [*rows, word]
        return rows

    fewest = len(lines(room))
    return next(found for width in range(1, math.ceil(room) + 1, 2) if len(found := lines(width)) <= fewest)


def stamp(rgba: np.ndarray, words: np.ndarray, place: tuple[float, float], opacity: float) -> None:
    """Lay words over a picture, inside it."""
    height, width = words.shape[:2]
    x = min(max(0, round(place[0])), rgba.shape[1] - width)
    y = min(max(0, round(place[1])), rgba.shape[0] - height)
    window = rgba[y : y + height, x : x + width]
    lay(window, words[..., 3] / 255 * opacity, tuple(int(value) for value in words[0, 0, :3]))
