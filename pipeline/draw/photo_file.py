"""Picture files that strangers made become upright sRGB pictures of 8 bits, or are refused in French."""

import struct
import warnings
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, ImageFile, UnidentifiedImageError

from pipeline.errors import MediaError

MOST_PIXELS = 120_000_000
"""Refuse pictures above 120 megapixels: larger than any camera a workshop brings."""

MOST_BYTES = 200_000_000
"""Refuse picture files above 200 megabytes: read whole, they would fill a small computer's memory."""

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
_MOVING = ("PNG", "WEBP", "GIF")
"""Formats whose several pictures are a film; those of others are pages, or sizes."""

_HEIC = frozenset(b"ftyp" + brand for brand in (b"heic", b"heix", b"mif1", b"msf1", b"hevc"))
"""How the files of many phones begin: pictures in an HEVC container, already upright once decoded (ISO 23008-12)."""

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
    """Decode a picture upright, in sRGB, RGB or RGBA; raises MediaError when it is no picture or absurdly large."""
    if len(data) > MOST_BYTES:
        raise MediaError(f"{name} : fichier trop lourd : au plus {MOST_BYTES // 1_000_000} Mo ; réduisez cette image")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes we allow, and of odd metadata
            with _opened(data) as image:
                _bounded(image, name)
                image.load()
                return _upright(_in_srgb(image), _orientation(image))
    except _BROKEN as error:
        raise MediaError(
            f"{name} : image illisible ou tronquée ; ouvrez-la et réenregistrez-la en JPEG ou PNG"
        ) from error


def frames_of(path: Path) -> int:
    """Return how many pictures a file shows one after the other: 1 for a still one, or for what is no picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=_MOVING) as image:
                return int(getattr(image, "n_frames", 1))
    except _BROKEN:
        return 1


def _opened(data: bytes) -> ImageFile.ImageFile:
    if data[4:12] not in _HEIC:
        return Image.open(BytesIO(data), formats=_FORMATS)
    from pi_heif import HeifImageFile  # noqa: PLC0415 - loaded when a phone's photo comes

    image: ImageFile.ImageFile = HeifImageFile(BytesIO(data))
    return image


def _bounded(image: ImageFile.ImageFile, name: str) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise MediaError(
            f"{name} : image trop grande ({image.width}x{image.height}) : au plus {MOST_PIXELS // 1_000_000} "
            "mégapixels ; réduisez-la"
        )


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except _BROKEN:
        return 1  # broken metadata: as it is stored


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return the picture in RGB or RGBA, its profile applied if it has one that fits it."""
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
