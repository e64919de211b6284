"""The gallery shows everything there is to see, and the loop of the README is light enough for a first screen."""

import re
from functools import lru_cache
from pathlib import Path

import pytest
from PIL import Image

from docs.gallery import PAGE, SHEETS, Sheet, described, sheet, written
from docs.showing import PICTURES, ROOT
from docs.vitrine import HEAVIEST, LOOP
from docs.workshop import KEPT as WORKSHOP
from pipeline.adapters.project import settings_at
from pipeline.service.newsroom import Newsroom

HOUSES = sorted(path.stem for path in ROOT.glob("scenes/house/*.yaml"))
HEAVIEST_GALLERY = 2_500_000
"""Bytes of all its pictures: a clone stays quick."""


@lru_cache
def _described() -> tuple[str, list[Sheet]]:
    return described(Newsroom(settings_at(ROOT)))


def _named() -> list[str]:
    return re.findall(r"!\[[^\]]+\]\(([^)]+)\)", PAGE.read_text("utf-8"))


def test_the_page_is_the_one_that_the_project_would_write() -> None:
    assert PAGE.read_text("utf-8") == _described()[0], "what there is to see has changed: run make galerie"


@pytest.mark.parametrize("scene", sorted(path.parent.name for path in ROOT.glob("scenes/*/scene.yaml")))
def test_every_scene_is_shown_in_every_house(scene: str) -> None:
    assert f"\n### {scene}\n" in PAGE.read_text("utf-8")
    assert [house for house in HOUSES if f"images/galerie/scene-{scene}-{house}.webp" not in _named()] == []


@pytest.mark.parametrize("script", sorted(path.stem for path in ROOT.glob("scripts/*.yaml")))
def test_every_newscast_is_shown_in_every_house(script: str) -> None:
    assert [house for house in HOUSES if f"images/galerie/journal-{script}-{house}.webp" not in _named()] == []


def test_every_picture_is_there_and_none_is_left_over() -> None:
    assert len(HOUSES) > 1
    assert sorted(_named()) == sorted(f"images/galerie/{path.name}" for path in SHEETS.iterdir())


def test_every_picture_shows_three_formats_side_by_side() -> None:
    for name in _named():
        with Image.open(PAGE.parent / name) as image:
            assert image.format == "WEBP"
            assert image.width / image.height == pytest.approx(16 / 9 + 9 / 16 + 1, abs=0.2)


def test_every_picture_is_said_in_words() -> None:
    alts = [each.alt for each in _described()[1]]
    assert len(set(alts)) == len(alts) == len(_named())


def test_the_pictures_are_light() -> None:
    assert sum(path.stat().st_size for path in SHEETS.iterdir()) < HEAVIEST_GALLERY
    assert LOOP.stat().st_size < HEAVIEST
    assert {path.name for path in PICTURES.iterdir()} == {LOOP.name, SHEETS.name, WORKSHOP.name}


def test_the_loop_moves_for_a_few_seconds() -> None:
    with Image.open(LOOP) as loop:
        assert loop.size == (640, 360)
        assert vars(loop)["n_frames"] > 40


def test_a_sheet_sets_pictures_side_by_side_at_one_height(tmp_path: Path) -> None:
    written(tmp_path, [("a.webp", sheet([Image.new("RGB", (320, 180), "red"), Image.new("RGB", (90, 160), "blue")]))])
    with Image.open(tmp_path / "a.webp") as image:
        seen = image.convert("RGBA")
    assert [_near(seen, 10), _near(seen, 216 * 16 // 9 + 5), _near(seen, seen.width - 10)] == ["red", "", "blue"]


def _near(image: Image.Image, x: int) -> str:
    """Return the colour that a pixel is nearest to, nothing where there is none."""
    pixel = image.getpixel((x, 100))
    assert isinstance(pixel, tuple)
    red, _, blue, alpha = pixel
    return ("red" if red > blue else "blue") if alpha else ""


def test_a_picture_that_nothing_shows_any_more_goes(tmp_path: Path) -> None:
    (tmp_path / "ancienne.webp").write_bytes(b"x")
    written(tmp_path, [("nouvelle.webp", b"y")])
    assert [path.name for path in tmp_path.iterdir()] == ["nouvelle.webp"]
