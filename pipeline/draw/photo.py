"""Still pictures: upright, in sRGB, filling or fitting their box."""

from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps, UnidentifiedImageError

from pipeline.draw.raster import Raster, Reader
from pipeline.errors import MediaError
from pipeline.model.picture import PhotoSpec

_MOST_PIXELS = 120_000_000
"""Refuse pictures above 120 megapixels: larger than any camera a workshop brings."""


def open_photo(data: bytes, name: str) -> Image.Image:
    """Decode a picture upright and in RGB; raises MediaError when it is no picture or absurdly large."""
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise MediaError(
                    f"{name} : image trop grande ({image.width}x{image.height}) ; réduisez-la sous 120 mégapixels"
                )
            upright = _eight_bits(ImageOps.exif_transpose(image))
            return upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise MediaError(
            f"{name} : image illisible ou tronquée ; ouvrez-la et réenregistrez-la en JPEG ou PNG"
        ) from error


def _eight_bits(image: Image.Image) -> Image.Image:
    """Bring 16-bit greys down to 8 bits; Pillow would clip everything above 255 to white."""
    if not image.mode.startswith("I"):
        return image
    return Image.fromarray((np.asarray(image, np.uint32) >> 8).clip(0, 255).astype(np.uint8))


def fitted(image: Image.Image, width: int, height: int, fit: str) -> Image.Image:
    """Fill the box (`remplit`), fit inside it (`contient`), or fit over its own blurred enlargement (`flou`)."""
    picture = image.convert("RGB")
    if fit == "remplit" or abs(picture.width / picture.height - width / height) < 0.01:
        return ImageOps.fit(picture, (width, height), Image.Resampling.LANCZOS)
    inside = ImageOps.contain(picture, (width, height), Image.Resampling.LANCZOS)
    if fit == "flou":
        small = ImageOps.fit(picture, (max(8, width // 8), max(8, height // 8)), Image.Resampling.BILINEAR)
        ground = small.filter(ImageFilter.GaussianBlur(max(2, width // 200))).resize((width, height))
        ground = Image.blend(ground, Image.new("RGB", ground.size, 0), 0.35)
    else:
        ground = Image.new("RGB", (width, height), 0)
    ground.paste(inside, ((width - inside.width) // 2, (height - inside.height) // 2))
    return ground


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
    return Raster(np.asarray(picture, dtype=np.uint8).copy(), x, y)
