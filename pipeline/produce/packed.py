"""The runs of a chunk in few bytes: a long programme has tens of thousands, and all its chunks wait at once."""

import pickle
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.compose.snapshot import Run

_LEVEL = 1
"""zlib's quickest: neighbours differ by a few numbers, and a ninth of the bytes is left."""


@dataclass(frozen=True, slots=True)
class PackedRuns:
    """What is seen in a chunk, packed; for how many frames each picture stays, whether two shots mix in it."""

    data: bytes
    lengths: tuple[int, ...]
    mixing: bool

    def unpacked(self) -> tuple[Run, ...]:
        """Return the runs."""
        runs: tuple[Run, ...] = pickle.loads(zlib.decompress(self.data))  # noqa: S301 - packed below, never stored
        return runs


def pack(runs: Sequence[Run]) -> PackedRuns:
    """Pack the runs of a chunk."""
    return PackedRuns(
        zlib.compress(pickle.dumps(tuple(runs), pickle.HIGHEST_PROTOCOL), _LEVEL),
        tuple(run.length for run in runs),
        any(run.frame.how for run in runs),
    )
