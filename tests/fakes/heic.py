"""A picture as a phone keeps it: one HEVC frame in an HEIF container, as small as the standard allows.

Boxes: ISO 14496-12 and 23008-12. No library here writes such files without an encoder of its own.
"""

import struct
from fractions import Fraction

import av
import numpy as np
from PIL import Image

_PARAMETER_SETS = (32, _SPS := 33, 34)
"""Kinds of units: video, sequence and picture parameter sets (H.265, table 7-1); pictures have lower ones."""


def heic(image: Image.Image, quarter_turns: int = 0) -> bytes:
    """Return a HEIC file of a picture of even size, to be shown turned so many quarters against the clock."""
    header, frame = _encoded(image)
    properties = [
        _full(b"ispe", struct.pack(">II", *image.size)),
        _box(b"hvcC", header),
        _box(b"colr", b"nclx" + struct.pack(">HHHB", 1, 13, 1, 0)),
        _box(b"irot", bytes([quarter_turns])),
    ]
    association = struct.pack(">IHB", 1, 1, len(properties)) + bytes(
        0x80 * (rank in {2, 4}) | rank for rank in range(1, len(properties) + 1)
    )
    start = _box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    place = 0
    for _ in range(2):  # the first pass tells how long the boxes before the frame are
        meta = _full(
            b"meta",
            _full(b"hdlr", bytes(4) + b"pict" + bytes(13)),
            _full(b"pitm", struct.pack(">H", 1)),
            _full(b"iloc", struct.pack(">HHHHHII", 0x4400, 1, 1, 0, 1, place, len(frame))),
            _full(b"iinf", struct.pack(">H", 1), _full(b"infe", struct.pack(">HH", 1, 0) + b"hvc1\0", version=2)),
            _box(b"iprp", _box(b"ipco", *properties), _full(b"ipma", association)),
        )
        place = len(start) + len(meta) + 8
    return start + meta + _box(b"mdat", frame)


def _box(kind: bytes, *content: bytes) -> bytes:
    inside = b"".join(content)
    return struct.pack(">I", 8 + len(inside)) + kind + inside


def _full(kind: bytes, *content: bytes, version: int = 0) -> bytes:
    return _box(kind, bytes([version, 0, 0, 0]), *content)


def _encoded(image: Image.Image) -> tuple[bytes, bytes]:
    """Return the decoder configuration record (ISO 14496-15, 8.3.3) and the frame, its units each after its length."""
    codec = av.CodecContext.create("libx265", "w")
    assert isinstance(codec, av.VideoCodecContext)
    codec.width, codec.height = image.size
    codec.pix_fmt, codec.time_base = "yuv420p", Fraction(1)
    codec.options = {"crf": "8", "x265-params": "log-level=none:pools=1:frame-threads=1"}
    colours = av.VideoFrame.from_ndarray(np.asarray(image), "rgb24")
    frame = colours.reformat(format="yuv420p", dst_colorspace="ITU709")
    frame.pts = 0
    stream = b"".join(bytes(packet) for packet in [*codec.encode(frame), *codec.encode(None)])
    units = [unit.rstrip(b"\0") for unit in stream.split(b"\0\0\1") if unit.rstrip(b"\0")]
    sets = {kind: [unit for unit in units if unit[0] >> 1 == kind] for kind in _PARAMETER_SETS}
    profile = sets[_SPS][0].replace(b"\0\0\3", b"\0\0")[3:15]
    header = b"\1" + profile + b"\xf0\0\xfc\xfd\xf8\xf8\0\0\x0f" + bytes([len(sets)])
    for kind, ones in sets.items():
        header += bytes([0x80 | kind]) + struct.pack(">H", len(ones))
        header += b"".join(struct.pack(">H", len(unit)) + unit for unit in ones)
    pictures = [unit for unit in units if unit[0] >> 1 < min(_PARAMETER_SETS)]
    return header, b"".join(struct.pack(">I", len(unit)) + unit for unit in pictures)
