"""`jt still`: one frame, without rendering."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline.cli.stills import StillWish, write_still
from tests.fakes.projects import copied

Jt = Callable[..., Any]


@pytest.mark.parametrize(
    ("preset", "size"),
    [("draft", (960, 540)), ("web", (1920, 1080)), ("vertical", (1080, 1920)), ("square", (1080, 1080))],
)
def test_a_still_is_a_png_of_the_size_delivered(jt: Jt, folder: Path, preset: str, size: tuple[int, int]) -> None:
    told = jt("still", "petit.yaml", "--at", "1", "-o", "image.png", "--preset", preset)
    assert (told.code, told.out, told.err) == (0, "image.png\n", "")
    with Image.open(folder / "image.png") as image:
        image.load()
        assert (image.format, image.mode, image.size) == ("PNG", "RGB", size)
        assert len(set(image.resize((16, 9)).getdata())) > 5, "the picture shows nothing"


def test_stills_of_one_instant_are_the_same_whatever_way_it_is_typed(jt: Jt, folder: Path) -> None:
    for name, at in (("a.png", "1"), ("b.png", "0:01"), ("c.png", "0:00:01,0")):
        assert jt("still", "petit.yaml", "--at", at, "-o", name, "--preset", "draft").code == 0
    assert len({(folder / name).read_bytes() for name in ("a.png", "b.png", "c.png")}) == 1


@pytest.mark.parametrize(
    ("at", "output", "told"),
    [
        ("midi", "image.png", "temps illisible : « midi »"),
        ("1:00:00", "image.png", "le journal dure 0:0"),
        ("1", "nulle/part/image.png", "choisissez un autre dossier"),
        ("1", "petit.yaml/image.png", "choisissez un autre dossier"),
        ("1", "dossier", "dossier est un dossier ; donnez le nom du fichier PNG"),
    ],
)
def test_a_still_that_cannot_be_made_is_told_and_leaves_everything_as_it_was(
    jt: Jt, folder: Path, at: str, output: str, told: str
) -> None:
    (folder / "dossier").mkdir()
    (folder / "image.png").write_bytes(b"avant")
    before = sorted(folder.rglob("*"))
    assert told in jt("still", "petit.yaml", "--at", at, "-o", output, "--preset", "draft").sentence()
    assert (folder / "image.png").read_bytes() == b"avant"
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("name", ["synthe", "lower_third", "Lower-Third"])
def test_the_sample_of_a_scene_is_drawn_whatever_it_is_called(jt: Jt, folder: Path, name: str) -> None:
    told = jt("still", "--scene", name, "-o", "image.png", "--preset", "draft")
    assert (told.code, told.out, told.err) == (0, "image.png\n", "")
    with Image.open(folder / "image.png") as image:
        plate = image.convert("RGB").getpixel((130, 402))
        assert image.size == (960, 540)
    assert isinstance(plate, tuple)
    assert min(plate) > 215, "the lower-third is not there"


def test_a_sample_is_shown_at_the_instant_asked_for(jt: Jt, folder: Path) -> None:
    for name, more in (("debut.png", ("--at", "0")), ("plein.png", ())):
        assert jt("still", "--scene", "chiffre", "-o", name, "--preset", "draft", *more).code == 0
    assert (folder / "debut.png").read_bytes() != (folder / "plein.png").read_bytes()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--scene", "sinthe"), "la scène « sinthe » n'existe pas ; vouliez-vous dire « synthe » ?"),
        (("--scene", "passage"), "n'a pas d'exemple ; écrivez-en un dans scenes/passage/sample.yaml"),
        (("--scene", "chiffre", "--at", "1:00"), "cet exemple dure 0:0"),
        (("petit.yaml", "--scene", "chiffre"), "donnez l'un ou l'autre"),
        ((), "il manque SCRIPT, ou --scene NOM"),
    ],
)
def test_a_sample_that_cannot_be_shown_is_told(jt: Jt, folder: Path, words: tuple[str, ...], told: str) -> None:
    assert told in jt("still", *words, "-o", "image.png", "--preset", "draft").sentence()
    assert not (folder / "image.png").exists()


@pytest.mark.parametrize("words", [("petit.yaml", "--at", "1"), ("--scene", "langue_des_signes")])
def test_the_version_beside_an_interpreter_is_seen_before_anybody_is_filmed(
    jt: Jt, folder: Path, words: tuple[str, ...]
) -> None:
    assert jt("still", *words, "--versions", "lsf", "-o", "lsf.png", "--preset", "draft").code == 0
    with Image.open(folder / "lsf.png") as image:
        beside = image.convert("RGB").crop((570, 90, 930, 540))
    assert len(set(beside.resize((9, 9)).getdata())) > 20, "nobody stands in for the interpreter"


def test_a_still_is_of_one_version(jt: Jt) -> None:
    told = jt("still", "petit.yaml", "--at", "1", "--versions", "simple,lsf", "-o", "a.png").sentence()
    assert "une seule version" in told


SHEET = """\
calques:
  - {nom: feuille, type: bloc, boite: [0, 0, 1920, 1080], couleur: blanc}
"""


def test_a_sample_is_shown_in_the_house_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copied(tmp_path)
    house = (root / "scenes/house/la_capsule.yaml").read_text("utf-8")
    (root / "scenes/house/maison.yaml").write_text(house.replace('blanc: "#FFF6E6"', 'blanc: "#123456"'), "utf-8")
    own = root / "scenes/house/maison/fin/scene.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("extends: fin\nsans: [calques, formats]\n" + SHEET, "utf-8")
    monkeypatch.chdir(root)
    for house in ("", "maison"):
        write_still(
            StillWish(script=None, scene="fin", at="1", preset="draft", engine="", house=house), root / f"{house}.png"
        )
    with Image.open(root / "maison.png") as worn, Image.open(root / ".png") as bare:
        assert worn.getpixel((480, 270)) == pytest.approx((0x12, 0x34, 0x56), abs=3)
        assert bare.getpixel((480, 270)) != worn.getpixel((480, 270))


def test_a_house_that_does_not_exist_is_told_with_the_nearest_one(jt: Jt) -> None:
    told = jt("still", "--scene", "synthe", "--habillage", "la_capsul", "-o", "image.png").sentence()
    assert "l'habillage « la_capsul » n'existe pas" in told
    assert "la_capsule" in told
    assert "--habillage va avec --scene" in jt("still", "petit.yaml", "--habillage", "x", "-o", "a.png").sentence()
