"""A rundown written for a spreadsheet, changed there, and taken back into its script."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline.errors import ScriptError, UserError
from pipeline.service.conducteur import RundownView, brought_back, rundown_view, write_back, write_rundown
from pipeline.service.newsroom import Newsroom
from pipeline.service.source import Source
from tests.fakes.projects import newsroom_in

SCRIPT = """\
# Le journal du quartier, relu par Odile
titre: Le journal du quartier
ville: Talence
conducteur:
  - generique
  # la maison d'abord
  - sujet: la-maison
    titre: La maison qui parle   # 45 signes
    prevu: 0:30
    texte: Rue des Lilas, une maison donne l'heure à ses voisins.

  - sujet: le-marche
    titre: Un marché sans argent
    texte: Ici, on paie en heures.
    notes: rappeler Malo
  - credits
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "quartier.yaml"
    path.write_bytes(SCRIPT.replace("\n", "\r\n").encode())
    return path


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return newsroom_in(tmp_path / "sortie")


def _changed(view: RundownView, path: Path, change: Callable[[list[list[str]]], Sequence[list[str]]]) -> Path:
    """Write a rundown as CSV, as somebody changed it."""
    write_rundown(view, path, shots=False)
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig")), delimiter=";"))
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(change(rows))
    path.write_text(stream.getvalue(), encoding="cp1252", errors="replace")
    return path


@pytest.mark.parametrize("extension", ["csv", "ods", "xlsx"])
def test_an_unedited_sheet_changes_no_byte(script: Path, newsroom: Newsroom, tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"conducteur.{extension}"
    write_rundown(rundown_view(newsroom, Source(script)), path, shots=True)
    back = brought_back(newsroom, script, path)
    assert (back.changes, back.left) == ((), ())
    assert back.content == script.read_bytes()


def test_order_lengths_and_notes_come_back_in_place(script: Path, newsroom: Newsroom, tmp_path: Path) -> None:
    view = rundown_view(newsroom, Source(script))
    assert [group.planned for group in view.sheet.groups[1:3]] == [750, None]

    def change(rows: list[list[str]]) -> list[list[str]]:
        head, opening, house, market, *rest = rows
        rank = {name: at for at, name in enumerate(head)}
        house[rank["Prévu"]] = "01:15:00"
        market[rank["Notes"]] = ""
        opening[rank["Notes"]] = "musique plus courte"
        return [head, opening, market, house, *rest]

    back = brought_back(newsroom, script, _changed(view, tmp_path / "conducteur.csv", change))
    write_back(script, back)
    assert (
        script.read_bytes().decode()
        == """\
# Le journal du quartier, relu par Odile
titre: Le journal du quartier
ville: Talence
conducteur:
  - generique
  - sujet: le-marche
    titre: Un marché sans argent
    texte: Ici, on paie en heures.

  # la maison d'abord
  - sujet: la-maison
    titre: La maison qui parle   # 45 signes
    prevu: 1:15
    texte: Rue des Lilas, une maison donne l'heure à ses voisins.
  - credits
""".replace("\n", "\r\n")
    )
    assert "prévu 1:15" in " ".join(back.changes)
    assert "musique" not in " ".join(back.changes)
    assert any("n'a pas de clés" in told for told in back.left)


def test_what_is_no_rundown_is_told_and_changes_nothing(script: Path, newsroom: Newsroom, tmp_path: Path) -> None:
    table = tmp_path / "autre.csv"
    table.write_text("Nom;Âge\nOdile;84\n", encoding="utf-8")
    with pytest.raises(ScriptError, match=r"« Repère » et « Sujet ».*conducteur-colonnes"):
        brought_back(newsroom, script, table)
    with pytest.raises(UserError, match=r"\.html, \.csv, \.ods, \.xlsx"):
        write_rundown(rundown_view(newsroom, Source(script)), tmp_path / "conducteur.pdf", shots=True)
    assert script.read_bytes().decode() == SCRIPT.replace("\n", "\r\n")
