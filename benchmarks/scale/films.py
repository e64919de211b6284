"""What a film asks of a farm, from what was measured; many films drawn from a few, the same for the same seed."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

MEASURES = Path(__file__).with_name("measures.json")

SENT = ("chunk", "segment", "measure", "take", "finding")
"""Kinds of entries that are sent to a shared store, as `pipeline/adapters/shared/tiered.py` says."""

_TOGETHER = 4
SHARES = 8
"""Batches of chunks a worker gets of a film, as `pipeline/assemble/schedule.py` deals them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """One film's work, in seconds of CPU: what the client does before, between and after, and what workers may do.

    `lines` are what is said in it; `written` the bytes put into the store, in `requests` entries; `joined` those that
    the client reads to join the film; `delivered` those of the film and all that lies beside it.
    """

    script: str
    preset: str
    voice: str
    seconds: float
    before: float
    takes: tuple[float, ...]
    between: float
    chunks: tuple[float, ...]
    segments: tuple[float, ...]
    after: float
    lines: int
    written: int
    joined: int
    requests: int
    delivered: int

    @property
    def cpu(self) -> float:
        """All of it."""
        return self.client + sum(self.takes) + sum(self.chunks) + sum(self.segments)

    @property
    def client(self) -> float:
        """What no worker does."""
        return self.before + self.between + self.after

    def tasks(self, batches: int) -> tuple[float, ...]:
        """Return what workers do once the film is planned: chunks dealt in batches of neighbours, then segments.

        Segments are asked for one by one; here, four by four, which spares the simulation half of its events.
        """
        share = max(1, -(-len(self.chunks) // max(1, batches)))
        dealt = [sum(self.chunks[at : at + share]) for at in range(0, len(self.chunks), share)]
        mixed = [sum(self.segments[at : at + _TOGETHER]) for at in range(0, len(self.segments), _TOGETHER)]
        return (*sorted(dealt, reverse=True), *mixed)


def films(path: Path = MEASURES) -> tuple[Film, ...]:
    """Return the films that were measured."""
    return tuple(map(_film, json.loads(path.read_text("utf-8"))["films"]))


def _film(row: dict[str, Any]) -> Film:
    tasks, stages, entries = row["tasks"], row["stages"], row["entries"]
    spoken = sum(tasks["take"])
    made = sum(tasks["chunk"]) + sum(tasks["segment"])
    between = stages["images"] + stages.get("son", 0.0) - made
    after = sum(seconds for name, seconds in stages.items() if name not in {"lecture", "voix", "images", "son"})
    shared = [entries[kind] for kind in SENT if kind in entries]
    return Film(
        script=row["script"],
        preset=row["preset"],
        voice=row["voice"],
        seconds=row["seconds"],
        before=stages["lecture"] + stages["voix"] - spoken,
        takes=tuple(tasks["take"]),
        between=max(0.0, between),
        chunks=tuple(tasks["chunk"]),
        segments=tuple(tasks["segment"]),
        after=after,
        lines=entries["take"]["count"],
        written=sum(kind["bytes"] for kind in shared),
        joined=sum(entries[kind]["bytes"] for kind in ("chunk", "segment")),
        requests=sum(kind["count"] for kind in shared),
        delivered=row["delivered"],
    )


def drawn(known: Sequence[Film], count: int, seed: int) -> tuple[Film, ...]:
    """Return films like those known: each one of them by chance, its tasks drawn again from its own."""
    chance = random.Random(seed)

    def again(times: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(chance.choices(times, k=len(times))) if times else ()

    return tuple(
        replace(film, takes=again(film.takes), chunks=again(film.chunks), segments=again(film.segments))
        for film in chance.choices(known, k=count)
    )
