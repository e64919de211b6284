"""H.264 access units as bytes: repeat a picture at no cost, number pictures anew, put slices elsewhere in a picture.

A repeated picture is one P slice in which every macroblock is skipped: a decoder shows the reference decoded last once
more, bit for bit. The encoder itself makes that slice (see `pipeline.adapters.codecs.x264`); here its header is set.

Where pictures are reordered, each says where it is shown (`pic_order_cnt_lsb`). What is predicted from two pictures is
weighted by how far they are: a repeat moves what follows along, and stands as near to it as the repeated picture did.

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

_P, _KINDS = 0, 5
_TOLD, _DECODED = 0, 2
"""`pic_order_cnt_type`: each slice tells when its picture is shown; pictures are shown as they are decoded."""

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


def is_reference(packet: bytes) -> bool:
    """Tell whether other pictures may be predicted from the one in an access unit (`nal_ref_idc`)."""
    return any(unit[0] >> 5 & 3 for unit in slices(packet))


def is_idr(packet: bytes) -> bool:
    """Tell whether an access unit holds an IDR picture."""
    return any(unit[0] & 31 == _IDR for unit in units(packet))


@dataclass(frozen=True, slots=True)
class Syntax:
    """What a stream's headers say of its slices' own: the bits of `frame_num`, the entropy coder, the block filter.

    `order_bits` are those of `pic_order_cnt_lsb`, 0 where pictures are shown as they are decoded. `picture_set` is the
    picture parameter set itself, but for how pictures predicted from two others are weighted: I and P slices of two
    streams mean the same when it is the same.
    """

    number_bits: int
    arithmetic: bool
    filter_told: bool
    picture_set: int = 0
    order_bits: int = 0

    @classmethod
    def of(cls, headers: bytes) -> "Syntax":
        """Read the parameter sets at the head of a stream.

        Raises BugError when slices could hold what is not read here.
        """
        found = {unit[0] & 31: unit for unit in units(headers)}
        if _SPS not in found or _PPS not in found:
            raise BugError("the encoder gave no sequence parameter set, or no picture parameter set")
        number_bits, order_bits = _number_bits(_Bits(_plain(found[_SPS])[1:_HEAD]))
        arithmetic, filter_told, said = _picture_set(_plain(found[_PPS])[1:_HEAD])
        return cls(number_bits, arithmetic, filter_told, said, order_bits)

    def means_as(self, other: "Syntax") -> bool:
        """Tell whether I and P slices mean the same in both streams, once their headers are written anew."""
        return self.picture_set == other.picture_set


def _number_bits(bits: _Bits) -> tuple[int, int]:
    """Read a sequence parameter set as far as the lengths of `frame_num` and of `pic_order_cnt_lsb`."""
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
    order = bits.golomb()
    if order not in {_TOLD, _DECODED}:
        raise BugError("the encoder orders its pictures in a way that this code does not read")
    return count, bits.golomb() + 4 if order == _TOLD else 0


def _picture_set(data: bytes) -> tuple[bool, bool, int]:
    """Read a picture parameter set: is the entropy coder arithmetic, do slices tell how blocks are filtered; itself.

    The weights of pictures predicted from two others are taken out of it: they are told nowhere, or left out of slices.
    """
    bits = _Bits(data)
    bits.golomb()
    bits.golomb()
    arithmetic = bool(bits.fixed(1))
    fields = bits.fixed(1)
    groups = bits.golomb()
    bits.golomb()
    bits.golomb()
    weighted = bits.fixed(1)
    between = bits.fixed(2)
    said = int.from_bytes(data) & ~(3 << 8 * len(data) - bits.at)
    for _ in ("pic_init_qp", "pic_init_qs", "chroma_qp_index_offset"):
        bits.golomb()
    filter_told = bool(bits.fixed(1))
    bits.fixed(1)
    if fields or groups or weighted or between == 1 or bits.fixed(1):
        raise BugError("the encoder's slices hold groups, weights or copies, which this code does not read")
    return arithmetic, filter_told, said


def placed(unit: bytes, source: Syntax, target: Syntax, first: int) -> bytes:
    """Return a slice, written for one stream, as it begins at macroblock `first` in another; its picture has number 0.

    It is filtered inside its own edges only. Raises BugError when its header holds what this code does not read.
    """
    plain = _plain(unit)
    bits, out = _Bits(plain[1:_HEAD]), _Written()
    bits.golomb()
    out.golomb(first)
    kind = bits.golomb()
    out.golomb(kind)
    out.golomb(bits.golomb())
    bits.fixed(source.number_bits)
    idr = unit[0] & 31 == _IDR
    out.fixed(0, target.number_bits)
    if idr:
        out.golomb(bits.golomb())
    bits.fixed(source.order_bits)
    out.fixed(0, target.order_bits)
    if kind % _KINDS == _P:
        _copy_references(bits, out)
    _copy_marking(bits, out, idr=idr)
    if source.arithmetic and kind % _KINDS == _P:
        out.golomb(bits.golomb())
    out.golomb(bits.golomb())
    _stop_filter_at_edges(bits, out, source)
    return unit[:1] + _escaped(_with_data(plain[1:], bits.at, out, arithmetic=source.arithmetic))


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
    """Repeats and renumbers the pictures of one stream; `skipped` is an access unit that shows the last once more.

    A picture's number counts the references since the last IDR picture; its place, the frames shown since then.
    """

    syntax: Syntax
    skipped: bytes

    def repeat(self, number: int, place: int) -> bytes:
        """Return the access unit that shows the reference before it once more."""
        return self.renumber(self.skipped, number, place)

    def renumber(self, packet: bytes, number: int, place: int) -> bytes:
        """Return a picture's access unit with its number and its place set; an IDR picture is returned as it is."""
        return access_unit(tuple(self._numbered(unit, number, place) for unit in units(packet)))

    def _numbered(self, unit: bytes, number: int, place: int) -> bytes:
        if unit[0] & 31 != _SLICE:
            return unit
        plain = _plain(unit)
        bits = _Bits(plain[1:32])
        for _ in ("first_mb_in_slice", "slice_type", "pic_parameter_set_id"):
            bits.golomb()
        out = _Written()
        out.fixed(number % (1 << self.syntax.number_bits), self.syntax.number_bits)
        out.fixed(2 * place % (1 << self.syntax.order_bits), self.syntax.order_bits)
        head = int.from_bytes(plain[:16])
        shift = 8 * len(plain[:16]) - (8 + bits.at) - out.length
        changed = (head & ~(((1 << out.length) - 1) << shift)) | out.value << shift
        return unit if changed == head else _escaped(changed.to_bytes(len(plain[:16])) + plain[16:])
