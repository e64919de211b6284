"""Pictures of cards at hand, by their key: as many as a newscast shows, the ones that nobody asked for longest go."""

import threading
from collections import OrderedDict

ROOM = 48_000_000
"""Bytes that are kept: some two thousand pictures, a newscast of several hours."""


class KeptPictures:
    """Keeps pictures up to a number of bytes; any thread may ask."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._held = room, 0
        self._known: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def __contains__(self, key: str) -> bool:
        return key in self._known

    def __len__(self) -> int:
        return len(self._known)

    def get(self, key: str) -> bytes | None:
        """Return a picture, None when it is not here."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
            return self._known.get(key)

    def keep(self, key: str, picture: bytes) -> None:
        """Keep a picture; those that were asked for longest ago make room for it."""
        with self._lock:
            self._held += len(picture) - len(self._known.pop(key, b""))
            self._known[key] = picture
            while self._held > self._room and len(self._known) > 1:
                _, gone = self._known.popitem(last=False)
                self._held -= len(gone)
