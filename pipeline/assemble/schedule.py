"""In which order chunks are rendered, and which ones by the same process."""

from collections.abc import Sequence
from dataclasses import dataclass

_SHARES = 8
"""Batches a process gets on average: enough that the last ones are short, few enough that layers are drawn once."""

_DRAWING = 2.5
"""What drawing a layer costs, in composed and encoded pictures (measured on a newscast at 1080p)."""

_MIXING = 3.0
"""What a picture of a transition costs, in ordinary pictures: two are composed, and all of it changes."""


@dataclass(frozen=True, slots=True)
class Work:
    """What rendering one chunk takes: distinct pictures, the layers they show, whether two shots mix in it."""

    pictures: int
    layers: frozenset[str]
    transition: bool

    def cost(self, drawn: frozenset[str]) -> float:
        """Return its cost in pictures, given the layers that are drawn already."""
        return self.pictures * (_MIXING if self.transition else 1.0) + _DRAWING * len(self.layers - drawn)


def batches(chunks: Sequence[Work], jobs: int) -> tuple[tuple[int, ...], ...]:
    """Return the chunks, by their rank, in batches for processes to take, the longest batch first.

    Neighbours go together, as they share layers; no batch but a single chunk is longer than its share. Long ones
    first, so that the last process to finish has only a short one left (longest processing time first, Graham 1969).
    """
    everything = frozenset[str]().union(*(chunk.layers for chunk in chunks))
    total = sum(chunk.cost(everything) for chunk in chunks) + _DRAWING * len(everything)
    share = total / (_SHARES * max(1, jobs))
    found: list[tuple[float, list[int]]] = []
    cost, drawn, together = 0.0, frozenset[str](), list[int]()
    for rank, chunk in enumerate(chunks):
        if together and cost + chunk.cost(drawn) > share:
            found.append((cost, together))
            cost, drawn, together = 0.0, frozenset[str](), []
        cost += chunk.cost(drawn)
        drawn |= chunk.layers
        together.append(rank)
    if together:
        found.append((cost, together))
    return tuple(tuple(ranks) for _, ranks in sorted(found, key=lambda batch: -batch[0]))
