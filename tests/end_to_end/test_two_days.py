"""The two days of a workshop, as a facilitator types them: from a Word file to the film of what was shot."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest
from PIL import Image

from pipeline.model.notes import NoteBlock, NotePicture
from tests.fakes.films import Planes, film
from tests.fakes.noted import document_of
from tests.fakes.projects import ROOT
from tests.fakes.recordings import said_by_pico
from tests.fakes.written_word import word_file

pytestmark = pytest.mark.slow

_MALO = "Je lui ai dit que le bus ne passait plus."
_ODILE = "Le lendemain, quelqu'un m'a rappelé."
_NOTES = f"""\
# Le journal de Vallières
## Le banc qui écoute
Sur la place, un banc retient ce qu'on lui confie.
![](banc.jpg)
Malo : {_MALO}
« {_ODILE} », dit Odile, 81 ans.
"""
MALO, ODILE = "sujet3-plan4", "sujet3-plan5"
"""What the shooting plan calls their shots."""

_SIZE = (640, 360)
_RATE = 44_100
_SHIRT = (90, 90, 200)
"""Y′, Cb, Cr that nothing drawn has: whoever sees them in the film sees the clip."""


def _jt(project: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    env = os.environ | {"PYTHONPATH": str(ROOT), "JT_MODELES": str(project / "aucun")}
    told = subprocess.run(  # noqa: S603 - our own command
        (sys.executable, "-m", "pipeline", *words),
        cwd=project, env=env, capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert told.returncode == 0, f"{words}: {told.stderr}"
    return told


def _notes() -> bytes:
    """Return the notes as a Word file, with a photo in it."""
    held = BytesIO()
    Image.radial_gradient("L").convert("RGB").save(held, "JPEG")

    def filled(block: NoteBlock) -> NoteBlock:
        if not isinstance(block, NotePicture):
            return block
        return replace(block, content=held.getvalue(), size=len(held.getvalue()), shown=(8.0, 8.0))

    return word_file([filled(block) for block in document_of(_NOTES).blocks])


def _planes(picture: Image.Image) -> Planes:
    rgb = np.asarray(picture.convert("RGB").resize(_SIZE))
    planes: Planes = cv2.cvtColor(rgb, cv2.COLOR_RGB2YUV_I420)
    return planes


def _person() -> Planes:
    width, height = _SIZE
    chroma = height // 4
    planes = np.empty((height * 3 // 2, width), np.uint8)
    planes[:height] = _SHIRT[0]
    planes[height : height + chroma], planes[height + chroma :] = _SHIRT[1:]
    return planes


def _clip(path: Path, words: str, slate: Path | None = None) -> None:
    """Write what a phone films: the slate for two seconds when there is one, then somebody who says the words."""
    before = 2.0 if slate else 0.4
    voice = said_by_pico(words)
    at = np.arange(0, voice.size / 48_000, 1 / _RATE)
    said = np.interp(at, np.arange(voice.size) / 48_000, voice).astype(np.float32)
    quiet = [np.zeros(round(seconds * _RATE), np.float32) for seconds in (before, 0.8)]
    sound = np.concatenate([quiet[0], 0.4 * said, quiet[1]])
    sound += np.random.default_rng(3).normal(0, 0.002, sound.size).astype(np.float32)
    count = int(sound.size / _RATE * 25)
    shown = _planes(Image.open(slate)) if slate else _person()
    pictures = [shown if number < before * 25 else _person() for number in range(count)]
    film(path, pictures, rate=Fraction(25), sound=("mono", sound[None]), options={"crf": "20"})


def _seen(path: Path, seconds: float) -> Sequence[int]:
    """Return Y′, Cb and Cr at the middle of a film's picture."""
    with av.open(str(path)) as source:
        track = source.streams.video[0]
        assert track.time_base is not None
        source.seek(int(seconds / track.time_base), stream=track)
        frame = next(each for each in source.decode(track) if each.time is not None and each.time >= seconds - 0.02)
        planes = frame.reformat(format="yuv444p").to_ndarray()
    return tuple(int(plane[plane.shape[0] // 2, plane.shape[1] // 2]) for plane in planes)


def _report(project: Path) -> Any:
    return json.loads((project / "output" / "vallieres" / "report.json").read_text("utf-8"))


def test_from_a_word_file_to_the_film_of_what_was_shot(tmp_path: Path) -> None:
    (tmp_path / "jt.yaml").touch()
    (tmp_path / "notes.docx").write_bytes(_notes())
    script = tmp_path / "scripts" / "vallieres.yaml"
    name = "scripts/vallieres.yaml"

    # The evening of the first day: the notes become a script, and the script a draft that can be watched.
    _jt(tmp_path, "importer", "notes.docx", "--vers", name)
    written = script.read_bytes()
    for sentence in ("un banc retient ce qu'on lui confie", _MALO.rstrip("."), _ODILE.rstrip(".")):
        assert sentence in written.decode().replace("’", "'")
    assert (tmp_path / "scripts" / "vallieres.compris.html").exists()
    _jt(tmp_path, "check", name)
    _jt(tmp_path, "conducteur", name, "--vers", "conducteur.xlsx")
    _jt(tmp_path, "conducteur", name, "--reprendre", "conducteur.xlsx")
    assert script.read_bytes() == written
    asked = ("render", name, "--preset", "draft", "--voix", "pico", "--jobs", "2")
    _jt(tmp_path, *asked)
    assert _report(tmp_path)["filmed"]["shots"] == 0

    # The morning of the second: what to say, what to film, and a slate for each shot.
    _jt(tmp_path, "prompteur", name)
    _jt(tmp_path, "tournage", name)
    made = tmp_path / "output" / "vallieres"
    assert _MALO.rstrip(".") in (made / "prompteur.html").read_text("utf-8").replace("’", "'")
    slates = made / "tournage" / "ardoises"

    # The shoot comes home: one clip shows its slate, the other bears its name.
    rushes = tmp_path / "media" / "vallieres" / "rushes"
    rushes.mkdir(parents=True)
    _clip(rushes / "IMG_0041.mov", _MALO, slates / f"{MALO}.png")
    _clip(rushes / f"{ODILE}-prise2.mp4", _ODILE)
    _jt(tmp_path, "rushes", name)
    chosen = (rushes / "choix.yaml").read_text("utf-8")
    assert "IMG_0041.mov" in chosen
    assert "prise2.mp4" in chosen
    assert script.read_bytes() == written
    told = _jt(tmp_path, *asked)
    assert "2 plans filmés" in told.stderr
    report = _report(tmp_path)
    assert report["filmed"]["shots"] == 2
    spans = {voice["name"]: voice["span"] for voice in report["plan"]["voices"]}
    for who in ("malo", "odile"):
        seen = _seen(made / "vallieres.mp4", sum(spans[who]) / 2 / 25)
        assert np.abs(np.subtract(seen, _SHIRT)).max() < 20, who
    captions = (made / "captions.vtt").read_text("utf-8").replace("’", "'")
    assert "quelqu'un m'a rappelé" in captions.replace("\n", " ")
