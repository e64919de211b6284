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
import wave
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZipFile

import av
import numpy as np
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
    Look(name="rushes", page="output/talence/rushes.html", window=(1000, 900), part=".plan:has(.prise) >> nth=0"),
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

_SAID = {
    "3.5": ("habitant_2", "Moi, j'y fais mes devoirs avec Odile. Elle corrige, je range le bois."),
    "3.6": ("ainee_1", "On ne se perd plus."),
    "4.4": ("ainee_1", "J'ai donné douze heures de couture. On m'a refait mon toit."),
}
"""What is said in the shots that are filmed, in whose voice: clips are made of drawn stills, slate first."""

_CLIPS = (("IMG_0031", "3.5", 1), ("IMG_0032", "3.5", 2), ("IMG_0033", "3.6", 1), ("IMG_0034", "4.4", 1))
_SLATE_SECONDS, _HANDLES = 2, 3
_RATE = 12

_STILL, _DRAWN = ("scripts/talence.yaml", "--at", "0:42"), "brouillon.png"


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
        elif words[:2] == ["jt", "rushes"]:
            shoot(here, environment)
            _run(words, here, environment)
        elif words[:2] == ["jt", "render"]:
            if "draft" in words:
                _run([*words, "--voix", _VOICE], here, environment)
                if not (here / _DRAWN).is_file():  # once shots are filmed, no drawing is left to show
                    _run(["jt", "still", *_STILL, "-o", _DRAWN], here, environment)
        else:
            _run([*words, *(["--sans-questions"] if words[1] == "nouveau" else [])], here, environment)
    return here


def shoot(project: Path, environment: Mapping[str, str]) -> None:
    """Film the shots: the slate, the drawn still while somebody speaks, three seconds before and after."""
    plan = (project / "output" / "talence" / "tournage" / "tournage.html").read_text("utf-8")
    rushes = project / "media" / "talence" / "rushes"
    rushes.mkdir(parents=True)
    for name, number, take in _CLIPS:
        item, _, shot = number.partition(".")
        voice, text = _SAID[number]
        said = text if take > 1 else text.partition(". ")[0] + "."
        _run(["jt", "voices", "say", said, "--voix", voice, "--moteur", _VOICE, "-o", "dit.wav"], project, environment)
        drawn = plan.rpartition(f'id="plan-{number}"')[0].rpartition("data:image/jpeg;base64,")[2].partition('"')[0]
        slate = Image.open(project / "output" / "talence" / "tournage" / "ardoises" / f"sujet{item}-plan{shot}.png")
        write_clip(rushes / f"{name}.mp4", slate, Image.open(BytesIO(b64decode(drawn))), project / "dit.wav")


def write_clip(path: Path, slate: Image.Image, seen: Image.Image, wav: Path) -> None:
    """Write a clip of 960x540 in H.264, with its sound in AAC."""
    with wave.open(str(wav)) as spoken:
        rate, samples = spoken.getframerate(), np.frombuffer(spoken.readframes(spoken.getnframes()), np.int16)
    silent = np.zeros(rate * (_SLATE_SECONDS + _HANDLES), np.int16)
    sound = np.concatenate((silent, samples, silent[: rate * _HANDLES]))
    with av.open(path, "w") as film:
        picture = film.add_stream("libx264", rate=_RATE, options={"crf": "23", "preset": "ultrafast"})
        picture.width, picture.height, picture.pix_fmt = 960, 540, "yuv420p"
        heard = film.add_stream("aac", rate=rate)
        heard.layout = "mono"
        for number in range(len(sound) * _RATE // rate):
            shown = slate if number < _SLATE_SECONDS * _RATE else seen
            pixels = np.asarray(shown.convert("RGB").resize((960, 540)))
            film.mux(picture.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        film.mux(picture.encode())
        frame = av.AudioFrame.from_ndarray(sound.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = rate
        film.mux(heard.encode(frame))
        film.mux(heard.encode())


def _run(words: list[str], here: Path, environment: Mapping[str, str]) -> None:
    subprocess.run(  # noqa: S603 - our own commands, of our own page
        [sys.executable, "-m", "pipeline", *words[1:]], cwd=here, env=environment, check=True
    )


def pictures(project: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each picture by its name, once the commands were run."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - what the pages alone need

    yield "brouillon", webp(Image.open(project / _DRAWN).resize((960, 540), Image.Resampling.LANCZOS))
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
