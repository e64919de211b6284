"""`jt marques` on what anybody may have, and films made without marks."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from pipeline.adapters.marking.reading import read_marks
from tests.fakes.films import film, numbered

Jt = Callable[..., Any]


def test_a_film_without_marks_is_told_so_and_is_exit_1(jt: Jt, folder: Path) -> None:
    film(folder / "autre.mp4", numbered(3))
    told = jt("marques", "autre.mp4")
    assert told.code == 1
    assert "Origine : non déclarée" in told.out
    assert told.out.splitlines()[-1].endswith("rien dans ce fichier ne dit d'où il vient")
    assert not told.err


def test_what_is_no_film_is_told_and_stops_no_other(jt: Jt, folder: Path) -> None:
    Image.new("RGB", (8, 8)).save(folder / "image.png")
    told = jt("marques", "petit.yaml", "absent.mp4", "image.png")
    assert told.code == 1
    assert "petit.yaml n'est ni un film ni une image" in told.err
    assert "absent.mp4 n'est pas là" in told.err
    assert told.out.startswith("image.png : image (PNG)")


def test_programs_are_told_in_json(jt: Jt, folder: Path) -> None:
    film(folder / "autre.mp4", numbered(3))
    told = jt("marques", "--json", "autre.mp4", "absent.mp4")
    first, second = json.loads(told.out)
    assert (first["file"], first["kind"], first["marked"], first["sound"]) == ("autre.mp4", "film", False, True)
    assert "n'est pas là" in second["error"]
    assert (told.code, told.err) == (1, "")


def test_a_film_bears_every_mark_and_a_still_says_what_it_is(jt: Jt, folder: Path) -> None:
    told = jt("render", "petit.yaml", "--preset", "draft", "--jobs", "1", "--out", "films")
    assert told.code == 0, told.err
    made = Path(told.out.strip())
    shown = jt("marques", str(made), str(made.parent / "poster.jpg"))
    assert shown.code == 0, shown.out
    assert "autosigné" in shown.out
    assert "compositeSynthetic" in shown.out
    assert "Mention à l'image : oui, dit le rapport" in shown.out
    assert jt("still", "petit.yaml", "--at", "1", "-o", "image.png", "--preset", "draft").code == 0
    assert read_marks(folder / "image.png").sources == (
        "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation",
    )


def test_a_film_without_marks_keeps_the_reason_and_is_told(jt: Jt, folder: Path) -> None:
    told = jt("render", "petit.yaml", "--preset", "draft", "--jobs", "1", "--out", "nus", "--sans-marques", "")
    assert told.code == 0, told.err
    assert "ce film ne porte aucune marque : « brouillon »" in told.err
    found = read_marks(folder / "nus" / "petit.mp4")
    assert (found.xmp, found.manifest, found.label) == (None, None, False)
    assert found.tags["title"]
    report = json.loads((folder / "nus" / "report.json").read_bytes())
    assert (report["marks"]["without"], report["marks"]["signature"]) == ("brouillon", None)
