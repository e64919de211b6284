"""Tables as people have them: whatever their spreadsheet writes is read, what cannot be is told in plain French."""

import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.adapters.tables import LONGEST_CELL, MOST_ROWS, read_table
from pipeline.errors import ScriptError
from pipeline.model.table import Table

Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    monkeypatch.chdir(tmp_path)

    def written(content: str | bytes) -> Path:
        path = Path("communes.csv")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


def _cells(table: Table) -> list[tuple[str, ...]]:
    return [tuple(row.cells.values()) for row in table.rows]


def _told(path: Path) -> list[str]:
    with pytest.raises(ScriptError) as told:
        read_table(path)
    return [str(finding) for finding in told.value.findings]


@pytest.mark.parametrize(
    "content",
    [
        "Ville;Rue\nBéziers;du Port, 3\n",
        "Ville\tRue\nBéziers\tdu Port, 3\n",
        'Ville,Rue\nBéziers,"du Port, 3"\n',
        "sep=;\r\nVille;Rue\r\nBéziers;du Port, 3\r\n",
        "\ufeffVille;Rue\r\nBéziers;du Port, 3\r\n\r\n;\r\n",
        "Ville;Rue;\nBéziers;du Port, 3;\n",
        "Ville;Rue\rBéziers;du Port, 3",
        "\n\n  Ville ; Rue\n Béziers ; du Port,  3 \n",
        '"Ville";"Rue"\n"Béziers";"du\nPort,\r\n3"\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "mac_roman"])
def test_what_spreadsheets_write_is_read_alike(write: Write, content: str, encoding: str) -> None:
    if encoding not in {"utf-8", "utf-16"}:
        content = content.removeprefix("\ufeff")
    read = read_table(write(content.encode(encoding)))
    assert [column.name for column in read.table.columns] == ["ville", "rue"]
    assert _cells(read.table) == [("Béziers", "du Port, 3")]
    codes = [finding.code for finding in read.findings]
    assert codes == ([] if encoding.startswith("utf") else ["tableau-encodage"])


def test_titles_are_folded_and_cells_keep_their_places(write: Write) -> None:
    table = read_table(write('Nom de la Ville;Élu·e\n"Le\nMans";"Mme ""Y"""\nBrest;X\n')).table
    assert [column.name for column in table.columns] == ["nom_de_la_ville", "elu·e"]
    first, second = table.rows
    assert first.cells == {"nom_de_la_ville": "Le Mans", "elu·e": 'Mme "Y"'}
    assert [str(first.mark(name)) for name in first.cells] == ["communes.csv:2:1", "communes.csv:3:7"]
    assert (second.line, str(second.mark("elu·e"))) == (4, "communes.csv:4:7")
    assert str(table.columns[1].mark) == "communes.csv:1:17"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "communes.csv: ce tableau est vide"),
        (" ;\n;\n", "communes.csv: ce tableau est vide"),
        ("ville;rue\n", "communes.csv: ce tableau n'a que ses titres"),
        ("ville;rue;VILLE\na;b;c\n", "communes.csv:1:11: deux colonnes s'appellent « VILLE »"),
        ("ville;rue\na;b;c\n", "communes.csv:2:5: cette case est dans une colonne sans titre (case 3, 2 colonnes"),
        ("ville;;rue\na;x;c\n", "communes.csv:2:3: cette case est dans une colonne sans titre (case 2"),
        ('ville;rue\na;"b\nc;d\n', "communes.csv:2:1: un guillemet"),
        ('ville;rue\na;"b"x\n', "communes.csv:2:1: un guillemet"),
        ("ville;rue\na;\0\n", "communes.csv: « \\x00 » est un caractère interdit"),
        (f"ville;rue\na;{'x' * (LONGEST_CELL + 1)}\n", f"communes.csv:2:3: cette case a {LONGEST_CELL + 1} signes"),
        (f"ville;rue\na;{'x' * 200_000}\n", "communes.csv:2:1: cette case a 131072 signes ou plus"),
        ("ville\n" + "a\n" * (MOST_ROWS + 1), f"communes.csv:{MOST_ROWS + 2}:1: ce tableau a plus de {MOST_ROWS}"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_place(write: Write, content: str, told: str) -> None:
    (said,) = _told(write(content))
    assert said.startswith(told)


def test_ten_thousand_rows_are_read(write: Write) -> None:
    table = read_table(write("ville\n" + "".join(f"v{number}\n" for number in range(MOST_ROWS)))).table
    assert len(table.rows) == MOST_ROWS
    assert str(table.rows[-1].mark("ville")) == f"communes.csv:{MOST_ROWS + 1}:1"


def test_a_workbook_is_told_how_to_become_a_table(write: Write, tmp_path: Path) -> None:
    for inside, named in (("xl/workbook.xml", "Excel"), ("mimetype", "LibreOffice")):
        book = tmp_path / "communes.xlsx"
        with zipfile.ZipFile(book, "w") as archive:
            archive.writestr(inside, "application/vnd.oasis.opendocument.spreadsheet")
        (said,) = _told(book)
        assert f"c'est un classeur {named}, et non un CSV" in said
        assert "CSV UTF-8" in said
    (said,) = _told(write(b"\x89PNG\r\n\x1a\n"))
    assert "c'est une image PNG, et non un CSV ; donner un fichier CSV" in said


def test_what_is_no_file_is_told_without_a_wait(tmp_path: Path) -> None:
    assert "ce fichier n'existe pas" in _told(tmp_path / "absent.csv")[0]
    assert "donner un fichier .csv" in _told(tmp_path)[0]


@settings(max_examples=60)
@given(st.binary(max_size=60) | st.text("\"';,\t\r\nsep=aé\x00\ufeff«", max_size=40).map(str.encode))
def test_no_bytes_at_all_are_an_error_of_ours(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "essai.csv"
    path.write_bytes(content)
    with suppress(ScriptError):
        table = read_table(path).table
        assert table.rows
        assert all(row.mark(column.name).line >= row.line for row in table.rows for column in table.columns)
