"""A real Chromium, and servers that send a film as good ones and as poor ones do."""

from __future__ import annotations

import base64
import functools
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.adapters.inspecting.browser import CHROMIUM
from pipeline.adapters.yaml.files import load_house
from pipeline.pages.styleguide import FACES
from tests.fakes.filmed_pages import ROOT, page_of, write_film
from tests.fakes.written_pages import PIXEL, written_pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
)  # fmt: skip
SHOTS = os.environ.get("JT_SHOTS", "")
"""A folder in which every condition leaves its picture, for people to look at."""

PATIENCE = 180_000
"""Milliseconds that a page may take to become what a test waits for, on a machine that has much else to do."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make test-browser")
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.skip("no Chromium here: make test-browser installs Debian's, as root")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield opened
        opened.close()


Open = Callable[..., "Page"]
Shot = Callable[..., None]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open an address under some conditions; at the end, no page has complained, nor asked for anything elsewhere."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    asked: list[str] = []

    def opened(address: str, **conditions: Any) -> Page:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | conditions))
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    here = ("file:", "http://127.0.0.1:", "data:", "blob:")
    assert [address for address in asked if not address.startswith(here)] == [], "the page needs the network"
    assert complaints == []


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film with its page, and a page of every other kind that we write."""
    made = tmp_path_factory.mktemp("film")
    write_film(made / "film.mp4")
    for name, source in written_pages().items():
        (made / name).write_text(source, "utf-8")
    picture = made / "media" / "notes" / "cafe.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(base64.b64decode(PIXEL.partition(",")[2]))
    faces = made / FACES
    faces.mkdir()
    for face in load_house(ROOT / "scenes" / "house" / "la_capsule.yaml").faces.values():
        (faces / Path(face).name).write_bytes((ROOT / face).read_bytes())
    (made / "captions.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:03.000\nBonsoir.\n", "utf-8")
    return made


@pytest.fixture(scope="session")
def heavy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film of some megabytes with its page: more than a browser loads ahead."""
    made = tmp_path_factory.mktemp("lourd")
    write_film(made / "film.mp4", noise=True)
    (made / "index.html").write_text(page_of(), "utf-8")
    return made


class _Poor(SimpleHTTPRequestHandler):
    """Sends files from their beginning only, as the simplest servers do."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the library
        """Say nothing."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send what is asked for, until nobody listens."""
        try:
            super().copyfile(source, outputfile)
        except ConnectionError:
            self.close_connection = True


class _Good(_Poor):
    """Sends the part of a file that is asked for, too."""

    def do_GET(self) -> None:
        """Answer a range with its bytes."""
        wanted = self.headers.get("Range", "")
        path = Path(self.translate_path(self.path))
        if not wanted.startswith("bytes=") or not path.is_file():
            super().do_GET()
            return
        first, _, last = wanted.removeprefix("bytes=").partition("-")
        size = path.stat().st_size
        start, end = int(first), min(int(last or size - 1), size - 1)
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Range", f"bytes {start}-{end}/{size}")
        self.send_header("Content-Length", str(end - start + 1))
        self.end_headers()
        with path.open("rb") as source:
            source.seek(start)
            try:
                self.wfile.write(source.read(end - start + 1))
            except ConnectionError:
                self.close_connection = True


@contextmanager
def _served(folder: Path, handler: type[_Poor]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def good(folder: Path) -> Iterator[str]:
    with _served(folder, _Good) as address:
        yield address


@pytest.fixture
def poor(heavy: Path) -> Iterator[str]:
    with _served(heavy, _Poor) as address:
        yield address


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Shot:
    """Keep a picture of a page for people to look at, when somebody wants one."""

    def kept(page: Page, of: str = "") -> None:
        if SHOTS:
            name = f"{request.node.name}{of and '-'}{of}".replace("/", "-").replace(" ", "-")
            page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)

    return kept
