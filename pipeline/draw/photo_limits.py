"""What a picture file takes once it is open, known from its header; and headers that keep a decoder busy for ever.

Bytes a pixel were measured on 25 million of them (Pillow 11.3, libheif): the peak of the process over its size before.
"""

import re
import struct
from dataclasses import dataclass

from PIL import Image

from pipeline.errors import MediaError

MOST_PIXELS = 120_000_000
"""Refuse pictures above 120 megapixels: larger than any camera a workshop brings."""

MOST_BYTES = 200_000_000
"""Refuse picture files above 200 megabytes: read whole, they would fill a small computer's memory."""

MOST_MEMORY = 450_000_000
"""Bytes that a picture may take while it is opened, its file included: a render on a small computer has little more."""

_CORE = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2, "F": 16, "I": 12}
"""Bytes that Pillow keeps a pixel in, by mode (4 for all others); deep greys are copied to be brought down."""

_BESIDE = {"PNG": 0.8, "GIF": 1.0, "TIFF": 4.0, "BMP": 4.0, "WEBP": 14.0, "AVIF": 7.0, "HEIF": 2.5, "JPEG": 0.2}
"""Bytes that each decoder holds a pixel in, besides what it gives."""

_COEFFICIENTS = 2.0
"""Bytes for each value of a progressive JPEG, all of them held until the last pass (ISO/IEC 10918-1, annex G)."""

_GIVEN = 8.0
"""Bytes a pixel of what is given: a picture in sRGB, and the copy that is being laid out."""

_REDUCED = (1, 2, 4, 8)
"""By how much the sides of a picture may be reduced while it is opened: what JPEG decoders do for nothing."""

_JUNK = 1 << 16
"""Bytes of rubbish between two segments of a JPEG that are passed over."""

_SEGMENTS = 10_000
"""Segments of a JPEG before its picture: a colour profile has 255 at most."""

_FILLING = re.compile(rb"\xff+")
_CHUNKS = 200_000
"""Chunks of a PNG: IDAT of 8 kB, as most programs write them, are 25 000 in the heaviest file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoHeader:
    """What is known of a picture before it is decoded; `kind` is Pillow's name of the format, or HEIF."""

    kind: str
    mode: str
    size: tuple[int, int]
    progressive: bool
    weight: int


def reduction(header: PhotoHeader, name: str) -> int:
    """Return by how much the sides are to be reduced for the picture to be opened, 1 for not at all.

    Raises MediaError when it takes too much memory however small it is made.
    """
    width, height = header.size
    if width * height > MOST_PIXELS:
        raise MediaError(
            f"{name} : image trop grande ({width}x{height}) : au plus {MOST_PIXELS // 1_000_000} mégapixels ; "
            "réduisez-la"
        )
    for factor in _REDUCED:
        if _memory(header, factor) <= MOST_MEMORY:
            return factor
    taken = round(_memory(header, _REDUCED[-1]) / 1_000_000)
    raise MediaError(
        f"{name} : image trop lourde une fois ouverte ({width}x{height} : {taken} Mo) : au plus "
        f"{MOST_MEMORY // 1_000_000} Mo ; réduisez-la, ou enregistrez-la en JPEG"
    )


def _memory(header: PhotoHeader, factor: int) -> float:
    """Return the bytes that opening a picture takes when its sides are reduced by a factor."""
    pixels = header.size[0] * header.size[1]
    core = float(_CORE.get(header.mode, 4))
    if header.kind == "JPEG":
        core /= factor**2
    beside = _BESIDE.get(header.kind, 8.0)
    if header.progressive:
        beside += _COEFFICIENTS * {"L": 1, "CMYK": 4}.get(header.mode, 3)
    return header.weight + pixels * (core + beside + _GIVEN / factor**2)


def walkable(data: bytes) -> bool:
    """Tell whether a JPEG or a PNG has no more before its picture than a decoder gets through in no time."""
    if data[:2] == b"\xff\xd8":
        return _scan_begins(data)
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return _chunks_end(data)
    return True


def _scan_begins(data: bytes) -> bool:
    """Tell whether the segments of a JPEG lead to its first scan (ISO/IEC 10918-1, annex B)."""
    at = 2
    for _ in range(_SEGMENTS):
        found = data.find(b"\xff", at, at + _JUNK)
        filling = _FILLING.match(data, found) if found >= 0 else None
        if filling is None or filling.end() - at > _JUNK or filling.end() >= len(data):
            return False
        kind, at = data[filling.end()], filling.end() + 1
        if kind == 0xDA:
            return True
        if not (kind <= 0x01 or 0xD0 <= kind <= 0xD9):
            at += int.from_bytes(data[at : at + 2], "big")
    return False


def _chunks_end(data: bytes) -> bool:
    """Tell whether a PNG has no more chunks than a program would write (ISO/IEC 15948, 5.3)."""
    at = 8
    for _ in range(_CHUNKS):
        if at + 12 > len(data):
            return True
        (size,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] == b"IEND":
            return True
        at += 12 + size
    return False


def header_of(image: Image.Image, kind: str, weight: int) -> PhotoHeader:
    """Return what Pillow read of a picture, undecoded."""
    progressive = bool(image.info.get("progressive") or image.info.get("progression"))
    kind = "JPEG" if kind == "MPO" else kind
    return PhotoHeader(kind=kind, mode=image.mode, size=image.size, progressive=progressive, weight=weight)
