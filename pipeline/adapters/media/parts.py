"""Files that were joined end to end: where each one begins, when what reads them would stop after the first.

Streams of packets (MPEG transport and program streams, MP3, ADTS) need no such thing: they go on by themselves.
"""

import io
import mmap
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_MOST = 1000
"""Parts beyond which nobody joined a file: what follows is read with the last one."""

_EBML = b"\x1a\x45\xdf\xa3"
_SEGMENT = b"\x18\x53\x80\x67"
_FLAC = (b"fLaC\x00\x00\x00\x22", b"fLaC\x80\x00\x00\x22")


@dataclass(frozen=True, slots=True)
class FilePart:
    """The bytes of a file from `start` up to `end`."""

    start: int
    end: int


def parts_of(path: Path, demuxer: str) -> tuple[FilePart, ...]:
    """Return the parts of a file, in order: nearly always one; raises OSError."""
    size = path.stat().st_size
    find = _FINDERS.get(demuxer)
    if find is None or size < 16:
        return (FilePart(0, size),)
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        starts = [0]
        for start in find(data):
            starts.append(start)
            if len(starts) >= _MOST:
                break
    return tuple(FilePart(start, end) for start, end in zip(starts, [*starts[1:], size], strict=True))


def _ogg(data: mmap.mmap) -> Iterator[int]:
    """Yield every page that begins a stream after pages that do not (RFC 3533, section 4: chaining)."""
    at, begun = 0, True
    while at + 27 <= len(data) and data[at : at + 4] == b"OggS":
        first = bool(data[at + 5] & 2)
        if first and not begun:
            yield at
        begun = first
        count = data[at + 26]
        at += 27 + count + sum(data[at + 27 : at + 27 + count])


def _riff(data: mmap.mmap) -> Iterator[int]:
    """Yield every further RIFF or FORM file; those that carry on an AVI file (`AVIX`) belong to it."""
    head, order = data[:4], "big" if data[:4] in {b"FORM", b"RIFX"} else "little"
    at = 0
    while at + 12 <= len(data) and data[at : at + 4] == head:
        if at and data[at + 8 : at + 12] != b"AVIX":
            yield at
        at += 8 + int.from_bytes(data[at + 4 : at + 8], "big" if order == "big" else "little")
        at += at & 1


def _flac(data: mmap.mmap) -> Iterator[int]:
    """Yield every further header with its first block, which is always the same size (RFC 9639, 8.2)."""
    at = 4
    while (at := min((found for mark in _FLAC if (found := data.find(mark, at)) >= 0), default=-1)) >= 0:
        yield at
        at += 4


def _mov(data: mmap.mmap) -> Iterator[int]:
    """Yield every further `ftyp` box that is followed by a `moov` of its own (ISO/IEC 14496-12, 4.2)."""
    at, waiting, whole = 0, -1, False
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if kind == b"ftyp" and whole:
            waiting = at
        if kind == b"moov":
            if waiting >= 0:
                yield waiting
            waiting, whole = -1, True
        if size < 8:
            return
        at += size


def _matroska(data: mmap.mmap) -> Iterator[int]:
    """Yield every further EBML header, after segments that say their size, or looked for after those that do not."""
    at = 0
    while (at := _next_ebml(data, at)) > 0:
        yield at


def _next_ebml(data: mmap.mmap, at: int) -> int:
    after, length = _element(data, at + 4)
    segment = after + length
    if data[segment : segment + 4] == _SEGMENT:
        begun, long = _element(data, segment + 4)
        if long >= 0 and data[begun + long : begun + long + 4] == _EBML:
            return begun + long
        if long >= 0 and begun + long >= len(data):
            return -1
    found = data.find(_EBML, at + 4)
    while found >= 0:
        if any(kind in data[found : found + 64] for kind in (b"webm", b"matroska")):
            return found
        found = data.find(_EBML, found + 4)
    return -1


def _element(data: mmap.mmap, at: int) -> tuple[int, int]:
    """Return where an element's content begins and its length, -1 when it does not say (RFC 8794, section 4)."""
    first = data[at] if at < len(data) else 0
    if not first:
        return at + 1, -1
    width = 9 - first.bit_length()
    length = int.from_bytes(data[at : at + width], "big") & ((1 << 7 * width) - 1)
    return at + width, -1 if length == (1 << 7 * width) - 1 else length


_FINDERS: Mapping[str, Callable[[mmap.mmap], Iterator[int]]] = {
    "ogg": _ogg, "wav": _riff, "avi": _riff, "aiff": _riff, "flac": _flac, "mov": _mov, "matroska": _matroska,
}  # fmt: skip


class PartFile(io.RawIOBase):
    """A part of a file, read as a file of its own."""

    def __init__(self, path: Path, part: FilePart) -> None:
        self._file: BinaryIO = path.open("rb", buffering=0)
        self._part = part
        self._at = 0
        self.name = path.name

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes, none at its end."""
        left = self._part.end - self._part.start - self._at
        self._file.seek(self._part.start + self._at)
        data = self._file.read(left if size < 0 else min(size, max(0, left)))
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place, counted as in any file."""
        origin = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._part.end - self._part.start}[whence]
        self._at = max(0, origin + offset)
        return self._at

    def tell(self) -> int:
        """Return the place reached."""
        return self._at

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell that any place can be reached."""
        return True

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
        super().close()
