"""How an entry lies in a shared store: one line that says what it is, then its bytes; nothing else is believed.

The line: `JT1 kind/key sha256 length`, in ASCII, with a line feed at its end. An object that lies under another name,
lacks a byte or has one too many, or whose digest is another, is not the entry that was asked for.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

LONGEST = 320
"""Bytes that a head may have."""

BY_DIGEST = "fichiers"
"""The kind of entries whose key is the SHA-256 of their bytes: one that was put under another's is not believed."""

_HEAD = re.compile(rb"JT1 ([a-z][a-z-]{0,40})/([0-9A-Za-z_-]{1,128}) ([0-9a-f]{64}) (\d{1,15})\n")


class Unsound(ValueError):  # noqa: N818 - an object that is none, not an error of ours
    """An object that is not the entry it should be."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What the head of an object says of the entry that follows it."""

    kind: str
    key: str
    sha256: str
    length: int

    @classmethod
    def over(cls, kind: str, key: str, data: bytes) -> "Seal":
        """Return the seal of an entry."""
        return cls(kind, key, hashlib.sha256(data).hexdigest(), len(data))

    @property
    def head(self) -> bytes:
        """The line that goes before the bytes."""
        return f"JT1 {self.kind}/{self.key} {self.sha256} {self.length}\n".encode("ascii")


def seal_at(start: bytes, kind: str, key: str) -> Seal:
    """Read the seal that an object begins with; raises Unsound when there is none, or it is another entry's."""
    found = _HEAD.match(start)
    if found is None:
        raise Unsound("an object without a head")
    seal = Seal(found[1].decode(), found[2].decode(), found[3].decode(), int(found[4]))
    if (seal.kind, seal.key) != (kind, key):
        raise Unsound("another entry's bytes")
    if kind == BY_DIGEST and seal.sha256 != key:
        raise Unsound("another file's bytes")
    return seal


def unsealed(pieces: Iterable[bytes], kind: str, key: str) -> Iterator[bytes]:
    """Yield the bytes of an entry out of its object's; raises Unsound, at the end at the latest."""
    stream = iter(pieces)
    start = b""
    for piece in stream:
        start += piece
        if len(start) >= LONGEST or b"\n" in start:
            break
    seal = seal_at(start, kind, key)
    digest, length = hashlib.sha256(), 0
    for piece in chain((start[len(seal.head) :],), stream):
        digest.update(piece)
        length += len(piece)
        if length > seal.length:
            raise Unsound("more bytes than it says")
        yield piece
    if (length, digest.hexdigest()) != (seal.length, seal.sha256):
        raise Unsound("bytes of another digest")
