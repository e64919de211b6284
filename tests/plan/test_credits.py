"""The closing credits name the programme of a script, and of the rest only what its film shows and plays."""

from pathlib import Path

import pytest

from pipeline.plan.credits import Maker, makers, rows
from tests.fakes.projects import CONTRACT, ROOT, rundown_of

PROGRAMME = [
    ("Un récit imaginé dans le cycle", "Le CCAS en 2050"),
    ("Publication", "Fabriquer l'action sociale de demain"),
    ("Conduite du programme", "La Fabrique des CCAS-CIAS (Unccas)"),
    ("Agence de design", "Vraiment Vraiment"),
    ("Réalisation des films de 2019-2020", "Les Beaux Yeux"),
    ("Avec le soutien des", "UDCCAS 33, 37, 49, 54, 69 et 72"),
]
EVERYTHING = [
    ("Voix", "Voix de synthèse"),
    ("Typographies", "Barlow Condensed · Atkinson Hyperlegible Next (OFL)"),
    ("Objets dessinés", "Fluent Emoji © Microsoft (MIT)"),
    ("Carte", "svg-maps (CC BY 4.0)"),
    ("Images et musique", "JT 2050"),
]


def credits_of(text: str, folder: Path) -> list[tuple[str, str]]:
    shots = [shot for shot in rundown_of(text, folder).shots if shot.scene == "credits"]
    return [(row["role"], row["nom"]) for shot in shots for row in shot.slots["lignes"]]


@pytest.mark.parametrize("name", ["bordeaux", "le_mans", "lyon", "nancy", "paris"])
def test_the_films_of_the_programme_credit_it_and_everything_they_show(name: str, tmp_path: Path) -> None:
    shown = credits_of((ROOT / "scripts" / f"{name}.yaml").read_text("utf-8"), tmp_path)
    assert shown[-11:] == PROGRAMME + EVERYTHING


def test_a_film_of_ones_own_credits_nobody_of_the_programme_and_nothing_it_lacks(tmp_path: Path) -> None:
    shown = credits_of(CONTRACT, tmp_path)
    assert not set(shown) & set(PROGRAMME)
    assert ("Carte", "svg-maps (CC BY 4.0)") not in shown
    assert EVERYTHING[1] in shown


def test_without_music_pictures_alone_are_credited(tmp_path: Path) -> None:
    script = "titre: Essai\nconducteur:\n  - credits\n  - plateau: Bonsoir.\n"
    shown = credits_of(script, tmp_path)
    assert ("Images et musique", "JT 2050") in shown  # the closing music is played over the credits
    assert not [name for role, name in shown if role == "Objets dessinés"]


def test_names_of_one_role_stand_together_by_licence() -> None:
    found = [Maker("a", "Typographies", "Une", "OFL"), Maker("b", "Typographies", "Deux", "MIT")]
    found.append(Maker("c", "Typographies", "Trois", "OFL"))
    assert rows(found, ()) == (("Typographies", "Une · Trois (OFL) · Deux (MIT)"),)


def test_what_a_manifest_borrows_is_credited_file_by_file() -> None:
    entry = {
        "motif": "images/*.svg",
        "emprunts": {"generique": {"fonction": "Objets", "nom": "X"}, "objets": {"a.svg": []}},
    }
    assert makers({"": {"fichiers": [entry]}}) == (Maker("images/a.svg", "Objets", "X"),)


OWN = """\
titre: Essai
intervenants:
  ana: {nom: Ana Lima, role: voisine}
  malo: {nom: Malo Ferrand, role: voisin, affichage: anonyme}
  luce: {nom: Luce Arnal, role: voisine}
conducteur:
  - sonore: ana
    texte: Bonsoir.
  - sonore: malo
    texte: Bonsoir.
  - credits: {lignes: [[Images et son, Théo], [Musique, Cie Les Embruns]]}
"""


def test_a_line_of_the_script_takes_the_place_of_ours_and_licences_stay(tmp_path: Path) -> None:
    shown = credits_of(OWN, tmp_path)
    assert shown[:2] == [("Images et son", "Théo"), ("Musique", "Cie Les Embruns")]
    assert not [line for line in shown if line[1] == "JT 2050"]
    assert EVERYTHING[1] in shown
    alone = credits_of(OWN.replace(", [Musique, Cie Les Embruns]", ""), tmp_path)
    assert ("Musique", "JT 2050") in alone


def test_nobody_is_credited_who_takes_no_part_or_is_anonymous(tmp_path: Path) -> None:
    shown = credits_of(OWN, tmp_path)
    assert ("Voisine", "Ana Lima") in shown
    assert not {name for _, name in shown} & {"Luce Arnal", "Malo Ferrand", "Témoin"}
