"""Google Translate's voice on this machine: the answers a test wants, over real HTTP, one a request."""

import base64
import contextlib
import io
import json
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import av
import numpy as np
import pytest
import requests

Answer = int | str | bytes
"""What comes back: MP3, the status of a refusal, or the name of a way to misbehave."""

SILENT, DRIPPING, CUT, GARBLED, WORDLESS = "silent", "dripping", "cut", "garbled", "wordless"
_STEP = 0.02
LONGEST = 60.0
"""Seconds after which the server gives up on its own, so that no thread stays."""


def mp3(seconds: float = 1.0) -> bytes:
    """Return a tone as MP3, as the online voice would send it."""
    data = io.BytesIO()
    with av.open(data, "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=24_000, layout="mono")
        tone = 0.5 * np.sin(np.arange(int(24_000 * seconds)) / 15)
        frame = av.AudioFrame.from_ndarray((tone * 32_767).astype(np.int16)[None, :], format="s16", layout="mono")
        frame.sample_rate = 24_000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return data.getvalue()


class Service:
    """The answers to come (the last one for ever), and what was asked."""

    def __init__(self) -> None:
        self.answers: list[Answer] = [mp3()]
        self.texts: list[str] = []
        self.hosts: list[str] = []
        self.timeouts: list[Any] = []
        self.resolves = True
        self.looked_up = 0
        self.asked = 0
        self.over = threading.Event()

    def next(self) -> Answer:
        """Count a request and return the answer to it."""
        self.asked += 1
        return self.answers[min(self.asked, len(self.answers)) - 1]


class _Handler(BaseHTTPRequestHandler):
    service: Service

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        (asked,) = parse_qs(body)["f.req"]
        self.service.texts.append(json.loads(json.loads(asked)[0][0][1])[0])
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._answer(self.service.next())

    def _answer(self, answer: Answer) -> None:
        if isinstance(answer, int):
            self.send_error(answer)
            return
        if answer == SILENT:
            self.service.over.wait(LONGEST)
            return
        line = _line(base64.b64encode(answer).decode()) if isinstance(answer, bytes) else _line("abcde")
        if answer == WORDLESS:
            line = b'[["wrb.fr","jQ1olc",null]]\n'
        self.send_response(200)
        self.send_header("Content-Length", str(len(line) + (1_000 if answer in {CUT, DRIPPING} else 0)))
        self.end_headers()
        if answer == DRIPPING:
            self._drip()
        else:
            self.wfile.write(line)

    def _drip(self) -> None:
        until = time.monotonic() + LONGEST
        while time.monotonic() < until and not self.service.over.is_set():
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(_STEP)


def _line(audio: str) -> bytes:
    """Return the one line of an answer that gTTS looks for."""
    return f'[["wrb.fr","jQ1olc","[\\"{audio}\\"]",null,null,null,"generic"]]\n'.encode()


@contextlib.contextmanager
def google(patch: pytest.MonkeyPatch) -> Iterator[Service]:
    """Serve on 127.0.0.1 and send there whatever the installed gTTS asks of Google."""
    service = Service()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"service": service}))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    class Session(requests.Session):
        """Goes to the local server instead, and notes what it is told."""

        def send(self, request: requests.PreparedRequest, **told: Any) -> requests.Response:
            assert request.url
            scheme, _, rest = request.url.partition("://")
            assert scheme == "https"
            host, _, path = rest.partition("/")
            service.hosts.append(host)
            service.timeouts.append(told["timeout"])
            place = f"127.0.0.1:{server.server_port}" if service.resolves else "nulle-part.invalid"
            request.url = f"http://{place}/{path}"
            return super().send(request, **told | {"proxies": {}})

    def lookup(host: str, *rest: Any, **told: Any) -> Any:
        if host == "nulle-part.invalid":
            service.looked_up += 1
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return found(host, *rest, **told)

    found = socket.getaddrinfo
    patch.setattr(requests, "Session", Session)
    patch.setattr(socket, "getaddrinfo", lookup)
    try:
        yield service
    finally:
        service.over.set()
        server.shutdown()
        server.server_close()


class StoppedClock:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.time = 0.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds
