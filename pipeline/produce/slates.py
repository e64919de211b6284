"""A slate as a picture to show to the camera: its code as large as it goes, and what people read beside it."""

from collections.abc import Iterator
from io import BytesIO

import numpy as np
from PIL import Image

from pipeline.draw import DRAW_VERSION
from pipeline.draw.layers import draw
from pipeline.model.keys import key_of
from pipeline.model.picture import Box, Format, TextSpec
from pipeline.model.scene import House
from pipeline.model.shooting import SlateSheet
from pipeline.ports import Library, Store

SLATE = Format(1280, 720)
"""The size of the picture, in pixels: a phone shows it whole."""

_KIND = "ardoises"

_QUIET = 4
"""Modules of white around a code (ISO/IEC 18004, 5.3.8)."""

_SIDE = 640
"""Pixels that a code takes at most, its white included."""

_TEXTS: tuple[tuple[Box, float, str], ...] = (
    ((1010, 90, 850, 90), 48, "title"),
    ((1010, 200, 850, 300), 260, "number"),
    ((1010, 540, 850, 110), 84, "spoken"),
    ((1010, 670, 850, 190), 68, "people"),
    ((1010, 900, 850, 110), 40, "file"),
)
"""Where each text stands on a grid of 1920x1080, how large it is at most, and which it is."""


def slate_png(sheet: SlateSheet, house: House, library: Library, store: Store) -> bytes:
    """Return the slate as PNG; it is drawn once, and kept."""
    key = key_of("ardoise", sheet.codes[0], house.palette["blanc"], tuple(_specs(sheet, house, library)), DRAW_VERSION)
    known = store.read(_KIND, key, bytes)
    if known is None:
        known = slate_drawn(sheet, house, library)
        store.keep(_KIND, key, known)
    return known


def slate_drawn(sheet: SlateSheet, house: House, library: Library) -> bytes:
    """Return the slate as PNG, in the house's letters, dark on white as codes are read best."""
    picture = Image.new("RGB", (SLATE.width, SLATE.height), house.palette["blanc"])
    code = _code(sheet.codes[0])
    edge = (SLATE.height - code.height) // 2
    picture.paste(code, (edge, edge))
    for spec in _specs(sheet, house, library):
        raster = draw(spec, lambda asset: library.read(asset.path), SLATE)
        drawn = Image.fromarray(raster.rgba)
        picture.paste(drawn, (raster.x, raster.y), drawn)
    buffer = BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _code(rows: tuple[str, ...]) -> Image.Image:
    modules = np.array([[module == "1" for module in row] for row in rows])
    whole = np.pad(modules, _QUIET)
    side = _SIDE // len(whole)
    return Image.fromarray(np.where(np.kron(whole, np.ones((side, side), bool)), 0, 255).astype(np.uint8)).convert(
        "RGB"
    )


def _specs(sheet: SlateSheet, house: House, library: Library) -> Iterator[TextSpec]:
    for box, size, name in _TEXTS:
        text = getattr(sheet, name)
        if text.strip():
            yield _spec(text, box, size, house, library)


def _spec(text: str, box: Box, size: float, house: House, library: Library) -> TextSpec:
    face = "titre" if "titre" in house.faces else next(iter(house.faces))
    fallback = house.fallbacks.get(face, "")
    return TextSpec(
        text=text,
        font=library.asset(house.faces[face]),
        size=size,
        smallest=24,
        colour=house.palette["encre"],
        leading=1.05,
        tracking=0,
        capitals=False,
        box=box,
        anchor="gauche",
        lines=2,
        plate=None,
        fallback=library.asset(fallback) if fallback else None,
    )
