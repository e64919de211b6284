"""What stands for missing media in a draft: the right shape, and a label that says what is missing."""

from dataclasses import replace

import numpy as np
from PIL import Image, ImageDraw

from pipeline.draw.raster import Raster, Reader, rgba_of
from pipeline.draw.typesetter import draw_text
from pipeline.model.picture import PlaceholderSpec, TextSpec


def draw_placeholder(spec: PlaceholderSpec, read: Reader, scale: float) -> Raster:
    """Draw a hatched panel with its label in the middle."""
    x, y, width, height = (round(value * scale) for value in spec.box)
    ground, ink = spec.colours
    image = Image.new("RGBA", (width, height), rgba_of(ground))
    pen = ImageDraw.Draw(image)
    step = max(8, round(60 * scale))
    soft = (*rgba_of(ink)[:3], 40)
    hatch = Image.new("RGBA", image.size, (0, 0, 0, 0))
    hatcher = ImageDraw.Draw(hatch)
    for start in range(-height, width, step):
        hatcher.line((start, height, start + height, 0), fill=soft, width=max(1, step // 6))
    image.alpha_composite(hatch)
    edge = max(2, round(6 * scale))
    pen.rectangle((0, 0, width - 1, height - 1), outline=rgba_of(ink), width=edge)
    box = (60.0, 0.0, spec.box[2] - 120, spec.box[3])
    label = TextSpec(
        text=spec.text,
        font=spec.font,
        size=56,
        smallest=28,
        colour=ink,
        leading=1.2,
        tracking=0,
        capitals=False,
        box=box,
        anchor="centre",
        lines=4,
        plate=None,
    )
    words = draw_text(replace(label), read, scale)
    image.alpha_composite(Image.fromarray(words.rgba), (max(0, words.x), max(0, words.y)))
    return Raster(np.asarray(image, dtype=np.uint8).copy(), x, y)
