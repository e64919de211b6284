"""Connections that ask for nothing are let go, so that whoever holds many open keeps nobody out."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_SILENT = 150
"""Connections at once that have asked for nothing yet; the oldest makes room for the next one."""
SILENCE = 10.0
"""Seconds that a connection may take to ask for something."""


class BriskProtocol(H11Protocol):
    """HTTP as Uvicorn speaks it, with an end to silence before the first request of a connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as Uvicorn's own
        """Let somebody connect."""
        super().connection_made(transport)
        self.since = self.loop.time()
        self._late = self.loop.call_later(SILENCE, self.let_go)
        silent = [one for one in self.connections if isinstance(one, BriskProtocol) and one.cycle is None]
        if len(silent) > MOST_SILENT:
            min(silent, key=lambda one: one.since).let_go()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget who has gone."""
        self._late.cancel()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Go on with what was sent."""
        super().handle_events()
        if self.cycle is not None:
            self._late.cancel()

    def let_go(self) -> None:
        """End this connection."""
        self._late.cancel()
        self.connections.discard(self)
        self.transport.abort()
