"""Scripts filled from a table: everything that is wrong is told at once, at its cell or its line, before any render."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.adapters.cache.deliveries import Order, taken
from pipeline.errors import Code, Finding, Level, Mark, ScriptError
from pipeline.model.marked import plain
from pipeline.model.programme import PRESETS
from pipeline.model.task import Task
from pipeline.service.settings import settings_for
from pipeline.service.standing import order_of
from pipeline.service.table import FilledScripts, fill_scripts, said_of_rows

SCRIPT = """\
titre: "{ville} en 2050"
ville: {ville}
sujets:
  - titre: La rue {rue}
    texte: >
      Ici {à ville}, on danse. L'{{accolade}} reste.
"""

Fill = Callable[..., FilledScripts]


@pytest.fixture
def fill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fill:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scripts").mkdir()

    def filling(rows: str, script: str = SCRIPT, *more: str) -> FilledScripts:
        names = [Path("scripts/commune.yaml"), *(Path(f"scripts/autre-{at}.yaml") for at in range(len(more)))]
        for path, text in zip(names, (script, *more), strict=True):
            path.write_text(text, "utf-8")
        Path("communes.csv").write_text(rows, "utf-8")
        return fill_scripts(names, Path("communes.csv"))

    return filling


def _told(fill: Fill, *given: str) -> list[str]:
    with pytest.raises(ScriptError) as error:
        fill(*given)
    return [str(finding) for finding in error.value.findings if finding.level is Level.ERROR]


def test_each_row_is_a_film_with_a_name_and_only_what_the_script_uses(fill: Fill) -> None:
    done = fill("Ville;Rue;Maire\nLe Mans;des Lilas;X\nSaint-Étienne;du Port;Y\n")
    assert [film.name for film in done.films] == ["commune-le-mans", "commune-saint-etienne"]
    assert done.films[0].row == "communes.csv:2 (Le Mans)"
    assert done.films[0].values == (("rue", "des Lilas"), ("ville", "Le Mans"))
    assert [str(finding.mark) for finding in done.findings] == ["communes.csv:1:11"]
    assert done.findings[0].code == "tableau-colonne-inutile"
    read = done.films[0].source.read()
    assert plain(read.tree)["sujets"][0]["texte"] == "Ici au Mans, on danse. L'{accolade} reste.\n"
    assert done.films[0].source.id == "commune-le-mans"


@pytest.mark.parametrize(
    ("head", "cell", "name"),
    [
        ("Fichier", "Le Mans/été 2050", "le-mans-ete-2050"),
        ("id", "St. Jean", "st-jean"),
        ("Nom", "../../etc/passwd", "etc-passwd"),
        ("fichier", "con", "con-jt"),
        ("fichier", "", "commune-brest"),
        ("fichier", "🎉", "script"),
    ],
)
def test_a_column_names_the_films_and_never_a_place(fill: Fill, head: str, cell: str, name: str) -> None:
    (film,) = fill(f"ville;rue;{head}\nBrest;du Port;{cell}\n").films
    assert film.name == name


def test_several_scripts_share_a_table_and_no_folder(fill: Fill) -> None:
    done = fill("ville;rue;fichier\nBrest;du Port;brest\n", SCRIPT, SCRIPT)
    assert [film.name for film in done.films] == ["commune-brest", "autre-0-brest"]


def test_an_unknown_field_is_told_where_it_stands_with_the_column_that_was_meant(fill: Fill) -> None:
    script = "titre: {ville}\nsujets:\n  - titre: La fête\n    texte: >\n      On danse.\n      Ici {à vile} aussi.\n"
    (told,) = _told(fill, "ville;rue\nBrest;du Port\n", script)
    assert told.startswith("scripts/commune.yaml:6:11: aucune colonne de communes.csv ne s'appelle « à vile »")
    assert "vouliez-vous dire « ville » ?" in told


def test_a_table_without_titles_shows_what_was_taken_for_them(fill: Fill) -> None:
    told = _told(fill, "Brest;du Port\nQuimper;du Quai\n")
    assert all("possible ici : Brest, du Port" in each for each in told)


def test_everything_is_told_at_once_each_at_its_cell(fill: Fill) -> None:
    rows = "ville;rue\nBrest;\nQuimper;[pause 2 s]\nLyon;a\x07b\nLyon;du Port\nBREST;du Quai\nNice;x\nNice;x\n"
    assert [told.partition(" : ")[0].partition(" ;")[0][:70] for told in _told(fill, rows)] == [
        "communes.csv:2:7: la case « rue » est vide, et scripts/commune.yaml s'"[:70],
        "communes.csv:3:9: « [pause 2 s] » serait lu comme une consigne (une pause, une indication"[:70],
        "communes.csv:4:6: « \\x07 » est un caractère interdit dans un texte",
        "communes.csv:5:1: les lignes 4 et 5 iraient dans le même dossier, « commune-lyon »"[:70],
        "communes.csv:6:1: les lignes 2 et 6 iraient dans le même dossier, « commune-brest »"[:70],
        "communes.csv:8:1: cette ligne dit la même chose que la ligne 7",
    ]


def test_a_script_without_fields_or_that_cannot_be_read_is_told(fill: Fill) -> None:
    (told,) = _told(fill, "ville\nBrest\n", "titre: Essai\n")
    assert "n'a aucun champ" in told
    (told,) = _told(fill, "ville\nBrest\n", "titre: [a\n")
    assert told.startswith("scripts/commune.yaml:")


@pytest.mark.parametrize(
    "value",
    ["a: b", "- a", "{rue}", '"', "'", "#x", "&a *a", "!!python/object/apply:os.system x", "=1+1", "non", "<b>"],
)
def test_a_value_is_never_code(fill: Fill, value: str) -> None:
    (film,) = fill(f'ville,rue\n"{value.replace(chr(34), chr(34) * 2)}",du Port\n').films
    tree = plain(film.source.read().tree)
    assert tree["ville"] == value
    assert tree["sujets"] == [{"titre": "La rue du Port", "texte": tree["sujets"][0]["texte"]}]


def test_a_film_is_remembered_by_its_name_and_by_what_its_row_says(fill: Fill, tmp_path: Path) -> None:
    settings = settings_for(Path("scripts/commune.yaml"), tmp_path / "cache")

    def order(rows: str, at: int = 0) -> Order:
        film = fill(rows).films[at]
        return order_of(settings, Task(path=film.script, preset=PRESETS["web"], name=film.name, values=film.values))

    first = order("ville;rue\nBrest;du Port\nNice;du Port\n")
    moved = order("note;Rue;Ville\n;x;Nice\nici;du Port;Brest\n", at=1)
    other = order("ville;rue\nBrest;du Port\nNice;du Port\n", at=1)
    changed = order("ville;rue\nBrest;des Lilas\n")
    assert first.key == moved.key == changed.key != other.key
    assert taken(first) == taken(moved) is not None
    assert taken(first) != taken(changed)


def test_what_all_rows_share_is_said_once_and_the_rest_of_its_rows() -> None:
    def found(message: str) -> Finding:
        return Finding(Mark("a.yaml", 3), message, code=Code("emoji"))

    shared, own, two = found("partout"), found("ici"), found("deux fois")
    told = said_of_rows([("t:2 (A)", [shared, own]), ("t:3 (B)", [shared, two]), ("t:4 (C)", [two, shared])])
    assert [finding.message for finding in told] == [
        "partout",
        "t:2 (A) : ici",
        "t:3 (B) et 1 de plus : deux fois",
    ]
