"""A picture as a phone keeps it: one HEVC frame in an HEIF container, as small as the standard allows.

Boxes: ISO 14496-12 and 23008-12. No library here writes such files without an encoder of its own.
"""

import struct
from io import BytesIO

import av
import numpy as np
from PIL import Image


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
    """Return the decoder configuration record and the frame, its units each after its length."""
    buffer = BytesIO()
    with av.open(buffer, "w", format="mp4") as out:
        stream = out.add_stream("libx265", rate=1, options={"crf": "8", "x265-params": "log-level=none"})
        stream.width, stream.height = image.size
        stream.pix_fmt = "yuv420p"
        stream.codec_context.codec_tag = "hvc1"
        colours = av.VideoFrame.from_ndarray(np.asarray(image), "rgb24")
        frame = colours.reformat(format="yuv420p", dst_colorspace="ITU709")
        out.mux([*stream.encode(frame), *stream.encode(None)])
    with av.open(BytesIO(buffer.getvalue()), "r") as made:
        packet = next(packet for packet in made.demux(video=0) if packet.size)
        return bytes(made.streams.video[0].codec_context.extradata or b""), bytes(packet)
