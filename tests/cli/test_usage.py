"""A mistyped command: one French sentence that says what to type; exit 2 when the command line cannot be read.

What can be read but names nothing (a delivery, a voice, a time) is exit 1.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Jt = Callable[..., Any]

UNREADABLE = [
    ((), "il manque une commande"),
    (("chek", "petit.yaml"), "commande inconnue : chek"),
    (("--zut",), "option inconnue : --zut"),
    (("check", "petit.yaml", "--presett", "web"), "vouliez-vous dire --preset ?"),
    (("check",), "il manque SCRIPT"),
    (("render",), "il manque SCRIPT"),
    (("check", "petit.yaml", "--preset"), "l'option --preset attend une valeur"),
    (("render", "petit.yaml", "--jobs", "beaucoup"), "la valeur de --jobs ne convient pas"),
    (("render", "petit.yaml", "--jobs", "-1"), "la valeur de --jobs ne convient pas"),
    (("lot", "--max-minutes", "dix"), "la valeur de --max-minutes ne convient pas"),
    (("lot", "--jobs"), "l'option --jobs attend une valeur"),
    (("still", "petit.yaml", "--at", "1"), "il manque -o"),
    (("still", "petit.yaml", "faux.yaml", "--at", "1", "-o", "a.png"), "en trop : faux.yaml"),
]

MEANINGLESS = [
    (("check", "petit.yaml", "--preset", "cinema"), "« cinema » ; choisissez parmi draft, web, web-av1, broadcast"),
    (("render", "petit.yaml", "--preset", "cinema"), "« cinema » ; choisissez parmi draft, web, web-av1, broadcast"),
    (("still", "petit.yaml", "--at", "1", "-o", "a.png", "--preset", "cinema"), "choisissez parmi draft, web"),
    (
        ("render", "petit.yaml", "--voix", "chorale"),
        "moteur de voix inconnu : « chorale » ; choisissez parmi kokoro, pico",
    ),
    (("render", "petit.yaml", "--voix", "gtts", "--offline"), "demande internet, que --offline interdit"),
    (("render", "petit.yaml", "--only", "meteo"), "pas d'élément « meteo » dans le conducteur ; choisissez parmi "),
    (("lot", "petit.yaml", "--part", "5/2"), "--part 5/2 : écrivez le numéro de la part et leur nombre"),
    (("lot", "petit.yaml", "--max-disque", "beaucoup"), "taille illisible : « beaucoup »"),
    (("lot", "petit.yaml", "--echec-sur", "note"), "choisissez erreur ou avertissement"),
    (("lot", "petit.yaml", "--preset", "cinema"), "« cinema » ; choisissez parmi draft, web"),
    (("render", "petit.yaml", "--from", "hier"), "temps illisible : « hier »"),
    (("render", "petit.yaml", "--to", "1:2:3:4"), "temps illisible : « 1:2:3:4 »"),
    (("render", "petit.yaml", "--out", "petit.yaml/film"), "choisissez un autre dossier avec --out"),
    (("still", "petit.yaml", "-o", "a.png"), "il manque --at"),
]


@pytest.mark.parametrize(("words", "told"), UNREADABLE, ids=[" ".join(words) or "nothing" for words, _ in UNREADABLE])
def test_a_command_line_that_cannot_be_read_is_told_and_ends_with_2(jt: Jt, words: tuple[str, ...], told: str) -> None:
    assert told in jt(*words).sentence(2)


@pytest.mark.parametrize(("words", "told"), MEANINGLESS, ids=[" ".join(words) for words, _ in MEANINGLESS])
def test_a_value_that_names_nothing_is_told_and_ends_with_1(jt: Jt, words: tuple[str, ...], told: str) -> None:
    assert told in jt(*words).sentence()


def test_a_mistyped_command_writes_nothing(jt: Jt, folder: Path) -> None:
    before = sorted(folder.iterdir())
    jt("render", "petit.yaml", "--preset", "cinema")
    jt("render", "petit.yaml", "--only", "meteo")
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("command", ["check", "render", "still"])
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("absent.yaml", "absent.yaml: ce fichier n'existe pas"),
        ("dossier", "dossier: c'est un dossier, pas un fichier"),
        ("vide.yaml", "vide.yaml: ce fichier est vide"),
        ("commentaire.yaml", "commentaire.yaml: ce fichier est vide"),
        ("image.yaml", "image.yaml: c'est une image PNG, et non un script ; le mettre dans media/"),
        ("ouvert.yaml", "ouvert.yaml:1:10: ce « [ » n'est jamais fermé"),
    ],
)
def test_a_file_that_is_no_script_is_told(jt: Jt, folder: Path, command: str, name: str, told: str) -> None:
    (folder / "dossier").mkdir()
    (folder / "vide.yaml").touch()
    (folder / "commentaire.yaml").write_text("# rien encore\n", encoding="utf-8")
    (folder / "image.yaml").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (folder / "ouvert.yaml").write_text("bandeau: [a, b", encoding="utf-8")
    more = ("--at", "1", "-o", "a.png") if command == "still" else ()
    found = jt(command, name, *more)
    assert found.code == 1
    assert found.out == ""
    if (command, name) == ("check", "dossier"):  # a folder stands for its scripts, of which it has none
        told = f"jt : aucun script dans {folder / name} : il en faut un"
    assert found.err.startswith(told)
    assert not (folder / "a.png").exists()


def test_graphics_alone_are_not_asked_for_what_films_are(jt: Jt) -> None:
    told = jt("render", "petit.yaml", "--preset", "calques", "--from", "1", "--incrustes").sentence()
    assert "--from, --incrustes : cela vaut pour un film" in told
