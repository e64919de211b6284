"""Stretches of a series in which something holds, and how a rule says figures."""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from pipeline.model.time import Span

Flags = npt.NDArray[np.bool_]
"""Whether something holds, one value a frame or a step."""


def stretches(flags: Flags, shortest: int = 1, gap: int = 0) -> Iterator[Span]:
    """Yield the stretches in which flags hold for at least so long; interruptions of at most `gap` do not count."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    begun: Span | None = None
    for start, end in edges.reshape(-1, 2).tolist():
        if begun is not None and start - begun.end <= gap:
            begun = Span(begun.start, end)
            continue
        if begun is not None and begun.length >= shortest:
            yield begun
        begun = Span(start, end)
    if begun is not None and begun.length >= shortest:
        yield begun


def without(flags: Flags, spans: Iterable[Span], margin: int = 0) -> Flags:
    """Return flags that do not hold within spans, nor `margin` before and after them."""
    kept = flags.copy()
    for span in spans:
        kept[max(0, span.start - margin) : span.end + margin] = False
    return kept


def figure(value: float, digits: int = 1) -> str:
    """Write a figure as French does, its minus sign included."""
    return f"{value:.{digits}f}".replace(".", ",").replace("-", "−")


def lasting_ms(start: int, end: int) -> str:
    """Say how long it is from one moment to another, in seconds."""
    return f"{figure((end - start) / 1000)} s"
