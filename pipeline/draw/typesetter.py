"""Words into a box: shaping, line breaking by sense, shrinking to fit. The only typesetter of the project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.draw.face import Face, drawing_font, face_of
from pipeline.french.typography import break_penalty, clings, typeset, words
from pipeline.model.picture import PlateSpec, TextSpec

if TYPE_CHECKING:  # whoever only measures loads nothing that draws
    from collections.abc import Callable

    from PIL.Image import Image as Picture

    from pipeline.draw.raster import Raster, Reader, Rgba

_SHRINK = 0.96
_ELLIPSIS = "…"
_LONE = 0.3
"""Share of the longest line under which another, but the last, looks left behind."""

_RATHER_SMALLER = 0.7
"""Share of its size down to which a text shrinks rather than end a line with an article."""


@dataclass(frozen=True, slots=True)
class SetText:
    """Text as it will be drawn: lines, size in pixels, and what the reader of a report should know."""

    lines: tuple[str, ...]
    size: float
    truncated: bool
    missing: str


def _break(text: str, face: Face, size: float, spec: TextSpec, width: float) -> list[str] | None:
    """Break into the fewest lines that fit, choosing breaks by sense and balance; None when a word is too wide."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        broken = _break_paragraph(words(paragraph), face.wide(spec, size), spec.tracking * size / 1000, width)
        if broken is None:
            return None
        lines += broken
    return lines


def _break_paragraph(tokens: list[str], wide: Callable[[str], float], tracked: float, width: float) -> list[str] | None:
    if not tokens:
        return [""]
    advance = [wide(token) for token in tokens]
    space = wide(" ") + 2 * tracked
    if max(advance) > width:
        return None
    least = 1
    used = advance[0]
    for token in advance[1:]:
        if used + space + token > width:
            least += 1
            used = token
        else:
            used += space + token
    goal = (sum(advance) + space * (len(tokens) - 1)) / least
    # Dynamic programming over break places: cost is raggedness against the mean line plus the pain of each break.
    best: list[tuple[float, int, int]] = [(0.0, 0, 0)]
    for end in range(1, len(tokens) + 1):
        candidates: list[tuple[float, int, int]] = []
        line = -space
        for start in range(end - 1, -1, -1):
            line += advance[start] + space
            if line > width:
                break
            cost, _, count = best[start]
            ragged = ((goal - line) / goal) ** 2 * 20 if goal else 0.0
            pain = break_penalty(tokens[start - 1], tokens[start]) if start else 0
            extra_line = 30.0 if count + 1 > least else 0.0
            candidates.append((cost + ragged + pain + extra_line, start, count + 1))
        best.append(min(candidates))
    lines: list[str] = []
    end = len(tokens)
    while end:
        start = best[end][1]
        lines.append(" ".join(tokens[start:end]))
        end = start
    return lines[::-1]


def set_text(spec: TextSpec, read: Reader, scale: float) -> SetText:
    """Choose size and lines so that the text fits its box, from the style's size down to its smallest.

    At the smallest size the text may take as many lines as the box is high; what still does not fit is cut with
    an ellipsis and said in `truncated`. Characters that neither font has are in `missing`.
    """
    face = _face(spec, read)
    text = typeset(spec.text)
    text = text.upper() if spec.capitals else text
    drawn = text.upper() + text if spec.small_capitals else text
    missing = face.missing(drawn)
    pad = spec.plate.padding if spec.plate else (0.0, 0.0)
    bar = spec.plate.bar_width if spec.plate and spec.plate.bar else 0.0
    width = (spec.box[2] - 2 * pad[0] - bar) * scale
    height = ((spec.group.room if spec.group else spec.box[3]) - 2 * pad[1]) * scale
    size = spec.size * scale
    smallest = min(spec.smallest * scale, size)
    largest: SetText | None = None
    while True:
        lines = _break(text, face, size, spec, width)
        if (
            lines is not None
            and len(lines) <= spec.lines
            and _block(face, spec, size, len(lines)) <= height + 0.5
        ):  # fmt: skip
            found = SetText(tuple(lines), size, truncated=False, missing=missing)
            if not _strands(lines):
                return found
            largest = largest or found
        if largest is not None and size <= max(smallest, largest.size * _RATHER_SMALLER):
            return largest
        if size <= smallest:
            break
        size = max(smallest, size * _SHRINK)
    return _squeeze(text=text, face=face, size=size, spec=spec, width=width, height=height, missing=missing)


def _face(spec: TextSpec, read: Reader) -> Face:
    return face_of(read(spec.font), read(spec.fallback) if spec.fallback else b"")


def _strands(lines: list[str]) -> bool:
    """Tell whether a line but the last ends with a word that leans on the next one, or is a lone short one."""
    longest = max(map(len, lines), default=0)
    return any(clings(line.rpartition(" ")[2]) or len(line) < _LONE * longest for line in lines[:-1])


def _block(face: Face, spec: TextSpec, size: float, count: int) -> float:
    return (face.ascent + face.descent) * size + (count - 1) * spec.leading * size


def _squeeze(text: str, face: Face, size: float, spec: TextSpec, width: float, height: float, missing: str) -> SetText:
    """Use every line the box can hold at the smallest size; cut the rest with an ellipsis."""
    room = max(1, int((height - (face.ascent + face.descent) * size) / (spec.leading * size) + 1.001))
    wide = face.wide(spec, size)
    pieces = _split_long_words(text, wide, width)
    lines = _break(pieces, face, size, spec, width) or [text]
    if len(lines) <= room:
        return SetText(tuple(lines), size, truncated=False, missing=missing)
    last = lines[room - 1]
    while last and wide(last + _ELLIPSIS) > width:
        last = last[:-1].rstrip()
    return SetText((*lines[: room - 1], last + _ELLIPSIS), size, truncated=True, missing=missing)


def _split_long_words(text: str, wide: Callable[[str], float], width: float) -> str:
    """Cut words wider than the box so that nothing ever leaves it."""
    kept: list[str] = []
    for word in words(text):
        rest = word
        while wide(rest) > width and len(rest) > 1:
            cut = len(rest) - 1
            while cut > 1 and wide(rest[:cut]) > width:
                cut -= 1
            kept.append(rest[:cut])
            rest = rest[cut:]
        kept.append(rest)
    return " ".join(kept)


def draw_text(spec: TextSpec, read: Reader, scale: float) -> Raster:
    """Draw a text with its plate; boxes come from the font's metrics, so that no accent or tail is cut.

    A text of a clear colour leaves its plate alone.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - see above

    from pipeline.draw.raster import rgba_of, trimmed  # noqa: PLC0415

    setting = set_text(spec, read, scale)
    face = _face(spec, read)
    placed = [face.positions(line, setting.size, spec.tracking, small=spec.small_capitals) for line in setting.lines]
    widest = max((width for _, width in placed), default=0.0)
    block = _block(face, spec, setting.size, len(placed))
    plate = spec.plate
    pad_x, pad_y = (plate.padding[0] * scale, plate.padding[1] * scale) if plate else (0.0, 0.0)
    bar = plate.bar_width * scale if plate and plate.bar else 0.0
    outer_w, outer_h = widest + 2 * pad_x + bar, block + 2 * pad_y
    above, below = _neighbours(spec, read, scale)
    left, top = _corner(spec, scale, outer_w, above + outer_h + below)
    top += above
    margin = int(setting.size * 0.3) + 2
    canvas = Image.new(
        "RGBA", (int(outer_w) + 2 * margin + 2, int(outer_h) + 2 * margin + 2), (*rgba_of(spec.colour)[:3], 0)
    )
    origin_x, origin_y = int(left) - margin, int(top) - margin
    at_x, at_y = left - origin_x, top - origin_y
    if plate:
        _draw_plate(canvas, plate, (at_x, at_y, outer_w, outer_h), scale)
    ink = Image.new("L", canvas.size, 0)
    pen = ImageDraw.Draw(ink)
    for index, (clusters, width) in enumerate(placed):
        baseline = at_y + pad_y + face.ascent * setting.size + index * spec.leading * setting.size
        x = at_x + (0.0 if plate and plate.bar_right else bar) + pad_x + _shift(spec.anchor, widest - width)
        for piece in clusters:
            if not piece.text.isspace():
                font = drawing_font(piece.data, piece.size)
                at = (x + piece.x + piece.heavier, baseline - piece.heavier)
                pen.text(at, piece.text, fill=255, font=font, anchor="ls", stroke_width=piece.heavier)
    colour = rgba_of(spec.colour)
    if plate and colour[3]:
        solid = Image.new("RGBA", canvas.size, (*colour[:3], 255))
        canvas.paste(solid, (0, 0), ink)
    elif not plate:
        canvas.putalpha(ink if colour[3] == 255 else ink.point(lambda value: value * colour[3] // 255))
    return trimmed(_array(canvas), origin_x, origin_y)


def _neighbours(spec: TextSpec, read: Reader, scale: float) -> tuple[float, float]:
    """Return what the other texts of a group take above this one and below it, their distances included."""
    if spec.group is None:
        return 0.0, 0.0
    sides = (spec.group.above, spec.group.below)
    above, below = (sum(_tall(other, read, scale) + gap * scale for other, gap in side) for side in sides)
    return above, below


def _tall(spec: TextSpec, read: Reader, scale: float) -> float:
    setting = set_text(spec, read, scale)
    padding = 2 * spec.plate.padding[1] * scale if spec.plate else 0.0
    return _block(_face(spec, read), spec, setting.size, len(setting.lines)) + padding


def _array(image: Picture) -> Rgba:
    import numpy as np  # noqa: PLC0415 - see above

    return np.asarray(image, dtype=np.uint8).copy()


def _shift(anchor: str, slack: float) -> float:
    if anchor.endswith("droite"):
        return slack
    return slack / 2 if anchor in {"haut", "centre", "bas"} else 0.0


def _corner(spec: TextSpec, scale: float, width: float, height: float) -> tuple[float, float]:
    """Return the top-left corner of the block inside its box."""
    x, y, box_w, box_h = (value * scale for value in spec.box)
    left = x + _shift(spec.anchor, box_w - width)
    if spec.anchor.startswith("haut"):
        return left, y
    return left, y + (box_h - height if spec.anchor.startswith("bas") else (box_h - height) / 2)


def _draw_plate(canvas: Picture, plate: PlateSpec, box: tuple[float, float, float, float], scale: float) -> None:
    from PIL import ImageDraw  # noqa: PLC0415 - see above

    from pipeline.draw.raster import rgba_of  # noqa: PLC0415

    x, y, width, height = (round(value) for value in box)
    pen = ImageDraw.Draw(canvas)
    radius = round(plate.radius * scale)
    pen.rounded_rectangle((x, y, x + width - 1, y + height - 1), radius, fill=rgba_of(plate.colour))
    if plate.bar:
        wide = round(plate.bar_width * scale)
        left = x + width - wide if plate.bar_right else x
        pen.rectangle((left, y, left + wide - 1, y + height - 1), fill=rgba_of(plate.bar))
