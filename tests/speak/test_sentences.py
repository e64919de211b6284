"""French text → sentences: where it breaks, where it does not, and that no word is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.speak import sentences
from pipeline.speak.sentences import LONGEST


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("   \n ", ()),
        ("…", ()),
        ("Bonjour", ("Bonjour",)),
        ("Bonjour. Au revoir.", ("Bonjour.", "Au revoir.")),
        ("Vraiment\u202f? Oui\u202f!", ("Vraiment\u202f?", "Oui\u202f!")),
        ("Quoi ?! Non.", ("Quoi ?!", "Non.")),
        (
            "M. Dupont et Mme. Roy sont là. Le Dr. Lopez aussi.",
            ("M. Dupont et Mme. Roy sont là.", "Le Dr. Lopez aussi."),
        ),
        ("MM. Roy et Le Goff. Fin.", ("MM. Roy et Le Goff.", "Fin.")),
        ("J. Dupont parle à S. Martin. Il écoute.", ("J. Dupont parle à S. Martin.", "Il écoute.")),
        ("Le plan B. Demain, on verra.", ("Le plan B.", "Demain, on verra.")),
        ("Un taux de 3.5 ou 3,5 %. Pas plus.", ("Un taux de 3.5 ou 3,5 %.", "Pas plus.")),
        ("Voir p. 12 et n° 3. Merci.", ("Voir p. 12 et n° 3.", "Merci.")),
        ("En 50 av. J.-C. la ville dort.", ("En 50 av. J.-C. la ville dort.",)),
        ("Du pain, du lait, etc. Tout y est.", ("Du pain, du lait, etc.", "Tout y est.")),
        ("Du pain, etc. et du lait.", ("Du pain, etc. et du lait.",)),
        ("Il attend… puis part… Elle reste.", ("Il attend… puis part…", "Elle reste.")),
        ("Il attend... puis part... Elle reste.", ("Il attend... puis part...", "Elle reste.")),
        ("« Tu viens ? » dit-il. « Oui. »", ("« Tu viens ? » dit-il.", "« Oui. »")),
        ("« Oui\u00a0! », sourit Odile, 84 ans. Fin.", ("« Oui\u00a0! », sourit Odile, 84 ans.", "Fin.")),
        ("Elle rit. « On y va. On sort. »", ("Elle rit.", "« On y va.", "On sort. »")),
        ("Il est venu (enfin !). On part.", ("Il est venu (enfin !).", "On part.")),
        ("— Bonjour !\n— Salut.", ("— Bonjour !", "— Salut.")),
        ("— Bonjour ! — Salut.", ("— Bonjour !", "— Salut.")),
        ("Un titre\n\nUn texte", ("Un titre", "Un texte")),
        ("Une phrase\nsur deux lignes.", ("Une phrase sur deux lignes.",)),
        ("Il y a 5 ans. 30 habitants.", ("Il y a 5 ans.", "30 habitants.")),
        ("École. Été. À demain.", ("École.", "Été.", "À demain.")),
        ("Oui. !", ("Oui. !",)),
        ("Allez sur unccas.org. Merci.", ("Allez sur unccas.org.", "Merci.")),
        ("Le C.C.A.S. de Nancy. Fin.", ("Le C.C.A.S. de Nancy.", "Fin.")),
        ("Le C.C.A.S. Nous y allons.", ("Le C.C.A.S.", "Nous y allons.")),
        ("La M.J.C. de Talence. Il pleut.", ("La M.J.C. de Talence.", "Il pleut.")),
        ("On prend la taille M. Il fait froid.", ("On prend la taille M.", "Il fait froid.")),
        ("En tailles S ou M. Les enfants rient.", ("En tailles S ou M.", "Les enfants rient.")),
        ("M. Le Goff parle à M. De Sousa. Fin.", ("M. Le Goff parle à M. De Sousa.", "Fin.")),
        ("Selon l’art. L. 123. Fin.", ("Selon l’art. L. 123.", "Fin.")),
        ("L’avenue J.-F. Kennedy. Fin.", ("L’avenue J.-F. Kennedy.", "Fin.")),
        ("Le R.S.A. (18-25 ans) est versé.", ("Le R.S.A. (18-25 ans) est versé.",)),
        ("Résid. Les Pins, à Talence.", ("Résid. Les Pins, à Talence.",)),
        ("Un stage de st. Elle vient.", ("Un stage de st.", "Elle vient.")),
        ("Salle J. Brel, à 19h. Fin.", ("Salle J. Brel, à 19h.", "Fin.")),
        ("Travaux r. Pasteur. Fin.", ("Travaux r. Pasteur.", "Fin.")),
        ("Emploi de cat. C. Il est à pourvoir.", ("Emploi de cat. C.", "Il est à pourvoir.")),
        ("L’assoc. « Les Amis » fête ses 30 ans.", ("L’assoc. « Les Amis » fête ses 30 ans.",)),
        ("Le R.P.E. « Les Loups » ouvre.", ("Le R.P.E. « Les Loups » ouvre.",)),
        ("Selon l’art. L. 123-5, c’est dû. Fin.", ("Selon l’art. L. 123-5, c’est dû.", "Fin.")),
        ("Selon l’art L. 123-5, c’est dû.", ("Selon l’art L. 123-5, c’est dû.",)),
        ("M.\u00a0N’Diaye vient. Fin.", ("M.\u00a0N’Diaye vient.", "Fin.")),
        ("Titre II, sect. 3. Fin.", ("Titre II, sect. 3.", "Fin.")),
        ("J.R.R. Tolkien est là.", ("J.R.R. Tolkien est là.",)),
    ],
)
def test_sentences(text: str, expected: tuple[str, ...]) -> None:
    assert sentences(text) == expected


def test_a_long_sentence_is_cut_at_the_strongest_mark() -> None:
    clause = "une maison donne l’heure à ses voisins, et chacun y passe le soir venu"
    found = sentences(f"{clause} ; {clause}, {clause} : {clause}.")
    assert len(found) > 1
    assert found[0].endswith(";")
    assert all(len(piece) <= LONGEST for piece in found)


def test_a_decimal_comma_is_no_place_to_cut() -> None:
    text = "Il faut compter " + "environ 3,5 heures et " * 14 + "rien."
    assert sentences(text) == (text,)


_TEXT = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            [
                "M. ",
                "Mme ",
                "Dupont",
                " va",
                ", ",
                " ; ",
                " : ",
                ". ",
                "… ",
                "? ",
                "« ",
                " »",
                "3,5",
                "— ",
                "\n",
                "J.-C.",
            ]
        ),
        max_size=120,
    ).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(_TEXT)
@example("a, " * 400)
@example("A. " * 400)
def test_no_word_is_lost_and_none_is_added(text: str) -> None:
    found = sentences(text)
    words = re.findall(r"\w+", text)
    assert re.findall(r"\w+", " ".join(found)) == words
    if words:
        assert " ".join(found).split() == text.split()
    assert all(re.search(r"\w", piece) and piece == piece.strip() for piece in found)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.from_regex(r"[a-zé]{1,12}", fullmatch=True), min_size=2, max_size=150))
def test_a_sentence_with_commas_is_never_too_long(words: list[str]) -> None:
    assert all(len(piece) <= LONGEST for piece in sentences(", ".join(words) + "."))


@pytest.mark.parametrize(
    "text",
    [
        "Env. 30 pers., max. 12, min. 3 par atelier.",
        "Le banquet a lieu le dim. 18/01/2026 à 12h.",
        "Réunion le sam. 14 fév. de 15h à 19h.",
        "Plan canicule (niv. 3) : 36 °C le jour.",
        "Art. L123-6 du code.",
        "Minibus, rés. 48h à l’avance.",
        "Article 1er, al. 2 du règlement.",
    ],
)
def test_what_is_shortened_before_figures_does_not_end_a_sentence(text: str) -> None:
    assert sentences(text) == (text,)


def test_such_words_end_one_before_anything_else() -> None:
    assert sentences("Il y a 12 places au max. Venez tôt.") == ("Il y a 12 places au max.", "Venez tôt.")
