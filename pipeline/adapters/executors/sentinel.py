"""Processes that have come to a standstill are ended, so that nobody waits for them for ever.

A process that is stopped, or locked in a library, uses no processor at all; one that works, or waits for a lock, uses
some. Only where the system tells (Linux): elsewhere whoever waits has Ctrl-C.
"""

import multiprocessing
import sys
import time
from pathlib import Path

_EVERY = 5.0
"""Seconds between two looks."""

MOST_STILL = 60
"""Looks in a row (five minutes) at which nothing moved. Looks, not seconds: a machine that sleeps looks at nothing."""


class Sentinel:
    """Looks at the processes that this one has started, and ends them when none of them moves any more."""

    def __init__(self, every: float = _EVERY, most: int = MOST_STILL) -> None:
        self._every, self._most = every, most
        self._last = time.monotonic()
        self._moved, self._still = -1, 0

    def look(self) -> None:
        """Look, unless that was done a moment ago; to be called while one waits for them."""
        if sys.platform != "linux" or time.monotonic() - self._last < self._every:
            return
        self._last = time.monotonic()
        workers = multiprocessing.active_children()
        moved = sum(ticks(worker.pid) for worker in workers)
        self._still = self._still + 1 if workers and moved == self._moved else 0
        self._moved = moved
        if self._still >= self._most:
            self._still = 0
            for worker in workers:
                worker.kill()


def ticks(pid: int | None) -> int:
    """Return the processor time a process has used, its ended children's with it (proc(5): fields 14 to 17)."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text("ascii", errors="replace")
    except OSError:
        return 0
    return sum(map(int, told.rpartition(")")[2].split()[11:15]))
