"""The number that tells an MXF film from all others: the codec library leaves it empty, to write the same bytes twice.

A channel's server takes two films of one number for one film. Source: SMPTE ST 330 (UMID), material number.
"""

import hashlib
import mmap
from pathlib import Path

from pipeline.ports import MuxPlan

_EMPTY = bytes.fromhex("060a2b340101010501010d0013000000") + bytes(15)
"""A basic UMID without a number, but for its last byte, which tells the packages of a file apart."""

_NUMBER = slice(16, 31)


def number_film(path: Path, plan: MuxPlan) -> None:
    """Write into an MXF file a number made of all that the film is: the same film has the same one everywhere."""
    number = _number(plan)
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as data:
        at = data.find(_EMPTY)
        while at >= 0:
            data[at + _NUMBER.start : at + _NUMBER.stop] = number
            at = data.find(_EMPTY, at + _NUMBER.stop)


def _number(plan: MuxPlan) -> bytes:
    digest = hashlib.sha256(repr((sorted(plan.metadata.items()), plan.chunk_frames, plan.clock)).encode())
    for path in (plan.sound, *plan.chunks, *(track.path for track in plan.tracks)):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.digest()[: _NUMBER.stop - _NUMBER.start]
