"""What the bench tells, from its thread, to every page that listens (server-sent events)."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress

_ROOM = 500
"""Events that a page may be behind by; one that is further behind is told to load everything again."""
_STILL_HERE = 15.0
"""Seconds of silence after which a sign of life is sent: something between may end what is silent."""


class Hub:
    """Hands each event to every page that listens; `tell` may be called from any thread."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pages: set[asyncio.Queue[str]] = set()
        self._over = False

    def begin(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hand events over in this loop from now on."""
        self._loop = loop

    def end(self) -> None:
        """Let every page go."""
        self._over = True
        self._put("")

    def tell(self, kind: str, values: Mapping[str, object]) -> None:
        """Tell something to every page."""
        loop = self._loop
        if loop is None or loop.is_closed():
            return
        text = f"event: {kind}\ndata: {json.dumps(values, ensure_ascii=False)}\n\n"
        with suppress(RuntimeError):  # the loop may end meanwhile
            loop.call_soon_threadsafe(self._put, text)

    def _put(self, text: str) -> None:
        for page in self._pages:
            if page.full():
                while not page.empty():
                    page.get_nowait()
                page.put_nowait("event: tout\ndata: {}\n\n")
            page.put_nowait(text)

    async def listen(self) -> AsyncIterator[str]:
        """Yield what is told from now on, until the page goes or everything ends."""
        page: asyncio.Queue[str] = asyncio.Queue(_ROOM)
        self._pages.add(page)
        try:
            yield "retry: 1000\n\n"
            while not self._over:
                try:
                    text = await asyncio.wait_for(page.get(), _STILL_HERE)
                except TimeoutError:
                    text = ": toujours là\n\n"
                if text:
                    yield text
        finally:
            self._pages.discard(page)
