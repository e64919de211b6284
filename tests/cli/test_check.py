"""`jt check`: everything that is wrong, in one go, where editors can jump to."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

Jt = Callable[..., Any]

PROJECT = Path(__file__).resolve().parents[2]
GOOD = "le script est bon ; un plan montre ce que personne ne dit (--accessibilite : lesquels, et que dire)"
"""What is told of a script whose presenter is named by the picture alone."""


def test_a_good_script_passes(jt: Jt) -> None:
    told = jt("check", "petit.yaml")
    assert (told.code, told.out, told.err) == (0, "", f"petit.yaml : {GOOD}\n")


def test_what_nobody_says_is_listed_when_asked_and_never_of_a_draft(jt: Jt) -> None:
    listed = jt("check", "petit.yaml", "--accessibilite")
    line = (
        'petit.yaml:4:5: note : ce plan montre ce que personne ne dit ; ajouter au plan : description: "Jeanne Martin'
    )
    assert listed.code == 0
    assert listed.err.startswith(line)
    assert listed.err.endswith("petit.yaml : le script est bon\n")
    assert jt("check", "petit.yaml", "--preset", "draft").err == "petit.yaml : le script est bon\n"


def test_what_the_fonts_cannot_draw_is_told_before_a_render(jt: Jt, folder: Path) -> None:
    (folder / "fete.yaml").write_text(
        'titre: Fête\nconducteur:\n  - breve: {titre: "Bravo 日本", texte: Oui.}\n', "utf-8"
    )
    told = jt("check", "fete.yaml")
    assert told.code == 0
    assert "fete.yaml:3:5: avertissement : la police n'a pas de dessin pour « 日本 » dans « Bravo 日本 »" in told.err


def test_every_mistake_is_told_at_its_place_on_standard_error(jt: Jt) -> None:
    told = jt("check", "faux.yaml")
    *findings, verdict = told.err.splitlines()
    assert (told.code, told.out) == (1, "")
    assert verdict == "faux.yaml : 2 erreurs"
    places = [match[0] for line in findings if (match := re.match(r"faux\.yaml:\d+:\d+(?=: \S)", line))]
    assert places == ["faux.yaml:2:1", "faux.yaml:5:12"]


def test_one_bad_script_among_many_fails_them_all_but_each_is_told(jt: Jt) -> None:
    told = jt("check", "absent.yaml", "petit.yaml", "faux.yaml", "petit.yaml")
    assert told.code == 1
    assert re.findall(r"^(\w+\.yaml) : (.*)$", told.err, re.MULTILINE) == [
        ("absent.yaml", "1 erreur"),
        ("petit.yaml", GOOD),
        ("faux.yaml", "2 erreurs"),
        ("petit.yaml", GOOD),
    ]


def test_a_folder_stands_for_its_scripts_and_an_empty_one_is_told(jt: Jt, folder: Path) -> None:
    told = jt("check", ".")
    assert told.code == 1
    assert [line for line in told.err.splitlines() if " : " in line and ".yaml :" in line] == [
        "faux.yaml : 2 erreurs",
        f"petit.yaml : {GOOD}",
    ]
    (folder / "vide").mkdir()
    assert "aucun script dans" in jt("check", "vide").sentence()


def test_a_look_that_cannot_be_used_stops_no_other_script(jt: Jt, folder: Path) -> None:
    broken = folder.parent / "ailleurs"
    (broken / "scenes" / "plateau").mkdir(parents=True)
    (broken / "scenes" / "plateau" / "scene.yaml").write_text("layers: [", "utf-8")
    (broken / "jt.yaml").write_text("chaine: Ailleurs\n", "utf-8")
    (broken / "autre.yaml").write_bytes((folder / "petit.yaml").read_bytes())
    told = jt("check", str(broken / "autre.yaml"), "petit.yaml")
    assert told.code == 1
    assert "scenes/plateau/scene.yaml:" in told.err
    assert told.err.endswith(f"petit.yaml : {GOOD}\n")


def test_a_missing_picture_fails_a_delivery_and_is_only_a_warning_for_a_draft(jt: Jt, folder: Path) -> None:
    text = "titre: A\nconducteur:\n  - sujet: Un\n    plans:\n      - image: pas-encore.jpg\n        texte: Bonsoir.\n"
    (folder / "photo.yaml").write_text(text, encoding="utf-8")
    delivered, draft = jt("check", "photo.yaml"), jt("check", "photo.yaml", "--preset", "draft")
    assert delivered.code == 1
    assert delivered.err.startswith("photo.yaml:5:16: ")
    assert draft.code == 0
    assert draft.err.startswith("photo.yaml:5:16: avertissement : ")


def test_a_file_that_cannot_serve_is_named_once_and_in_french(jt: Jt, folder: Path) -> None:
    text = "titre: A\nconducteur:\n  - sujet: Un\n    plans:\n      - image: lexique.yaml\n        texte: Bonsoir.\n"
    (folder / "photo.yaml").write_text(text, encoding="utf-8")
    first = jt("check", "photo.yaml").err.splitlines()[0]
    assert first.startswith("photo.yaml:5:16: le fichier « lexique.yaml » ne peut pas servir : c'est du texte")
    assert not re.search(r"cannot|object|0x", first)


@pytest.mark.parametrize("path", [*sorted(PROJECT.glob("scripts/*.yaml")), Path("petit.yaml")], ids=lambda p: p.stem)
def test_explained_scripts_are_yaml_with_every_default(jt: Jt, path: Path) -> None:
    told = jt("check", str(path), "--explique")
    assert told.code == 0
    whole = yaml.safe_load(told.out)
    assert {"titre", "date_fiction", "habillage", "intervenants", "conducteur", "tapis"} <= whole.keys()
    assert whole["conducteur"]
    assert "mark:" not in told.out, "places in the file are no part of the script"


def test_nothing_is_explained_of_a_wrong_script(jt: Jt) -> None:
    told = jt("check", "faux.yaml", "--explique")
    assert (told.code, told.out) == (1, "")
    assert told.err.endswith("faux.yaml : 2 erreurs\n")


def test_at_most_fifty_findings_are_printed_errors_first_then_a_count(jt: Jt, folder: Path) -> None:
    keys = "".join(f"zzz{number}: Oui\n" for number in range(60))
    (folder / "long.yaml").write_text(f"titre: Le bus #1\nconducteur: [virgule]\n{keys}", "utf-8")
    told = jt("check", "long.yaml")
    *findings, count, verdict = told.err.splitlines()
    assert (len(findings), count, verdict) == (50, "… et 11 autres remarques", "long.yaml : 60 erreurs")
    assert not any(": avertissement" in line for line in findings)


@pytest.mark.parametrize("name", ["../../../secret", "{folder}/secret", "la_capsule/../../secret", "./la_capsule"])
@pytest.mark.parametrize("tail", ["", "bandau: [Oui]\n"])
def test_a_house_named_by_a_path_is_not_looked_for_outside(name: str, tail: str, jt: Jt, folder: Path) -> None:
    (folder / "secret.yaml").write_text("mot_de_passe: hunter2\n", "utf-8")
    (folder / "secret" / "titres").mkdir(parents=True)
    (folder / "secret" / "titres" / "scene.yaml").write_text("mot_de_passe: hunter2\n", "utf-8")
    written = f"titre: Essai\nhabillage: {name.format(folder=folder)}\nconducteur: [virgule]\n{tail}"
    (folder / "dehors.yaml").write_text(written, "utf-8")
    told = jt("check", "dehors.yaml")
    assert told.code == 1
    assert "mot_de_passe" not in told.err
    assert "dehors.yaml:2:12: l'habillage « " in told.err
    assert len(told.err.splitlines()) == (3 if tail else 2)


def test_a_link_to_itself_is_told(jt: Jt, folder: Path) -> None:
    (folder / "boucle.yaml").symlink_to("boucle.yaml")
    for command in ("check", "render"):
        told = jt(command, "boucle.yaml")
        assert (told.code, "boucle.yaml: ce fichier ne se lit pas" in told.err) == (1, True)


def test_the_file_of_a_channel_is_no_script(jt: Jt, folder: Path) -> None:
    (folder / "JT.yaml").write_text((folder / "petit.yaml").read_text("utf-8"), "utf-8")
    told = jt("check", "JT.yaml")
    assert told.code == 1
    assert "JT.yaml: jt.yaml est le nom du fichier de la chaîne, pas celui d'un script ; " in told.err
    assert len([line for line in told.err.splitlines() if "[" in line]) == 1
