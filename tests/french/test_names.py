"""Names in texts: found however they are written, and not where a word, a place or somebody else is meant."""

import unicodedata

import pytest

from pipeline.french.names import Certainty, PersonName, Withheld, masked


def _said(
    text: str, name: str, *, given_too: bool = True, shared: frozenset[str] = frozenset()
) -> list[tuple[str, bool]]:
    withheld = Withheld(PersonName.of(name), given_too, shared)
    return [(text[one.start : one.end], one.sure is Certainty.YES) for one in withheld.said(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Je m'appelle Yvonne Guégan.", "Yvonne Guégan"),
        ("YVONNE GUEGAN", "YVONNE GUEGAN"),
        ("yvonne guegan", "yvonne guegan"),
        ("Guégan Yvonne", "Guégan Yvonne"),
        ("Yvonne\u00a0Guégan", "Yvonne\u00a0Guégan"),
        ("Yvonne\nGuégan", "Yvonne\nGuégan"),
        (unicodedata.normalize("NFD", "chez Guégan"), unicodedata.normalize("NFD", "Guégan")),
        ("Yvon\u00adne", "Yvon\u00adne"),
        ("Y\u200bvonne", "Y\u200bvonne"),
        ("d'Yvonne", "Yvonne"),
        ("qu’Yvonne", "Yvonne"),
        ("les Guégan", "Guégan"),
        ("Les Guégans", "Guégans"),
        ("Mme Guégan", "Guégan"),
        ("Yvonne G.", "Yvonne"),
        ("(Yvonne)", "Yvonne"),
        ("YVONNE RACONTE", "YVONNE"),
        ("#YvonneGuégan", "YvonneGuégan"),
        ("yvonne.guegan@exemple.fr", "yvonne.guegan"),
        ("yvonne_guegan_2.jpg", "yvonne_guegan"),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, words: str) -> None:
    assert _said(text, "Yvonne Guégan") == [(words, True)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("rue Yvonne-Guégan", "Yvonne Guégan"),
        ("l'école Yvonne Guégan", "Yvonne Guégan"),
        ("la place Guégan", "Yvonne Guégan"),
        ("Yvonne Printemps chantait", "Yvonne Guégan"),
        ("Martin-Guégan", "Yvonne Guégan"),
        ("bonjour yvonne", "Yvonne Guégan"),
        ("le Petit Prince", "Rose Petit"),
        ("Rose est venue.", "Rose Petit"),
        ("Petit raconte", "Rose Petit"),
    ],
)
def test_what_may_name_somebody_else_is_not_certain(text: str, name: str) -> None:
    assert [sure for _, sure in _said(text, name)] == [False]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Petit à petit, l'oiseau fait son nid.", "Rose Petit"),
        ("Marchand de glaces", "Anne Marchand"),
        ("un petit banc blanc", "Jean Blanc"),
        ("la rose est rose, le petit pont", "Rose Petit"),
        ("LE PETIT BUS", "Rose Petit"),
        ("rue du Petit-Pont", "Rose Petit"),
        ("Saint-Brieuc, ce matin", "Brieuc Martin"),
        ("à Saint Brieuc", "Brieuc Martin"),
        ("Marie-Yvonne", "Yvonne Guégan"),
        ("Jean-Paul et Pierre", "Jean-Pierre Le Goff"),
        ("Le bus de la rue", "Paul Le Dantec"),
        ("Yvonnette", "Yvonne Guégan"),
        ("Une habitante du quartier", "Une habitante"),
        ("Témoin d'un jour", "Témoin"),
    ],
)
def test_words_places_and_others_are_left_alone(text: str, name: str) -> None:
    assert _said(text, name) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [("M. Petit est là", "Rose Petit"), ("la famille Petit", "Rose Petit"), ("Rose Petit", "Rose Petit")],
)
def test_an_ordinary_word_is_a_name_after_a_form_of_address(text: str, name: str) -> None:
    assert [sure for _, sure in _said(text, name)] == [True]


def test_whoever_is_shown_by_first_name_may_be_called_by_it_alone() -> None:
    assert _said("Lina est là.", "Lina Le Goff", given_too=False) == []
    assert _said("Lina Le Goff", "Lina Le Goff", given_too=False) == [("Lina Le Goff", True)]
    assert _said("chez les Le Goff", "Lina Le Goff", given_too=False) == [("Goff", True)]


def test_a_name_that_others_bear_is_not_certain() -> None:
    assert _said("Yvonne arrive.", "Yvonne Guégan", shared=frozenset({"yvonne"})) == [("Yvonne", False)]


def test_others_who_are_shown_may_be_named_in_full() -> None:
    withheld = Withheld(PersonName.of("Yvonne Guégan"), shared=frozenset({"yvonne", "bris"}))
    assert withheld.said("Yvonne Bris arrive.", (PersonName.of("Yvonne Bris"),)) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("yvonne-guegan", "personne-1"),
        ("media/brest/Yvonne_Guégan-2.jpg", "media/brest/personne-1-2.jpg"),
        ("media/essai/voix/yvonne-guegan-je-suis.wav", "media/essai/voix/personne-1-je-suis.wav"),
        ("« yvonne-guegan » a refusé", "« personne-1 » a refusé"),
        ("image guegan", "image personne-1"),
        ("le bus de Brest", "le bus de Brest"),
    ],
)
def test_what_is_told_outside_holds_no_part_of_the_name(text: str, told: str) -> None:
    assert masked(text, Withheld(PersonName.of("Yvonne Guégan")), "yvonne-guegan", "personne-1") == told


def test_ordinary_words_are_not_masked() -> None:
    petit = Withheld(PersonName.of("Rose Petit"))
    assert masked("le petit bus, la rose", petit, "petit", "personne-1") == "le petit bus, la rose"
    assert masked("« petit » se tait", petit, "petit", "personne-1") == "« personne-1 » se tait"
    assert masked("petit", petit, "petit", "personne-1") == "personne-1"


def test_a_town_is_not_masked() -> None:
    brieuc = Withheld(PersonName.of("Brieuc Martin"))
    assert masked("media/saint-brieuc/bus.mp4", brieuc, "temoin", "personne-1") == "media/saint-brieuc/bus.mp4"


def test_an_id_that_tells_only_what_is_shown_stays() -> None:
    lina = Withheld(PersonName.of("Lina Le Goff"), given_too=False)
    assert masked("« lina » est mineure", lina, "lina", "personne-1") == "« lina » est mineure"
    assert masked("lina-le-goff", lina, "lina-le-goff", "personne-1") == "personne-1"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("madame guégan est là", "Yvonne Guégan"),
        ("chez Lukasz", "Zoé Łukasz"),
        ("chez Łukasz", "Zoé Łukasz"),
        ("chez Nguyen", "Zoé Nguyễn"),
        ("chez Oeuvrard", "Zoé Œuvrard"),
        ("chez O’Brien", "Zoé O'Brien"),
        ("chez Ben Ali", "Zoé Ben Ali"),
        ("chez Saint-Martin", "Zoé Saint-Martin"),
        ("chez Иванов", "Иван Иванов"),
        ("chez Le Goff", "GOFF Lina"),
    ],
)
def test_names_of_everywhere_are_found(text: str, name: str) -> None:
    assert [sure for _, sure in _said(text, name)] == [True]
