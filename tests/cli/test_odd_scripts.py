"""Odd names, odd words and missing files: a finding or a film, never a trace."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pipeline.errors import MediaError
from pipeline.service import render as service
from tests.fakes.projects import copied

Jt = Callable[..., Any]

_GOOD = "titre: Essai\nconducteur:\n  - sujet: a\n    titre: A\n    lancement: non\n    texte: Bonsoir à tous.\n"
_PHOTO = "titre: Essai\nconducteur:\n  - sujet: a\n    titre: A\n    lancement: non\n    plans: [image: {}]\n"


@pytest.mark.parametrize(
    "name", ["Mon journal d'été.yaml", "JT 2050 (v2).yaml", "ÀÉÎ__x.yaml", "…yaml.yaml", "🎉.yaml"]
)
def test_any_file_name_will_do(name: str, jt: Jt, folder: Path) -> None:
    (folder / name).write_text(_GOOD, encoding="utf-8")
    told = jt("check", name)
    assert told.code == 0, told.err


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ('lexique: {" ": rien}', "7:11: une entrée du lexique n'a pas de mot écrit"),
        ('lexique: {"": rien}', "7:11: une entrée du lexique n'a pas de mot écrit"),
    ],
)
def test_a_blank_word_in_the_lexicon_is_a_finding(more: str, place: str, jt: Jt, folder: Path) -> None:
    (folder / "lexique.yaml").write_text(_GOOD + more + "\n", encoding="utf-8")
    told = jt("check", "lexique.yaml")
    assert told.code == 1
    assert told.err.startswith(f"lexique.yaml:{place}")


@pytest.mark.parametrize(
    ("text", "said"), [("🎉🎉", "« texte » est vide"), ("…", "ce texte ne contient rien"), ("« »", "ce texte")]
)
def test_a_text_nobody_can_say_is_a_finding(text: str, said: str, jt: Jt, folder: Path) -> None:
    (folder / "muet.yaml").write_text(_GOOD.replace("Bonsoir à tous.", text), encoding="utf-8")
    told = jt("check", "muet.yaml")
    assert told.code == 1
    assert f"muet.yaml:6:12: {said}" in told.err


@pytest.mark.parametrize(
    "text", ["A", "Bonsoir 🎉 à tous.", "« Oui », dit-elle. « Non. »"], ids=["letter", "emoji", "quotes"]
)
def test_odd_texts_are_shown(text: str, jt: Jt, folder: Path) -> None:
    (folder / "drole.yaml").write_text(_GOOD.replace("Bonsoir à tous.", text), encoding="utf-8")
    told = jt("still", "drole.yaml", "--at", "3,5", "-o", "vue.png", "--preset", "draft")
    assert told.code == 0, told.err


def test_a_missing_picture_is_a_placeholder_in_a_draft_and_stops_a_delivery(jt: Jt, folder: Path) -> None:
    (folder / "photo.yaml").write_text(_PHOTO.format("absente.jpg"), encoding="utf-8")
    told = jt("still", "photo.yaml", "--at", "4", "-o", "vue.png", "--preset", "draft")
    assert told.code == 0, told.err
    with Image.open(folder / "vue.png") as image:
        assert len(np.unique(np.asarray(image.convert("L")))) > 10
    told = jt("render", "photo.yaml", "--preset", "web")
    assert told.code == 1
    assert "photo.yaml:6:20: le fichier media/absente.jpg n'existe pas" in told.err


@pytest.mark.parametrize("written", ["{}", "media/{}"])
def test_a_picture_is_named_below_media_or_from_the_project(written: str, jt: Jt, folder: Path) -> None:
    copied(folder)
    (folder / "media" / "perso").mkdir()
    Image.new("RGB", (640, 360), (200, 30, 30)).save(folder / "media" / "perso" / "rouge.jpg")
    (folder / "photo.yaml").write_text(_PHOTO.format(written.format("perso/rouge.jpg")), encoding="utf-8")
    told = jt("still", "photo.yaml", "--at", "5", "-o", "rouge.png", "--preset", "draft")
    assert told.code == 0, told.err
    with Image.open(folder / "rouge.png") as image:
        red, green, _ = np.asarray(image.convert("RGB"))[200:300, 400:500].reshape(-1, 3).mean(axis=0)
    assert red > 150
    assert green < 80


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt(), 130), (MediaError("a.mp4 : illisible"), 1), (ValueError("x"), 3)]
)
def test_a_render_that_fails_leaves_the_previous_film(
    error: BaseException, code: int, jt: Jt, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(service, "produce", fail)
    film = folder / "films" / "petit.mp4"
    film.parent.mkdir()
    film.write_bytes(b"le film d'hier")
    told = jt("render", "petit.yaml", "--out", "films", "--preset", "draft")
    assert told.code == code
    assert "Traceback" not in told.err
    assert film.read_bytes() == b"le film d'hier"
    assert [path.name for path in film.parent.iterdir()] == ["petit.mp4"]


def test_burned_captions_draw_their_notes_and_nobody_is_told_of_them(jt: Jt, folder: Path) -> None:
    (folder / "court.yaml").write_text(
        "titre: Essai\nsous_titres: oui\nsujets:\n  - titre: Les ﬁlles → le n° 2 ✓\n    texte: Bonsoir à tous.\n",
        "utf-8",
    )
    told = jt("check", "court.yaml")
    (verdict,) = told.err.splitlines()
    assert told.code == 0
    assert verdict.startswith("court.yaml : le script est bon ; ")
