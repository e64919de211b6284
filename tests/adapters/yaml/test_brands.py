"""A project's `jt.yaml`: what it says is read, what is wrong is all said at once, with its place."""

from pathlib import Path
from typing import get_args

import pytest

from pipeline.adapters.yaml.brands import load_brand
from pipeline.errors import Mark
from pipeline.model.brand import LANGUAGES, Brand, BrandFile, Language


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(content: str) -> BrandFile:
    Path("jt.yaml").write_text(content, "utf-8")
    return load_brand(Path("jt.yaml"))


def told(content: str) -> list[str]:
    return [str(finding) for finding in read(content).findings]


def test_without_a_file_nothing_is_said_and_nothing_is_wrong() -> None:
    assert load_brand(Path("jt.yaml")) == read("# tout est en commentaire\n\n  # ici aussi\n")
    assert not load_brand(Path("jt.yaml")).written
    assert load_brand(Path("jt.yaml")).brand == Brand()


def test_a_whole_file_in_french_and_in_english_says_the_same() -> None:
    french = """
chaine: TV Baie
logo: logo.svg
couleurs: {principale: "#0B5563", accent: "#F2C14E"}
musique: {nappe: sons/nappe.ogg}
credits:
  - [Conseil éditorial, Les habitants du port]
editeur: Ville de Saint-Brieuc
langue: br
voix: pico
presentatrice: {nom: Rozenn Le Gall}
livraisons: [web, vertical]
"""
    english = """
channel: TV Baie
logo: logo.svg
colours: {principale: "#0B5563", accent: "#F2C14E"}
music: {bed: sons/nappe.ogg}
credits:
  - [Conseil éditorial, Les habitants du port]
publisher: Ville de Saint-Brieuc
language: br
voice: pico
presenter: {name: Rozenn Le Gall}
deliveries: web, vertical
"""
    one, other = read(french), read(english)
    assert not one.findings
    assert not other.findings
    assert one.brand == other.brand
    assert one.brand.music.bed == "sons/nappe.ogg"
    assert one.brand.deliveries == ("web", "vertical")


def test_keys_are_read_with_their_accents_and_capitals() -> None:
    assert read("Chaîne: TV Baie\nÉditeur: La ville\n").brand == Brand(channel="TV Baie", publisher="La ville")


def test_everything_wrong_is_said_at_once_and_the_rest_is_kept() -> None:
    found = read("""chaine: TV Baie
couleurs:
  principale: bleu
  accent: "#F2C14E"
  texte: #ffffff
logos: logo.svg
musique:
  generique: ouverture.ogg
  tapi: nappe.ogg
langue: zz
livraisons: [web, cinema]
credits: Les habitants
""")
    marks = ["3:15", "5:3", "6:1", "9:3", "10:9", "11:19", "12:10"]
    assert [str(finding.mark) for finding in found.findings] == [f"jt.yaml:{mark}" for mark in marks]
    said = "\n".join(map(str, found.findings))
    assert "« bleu » n'est pas une couleur ; écrire « #rrggbb »" in said
    assert "« texte » n'a pas de couleur : sans guillemets, ce qui suit « # » est un commentaire" in said
    assert "la clé « logos » est inconnue ; vouliez-vous dire « logo » ? [cle-inconnue]" in said
    assert "la clé « tapi » est inconnue ; possible ici : bed, bumper" in said
    assert "« zz » n'est pas permis pour « langue »" in said
    assert "« cinema » n'est pas permis pour « livraisons »" in said
    assert "« credits » demande une liste" in said
    assert found.brand.channel == "TV Baie"
    assert found.brand.colours == {"accent": "#F2C14E"}
    assert found.brand.music.opening == "ouverture.ogg"


def test_a_key_written_twice_is_said_at_the_second() -> None:
    assert told("chaine: Une\nchannel: Deux\n") == [
        "jt.yaml:2:1: « channel » est déjà donné ligne 1 ; n'en garder qu'un [cle-synonyme]"
    ]


@pytest.mark.parametrize("content", ["- chaine", "TV Baie", "chaine: [", "couleurs: {a: {b: c}}", "credits: [[un]]"])
def test_what_is_no_brand_is_a_finding_with_its_place(content: str) -> None:
    found = read(content)
    assert found.findings
    assert all(finding.mark.line == 1 for finding in found.findings)


def test_places_are_found_by_french_keys() -> None:
    found = read("channel: TV Baie\nmusic:\n  bed: nappe.ogg\n")
    assert found.mark("musique", "nappe") == Mark("jt.yaml", 3, 8)
    assert found.mark("chaine") == Mark("jt.yaml", 1, 10)
    assert found.mark() == Mark("jt.yaml", 1, 1)


def test_every_language_has_the_name_films_give_it() -> None:
    assert set(LANGUAGES) == set(get_args(Language))
