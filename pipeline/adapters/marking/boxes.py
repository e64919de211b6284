"""The boxes of an mp4 or mov file: found without decoding, one added at the end, a signature's taken out again.

Source: ISO/IEC 14496-12 (boxes, `stco` and `co64`); XMP specification part 3 and C2PA 2.2, A.5 (the two `uuid` boxes).
"""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

XMP = UUID("be7acfcb-97a9-42e8-9c71-999491e3afac").bytes
"""The type of the `uuid` box that holds an XMP packet."""
C2PA = UUID("d8fec3d6-1b0e-483c-9297-5828877ec481").bytes
"""The type of the `uuid` box that holds a manifest of C2PA."""

BOXED = frozenset({".mp4", ".mov"})
"""The ends of names of the films that we make of boxes."""

_HEAD, _LARGE, _TYPE = 8, 16, 16
_WITHIN = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl"})
_OFFSETS = {b"stco": "I", b"co64": "Q"}
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class FileBox:
    """A box of a file: its type, its first byte, how long it is, how long its head is, the type of a `uuid` box."""

    kind: bytes
    start: int
    size: int
    head: int
    usertype: bytes = b""

    @property
    def end(self) -> int:
        """The first byte after it."""
        return self.start + self.size


def boxes(stream: BinaryIO, start: int, end: int) -> Iterator[FileBox]:
    """Yield the boxes between two bytes of a file; raises ValueError where one is cut short or is none."""
    at = start
    while at < end:
        stream.seek(at)
        raw = stream.read(_HEAD)
        if len(raw) < _HEAD:
            raise ValueError(f"a box that is cut short at byte {at}")
        size, kind = struct.unpack(">I4s", raw)
        head = _HEAD
        if size == 1:
            size, head = _large(stream.read(_HEAD), at), _LARGE
        elif size == 0:
            size = end - at
        usertype = stream.read(_TYPE) if kind == b"uuid" else b""
        if size < head + len(usertype) or at + size > end:
            raise ValueError(f"a box that is cut short at byte {at}")
        yield FileBox(kind, at, size, head + len(usertype), usertype)
        at += size


def _large(raw: bytes, at: int) -> int:
    if len(raw) < _HEAD:
        raise ValueError(f"a box that is cut short at byte {at}")
    return int.from_bytes(raw, "big")


def top_boxes(path: Path) -> tuple[FileBox, ...]:
    """Return the boxes of a file, those inside others left out; raises ValueError, OSError."""
    with path.open("rb") as stream:
        return tuple(boxes(stream, 0, path.stat().st_size))


def is_boxed(head: bytes) -> bool:
    """Tell whether a file that begins so is made of boxes."""
    return head[4:8] in {b"ftyp", b"moov", b"mdat", b"wide", b"skip", b"free", b"jP  "}


def uuid_contents(path: Path, usertype: bytes) -> tuple[bytes, ...]:
    """Return what the `uuid` boxes of a type hold; raises ValueError when the file is cut short, OSError."""
    with path.open("rb") as stream:
        found = [box for box in boxes(stream, 0, path.stat().st_size) if box.usertype == usertype]
        contents: list[bytes] = []
        for box in found:
            stream.seek(box.start + box.head)
            contents.append(stream.read(box.size - box.head))
        return tuple(contents)


def append_uuid(path: Path, usertype: bytes, content: bytes) -> None:
    """Add a `uuid` box at the end of a file: nothing that is there moves; raises ValueError when it is cut short."""
    top_boxes(path)
    size = _HEAD + _TYPE + len(content)
    with path.open("ab") as stream:
        stream.write(struct.pack(">I4s", size, b"uuid") + usertype + content)


def unsealed_digest(path: Path) -> str:
    """Return the SHA-256 of a film as it was before it was signed; of one that is not signed, its own.

    Taking the manifest's box out moves what comes after it, and chunk offsets with it. Raises ValueError when the file
    is cut short, OSError.
    """
    digest = hashlib.sha256()
    for block in unsealed(path):
        digest.update(block)
    return digest.hexdigest()


def unsealed(path: Path) -> Iterator[bytes]:
    """Yield a film as it was before it was signed, in blocks; raises what `unsealed_digest` does."""
    with path.open("rb") as stream:
        if not is_boxed(stream.read(_HEAD)):
            yield from _copied(stream, 0, path.stat().st_size)
            return
        top = tuple(boxes(stream, 0, path.stat().st_size))
        seals = [box for box in top if box.usertype == C2PA]
        for box in top:
            if box.usertype == C2PA:
                continue
            if box.kind == b"moov" and seals:
                yield _moved(stream, box, seals)
            else:
                yield from _copied(stream, box.start, box.end)


def _copied(stream: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    stream.seek(start)
    left = end - start
    while left:
        block = stream.read(min(left, _BLOCK))
        if not block:
            raise ValueError("a file that became shorter while it was read")
        left -= len(block)
        yield block


def _moved(stream: BinaryIO, moov: FileBox, seals: list[FileBox]) -> bytes:
    """Return an index whose chunks lie where they do without the boxes of a signature."""
    stream.seek(moov.start)
    data = bytearray(stream.read(moov.size))
    for table in _tables(BytesIO(data), moov.head, moov.size):
        form = _OFFSETS[table.kind]
        width = struct.calcsize(form)
        first = table.start + table.head + _HEAD
        count = min(int.from_bytes(data[first - 4 : first], "big"), (table.end - first) // width)
        old = struct.unpack_from(f">{count}{form}", data, first)
        new = (at - sum(seal.size for seal in seals if seal.start < at) for at in old)
        struct.pack_into(f">{count}{form}", data, first, *new)
    return bytes(data)


def _tables(stream: BinaryIO, start: int, end: int) -> Iterator[FileBox]:
    """Yield the tables of chunk offsets below a box."""
    for box in boxes(stream, start, end):
        if box.kind in _WITHIN:
            yield from _tables(stream, box.start + box.head, box.end)
        elif box.kind in _OFFSETS:
            yield box
