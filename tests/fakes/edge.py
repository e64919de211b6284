"""The voice service of Microsoft Edge on this machine: its websocket, and the answers a test wants, one a request."""

import asyncio
import contextlib
import json
import re
import socket
import threading
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import unescape

import pytest
from aiohttp import ClientTimeout, WSMsgType, web

from tests.fakes.online import CUT, DRIPPING, GARBLED, LONGEST, SILENT, WORDLESS, Answer, Service, mp3

UNMARKED = "unmarked"
"""A whole sound without word marks."""
SHORT = "short"
"""The first half of the sound and of the marks, then a proper end."""
_TICKS = 10_000_000
_SECONDS_A_CHARACTER = 0.06
_LEAD = 0.1
"""Seconds of silence that the service begins with."""


class EdgeService(Service):
    """What is asked of Edge besides the text: voice, rate and pitch."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = [b""]
        self.manners: list[tuple[str, str, str]] = []


def spoken(text: str) -> bytes:
    """Return the tone that stands for a text."""
    return mp3(len(text) * _SECONDS_A_CHARACTER + _LEAD)


def words(text: str) -> list[tuple[str, float, float]]:
    """Return each word without its signs, and the seconds it begins at and lasts."""
    found = []
    for word in re.finditer(r"[\w'’-]+", text):
        begin = _LEAD + word.start() * _SECONDS_A_CHARACTER
        found.append((word.group(), begin, len(word.group()) * _SECONDS_A_CHARACTER))
    return found


class _Server:
    def __init__(self, service: EdgeService) -> None:
        self._service = service

    async def handle(self, request: web.Request) -> web.StreamResponse:
        service = self._service
        answer = service.next()
        if isinstance(answer, int):
            return web.Response(status=answer)
        socket_ = web.WebSocketResponse()
        await socket_.prepare(request)
        await socket_.receive()  # the configuration
        asked = await socket_.receive()
        assert asked.type == WSMsgType.TEXT
        with contextlib.suppress(ConnectionError):
            await self._answer(socket_, self._noted(asked.data), answer)
        return socket_

    def _noted(self, asked: str) -> str:
        found = re.search(r"<voice name='([^']*)'><prosody pitch='([^']*)' rate='([^']*)'[^>]*>(.*)</prosody>", asked)
        assert found
        voice, pitch, rate, text = found.groups()
        self._service.texts.append(unescape(text))
        self._service.manners.append((voice, rate, pitch))
        return self._service.texts[-1]

    async def _answer(self, to: web.WebSocketResponse, text: str, answer: Answer) -> None:
        if answer == SILENT:
            await self._until_over()
            return
        if answer == GARBLED:
            await to.send_str("Path:nonsense\r\n\r\n{}")
            return
        await to.send_str("Path:turn.start\r\n\r\n{}")
        if answer == DRIPPING:
            await self._drip(to)
            return
        if answer != WORDLESS:
            sound = answer if isinstance(answer, bytes) and answer else spoken(text)
            told = [] if answer == UNMARKED else words(text)
            if answer in {CUT, SHORT}:
                sound, told = sound[: len(sound) // 2], told[: len(told) // 2]
            await self._told(to, sound, told)
        if answer == CUT:
            return  # closed without the end of the turn
        await to.send_str("Path:turn.end\r\n\r\n{}")
        await to.close()

    async def _told(self, to: web.WebSocketResponse, sound: bytes, told: list[tuple[str, float, float]]) -> None:
        for at in range(0, len(sound), 4_000):
            await to.send_bytes(_binary(sound[at : at + 4_000]))
        for word, begin, lasts in told:
            data = {
                "Offset": round(begin * _TICKS),
                "Duration": round(lasts * _TICKS),
                "text": {"Text": word, "Length": len(word), "BoundaryType": "WordBoundary"},
            }
            told_so = json.dumps({"Metadata": [{"Type": "WordBoundary", "Data": data}]})
            await to.send_str(f"Path:audio.metadata\r\n\r\n{told_so}")

    async def _drip(self, to: web.WebSocketResponse) -> None:
        sound = mp3(1.0)
        for at in range(len(sound)):
            if self._service.over.is_set():
                return
            await to.send_bytes(_binary(sound[at : at + 1]))
            await asyncio.sleep(0.02)

    async def _until_over(self) -> None:
        for _ in range(int(LONGEST / 0.02)):
            if self._service.over.is_set():
                return
            await asyncio.sleep(0.02)


def _binary(sound: bytes) -> bytes:
    head = b"X-RequestId:essai\r\nContent-Type:audio/mpeg\r\nPath:audio\r\n"
    return len(head).to_bytes(2, "big") + head + sound


@contextlib.contextmanager
def microsoft(patch: pytest.MonkeyPatch) -> Iterator[EdgeService]:
    """Serve on 127.0.0.1 and send there whatever the installed edge-tts asks of Microsoft."""
    from edge_tts import communicate

    service = EdgeService()
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    stop = asyncio.Event()
    ports: list[int] = []

    async def serve() -> None:
        app = web.Application()
        app.router.add_get("/edge", _Server(service).handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        ports.append(runner.addresses[0][1])
        ready.set()
        await stop.wait()
        await runner.cleanup()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    assert ready.wait(60)

    found = socket.getaddrinfo

    def lookup(host: Any, *rest: Any, **told: Any) -> Any:
        if host == "service.invalid":
            if not service.resolves:
                service.looked_up += 1
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            host = "127.0.0.1"
        return found(host, *rest, **told)

    def timeouts(**told: Any) -> ClientTimeout:
        service.timeouts.append((told["sock_connect"], told["sock_read"]))
        return ClientTimeout(**told)

    for name in ("http_proxy", "https_proxy", "all_proxy", "ws_proxy", "wss_proxy"):
        patch.delenv(name, raising=False)
        patch.delenv(name.upper(), raising=False)
    patch.setattr(socket, "getaddrinfo", lookup)
    patch.setattr(communicate, "WSS_URL", f"ws://service.invalid:{ports[0]}/edge?essai=1")
    patch.setattr("edge_tts.communicate.aiohttp.ClientTimeout", timeouts)
    try:
        yield service
    finally:
        service.over.set()
        loop.call_soon_threadsafe(stop.set)
        thread.join(60)
        loop.close()
