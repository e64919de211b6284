"""`jt check` for continuous integration: with a table, its reports, its annotations."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from defusedxml.ElementTree import fromstring

from pipeline.report.seal import broken

Jt = Callable[..., Any]
SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "lot.schema.json"

COMMUNE = """\
titre: "{ville} en 2050"
presente_par: Jeanne Martin
conducteur:
  - plateau:
      texte: Bonsoir {à ville}, rue {rue}.
"""


@pytest.fixture
def table(folder: Path) -> Path:
    (folder / "commune.yaml").write_text(COMMUNE, "utf-8")
    path = folder / "communes.csv"
    path.write_text("ville;rue;code\nLe Mans;des Lilas;72\nBrest;du Port;29\n", "utf-8")
    return path


def test_every_row_is_checked_and_counted(jt: Jt, table: Path) -> None:
    told = jt("check", "commune.yaml", "--tableau", table.name)
    note, verdict = told.err.splitlines()
    assert note.startswith("communes.csv:1:11: note : aucun script ne se sert de la colonne « code »")
    left = " ; un plan montre ce que personne ne dit (--accessibilite : lesquels, et que dire)"
    assert (told.code, told.out, verdict) == (0, "", f"commune.yaml : 2 bons sur 2 films{left}")


def test_what_is_wrong_with_one_row_is_said_of_it_and_what_all_share_once(jt: Jt, table: Path, folder: Path) -> None:
    (folder / "commune.yaml").write_text(f"{COMMUNE}inconnu: 3\n", "utf-8")
    told = jt("check", "commune.yaml", "--tableau", table.name)
    assert told.code == 1
    assert told.err.count("« inconnu »") == 1
    assert told.err.splitlines()[-1] == "commune.yaml : 0 bons sur 2 films"
    (folder / "commune.yaml").write_text(f"{COMMUNE}  - image: {{rue}}.jpg\n    texte: Oui.\n", "utf-8")
    (folder / "communes.csv").write_text("ville;rue\nLe Mans;absente\nBrest;autre absente\n", "utf-8")
    told = jt("check", "commune.yaml", "--tableau", table.name)
    assert "commune.yaml:6:12: communes.csv:2 (Le Mans) : " in told.err
    assert "commune.yaml:6:12: communes.csv:3 (Brest) : " in told.err


def test_a_table_that_does_not_go_with_a_script_stops_before_any_row(jt: Jt, table: Path) -> None:
    table.write_text("vile;rue\nBrest;du Port\n", "utf-8")
    told = jt("check", "commune.yaml", "petit.yaml", "--tableau", table.name, "--rapports", "r")
    assert told.code == 1
    assert "commune.yaml:1:9: aucune colonne de communes.csv ne s'appelle « ville »" in told.err
    assert "petit.yaml: ce script n'a aucun champ" in told.err
    assert Path("r/lot.json").is_file()


def test_reports_of_a_check_tell_what_it_told(jt: Jt, table: Path) -> None:
    told = jt("check", "faux.yaml", "petit.yaml", "--rapports", "r/ci")
    assert told.code == 1
    assert told.err.splitlines()[-1] == "rapports : r/ci"
    lot = json.loads(Path("r/ci/lot.json").read_text("utf-8"))
    jsonschema.validate(lot, json.loads(SCHEMA.read_text("utf-8")), jsonschema.Draft202012Validator)
    assert not broken(lot)
    assert lot["counts"] | {"refusé": 1, "vérifié": 1} == lot["counts"]
    cases = fromstring(Path("r/ci/junit.xml").read_bytes()).findall("./testsuite/testcase")
    assert [(case.get("file"), case.find("failure") is not None) for case in cases] == [
        ("faux.yaml", True),
        ("petit.yaml", False),
    ]
    results = json.loads(Path("r/ci/lot.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert {each["locations"][0]["physicalLocation"]["region"]["startLine"] for each in results} == {2, 5}
    assert Path("r/ci/resume.md").read_text("utf-8").startswith("## JT 2050 : vérification de 2 films")
    jt("check", "commune.yaml", "--tableau", table.name, "--rapports", "r")
    rows = [film["row"] for film in json.loads(Path("r/lot.json").read_text("utf-8"))["films"]]
    assert rows == ["communes.csv:2 (Le Mans)", "communes.csv:3 (Brest)"]


def test_github_shows_findings_at_their_lines_where_it_runs_us(
    jt: Jt, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = "::error file=faux.yaml,line=2,col=1,title=Une clé inconnue::"
    assert command not in jt("check", "faux.yaml").err
    assert command in jt("check", "faux.yaml", "--annotations", "github").err
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "page.md"))
    assert command in jt("check", "faux.yaml").err
    assert "faux.yaml" in (folder / "page.md").read_text("utf-8")
    assert command not in jt("check", "faux.yaml", "--annotations", "non").err


def test_annotations_that_nobody_knows_and_a_folder_that_is_a_file_are_told(jt: Jt, folder: Path) -> None:
    assert "« github »" in jt("check", "petit.yaml", "--annotations", "gihub").sentence()
    (folder / "r").touch()
    told = jt("check", "petit.yaml", "--rapports", "r")
    assert told.code == 1
    assert "--rapports" in told.err


def test_a_field_that_nothing_fills_is_refused_and_a_brace_that_was_meant_is_not(
    jt: Jt, table: Path, folder: Path
) -> None:
    delivered, draft = jt("check", "commune.yaml"), jt("check", "commune.yaml", "--preset", "draft")
    assert (delivered.code, draft.code) == (1, 0)
    assert delivered.err.startswith("commune.yaml:1:8: « {ville} » serait montré et dit tel quel")
    assert "avertissement : « {ville} »" in draft.err
    (folder / "commune.yaml").write_text(COMMUNE.replace("rue {rue}", "{{rue}}"), "utf-8")
    assert jt("check", "commune.yaml", "--tableau", table.name).code == 0
