"""H.264 access units as bytes: repeat a picture at no cost, and number the pictures that follow anew.

A repeated picture is one P slice in which every macroblock is skipped: a decoder shows the picture before it once
more, bit for bit. The encoder itself makes that slice (see `pipeline.adapters.x264`); here its number is set.

Source of every field: Recommendation ITU-T H.264 (08/2021), 7.3.1 (NAL unit), 7.3.2.1.1 (sequence parameter set),
7.3.3 (slice header), 7.4.1.1 (emulation prevention).
"""

import re
from dataclasses import dataclass

from pipeline.errors import BugError

_START = b"\x00\x00\x00\x01"
_SLICE, _IDR, _SPS = 1, 5, 7
_HIGH_PROFILES = frozenset({100, 110, 122, 244})
"""Profiles whose sequence parameter set tells its chroma format and bit depth first."""

_UNITS = re.compile(rb"\x00\x00\x01")
_ESCAPED = re.compile(rb"\x00\x00\x03")
_TO_ESCAPE = re.compile(rb"\x00\x00(?=[\x00-\x03])")


class _Bits:
    """Reads whole numbers from a raw byte sequence, most significant bit first."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data)
        self._left = 8 * len(data)
        self.at = 0

    def fixed(self, count: int) -> int:
        """Read `count` bits."""
        self._left -= count
        self.at += count
        if self._left < 0:
            raise BugError("the encoder's bitstream ends inside a header")
        return (self._value >> self._left) & ((1 << count) - 1)

    def golomb(self) -> int:
        """Read an Exp-Golomb number (9.1)."""
        zeros = 0
        while not self.fixed(1):
            zeros += 1
        return (1 << zeros) - 1 + self.fixed(zeros)


def _plain(unit: bytes) -> bytes:
    """Take the emulation prevention bytes out."""
    return _ESCAPED.sub(b"\x00\x00", unit)


def _escaped(unit: bytes) -> bytes:
    return _TO_ESCAPE.sub(b"\x00\x00\x03", unit)


def units(packet: bytes) -> list[bytes]:
    """Split an access unit in Annex B form into its NAL units, without start codes."""
    starts = [found.end() for found in _UNITS.finditer(packet)]
    ends = [start - 3 for start in starts[1:]] + [len(packet)]
    return [packet[start:end].rstrip(b"\x00") for start, end in zip(starts, ends, strict=True)]


def number_bits(headers: bytes) -> int:
    """Return how many bits `frame_num` has, from the headers that hold the sequence parameter set.

    Raises BugError when pictures are not numbered in decoding order alone (`pic_order_cnt_type` 2): the encoder was
    then allowed to reorder them, and a picture could not be repeated without touching its neighbours.
    """
    for unit in units(headers):
        if unit[0] & 31 != _SPS:
            continue
        bits = _Bits(_plain(unit)[1:64])
        profile = bits.fixed(8)
        bits.fixed(16)
        bits.golomb()
        if profile in _HIGH_PROFILES:
            if bits.golomb() == 3:
                bits.fixed(1)
            bits.golomb()
            bits.golomb()
            bits.fixed(1)
            if bits.fixed(1):
                raise BugError("the encoder sends scaling matrices, which this code does not read")
        count = bits.golomb() + 4
        if bits.golomb() != 2:
            raise BugError("the encoder reorders pictures; repeated pictures need none reordered")
        return count
    raise BugError("the encoder gave no sequence parameter set")


@dataclass(frozen=True, slots=True)
class Repeater:
    """Repeats and renumbers the pictures of one stream; `width` is the length of `frame_num` in bits."""

    width: int
    skipped: bytes

    def repeat(self, number: int) -> bytes:
        """Return the access unit that shows the picture before it once more, as the `number`-th since the last IDR."""
        return self.renumber(self.skipped, number)

    def renumber(self, packet: bytes, number: int) -> bytes:
        """Return a P picture's access unit with its `frame_num` set; an IDR picture is returned as it is."""
        done = [self._numbered(unit, number) for unit in units(packet)]
        return b"".join(_START + unit for unit in done)

    def _numbered(self, unit: bytes, number: int) -> bytes:
        if unit[0] & 31 != _SLICE:
            return unit
        plain = _plain(unit)
        bits = _Bits(plain[1:32])
        for _ in ("first_mb_in_slice", "slice_type", "pic_parameter_set_id"):
            bits.golomb()
        first = 8 + bits.at
        head = int.from_bytes(plain[:16])
        shift = 8 * len(plain[:16]) - first - self.width
        mask = ((1 << self.width) - 1) << shift
        wanted = (number & ((1 << self.width) - 1)) << shift
        changed = (head & ~mask) | wanted
        return unit if changed == head else _escaped(changed.to_bytes(len(plain[:16])) + plain[16:])


def is_idr(packet: bytes) -> bool:
    """Tell whether an access unit holds an IDR picture."""
    return any(unit[0] & 31 == _IDR for unit in units(packet))
