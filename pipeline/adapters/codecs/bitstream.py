"""H.264 access units as bytes: repeat a picture at no cost, number pictures anew, put slices elsewhere in a picture.

A repeated picture is one P slice in which every macroblock is skipped: a decoder shows the picture before it once
more, bit for bit. The encoder itself makes that slice (see `pipeline.adapters.codecs.x264`); here its header is set.

A slice of a picture of full width can stand anywhere in a taller one: macroblocks are addressed from the slice's
first, nothing is predicted from another slice of the same picture, and the filter between blocks is told to stop at
the slice's edge, as it does at a picture's.

Source of every field: Recommendation ITU-T H.264 (08/2021), 7.3.1 (NAL unit), 7.3.2.1.1 (sequence parameter set),
7.3.2.2 (picture parameter set), 7.3.3 (slice header), 7.4.1.1 (emulation prevention).
"""

import re
from dataclasses import dataclass

from pipeline.errors import BugError

_START = b"\x00\x00\x00\x01"
_SLICE, _IDR, _SPS, _PPS = 1, 5, 7, 8
_HIGH_PROFILES = frozenset({100, 110, 122, 244})
"""Profiles whose sequence parameter set tells its chroma format and bit depth first."""

_P, _I, _KINDS = 0, 2, 5
_NO_FILTER, _FILTER_INSIDE = 1, 2
"""`disable_deblocking_filter_idc`: not at all; not across the slice's edges."""

_HEAD = 64
"""Bytes in which a slice header certainly ends."""

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


class _Written:
    """Bits put one after the other."""

    def __init__(self) -> None:
        self.value = 0
        self.length = 0

    def fixed(self, value: int, count: int) -> None:
        """Write `count` bits."""
        self.value = self.value << count | value
        self.length += count

    def golomb(self, value: int) -> None:
        """Write an Exp-Golomb number (9.1)."""
        self.fixed(value + 1, 2 * (value + 1).bit_length() - 1)


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


def slices(packet: bytes) -> tuple[bytes, ...]:
    """Return the slices of an access unit, without what else it holds."""
    return tuple(unit for unit in units(packet) if unit[0] & 31 in {_SLICE, _IDR})


def access_unit(parts: tuple[bytes, ...]) -> bytes:
    """Join NAL units in Annex B form."""
    return b"".join(_START + part for part in parts)


def is_idr(packet: bytes) -> bool:
    """Tell whether an access unit holds an IDR picture."""
    return any(unit[0] & 31 == _IDR for unit in units(packet))


@dataclass(frozen=True, slots=True)
class Syntax:
    """What a stream's headers say of its slices' own: the bits of `frame_num`, the entropy coder, the block filter.

    `picture_set` is the picture parameter set itself: slices of two streams mean the same when it is the same.
    """

    number_bits: int
    arithmetic: bool
    filter_told: bool
    picture_set: bytes = b""

    @classmethod
    def of(cls, headers: bytes) -> "Syntax":
        """Read the parameter sets at the head of a stream.

        Raises BugError when pictures are not numbered in decoding order alone (`pic_order_cnt_type` 2): the encoder
        was then allowed to reorder them, and a picture could not be repeated without touching its neighbours; and
        when slices could hold what is not read here.
        """
        found = {unit[0] & 31: unit for unit in units(headers)}
        if _SPS not in found or _PPS not in found:
            raise BugError("the encoder gave no sequence parameter set, or no picture parameter set")
        sequence, picture = (_Bits(_plain(found[kind])[1:_HEAD]) for kind in (_SPS, _PPS))
        return cls(_number_bits(sequence), *_picture_set(picture), found[_PPS])


def _number_bits(bits: _Bits) -> int:
    """Read a sequence parameter set as far as the length of `frame_num`."""
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
    if bits.golomb() != _I:
        raise BugError("the encoder reorders pictures; repeated pictures need none reordered")
    return count


def _picture_set(bits: _Bits) -> tuple[bool, bool]:
    """Read a picture parameter set: is the entropy coder arithmetic, do slices tell how blocks are filtered."""
    bits.golomb()
    bits.golomb()
    arithmetic = bool(bits.fixed(1))
    bits.fixed(1)
    groups = bits.golomb()
    bits.golomb()
    bits.golomb()
    weighted = bits.fixed(3)
    for _ in ("pic_init_qp", "pic_init_qs", "chroma_qp_index_offset"):
        bits.golomb()
    filter_told = bool(bits.fixed(1))
    bits.fixed(1)
    if groups or weighted or bits.fixed(1):
        raise BugError("the encoder's slices hold groups, weights or copies, which this code does not read")
    return arithmetic, filter_told


def placed(unit: bytes, syntax: Syntax, first: int) -> bytes:
    """Return a slice that begins at macroblock `first`, filtered inside its own edges only, `frame_num` 0.

    Raises BugError when its header holds what this code does not read.
    """
    plain = _plain(unit)
    bits, out = _Bits(plain[1:_HEAD]), _Written()
    bits.golomb()
    out.golomb(first)
    kind = bits.golomb()
    out.golomb(kind)
    out.golomb(bits.golomb())
    bits.fixed(syntax.number_bits)
    idr = unit[0] & 31 == _IDR
    out.fixed(0, syntax.number_bits)
    if idr:
        out.golomb(bits.golomb())
    if kind % _KINDS == _P:
        _copy_references(bits, out)
    _copy_marking(bits, out, idr=idr)
    if syntax.arithmetic and kind % _KINDS == _P:
        out.golomb(bits.golomb())
    out.golomb(bits.golomb())
    _stop_filter_at_edges(bits, out, syntax)
    return unit[:1] + _escaped(_with_data(plain[1:], bits.at, out, arithmetic=syntax.arithmetic))


def _copy_references(bits: _Bits, out: _Written) -> None:
    override = bits.fixed(1)
    out.fixed(override, 1)
    if override:
        out.golomb(bits.golomb())
    if bits.fixed(1):
        raise BugError("the encoder reorders references, which this code does not read")
    out.fixed(0, 1)


def _copy_marking(bits: _Bits, out: _Written, *, idr: bool) -> None:
    if idr:
        out.fixed(bits.fixed(2), 2)
        return
    if bits.fixed(1):
        raise BugError("the encoder marks references one by one, which this code does not read")
    out.fixed(0, 1)


def _stop_filter_at_edges(bits: _Bits, out: _Written, syntax: Syntax) -> None:
    if not syntax.filter_told:
        raise BugError("the encoder's slices do not tell how their blocks are filtered")
    how = bits.golomb()
    if how == _NO_FILTER:
        out.golomb(how)
        return
    out.golomb(_FILTER_INSIDE)
    out.golomb(bits.golomb())
    out.golomb(bits.golomb())


def _with_data(data: bytes, read: int, head: _Written, *, arithmetic: bool) -> bytes:
    """Put a slice's data after another header; arithmetic data begin on a byte, after ones (7.3.4)."""
    if arithmetic:
        missing = -head.length % 8
        head.fixed((1 << missing) - 1, missing)
        return head.value.to_bytes(head.length // 8) + data[-(-read // 8) :]
    left = 8 * len(data) - read
    head.fixed(int.from_bytes(data) & ((1 << left) - 1), left)
    head.fixed(0, -head.length % 8)
    return head.value.to_bytes(head.length // 8).rstrip(b"\x00")


@dataclass(frozen=True, slots=True)
class Repeater:
    """Repeats and renumbers the pictures of one stream; `skipped` is an access unit that shows the last once more."""

    syntax: Syntax
    skipped: bytes

    def repeat(self, number: int) -> bytes:
        """Return the access unit that shows the picture before it once more, as the `number`-th since the last IDR."""
        return self.renumber(self.skipped, number)

    def renumber(self, packet: bytes, number: int) -> bytes:
        """Return a P picture's access unit with its `frame_num` set; an IDR picture is returned as it is."""
        return access_unit(tuple(self._numbered(unit, number) for unit in units(packet)))

    def _numbered(self, unit: bytes, number: int) -> bytes:
        if unit[0] & 31 != _SLICE:
            return unit
        plain = _plain(unit)
        bits, width = _Bits(plain[1:32]), self.syntax.number_bits
        for _ in ("first_mb_in_slice", "slice_type", "pic_parameter_set_id"):
            bits.golomb()
        first = 8 + bits.at
        head = int.from_bytes(plain[:16])
        shift = 8 * len(plain[:16]) - first - width
        mask = ((1 << width) - 1) << shift
        wanted = (number & ((1 << width) - 1)) << shift
        changed = (head & ~mask) | wanted
        return unit if changed == head else _escaped(changed.to_bytes(len(plain[:16])) + plain[16:])
