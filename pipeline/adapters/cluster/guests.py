"""Who is there: workers that came, that were asked who they are, that fell silent, that left."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(eq=False, slots=True, kw_only=True)
class Guest:
    """A worker as it was last seen: when it gave a sign, whether it was asked, why it is unfit, what files it has."""

    sign: float
    seen: float
    asked: bool = False
    unfit: str = ""
    present: bool = False
    stock: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since one looked last: who is to be asked who it is, who is gone, who gives no sign any more."""

    newcomers: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


class GuestBook:
    """The workers of a cluster by address; one that gives no sign for `still` seconds is counted out until it does.

    Signs are figures of the scheduler's clock, compared with nothing but one another: clocks may be hours apart.
    """

    def __init__(self, still: float) -> None:
        self._still = still
        self._guests: dict[str, Guest] = {}

    def __iter__(self) -> Iterator[tuple[str, Guest]]:
        """Go through all that are there."""
        return iter(tuple(self._guests.items()))

    def __len__(self) -> int:
        """Return how many are there."""
        return len(self._guests)

    def get(self, worker: str) -> Guest | None:
        """Return a worker that is there."""
        return self._guests.get(worker)

    def look(self, seen: Mapping[str, float], now: float) -> Changes:
        """Compare with who is there now, and what sign each gave last."""
        newcomers: list[str] = []
        silent: list[str] = []
        gone = tuple(worker for worker in self._guests if worker not in seen)
        for worker in gone:
            del self._guests[worker]
        for worker, sign in seen.items():
            guest = self._guests.get(worker)
            if guest is None:
                self._guests[worker] = Guest(sign=sign, seen=now)
                newcomers.append(worker)
            elif sign != guest.sign:
                guest.sign, guest.seen = sign, now
                if guest.asked and not guest.unfit and not guest.present:
                    guest.asked = False
                    newcomers.append(worker)
            elif guest.present and now - guest.seen > self._still:
                silent.append(worker)
        return Changes(tuple(newcomers), gone, tuple(silent))

    def unfit(self) -> Iterator[tuple[str, str]]:
        """Yield who does not fit, and why."""
        yield from ((worker, guest.unfit) for worker, guest in self if guest.unfit)

    def stocked(self) -> frozenset[str]:
        """Return the digests of the files that everybody who works has in their own library."""
        stocks = [guest.stock for _, guest in self if guest.present]
        return frozenset.intersection(*stocks) if stocks else frozenset()
