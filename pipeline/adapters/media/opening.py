"""Open media files that strangers made: the format is read from the first bytes, one demuxer, one file, nothing else.

A playlist, a concat script or an SDP that poses as a film has none of the signatures below and is never handed to
FFmpeg; what has one is opened by that demuxer alone, through the `file` protocol alone.
"""

from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from pipeline.errors import MediaError
from pipeline.french.system import why

MOST_SIDE = 8192
"""Pixels a side: twice the width of 4K, beyond what phones record."""

MOST_PIXELS = 36_000_000
"""Pixels a picture: 8K (7680x4320, Recommendation ITU-R BT.2020) and a little more."""

_READ = "mp4, mov, mkv, webm, avi, ts ou mpg (image) ; wav, mp3, m4a, ogg, flac, aac ou aiff (son)"
_HEAD = 4096
_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
_SIGNATURES = (
    (0, b"\x1a\x45\xdf\xa3", "matroska"),
    (8, b"AVI ", "avi"),
    (8, b"WAVE", "wav"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"FORM", "aiff"),
    (0, b"#!AMR", "amr"),
    (0, b"\x00\x00\x01\xba", "mpeg"),
)
"""Where each container signs, and the demuxer that reads it. Source: the specification of each container."""


def open_media(path: Path) -> InputContainer:
    """Open a local media file by what it is, whatever it is called; raises MediaError when it cannot be read."""
    try:
        if path.stat().st_size == 0:
            raise MediaError(f"{path.name} : fichier vide ; copiez-le de nouveau depuis l'appareil")
        demuxer = _demuxer(path)
    except OSError as error:
        raise MediaError(f"{path.name} : fichier illisible ({why(error)}) ; copiez-le de nouveau") from error
    if demuxer is None:
        raise MediaError(f"{path.name} : ni film ni son, ou fichier abîmé ; réexportez-le en {_READ}")
    options = {"protocol_whitelist": "file", "format_whitelist": demuxer}
    if demuxer == "mov":
        options["enable_drefs"] = "0"
    try:
        return av.open(f"file:{path.resolve()}", "r", format=demuxer, options=options)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise MediaError(
            f"{path.name} : fichier illisible ou tronqué ; copiez-le de nouveau ou réexportez-le"
        ) from error


def video_stream(source: InputContainer, name: str) -> VideoStream:
    """Return the moving picture of a file; raises MediaError without one, or when it is absurdly large.

    The cover of a song is no moving picture.
    """
    streams = [stream for stream in source.streams.video if not stream.disposition & Disposition.attached_pic]
    if not streams:
        raise MediaError(f"{name} : ce fichier ne contient pas d'image animée ; choisissez une vidéo")
    stream = streams[0]
    # PyAV types the context as always there; it is None when FFmpeg has no decoder
    if getattr(stream, "codec_context", None) is None:
        raise MediaError(f"{name} : codage d'image inconnu ; réexportez la vidéo en mp4 (H.264)")
    bounded(stream.codec_context.width, stream.codec_context.height, name)
    stream.codec_context.options = {**stream.codec_context.options, "max_pixels": str(MOST_PIXELS)}
    return stream


def stated_length(source: InputContainer, stream: VideoStream) -> Fraction:
    """Return how long the picture says it lasts, in seconds."""
    if stream.duration and stream.time_base:
        return stream.duration * stream.time_base
    return Fraction(source.duration or 0, av.time_base)


def bounded(width: int, height: int, name: str) -> None:
    """Raise MediaError when a picture of this size cannot be taken in."""
    if width < 1 or height < 1:
        raise MediaError(f"{name} : image sans dimensions ; réexportez la vidéo")
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise MediaError(
            f"{name} : image trop grande ({width}x{height}) : au plus {MOST_SIDE} pixels de côté et "
            f"{MOST_PIXELS // 1_000_000} mégapixels ; réexportez la vidéo en 1920x1080"
        )


def _demuxer(path: Path) -> str | None:
    """Return the demuxer of a file by its first bytes, after an ID3 tag if there is one."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        if head[:3] == b"ID3" and len(head) >= 10:
            size = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
            stream.seek(10 + size)
            return _signed(stream.read(_HEAD)) or "mp3"
    return _signed(head)


def _signed(head: bytes) -> str | None:
    """Return the demuxer whose signature these bytes carry, or None."""
    if head[4:8] in _BOXES:
        return "mov"
    for at, signature, demuxer in _SIGNATURES:
        if head[at : at + len(signature)] == signature:
            return demuxer
    for step, first in ((188, 0), (192, 4)):  # transport packets, bare and with the time code of camcorders
        marks = head[first::step][: 1 + (len(head) - first - 1) // step]
        if len(marks) > 1 and set(marks[:4]) == {0x47}:
            return "mpegts"
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "aac" if head[1] & 0xF6 == 0xF0 else "mp3"
    return None
