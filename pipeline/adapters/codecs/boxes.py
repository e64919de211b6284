"""What the codec library writes otherwise in MP4 and QuickTime files: which tracks are shown, and their languages.

It shows the first captions of a film whatever is asked, gives its list of chapters no language, and knows in QuickTime
only those of an old Macintosh. Sources: ISO/IEC 14496-12, 8.3.2 (track header) and 8.4.2 (media header); QuickTime File
Format, language code values.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import BugError

_ENABLED = 1
"""The flag of a track header by which a player shows or plays the track unless it is told otherwise."""


@dataclass(frozen=True, slots=True)
class TrackMark:
    """What is to be said of a track: its language (ISO 639-2, three letters), whether players show it by themselves.

    `shown` is None where that stays as it is.
    """

    language: str
    shown: bool | None = None


def mark_tracks(path: Path, marks: Sequence[TrackMark], language: str) -> None:
    """Write in a file what its tracks are, in their order; those beyond the marks, such as chapters, have a `language`.

    Raises BugError when the file has fewer tracks than marks, or no index.
    """
    with path.open("r+b") as file:
        start, size = next(((at, long) for name, at, long in _top(file) if name == b"moov"), (0, 0))
        file.seek(start)
        moov = bytearray(file.read(size))
        tracks = [(at, long) for name, at, long in _inside(moov, 0, size) if name == b"trak"]
        if len(tracks) < len(marks):
            raise BugError(f"{path.name}: {len(tracks)} tracks, {len(marks)} were planned")
        for mark, (place, length) in zip(chain(marks, repeat(TrackMark(language))), tracks, strict=False):
            _mark(moov, place, length, mark)
        file.seek(start)
        file.write(moov)


def _mark(moov: bytearray, place: int, length: int, mark: TrackMark) -> None:
    boxes = {name: (at, long) for name, at, long in _inside(moov, place, length)}
    if mark.shown is not None:
        flags = boxes[b"tkhd"][0] + 3
        moov[flags] = moov[flags] & ~_ENABLED | (_ENABLED if mark.shown else 0)
    media = next(at for name, at, _ in _inside(moov, *boxes[b"mdia"]) if name == b"mdhd")
    language = media + (20 if moov[media] == 0 else 32)  # after four numbers of 32 bits, three of them 64 in version 1
    moov[language : language + 2] = struct.pack(">H", _packed(mark.language))


def _packed(language: str) -> int:
    """Return three letters as five bits each.

    >>> hex(_packed("fra")), hex(_packed("und"))
    ('0x1a41', '0x55c4')
    """
    first, second, third = (ord(letter) - 0x60 for letter in language)
    return first << 10 | second << 5 | third


def _top(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Yield the boxes of a file: name, where what they hold begins, how long it is."""
    at = 0
    while len(header := file.read(16)) >= 8:
        size, name = struct.unpack_from(">I4s", header)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", header, 8)
            head = 16
        if size < head:
            return
        yield name, at + head, size - head
        at += size
        file.seek(at)


def _inside(data: bytearray, start: int, length: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the boxes in a stretch of bytes: name, where what they hold begins, how long it is."""
    at = start
    while at + 8 <= start + length:
        size, name = struct.unpack_from(">I4s", data, at)
        yield name, at + 8, size - 8
        at += size
