"""The page of the guide about tables: its example is followed word for word."""

import re
import sys
from pathlib import Path

import pytest

from pipeline.cli import app

PAGE = (Path(__file__).parents[2] / "docs" / "guide" / "tableau.md").read_text("utf-8")


def _block(kind: str) -> str:
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "commune.yaml").write_text(_block("yaml tableau-script"), "utf-8")
    (tmp_path / "communes.csv").write_text(_block("csv tableau"), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("example")
def test_the_example_is_checked_and_says_what_the_page_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (command, said) = re.findall(r"^\$ jt (check .*)\n(.*)\n", _block("text"))[0]
    monkeypatch.setattr(sys, "argv", ["jt", *command.split()])
    with pytest.raises(SystemExit) as left:
        app.main()
    assert (left.value.code, capsys.readouterr().err) == (0, f"{said}\n")


@pytest.mark.usefixtures("example")
def test_the_folders_are_those_that_the_page_names() -> None:
    from pipeline.service.table import fill_scripts

    films = fill_scripts([Path("scripts/commune.yaml")], Path("communes.csv")).films
    assert [f"output/{film.name}/" for film in films] == re.findall(r"`(output/commune-[^`]+)`", PAGE)
    texts = [film.source.read().tree for film in films]
    assert "le journal du Mans" in str(texts[0])
    assert "Aux Sables-d'Olonne, une maison" in str(texts[2])
