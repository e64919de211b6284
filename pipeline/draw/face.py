"""One font: its measures and the places of its letters; capitals and small capitals alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

import uharfbuzz as hb

from pipeline.model.picture import TextSpec

if TYPE_CHECKING:  # whoever only measures loads nothing that draws
    from collections.abc import Callable

    from PIL.ImageFont import FreeTypeFont

_ABOVE_X = 1.12
"""How much higher than an x a small capital stands."""

_NARROWEST = 0.7
"""Share of a capital's height under which no small capital goes, whatever the x of the font."""

_HEAVIER = 0.75
"""Share of what a stem loses by being drawn smaller that is given back to it: all of it would clog the letters."""

_SHAPED = 4096
"""Words and lines of a font that are remembered: a text is measured again at every size it is tried at."""

_WORDS = re.compile(r"[^\W\d_]+|.", re.DOTALL)
"""What one font draws as a whole: a word, or a sign by itself."""

_PROBE = 400
"""Pixels per em at which the stem of a font is measured."""

Shaped = tuple[tuple[int, int, int, int], ...]
"""Each glyph of a text: the characters it stands for (from, to), its shift and its advance in units of the font."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A cluster of characters where it is drawn: `size` in pixels, `heavier` by so many pixels on every side.

    `data` is the font that draws it.
    """

    text: str
    x: float
    size: float
    heavier: float = 0.0
    data: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One font, ready to measure and to draw: metrics are in shares of the size."""

    data: bytes
    units: int
    ascent: float
    descent: float
    known: frozenset[int]
    shaped: Callable[[str], Shaped]
    fallback: Face | None = None

    def positions(self, text: str, size: float, tracking: float, *, small: bool = False) -> tuple[list[Piece], float]:
        """Return each cluster of characters with its place in pixels, and the whole advance, kerning included.

        With `small`, what is not a capital is drawn as one of reduced size, its strokes made heavier to match.
        """
        if not text:
            return [], 0.0
        shown = "".join(map(_capital, text)) if small else text
        reduced, heavier = small_capital(self.data) if small else (1.0, 0.0)
        extra = tracking * size / 1000
        placed: list[Piece] = []
        x = 0.0
        for face, first, last in self._runs(shown):
            for start, end, offset, advance in face.shaped(shown[first:last]):
                part = slice(first + start, first + end)
                lowered = shown[part] != text[part]
                here, bold = (size * reduced, size * heavier) if lowered else (size, 0.0)
                scale = here / face.units
                if start < end:
                    placed.append(Piece(shown[part], x + offset * scale, here, bold, face.data))
                x += advance * scale + 2 * bold + extra
        return placed, max(0.0, x - extra)

    def missing(self, text: str) -> str:
        """Return the characters that neither font draws, each once, sorted."""
        known = self.known | self.fallback.known if self.fallback else self.known
        return "".join(sorted({sign for sign in text if ord(sign) not in known and not sign.isspace()}))

    def _runs(self, text: str) -> list[tuple[Face, int, int]]:
        """Return the stretches of a text that one font draws; a word with one letter too many is the other's whole."""
        other = self.fallback
        if other is None or self.known.issuperset(map(ord, text)):
            return [(self, 0, len(text))]
        runs: list[tuple[Face, int, int]] = []
        for found in _WORDS.finditer(text):
            codes = set(map(ord, found[0]))
            face = other if not self.known >= codes and other.known >= codes and not found[0].isspace() else self
            if runs and runs[-1][0] is face:
                runs[-1] = (face, runs[-1][1], found.end())
            else:
                runs.append((face, found.start(), found.end()))
        return runs

    def wide(self, spec: TextSpec, size: float) -> Callable[[str], float]:
        """Return what measures a line of a text in pixels."""
        return partial(self._width, size=size, tracking=spec.tracking, small=spec.small_capitals)

    def _width(self, text: str, *, size: float, tracking: float, small: bool) -> float:
        return self.positions(text, size, tracking, small=small)[1]


@lru_cache(maxsize=16)
def face_of(data: bytes, fallback: bytes = b"") -> Face:
    """Open a font, with the one that draws what it lacks."""
    face = hb.Face(hb.Blob(data))
    shaper = hb.Font(face)
    extents = shaper.get_font_extents("ltr")
    units = face.upem
    return Face(
        data=data,
        units=units,
        ascent=extents.ascender / units,
        descent=-extents.descender / units,
        known=frozenset(face.unicodes),
        shaped=lru_cache(maxsize=_SHAPED)(partial(_shaped, shaper)),
        fallback=face_of(fallback) if fallback else None,
    )


def _shaped(shaper: Any, text: str) -> Shaped:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(shaper, buffer, {"liga": False, "kern": True})
    starts = [info.cluster for info in buffer.glyph_infos]
    places = zip(starts, [*starts[1:], len(text)], buffer.glyph_positions, strict=True)
    return tuple((start, end, position.x_offset, position.x_advance) for start, end, position in places)


@lru_cache(maxsize=96)
def drawing_font(data: bytes, size: float) -> FreeTypeFont:
    """Open a font to draw with, at a size in pixels."""
    from PIL import ImageFont  # noqa: PLC0415 - see above

    return ImageFont.truetype(BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=16)
def small_capital(data: bytes) -> tuple[float, float]:
    """Return the size of a font's small capitals and how much heavier they are drawn, in shares of the size.

    None of our fonts has small capitals of its own: they are worked out from its x, its capitals and its stems.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - see above

    font = drawing_font(data, _PROBE)
    x, capital = (-font.getbbox(letter, anchor="ls")[1] for letter in "xH")
    reduced = min(1.0, max(_NARROWEST, x * _ABOVE_X / capital))
    canvas = Image.new("L", (_PROBE, _PROBE), 0)
    ImageDraw.Draw(canvas).text((_PROBE // 4, _PROBE), "H", fill=255, font=font, anchor="ls")
    height = _PROBE - round(capital / 4)
    row = [ink > 127 for ink in canvas.crop((0, height, _PROBE, height + 1)).tobytes()]
    first = row.index(True) if True in row else 0
    stem = (row.index(False, first) - first if False in row[first:] else 0) / _PROBE
    heavier = _HEAVIER * stem * (1 - reduced) / 2
    return reduced - 2 * heavier * _PROBE / capital * reduced, heavier


def _capital(letter: str) -> str:
    upper = letter.upper()
    return upper if len(upper) == 1 else letter
