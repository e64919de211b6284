"""The programmes of a broadcast: which track belongs to which, as a transport stream says it in its tables."""

from collections.abc import Iterator, Mapping
from pathlib import Path

_HEAD = 2_000_000
"""Bytes in which the tables are looked for: they come back several times a second."""

_SYNC = 0x47


def programmes_of(path: Path) -> Mapping[int, int]:
    """Return the number of the programme of every track, by its packet identifier (ISO/IEC 13818-1, 2.4.4).

    Empty when the tables are not found; raises OSError.
    """
    with path.open("rb") as stream:
        data = stream.read(_HEAD)
    step, first = next(
        (
            (step, at)
            for step in (188, 192, 204)
            for at in range(step)
            if len(marks := data[at : at + step * 5 : step]) > 2 and set(marks) == {_SYNC}
        ),
        (0, 0),
    )
    if not step:
        return {}
    tables: dict[int, int] = {}
    found: dict[int, int] = {}
    for at in range(first, len(data) - 187, step):
        packet = data[at : at + 188]
        pid = (packet[1] & 0x1F) << 8 | packet[2]
        if packet[0] != _SYNC or not packet[1] & 0x40 or (pid and pid not in tables):
            continue
        section = _section(packet)
        if pid == 0:
            tables |= {place: number for number, place in _pairs(section) if number}
        elif section[:1] == b"\x02":
            found |= dict.fromkeys(_tracks(section), tables[pid])
    return found


def _section(packet: bytes) -> bytes:
    """Return the table that begins in a packet, as much of it as stands there."""
    at = 4
    if packet[3] & 0x20:
        at += 1 + packet[4]
    if at >= len(packet):
        return b""
    at += 1 + packet[at]
    length = ((packet[at + 1] & 0x0F) << 8 | packet[at + 2]) if at + 3 <= len(packet) else 0
    return packet[at : at + 3 + length - 4] if length > 4 else b""


def _pairs(section: bytes) -> Iterator[tuple[int, int]]:
    for at in range(8, len(section) - 3, 4):
        yield section[at] << 8 | section[at + 1], (section[at + 2] & 0x1F) << 8 | section[at + 3]


def _tracks(section: bytes) -> Iterator[int]:
    if len(section) < 12:
        return
    at = 12 + ((section[10] & 0x0F) << 8 | section[11])
    while at + 5 <= len(section):
        yield (section[at + 1] & 0x1F) << 8 | section[at + 2]
        at += 5 + ((section[at + 3] & 0x0F) << 8 | section[at + 4])
