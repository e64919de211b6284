"""Open media files that strangers made: the format is read from the first bytes, one demuxer, one file, nothing else.

A playlist, a concat script or an SDP that poses as a film has none of the known signatures and is never handed to
FFmpeg; what has one is opened by that demuxer alone, through the `file` protocol alone.
"""

import io
import mmap
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from pipeline.adapters.media.parts import FilePart, PartFile
from pipeline.adapters.media.signatures import demuxer_of, foreign, still_picture
from pipeline.errors import MediaError
from pipeline.french.system import scarce, why

MOST_SIDE = 8192
"""Pixels a side: twice the width of 4K, beyond what phones record."""

MOST_PIXELS = 36_000_000
"""Pixels a picture: 8K (7680x4320, Recommendation ITU-R BT.2020) and a little more."""

MOST_TRACKS = 200
"""Tracks of one file: more is damage, and opening them takes for ever."""

_READ = "mp4, mov, mkv, webm, avi, ts ou mpg (image) ; wav, mp3, m4a, ogg, flac, aac ou aiff (son)"
BROKEN = "fichier illisible ou tronqué"
"""What is said of a file of which nothing can be had."""

_LOCKS = (b"encv", b"enca", b"drms", b"drmi", b"drmt", b"encm")
"""What tracks are called that cannot be read without a key (ISO/IEC 14496-12, 8.12; QuickTime)."""

_MEND = "copiez-le de nouveau ou réexportez-le"


def opened(source: str | io.RawIOBase, demuxer: str, options: Mapping[str, str] | None = None) -> InputContainer:
    """Open something with one demuxer; tags in whatever encoding never matter: nobody reads them."""
    return av.open(source, "r", format=demuxer, options=dict(options or {}), metadata_errors="replace")


def open_media(path: Path, part: FilePart | None = None) -> InputContainer:
    """Open a local media file, or a part of one, by what it is, whatever it is called; raises MediaError."""
    try:
        size = path.stat().st_size
        if size == 0:
            raise MediaError(f"{path.name} : fichier vide ; copiez-le de nouveau depuis l'appareil")
        found = demuxer_of(path)
        if found is None:
            raise MediaError(f"{path.name} : {_other(path)}")
    except OSError as error:
        if scarce(error):
            raise
        raise MediaError(f"{path.name} : fichier illisible ({why(error)}) ; copiez-le de nouveau") from error
    demuxer, rubbish = found
    options = {"protocol_whitelist": "file", "format_whitelist": demuxer, "max_streams": str(MOST_TRACKS)}
    if demuxer == "mov":
        options["enable_drefs"] = "0"
    if rubbish:
        options["skip_initial_bytes"] = str(rubbish)
    whole = part is None or (part.start == 0 and part.end == size)
    try:
        return opened(f"file:{path.resolve()}" if whole or part is None else PartFile(path, part), demuxer, options)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise MediaError(f"{path.name} : {foreign_first(path) or f'{BROKEN} ; {_MEND}'}") from error


def foreign_first(path: Path) -> str | None:
    """Return what a file that cannot be read is, when that can be told, and what to do; None otherwise."""
    try:
        return foreign(path)
    except OSError:
        return None


def locked(path: Path) -> bool:
    """Tell whether a film or a sound is encrypted: what no player plays without its key; raises OSError."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at = 0
        while at + 8 <= len(data):
            size = int.from_bytes(data[at : at + 4], "big")
            if size == 1:
                size = int.from_bytes(data[at + 8 : at + 16], "big")
            if data[at + 4 : at + 8] == b"moov":
                return any(data.find(mark, at, at + size) >= 0 for mark in _LOCKS)
            if size < 8:
                return False
            at += size
    return False


def _other(path: Path) -> str:
    """Return what a file is that no demuxer reads; raises OSError."""
    told = foreign(path)
    if told is None and still_picture(path):
        told = "c'est une photo, et non une vidéo ni un son ; la montrer avec « image: … »"
    return told or f"ni film ni son, ou fichier abîmé ; réexportez-le en {_READ}"


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
