"""The little of protobuf's wire format that reading and writing a model takes."""

from collections.abc import Iterator
from dataclasses import dataclass

_VARINT, _EIGHT, _LENGTH, _FOUR = 0, 1, 2, 5


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a message: its number, the bytes of its value (a varint's own bytes), and all of it as it stands."""

    number: int
    kind: int
    value: memoryview
    raw: memoryview


def fields(message: bytes | memoryview) -> Iterator[Field]:
    """Yield the fields of a message in order; raises ValueError for a kind that no model has."""
    data = memoryview(message)
    at = 0
    while at < len(data):
        begun = at
        tag, at = _read(data, at)
        kind = tag & 7
        start = at
        if kind == _VARINT:
            _, at = _read(data, at)
        elif kind == _LENGTH:
            size, start = _read(data, at)
            at = start + size
        elif kind in {_EIGHT, _FOUR}:
            at += 8 if kind == _EIGHT else 4
        else:
            raise ValueError(f"field of kind {kind} at byte {begun}")
        yield Field(tag >> 3, kind, data[start:at], data[begun:at])


def integers(field: Field) -> list[int]:
    """Return the whole numbers of a field: one, or several packed together."""
    numbers = []
    at = 0
    while at < len(field.value):
        number, at = _read(field.value, at)
        numbers.append(number)
    return numbers


def text(number: int, value: str) -> bytes:
    """Write a field of text."""
    return part(number, value.encode())


def part(number: int, value: bytes) -> bytes:
    """Write a field of bytes, or of a message that is already written."""
    return varint(number << 3 | _LENGTH) + varint(len(value)) + value


def whole(number: int, value: int) -> bytes:
    """Write a field that is a whole number, not negative."""
    return varint(number << 3) + varint(value)


def varint(value: int) -> bytes:
    """Write a whole number, not negative, seven bits a byte, the lowest first."""
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*written, value))


def _read(data: memoryview, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return number, at
