"""`jt lot --tableau`: a film for each row, unchanged ones left as they are, everything told before anything is made."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Jt = Callable[..., Any]

COMMUNE = """\
titre: "{ville} en 2050"
presente_par: Jeanne Martin
conducteur:
  - plateau:
      texte: Bonsoir {à ville}.
  - {affiche}
"""


@pytest.fixture
def lot(jt: Jt, folder: Path, tmp_path: Path) -> Jt:
    (folder / "commune.yaml").write_text(COMMUNE.replace("  - {affiche}\n", ""), "utf-8")
    given = ("--tableau", "communes.csv", "--voix", "pico", "--jobs", "1", "--rapports", "r")

    def run(rows: str, *more: str, preset: str = "draft") -> Any:
        (folder / "communes.csv").write_text(rows, "utf-8")
        return jt("lot", "commune.yaml", *given, "--preset", preset, "--out", str(tmp_path / "films"), *more)

    return run


def _fates(report: str = "r/lot.json") -> dict[str, str]:
    return {film["name"]: film["fate"] for film in json.loads(Path(report).read_text("utf-8"))["films"]}


@pytest.mark.slow
def test_a_row_that_has_not_changed_stands_wherever_it_is_in_the_table(lot: Jt, tmp_path: Path) -> None:
    first = lot("ville\nLe Mans\n")
    assert (first.code, first.out) == (0, f"{tmp_path}/films/commune-le-mans/commune-le-mans.mp4\n")
    assert _fates() == {"commune-le-mans": "rendu"}
    captions = (tmp_path / "films" / "commune-le-mans" / "captions.srt").read_text("utf-8")
    assert "Bonsoir au Mans." in captions
    again = lot("note;Ville\nune colonne de plus;\n\nx;Le Mans\n".replace("une colonne de plus;\n\n", ""))
    assert again.code == 0
    assert _fates() == {"commune-le-mans": "inchangé"}


def test_a_table_that_cannot_be_used_has_every_script_refused_and_reported(lot: Jt, tmp_path: Path) -> None:
    told = lot("ville;rue\nBrest;x\n;y\n", "--quiet")
    assert (told.code, told.out) == (1, "")
    assert "communes.csv:3:1: la case « ville » est vide" in told.err
    assert _fates() == {"commune.yaml": "refusé"}
    assert "la case « ville » est vide" in Path("r/junit.xml").read_text("utf-8")
    assert not (tmp_path / "films").exists()


def test_rows_whose_script_is_refused_are_told_before_anything_is_made(lot: Jt, folder: Path, tmp_path: Path) -> None:
    script = COMMUNE.replace("{affiche}", 'image: "{ville}.jpg"\n    texte: Oui.')
    (folder / "commune.yaml").write_text(f"{script}inconnu: 3\n", "utf-8")
    told = lot("ville\nBrest\nNice\n", preset="web")
    assert told.code == 1
    assert "refusé : communes.csv:2 (Brest) : 2 erreurs dans le script" in told.err
    assert told.err.count("« inconnu »") == 1
    assert told.err.count("n'existe pas") == 2
    assert not (tmp_path / "films").exists()
    results = json.loads(Path("r/lot.sarif").read_text("utf-8"))["runs"][0]["results"]
    messages = [each["message"]["text"] for each in results if each["ruleId"] == "media-absent"]
    assert [message.rpartition("(communes.csv")[2] for message in messages] == [":2 (Brest))", ":3 (Nice))"]


def test_annotations_are_those_of_a_whole_batch(lot: Jt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    told = lot("ville;rue\n;x\n")
    assert "::error file=communes.csv,line=2,col=1,title=Une case vide dont le script se sert::" in told.err
