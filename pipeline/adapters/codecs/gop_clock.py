"""What each group of pictures of MPEG-2 says of its own time: the programme's clock, wherever its chunk was made.

A chunk is encoded without knowing where it will lie, and counts from zero; a channel's analysers hold the clock of the
groups against that of the file. Source: ISO/IEC 13818-2, 6.2.2.6 and 6.3.8 (group of pictures header, time_code).
"""

from typing import TYPE_CHECKING, Any

from pipeline.model.time import clock_parts

if TYPE_CHECKING:
    from av.packet import Packet

_HEADER = b"\0\0\1\xb8"
_BITS = 25
"""Of the 32 that follow the header: a flag, 5 of hours, 6 of minutes, a marker, 6 of seconds, 6 of pictures."""


def set_group_clock(packet: "Packet[Any]", frame: int) -> None:
    """Write into a packet that opens a group at which frame of the day it is shown; nothing else in it changes."""
    data = bytearray(bytes(packet))
    at = data.find(_HEADER) + len(_HEADER)
    if at < len(_HEADER):  # a packet that opens no group
        return
    hours, minutes, seconds, pictures = clock_parts(frame)
    told = hours << 19 | minutes << 13 | 1 << 12 | seconds << 6 | pictures
    rest = int.from_bytes(data[at : at + 4], "big") & (1 << 32 - _BITS) - 1
    data[at : at + 4] = (told << 32 - _BITS | rest).to_bytes(4, "big")
    packet.update(bytes(data))
