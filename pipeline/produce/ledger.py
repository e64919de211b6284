"""Small facts of a film, kept together under its name: hundreds of them are read at once.

Each is known by a key over all that decides it, so that none is ever stale; those of other films, of other states of
this one, or of nobody, are never found.
"""

import json
from collections.abc import Callable
from itertools import islice
from typing import Any, TypeVar

from pipeline.ports import UNREADABLE, Store

KIND = "faits"

_MOST = 8_000
"""Facts that are kept of a film, those used last: a long newscast has two thousand."""

T = TypeVar("T")


class Ledger:
    """The facts of one kind that are known of a film; `save` keeps them for the next render."""

    def __init__(self, store: Store, name: str, *, reuse: bool = True) -> None:
        """Open the ledger of this name; without `reuse` nothing in it counts."""
        self._store, self._name = store, name
        self._known: dict[str, Any] = (store.read(KIND, name, _facts_in) or {}) if reuse else {}
        self._used: dict[str, Any] = {}
        self._new = False

    def fact(self, key: str, make: Callable[[], Any], parse: Callable[[Any], T]) -> T:
        """Return a fact as `parse` reads it, made when it is not known; whatever `make` raises is raised.

        `make` gives what JSON can tell; `parse` raises what `UNREADABLE` lists for anything else. Made or known, it is
        told alike.
        """
        found = self.known(key, parse)
        if found is not None:
            return found
        told = make()
        self.note(key, told)
        return parse(json.loads(json.dumps(told)))

    def known(self, key: str, parse: Callable[[Any], T]) -> T | None:
        """Return a fact that is known, None for one that is not."""
        told = self._used.get(key, self._known.get(key))
        if told is None:
            return None
        try:
            found = parse(told)
        except UNREADABLE:
            return None
        self._used[key] = told
        return found

    def note(self, key: str, told: Any) -> None:
        """Take a fact down."""
        self._used[key], self._new = told, True

    def save(self) -> None:
        """Keep what is known, if there is anything new; what was used last is kept longest."""
        if not self._new:
            return
        others = [key for key in self._known if key not in self._used]
        kept = {key: self._known[key] for key in others[max(0, len(others) + len(self._used) - _MOST) :]}
        kept |= dict(islice(self._used.items(), _MOST))
        self._store.keep(KIND, self._name, json.dumps(kept, separators=(",", ":")).encode())
        self._new = False


def _facts_in(content: bytes) -> dict[str, Any]:
    """Return the facts that were kept; raises what `UNREADABLE` lists for anything else."""
    known = json.loads(content)
    return {str(key): told for key, told in known.items()}
