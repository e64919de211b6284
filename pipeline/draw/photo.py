"""Still pictures: upright, in sRGB, filling or fitting their box."""

from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from pipeline.draw.photo_file import open_photo
from pipeline.draw.raster import Raster, Reader
from pipeline.draw.tone import toned
from pipeline.model.picture import PhotoSpec

__all__ = ["draw_photo", "fitted", "open_photo"]

_LIGHT = 160
"""Mean luma above which a translucent picture (a white logo) is shown on black rather than on white."""

_ROWS = 512
"""Rows that are laid out at once."""


def fitted(image: Image.Image, width: int, height: int, fit: str) -> Image.Image:
    """Fill the box (`remplit`), fit inside it (`contient`), or fit over its own blurred enlargement (`flou`)."""
    picture = _opaque(image)
    if fit == "remplit" or abs(picture.width / picture.height - width / height) < 0.01:
        return ImageOps.fit(picture, (width, height), Image.Resampling.LANCZOS)
    share = min(width / picture.width, height / picture.height)
    sides = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
    inside = picture.resize(sides, Image.Resampling.LANCZOS)
    if fit == "flou":
        small = ImageOps.fit(picture, (max(8, width // 8), max(8, height // 8)), Image.Resampling.BILINEAR)
        ground = small.filter(ImageFilter.GaussianBlur(max(2, width // 200))).resize((width, height))
        ground = Image.blend(ground, Image.new("RGB", ground.size, 0), 0.35)
    else:
        ground = Image.new("RGB", (width, height), 0)
    ground.paste(inside, ((width - inside.width) // 2, (height - inside.height) // 2))
    return ground


def _opaque(image: Image.Image) -> Image.Image:
    """Lay a translucent picture on white, or on black when what is seen of it is light; some rows at a time."""
    if "A" not in image.getbands():
        return image.convert("RGB")
    light = weight = 0.0
    for part, _ in _strips(image):
        alpha = np.asarray(part.getchannel("A"), np.float32)
        luma = np.asarray(part.convert("RGB").convert("L"), np.float32)
        light += float((luma * alpha).sum())
        weight += float(alpha.sum())
    paper = (0, 0, 0, 255) if light > _LIGHT * weight else (255, 255, 255, 255)
    whole = Image.new("RGB", image.size)
    for part, top in _strips(image):
        laid = Image.alpha_composite(Image.new("RGBA", part.size, paper), part.convert("RGBA"))
        whole.paste(laid.convert("RGB"), (0, top))
    return whole


def _strips(image: Image.Image) -> Iterator[tuple[Image.Image, int]]:
    """Yield a picture some rows at a time, with the row each part begins at."""
    for top in range(0, image.height, _ROWS):
        yield image.crop((0, top, image.width, min(image.height, top + _ROWS))), top


def draw_photo(spec: PhotoSpec, read: Reader, scale: float) -> Raster:
    """Draw a still picture into its box."""
    x, y, width, height = (round(value * scale) for value in spec.box)
    picture = fitted(open_photo(read(spec.file), spec.file.path), width, height, spec.fit).convert("RGBA")
    if spec.radius:
        mask = Image.new("L", picture.size, 0)
        ImageDraw.Draw(mask).rounded_rectangle(
            (0, 0, picture.width - 1, picture.height - 1), round(spec.radius * scale), fill=255
        )
        picture.putalpha(mask)
    return Raster(toned(np.asarray(picture, dtype=np.uint8).copy(), spec.tone), x, y)
