"""Texts that belong together: a date with what happened, somebody with what they did, a number with its unit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.french.typography import NO_BREAK
from pipeline.model.part import Part
from pipeline.model.rundown import PlannedShot

Grouped = tuple[str, tuple[str, ...]]
"""What is read as one, and the texts that it is made of."""


def paired(texts: Sequence[str], plan: PlannedShot) -> Iterator[Grouped]:
    """Yield a shot's texts in order, those of one entry of a list together where the first of them stands.

    A number is told with what it counts; the ranks of a list of points are left out, since the list has an order.
    """
    if plan.part is Part.NUMBER and texts:
        yield " ".join(texts), tuple(texts)
        return
    seen = set(texts)
    entries = [entry for entry in entries_of(plan.slots) if seen.issuperset(entry)]
    ranks = {str(rank) for rank in range(1, _longest(plan.slots) + 1)}
    grouped = {text for entry in entries for text in entry}
    done: set[tuple[str, ...]] = set()
    for text in texts:
        if text not in grouped:
            if text not in ranks:
                yield from alone((text,))
            continue
        for entry in entries:
            if entry[0] == text and entry not in done:
                done.add(entry)
                yield f"{NO_BREAK}: ".join(entry), entry


def alone(texts: Iterable[str]) -> Iterator[Grouped]:
    """Yield texts that belong to nothing else."""
    yield from ((text, (text,)) for text in texts)


def entries_of(slots: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield the entries of a shot's lists that have several texts each."""
    for value in slots.values():
        for entry in value if isinstance(value, tuple | list) else ():
            if isinstance(entry, Mapping):
                texts = tuple(text for text in entry.values() if isinstance(text, str) and text)
                if len(texts) > 1:
                    yield texts


def _longest(slots: Mapping[str, Any]) -> int:
    return max((len(value) for value in slots.values() if isinstance(value, tuple | list)), default=0)
