"""Picture files that strangers made become upright sRGB pictures of 8 bits, or are refused in French."""

import struct
import warnings
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, UnidentifiedImageError

from pipeline.draw.photo_limits import MOST_BYTES, PhotoHeader, header_of, reduction, walkable
from pipeline.errors import MediaError

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
_MOVING = ("PNG", "WEBP", "GIF")
"""Formats whose several pictures are a film; those of others are pages, or sizes."""

_HEIC = frozenset(b"ftyp" + brand for brand in (b"heic", b"heix", b"mif1", b"msf1", b"hevc"))
"""How the files of many phones begin: pictures in an HEVC container, already upright once decoded (ISO 23008-12)."""

_STRIP = 4_000_000
"""Pixels that are brought to sRGB at once."""

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
"""How each EXIF orientation becomes upright. Source: CIPA DC-008 (Exif 2.32), tag 274."""

_BROKEN = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, OverflowError,
    MemoryError, RuntimeError, struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip
"""What Pillow's decoders and libheif raise on broken files."""


def open_photo(data: bytes, name: str) -> Image.Image:
    """Decode a picture upright, in sRGB, RGB or RGBA; raises MediaError when it is no picture or absurdly large.

    One that would take much memory is reduced while it is decoded, never below what fills a screen.
    """
    if len(data) > MOST_BYTES:
        raise MediaError(f"{name} : fichier trop lourd : au plus {MOST_BYTES // 1_000_000} Mo ; réduisez cette image")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes we allow, and of odd metadata
            if data[4:12] in _HEIC:
                return _phone_photo(data, name)
            if not walkable(data):
                raise ValueError(name)
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                factor = reduction(header_of(image, image.format or "", len(data)), name)
                size = image.size
                image.draft(None, (size[0] // factor, size[1] // factor))
                image.load()
                left = max(1, factor * image.width // size[0])
                return _upright(_in_srgb(image, left), _orientation(image))
    except _BROKEN as error:
        raise MediaError(
            f"{name} : image illisible ou tronquée ; ouvrez-la et réenregistrez-la en JPEG ou PNG"
        ) from error


def _phone_photo(data: bytes, name: str) -> Image.Image:
    """Decode a picture in an HEIF container, which comes upright, without a second copy of it."""
    from pi_heif import open_heif  # noqa: PLC0415 - loaded when a phone's photo comes

    image = open_heif(BytesIO(data))
    mode = str(image.mode)
    factor = reduction(PhotoHeader(kind="HEIF", mode=mode, size=image.size, progressive=False, weight=len(data)), name)
    pixels = np.asarray(image)
    profile = image.info.get("icc_profile")

    def strip(top: int, end: int) -> Image.Image:
        part = Image.fromarray(pixels[top:end])
        part.info["icc_profile"] = profile
        return part

    return _laid(strip, (pixels.shape[1], pixels.shape[0]), factor)


def moves(path: Path) -> bool:
    """Tell whether a file shows several pictures one after the other, as a GIF may."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=_MOVING) as image:
                return bool(getattr(image, "is_animated", False))
    except _BROKEN:
        return False


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except _BROKEN:
        return 1  # broken metadata: as it is stored


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def _in_srgb(image: Image.Image, factor: int = 1) -> Image.Image:
    """Return a decoded picture in RGB or RGBA, its profile applied if it has one that fits it, its sides reduced."""
    if image.mode == "F":
        image = _eight_bits(image)
    return _laid(lambda top, end: image.crop((0, top, image.width, end)), image.size, factor)


def _laid(strip: Callable[[int, int], Image.Image], size: tuple[int, int], factor: int) -> Image.Image:
    """Lay a picture out a strip at a time, in sRGB, so that there are never two copies of it at its full size."""
    width, height = size
    rows = max(1, _STRIP // max(1, width * factor)) * factor
    if factor == 1 and rows >= height:
        return _strip_in_srgb(strip(0, height))
    whole: Image.Image | None = None
    for top in range(0, height, rows):
        part = _strip_in_srgb(strip(top, min(height, top + rows)))
        if factor > 1:
            part = part.convert("RGBa").reduce(factor).convert("RGBA") if part.mode == "RGBA" else part.reduce(factor)
        if whole is None:
            whole = Image.new(part.mode, (-(-width // factor), -(-height // factor)))
        whole.paste(part, (0, top // factor))
    assert whole is not None  # noqa: S101 - a picture has at least a row
    return whole


def _strip_in_srgb(image: Image.Image) -> Image.Image:
    """Return a part of a picture in RGB or RGBA, its profile applied if it has one that fits it."""
    profile = image.info.get("icc_profile")
    translucent = "A" in image.getbands() or "a" in image.getbands() or "transparency" in image.info
    alpha = image.convert("RGBA").getchannel("A") if translucent else None
    colours = _eight_bits(image)
    if colours.mode not in {"RGB", "L", "CMYK", "LAB"}:
        colours = colours.convert("RGB")
    colours = _profiled(colours, profile) if profile else colours.convert("RGB")
    if alpha is not None:
        colours.putalpha(alpha)
    return colours


def _profiled(image: Image.Image, profile: bytes) -> Image.Image:
    """Bring a picture from its ICC profile to sRGB, relative colorimetric; without, when the profile is broken."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile("sRGB"),
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, *_BROKEN):
        return image.convert("RGB")
    return image.convert("RGB") if made is None else made


def _eight_bits(image: Image.Image) -> Image.Image:
    """Bring 16-bit and floating greys down to 8 bits; Pillow would clip everything above 255 to white."""
    if image.mode == "F":
        values = np.nan_to_num(np.asarray(image, np.float32))
        most = 1.0 if values.max(initial=0) <= 1 else 255.0 if values.max() <= 255 else 65_535.0
        return Image.fromarray((values / most * 255 + 0.5).clip(0, 255).astype(np.uint8))
    if not image.mode.startswith("I"):
        return image
    return Image.fromarray((np.asarray(image, np.uint32) >> 8).clip(0, 255).astype(np.uint8))
