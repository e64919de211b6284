"""What a store answers about sharing when it is shared with nobody."""

from collections.abc import Callable, Iterable


class Unshared:
    """A store in which all there is is here: nothing is fetched, offered or waited for."""

    def gather(self, kind: str, keys: Iterable[str], go_on: Callable[[], None] = lambda: None) -> None:
        """Do nothing: all there is is here."""

    def offer(self) -> None:
        """Do nothing: there is nobody to offer it to."""

    def settle(self, go_on: Callable[[], None] = lambda: None) -> bool:
        """Do nothing: what was kept is kept."""
        del go_on
        return True

    def remarks(self) -> tuple[str, ...]:
        """Return nothing: what is to be told of this store is in `damaged` and `unkept`."""
        return ()
