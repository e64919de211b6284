# ruff: noqa: INP001 - a tool run by hand, in no package
"""Live « La journée d'atelier » and keep its pictures: `python -m docs.workshop`; needs Chromium and playwright.

The commands of the page are run in their order, in a folder that did not exist, on the notes that it shows; then the
pages that they made are opened in a real browser, as its reader opens them.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZipFile

from PIL import Image

from docs.showing import PICTURES, ROOT
from pipeline.adapters.inspecting.browser import CHROMIUM

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = ROOT / "docs" / "guide" / "journee-atelier.md"
KEPT = PICTURES / "atelier"
HEAVIEST = 150_000
"""Bytes of a picture."""

_QUALITY = 80
_BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_VOICE = "pico"
"""Says the draft, whatever is installed: the same pictures everywhere, soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A picture: of which page of the project, in which window (CSS pixels), after which keys, of which part of it."""

    name: str
    page: str
    window: tuple[int, int]
    keys: tuple[str, ...] = ()
    part: str = ""
    scale: float = field(default=1.0)


LOOKS = (
    Look(
        name="compris", page="scripts/talence.compris.html", window=(1240, 800),
        part="section:has(> h2:text-is('La maison qui parle'))",
    ),
    Look(name="tournage", page="output/talence/tournage/tournage.html", window=(1000, 900), part=".plan >> nth=3"),
    Look(
        name="prompteur", page="output/talence/prompteur.html", window=(1080, 810), scale=0.8,
        keys=("ArrowRight", "ArrowRight", "Space", "Space"),
    ),
    Look(name="ardoise", page="output/talence/tournage/ardoises.html", window=(844, 390), keys=("ArrowRight",) * 4),
)  # fmt: skip
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_OFFICE}/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": f'<w:document xmlns:w="{_OFFICE}/wordprocessingml/2006/main"><w:body>BODY</w:body>'
    "</w:document>",
}
"""The least that a Word file is made of (ECMA-376, part 1)."""

_STILL = ("brouillon", "scripts/talence.yaml", "0:42")


def commands(page: str) -> Iterator[str]:
    """Yield the commands of the page, in order."""
    for kind, text in _BLOCK.findall(page):
        if kind == "sh":
            yield from (line.strip() for line in text.splitlines() if line.strip())


def notes(page: str) -> str:
    """Return the notes that the page shows; a line before which there is an empty one, or none, is a title."""
    return str(next(text for kind, text in _BLOCK.findall(page) if kind == "text"))


def word_file_of(text: str) -> bytes:
    """Return notes as a Word file of the plainest kind: paragraphs, and titles as headings."""
    body, before = [], ""
    for line in text.splitlines():
        if line.strip():
            style = '<w:pPr><w:pStyle w:val="Titre1"/></w:pPr>' if not before.strip() else ""
            body.append(f'<w:p>{style}<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>')
        before = line
    written = BytesIO()
    with ZipFile(written, "w") as packed:
        for name, content in _PARTS.items():
            packed.writestr(name, _XML + content.replace("BODY", "".join(body)))
    return written.getvalue()


def lived(page: str, folder: Path) -> Path:
    """Run the commands of the page in a folder, and return the project; raises CalledProcessError when one fails."""
    here = folder
    environment = os.environ | {"JT_CACHE": str(folder / "cache"), "PYTHONPATH": str(ROOT)}
    for command in commands(page):
        words = shlex.split(command)
        if words[0] == "cd":
            here /= words[1]
            (here / "notes.docx").write_bytes(word_file_of(notes(page)))
        elif words[:2] == ["jt", "render"]:
            if "draft" in words:
                _run([*words, "--voix", _VOICE], here, environment)
        else:
            _run([*words, *(["--sans-questions"] if words[1] == "nouveau" else [])], here, environment)
    return here


def _run(words: list[str], here: Path, environment: Mapping[str, str]) -> None:
    subprocess.run(  # noqa: S603 - our own commands, of our own page
        [sys.executable, "-m", "pipeline", *words[1:]], cwd=here, env=environment, check=True
    )


def pictures(project: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each picture by its name, once the commands were run."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - what the pages alone need

    name, script, at = _STILL
    _run(["jt", "still", script, "--at", at, "-o", "still.png"], project, os.environ | {"PYTHONPATH": str(ROOT)})
    yield name, webp(Image.open(project / "still.png").resize((960, 540), Image.Resampling.LANCZOS))
    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, CHROMIUM)))
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for look in LOOKS:
            yield look.name, webp(seen(browser, look, project))
        browser.close()


def seen(browser: "Browser", look: Look, project: Path) -> Image.Image:
    """Return a page as it is met."""
    width, height = look.window
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
    page.goto((project / look.page).as_uri())
    page.evaluate("document.fonts.ready")
    for key in look.keys:
        page.keyboard.press(key)
    shot = page.locator(look.part).screenshot() if look.part else page.screenshot()
    page.close()
    picture = Image.open(BytesIO(shot)).convert("RGB")
    size = (round(picture.width * look.scale), round(picture.height * look.scale))
    return picture.resize(size, Image.Resampling.LANCZOS)


def webp(picture: Image.Image) -> bytes:
    """Return a picture as WebP; raises ValueError when it is too heavy for a page."""
    written = BytesIO()
    picture.convert("RGB").save(written, "WEBP", quality=_QUALITY, method=6)
    if written.tell() > HEAVIEST:
        raise ValueError(f"a picture weighs {written.tell()} bytes, more than {HEAVIEST}")
    return written.getvalue()


def main() -> None:
    """Live the two days, then write the pictures."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        project = lived(PAGE.read_text("utf-8"), Path(folder))
        for name, content in pictures(project):
            (KEPT / f"{name}.webp").write_bytes(content)


if __name__ == "__main__":
    main()
