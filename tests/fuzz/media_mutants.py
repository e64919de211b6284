"""Media gone wrong, by number: what a bad copy, a full disk, a lost packet or a spiteful hand makes of good ones."""

import random
import struct
import tempfile
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image

from tests.fakes.films import film, numbered, tone
from tests.fakes.heic import heic
from tests.fakes.tracks import Played, Shown, layered, sounding

_NUMBERS = (0, 1, 2, 7, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


@lru_cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Return good media of every kind, by name."""
    found: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name in ("a.mp4", "a.mkv", "a.ts", "a.avi", "a.mov", "a.flv"):
            film(place / name, numbered(12), sound=("stereo", tone("stereo", 0.5)))
        film(place / "frag.mp4", numbered(12), movflags="frag_keyframe+empty_moov", x264="keyint=4")
        film(place / "deep.mp4", [np.full((72, 64), 300, np.uint16)] * 4)
        film(place / "leap.ts", numbered(12), times=[Fraction(n, 25) + (50 if n > 6 else 0) for n in range(12)])
        layered(place / "two.mkv", [Shown(numbered(3)), Shown(numbered(12))], [Played(0.0, 0.4), Played(0.3, 0.5)])
        layered(place / "a.mpg", [Shown(numbered(12))], [Played(0.3, 0.5)])
        for name, rate in (("a.wav", 44_100), ("a.mp3", 44_100), ("a.opus", 48_000), ("a.flac", 44_100)):
            sounding(place / name, rate, "stereo", 0.5)
        sounding(place / "a.aac", 44_100, "mono", 0.5)
        found = {path.name: path.read_bytes() for path in sorted(place.iterdir())}
    found["joined.ts"] = found["a.ts"] + found["leap.ts"]
    found["chained.opus"] = found["a.opus"] * 2
    found |= {f"a.{kind}": _picture(kind, **options) for kind, options in _PICTURES.items()}
    found["a.heic"] = heic(_drawn(64, 48), 1)
    return tuple(found.items())


_PICTURES: dict[str, dict[str, Any]] = {
    "png": {}, "jpg": {"format": "JPEG", "progressive": True}, "gif": {"save_all": True}, "webp": {"quality": 80},
    "tiff": {"compression": "tiff_lzw"}, "bmp": {}, "avif": {"speed": 10},
}  # fmt: skip


def _picture(kind: str, **options: Any) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    buffer = BytesIO()
    told = {"format": kind.upper()} | options
    if kind in {"jpg", "png", "webp"}:
        told["exif"] = exif
    if kind == "gif":
        told["append_images"] = [_drawn(64, 48)]
    _drawn(64, 48).save(buffer, **told)
    return buffer.getvalue()


def _drawn(width: int, height: int) -> Image.Image:
    grain = np.random.default_rng(3).integers(0, 255, (height // 4, width // 4, 3), np.uint8)
    return Image.fromarray(grain).resize((width, height))


def mutant_file(number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of a mutant, always the same for a number."""
    chance = random.Random(number)  # noqa: S311 - the same every time is what is wanted
    name, data = chance.choice(seeds())
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(_MUTATIONS)(data, chance)
    if not chance.randrange(12):
        name = chance.choice(seeds())[0]
    return name, data[: 4 << 20]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    head = chance.random() < 0.5
    for _ in range(chance.choice((1, 3, 10, 60))):
        if out:
            out[chance.randrange(min(len(out), 400) if head else len(out))] = chance.randrange(256)
    return bytes(out)


def _numbered(data: bytes, chance: random.Random) -> bytes:
    """Write an extreme number over one that may be a size, a count, a rate or a time."""
    if len(data) < 8:
        return data
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 3))):
        at = chance.randrange(min(len(out) - 4, chance.choice((200, 2000, len(out)))) or 1)
        value, order = chance.choice(_NUMBERS), chance.choice("<>")
        out[at : at + 4] = struct.pack(f"{order}I", value)
    return bytes(out)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _beheaded(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randrange(min(len(data), 600) + 1) :]


def _joined(data: bytes, chance: random.Random) -> bytes:
    return data + chance.choice(seeds())[1]


def _swapped(data: bytes, chance: random.Random) -> bytes:
    other, size = chance.choice(seeds())[1], chance.choice((4, 12, 64, 512))
    return other[:size] + data[size:]


def _blank(data: bytes, chance: random.Random) -> bytes:
    at, size = chance.randrange(len(data) + 1), chance.choice((4, 64, 1000, 8000))
    return data[:at] + chance.choice((b"\x00", b"\xff")) * size + data[at + size * chance.randrange(2) :]


def _repeated(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    piece = data[at : at + chance.choice((8, 188, 1000))]
    return data[:at] + piece * chance.choice((2, 30)) + data[at:]


def _shuffled(data: bytes, chance: random.Random) -> bytes:
    step = chance.choice((188, 512, 1500))
    blocks = [data[at : at + step] for at in range(0, len(data), step)]
    first = chance.randrange(len(blocks) + 1)
    rest = blocks[first:]
    chance.shuffle(rest)
    return b"".join(blocks[:first] + rest)


def _renamed(data: bytes, chance: random.Random) -> bytes:
    """Call a codec, a box or a chunk something else of the same length."""
    old, new = chance.sample(_NAMES, 2)
    return data.replace(old, new)


_NAMES = [
    b"avc1", b"mp4a", b"esds", b"stsd", b"stts", b"stsz", b"stco", b"elst", b"ctts", b"hvc1", b"apac", b"ap4h", b"mjpa",
    b"trak", b"mdia", b"free", b"tkhd", b"IDAT", b"PLTE", b"IHDR", b"iCCP", b"fmt ", b"data", b"LIST", b"movi", b"idx1",
]  # fmt: skip

_MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flipped, _flipped, _numbered, _numbered, _numbered, _cut, _beheaded, _joined, _swapped, _blank, _repeated,
    _shuffled, _renamed,
)  # fmt: skip


def quieted() -> None:
    """Keep FFmpeg from telling what it thinks of mutants."""
    av.logging.set_level(av.logging.PANIC)
