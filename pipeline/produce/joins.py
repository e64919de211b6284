"""Where encoded segments were joined and how loud it is there, kept: a pair that was joined once is not heard again."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.mix.peaks import TruePeak
from pipeline.model.keys import key_of
from pipeline.ports import Samples, Store

_FACTS = "mesures"
_VERSION = 1
"""Raised when two segments would be joined elsewhere."""


@dataclass(frozen=True, slots=True)
class Joint:
    """How many samples after its edge a join stands, and the true peak of what decodes around it (linear)."""

    place: int
    peak: float


class Joints:
    """The joins of a sound, in order: those that are known, and what is heard of the others as they are made."""

    def __init__(self, segments: Iterable[str], store: Store, *, reuse: bool) -> None:
        """Look up the joins between segments that follow one another, by their keys."""
        self._store = store
        self._keys = [key_of("raccord", one, two, _VERSION) for one, two in pairwise(segments)]
        if reuse:
            store.gather(_FACTS, self._keys)
        self._known = [store.read(_FACTS, key, _joint) if reuse else None for key in self._keys]
        self._heard: list[float] = []

    @property
    def places(self) -> tuple[int | None, ...]:
        """Where each join stands, None where nobody knows."""
        return tuple(None if known is None else known.place for known in self._known)

    def hear(self, sound: Samples) -> None:
        """Hear what decodes around the next join that was not known, planar, shape (2, n)."""
        peak = TruePeak()
        peak.hear(sound)
        self._heard.append(peak.highest())

    def peak(self, places: Sequence[int]) -> float:
        """Keep where joins stand now that they are made, and return the highest true peak of all of them."""
        fresh = iter(self._heard)
        highest = 0.0
        for key, known, place in zip(self._keys, self._known, places, strict=True):
            joint = known or Joint(place, next(fresh))
            if known is None:
                told = {"raccord": joint.place, "crete": joint.peak}
                self._store.keep(_FACTS, key, json.dumps(told).encode())
            highest = max(highest, joint.peak)
        return highest


def _joint(content: bytes) -> Joint:
    """Return what was kept of a join; raises what `UNREADABLE` lists for anything else."""
    told = json.loads(content)
    return Joint(int(told["raccord"]), float(told["crete"]))
