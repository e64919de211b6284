"""The runs of a chunk in few bytes: a long programme has tens of thousands, and all its chunks wait at once."""

import pickle
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

from pipeline.compose.snapshot import Run
from pipeline.model.picture import Frame, Picture, Placement

_LEVEL = 1
"""zlib's quickest: neighbours differ by a few numbers, and a ninth of the bytes is left."""

_NAMES = tuple(field.name for field in fields(Placement))
_FIELDS = attrgetter(*_NAMES)


@dataclass(frozen=True, slots=True)
class PackedRuns:
    """What is seen in a chunk, packed; for how many frames each picture stays, whether two shots mix in it."""

    data: bytes
    lengths: tuple[int, ...]
    mixing: bool

    def unpacked(self) -> tuple[Run, ...]:
        """Return the runs."""
        told = pickle.loads(zlib.decompress(self.data))  # noqa: S301 - packed below, never stored
        return tuple(
            Run(Frame(_placed(shown), _placed(incoming), progress, how, _placed(over)), length)
            for length, shown, incoming, progress, how, over in told
        )


def pack(runs: Sequence[Run]) -> PackedRuns:
    """Pack the runs of a chunk, as plain tuples: values of our own take five times as long to tell."""
    once: dict[int, tuple[Any, ...]] = {}

    def laid(shown: Picture) -> tuple[tuple[Any, ...], ...]:
        return tuple(once.get(id(place)) or once.setdefault(id(place), _FIELDS(place)) for place in shown)

    told = [
        (run.length, laid(frame.picture), laid(frame.incoming), frame.progress, frame.how, laid(frame.over))
        for run in runs
        for frame in (run.frame,)
    ]
    return PackedRuns(
        zlib.compress(pickle.dumps(told, pickle.HIGHEST_PROTOCOL), _LEVEL),
        tuple(run.length for run in runs),
        any(run.frame.how for run in runs),
    )


def _placed(told: Sequence[tuple[Any, ...]]) -> Picture:
    return tuple(Placement(**dict(zip(_NAMES, values, strict=True))) for values in told)
