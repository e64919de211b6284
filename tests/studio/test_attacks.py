"""What strangers send, and what scripts of strangers hold: refused without detail, or shown as text only."""

import html
import json
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pipeline.model.programme import PRESETS
from pipeline.model.task import Task
from pipeline.service.session import Session
from pipeline.service.writing.workbench import Workbench
from pipeline.studio.answers import OURS
from pipeline.studio.app import FrontDesk
from pipeline.studio.guard import Guard, Pass
from pipeline.studio.stream import Hub
from tests.fakes.browsing import Answered, put
from tests.fakes.projects import ROOT, settings_in

HOST = "127.0.0.1:5050"
OUR_PICTURES = {"img", "img /visage/malo.webp?v="}
HOSTILE = r"""
titre: '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{7*7}}'
ville: "\u202Eevil\u2066 <b>"
intervenants:
  malo: {nom: '</textarea><script>alert(3)</script>{% raw %}', role: "' onmouseover='alert(4)"}
sujets:
  - titre: '</title><script>alert(5)</script>'
    notes: '</textarea><img src=x onerror=alert(6)>'
    id: '../../../../tmp/x"><script>'
    plans:
      - '<script>alert(7)</script>': '"><img src=x onerror=alert(8)>'
        texte: '</textarea><svg onload=alert(9)>{{ board }}'
      - illustration: '"><img src=x onerror=alert(10)>'
        texte: 'javascript:alert(11)'
      - malo: '${7*7} <%= 7*7 %>'
bandeau: ['<script>alert(12)</script>', '--><iframe>']
inconnu<script>: 3
"""


class Page:
    """A page of ours: what it sends to a studio, and the faults that are kept."""

    def __init__(self, app: Guard, letting: Pass, faults: list[Exception]) -> None:
        self._app, self._letting, self.faults = app, letting, faults

    def ask(self, method: str, path: str, body: bytes = b"", **more: str) -> Answered:
        """Send something as our own page does, or otherwise."""
        ours = {"host": HOST, "cookie": f"{self._letting.name}={self._letting.cookie}", "origin": f"http://{HOST}"}
        headers = [(name.replace("_", "-"), value) for name, value in (ours | more).items() if value]
        return put(self._app, method, path, headers, [body])


def studio(bench: Any) -> Page:
    faults: list[Exception] = []
    letting = Pass("jt-studio-5050")
    desk = FrontDesk(bench, Hub(), "", faults.append)
    return Page(Guard(desk.app(), letting, frozenset({HOST})), letting, faults)


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("projet") / "scripts"
    folder.mkdir()
    path = folder / "etranger.yaml"
    path.write_text(HOSTILE, "utf-8")
    return path


@pytest.fixture(scope="module")
def page(script: Path) -> Iterator[Page]:
    root = script.parents[1]
    with Session(settings_in(root, root / "output", ROOT)) as session:
        task = Task(path=script, preset=PRESETS["draft"])
        bench = Workbench(session, task, root / ".jt" / "etranger", lambda _: None)
        bench.start()
        try:
            yield studio(bench)
        finally:
            bench.close()
    shutil.rmtree(root)


class Obeyed(HTMLParser):
    """What a browser would obey in a page: programs, frames, pictures, attributes that are programs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found |= {f"{tag} {name}" for name, _ in attrs if name.startswith("on") or name == "style"}
        if tag in {"script", "svg", "iframe", "object", "b", "img"}:
            self.found |= {f"{tag} {value}" for name, value in attrs if name == "src"} or {tag}


def test_a_script_of_strangers_is_shown_as_text_only(page: Page) -> None:
    whole, cards = page.ask("GET", "/").text, page.ask("GET", "/cartes").text
    ours = {f"script /fixe/{name}.js" for name in ("studio", "apporter", "texte")}
    assert Obeyed(whole).found - OUR_PICTURES == ours
    assert Obeyed(cards).found <= OUR_PICTURES
    assert "{{7*7}}" in cards
    assert "<script>alert(1)</script>" in html.unescape(cards)
    assert ">49<" not in cards


@pytest.mark.parametrize(
    "path",
    [
        "/fixe/../app.py",
        "/fixe/..%2fapp.py",
        "/fixe/%2e%2e",
        "/image/../../etc/passwd.webp",
        "/sujet/../../../etc/passwd.mp4",
        "http://malin.example/cartes",
        "//malin.example/",
        "/.jt/etranger/fil.json",
        "/static/studio.js",
    ],
)
def test_no_path_leads_to_a_file(page: Page, path: str) -> None:
    answered = page.ask("GET", path)
    assert (answered.status, answered.text) == (404, "Refusé.\n")


@pytest.mark.parametrize("item", ["..", "%00", "\\..\\..\\x", "a" * 4000, "C:"])
def test_an_item_that_the_script_does_not_have_makes_no_file(page: Page, script: Path, item: str) -> None:
    assert page.ask("GET", f"/sujet/{item}.mp4").status in {409, 503}
    assert not list(script.parents[1].rglob("*.mp4"))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "CONNECT", "PATCH", "OPTIONS"])
def test_what_is_no_method_of_ours_is_refused(page: Page, method: str) -> None:
    assert page.ask(method, "/ecrire").status in {403, 404}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[" * 200_000, 400),
        (b"\xff\xfe\x00", 400),
        (b"{", 400),
        (b"NaN", 422),
        (b"x" * 400_000, 413),
        (json.dumps({"base": "\ud800", "changements": [{"faire": "ecrire", "ref": "", "texte": ""}]}).encode(), 409),
        (b'{"base": "", "changements": [{"faire": "couper", "ref": "", "signe": 1' + b"0" * 400 + b"}]}", 422),
    ],
)
def test_what_cannot_be_read_changes_nothing(page: Page, script: Path, body: bytes, status: int) -> None:
    answered = page.ask("POST", "/ecrire", body)
    assert answered.status == status
    assert json.loads(answered.body)["message"].endswith(("rechargez la page", "recommencez", "d'un coup"))
    assert script.read_text("utf-8") == HOSTILE
    assert not page.faults


def test_no_version_is_taken_from_elsewhere(page: Page, script: Path) -> None:
    answered = page.ask("POST", "/reprendre", json.dumps({"nom": "../../../scripts/etranger.yaml"}).encode())
    assert answered.status == 422
    assert script.read_text("utf-8") == HOSTILE


@pytest.mark.parametrize("name", ["host", "origin", "sec-fetch-site"])
def test_what_is_said_twice_is_believed_by_nobody(name: str) -> None:
    letting = Pass("jt-studio-5050")
    guard = Guard(FrontDesk(None, Hub(), "", print).app(), letting, frozenset({HOST}))  # type: ignore[arg-type]
    ours = {"host": HOST, "origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
    headers = [("cookie", f"{letting.name}={letting.cookie}"), *ours.items()]
    assert put(guard, "GET", "/habillage.css", headers).status == 200
    assert put(guard, "GET", "/habillage.css", [*headers, (name, ours[name])]).status == 403


def test_a_fault_of_ours_is_told_in_french_without_detail_and_kept() -> None:
    class Broken:
        def undo(self) -> None:
            raise KeyError("/home/secret/chemin")

    broken = studio(Broken())
    answered = broken.ask("POST", "/annuler", b"null")
    assert (answered.status, json.loads(answered.body)) == (500, {"message": OURS})
    assert [type(fault) for fault in broken.faults] == [KeyError]


def test_whoever_comes_by_a_used_address_is_told_what_to_do_and_nothing_else(page: Page) -> None:
    answered = page.ask("GET", "/?jeton=vieux", cookie="")
    assert answered.status == 403
    assert "tapez de nouveau" in answered.text
    assert "etranger" not in answered.text
    assert page.ask("GET", "/cartes", cookie="").text == "Refusé.\n"
