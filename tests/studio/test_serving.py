"""A studio as whoever types `jt studio` has it: a process, its address, its end."""

import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pipeline.studio.connections import MOST_SILENT
from tests.fakes.processes import JT
from tests.fakes.projects import CONTRACT, ROOT

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")]


class Opened:
    """A studio in a process of its own, and a browser that is let in."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self.process = self.typed()
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        self._at = urlsplit(self.address)
        self.cookie = ""
        answered = self.ask("GET", f"/?{self._at.query}")
        self.cookie = (answered.getheader("set-cookie") or "").split(";")[0]

    def typed(self) -> subprocess.Popen[str]:
        """Type the command."""
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-c", JT, "studio", str(self._project), "--sans-navigateur", "--jobs", "1",
             "--voix", "pico", "--cache", str(self._project / "cache")],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def end(self) -> None:
        """End it at once, whatever it does."""
        self.process.kill()
        self.process.wait()

    def ask(self, method: str, path: str) -> http.client.HTTPResponse:
        """Ask as a browser does."""
        link = http.client.HTTPConnection(self._at.hostname or "", self._at.port, timeout=60)
        link.request(method, path, headers={"cookie": self.cookie})
        answered = link.getresponse()
        answered.link = link  # type: ignore[attr-defined]  # which is open as long as the answer is
        return answered

    def silent(self) -> socket.socket:
        """Connect and ask for nothing."""
        return socket.create_connection((self._at.hostname, self._at.port))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "jt.yaml").write_text("", "utf-8")
    (tmp_path / ".gitlab-ci.yml").write_text("", "utf-8")
    (tmp_path / "scripts" / "journal.yaml").write_text(CONTRACT, "utf-8")
    studio = Opened(tmp_path)
    yield studio
    studio.end()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_with_pages_open_and_leaves_the_script_free(
    opened: Opened, tmp_path: Path, stop: signal.Signals
) -> None:
    pages = [opened.ask("GET", "/evenements") for _ in range(3)]
    assert all(page.read(5) == b"retry" for page in pages)
    opened.process.send_signal(stop)
    assert opened.process.wait(60) == 130
    assert [b"event: " not in page.read() for page in pages] == [True] * 3
    assert "Traceback" not in (opened.process.stderr.read() if opened.process.stderr else "")
    again = Opened(tmp_path)
    assert again.ask("GET", "/cartes").status == 200
    again.end()
    third = Opened(tmp_path)
    assert third.ask("GET", "/cartes").status == 200
    third.end()


def test_typed_once_more_it_gives_another_address_of_the_same_studio(opened: Opened) -> None:
    second = opened.typed()
    told, _ = second.communicate(timeout=60)
    assert second.returncode == 0
    assert told.strip() != opened.address
    assert urlsplit(told).netloc == urlsplit(opened.address).netloc
    opened.cookie = ""
    assert opened.ask("GET", f"/?{urlsplit(told.strip()).query}").status == 303
    assert opened.ask("GET", f"/?{urlsplit(opened.address).query}").status == 403


def test_whoever_connects_and_asks_for_nothing_keeps_nobody_out(opened: Opened) -> None:
    held = [opened.silent() for _ in range(MOST_SILENT + 60)]
    assert opened.ask("GET", "/cartes").status == 200
    first = held[0]
    first.settimeout(60)
    assert first.recv(1) == b""


def test_a_film_under_way_does_not_keep_it_from_ending(opened: Opened) -> None:
    link = opened.ask("GET", "/evenements")
    opened.ask("GET", "/cartes")
    begun = http.client.HTTPConnection(urlsplit(opened.address).netloc)
    begun.request(
        "POST",
        "/envoi",
        b'{"livraisons": ["draft"]}',
        {"cookie": opened.cookie, "origin": f"http://{begun.host}:{begun.port}"},
    )
    assert begun.getresponse().status == 200
    while b"event: film\n" not in link.readline():
        pass
    opened.process.send_signal(signal.SIGINT)
    assert opened.process.wait(60) == 130
