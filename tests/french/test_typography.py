"""French typography: the right spaces, every letter kept, and lines that break by sense."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.french.typography import NARROW, NO_BREAK, break_penalty, typeset, words

N, B = NARROW, NO_BREAK
ALPHABET = "aàbcéÉçÇœ wWmM0123 .,;:!?«»\"'’…()%€°–-\n\t\u00a0\u202f/"
TEXTS = st.text(ALPHABET, max_size=60)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Quoi ?", f"Quoi{N}?"),
        ("Quoi?", f"Quoi{N}?"),
        ("Non ; si !", f"Non{N}; si{N}!"),
        ("Quoi ?!", f"Quoi{N}?!"),
        ("Ici : là", f"Ici{B}: là"),
        ('Il dit "oui" ici', f"Il dit «{B}oui{B}» ici"),
        ("« oui »", f"«{B}oui{B}»"),
        ("«oui»", f"«{B}oui{B}»"),
        ("« Quoi ? »", f"«{B}Quoi{N}?{B}»"),
        ("l'heure d'Inès", "l’heure d’Inès"),
        ("57 %", f"57{B}%"),
        ("57%", f"57{B}%"),
        ("10 €", f"10{B}€"),
        ("2 000 heures", f"2{N}000{B}heures"),
        ("1 250 000 euros", f"1{N}250{N}000{B}euros"),
        ("20 °C", f"20{B}°C"),
        ("M. Ferrand", f"M.{B}Ferrand"),
        ("n° 5", f"n°{B}5"),
        ("Voilà...", "Voilà…"),
        ("le 12 mars 2050", "le 12 mars 2050"),
        ("à 12:30", "à 12:30"),
        ("https://ccas.fr/a?b=1", "https://ccas.fr/a?b=1"),
        ("deux\n  lignes", "deux\nlignes"),
    ],
)
def test_printed_as_french_wants(written: str, printed: str) -> None:
    assert typeset(written) == printed


@given(TEXTS)
@example('"« a »"')
@example("2 000 000 %")
@example("a «\n» ! ?")
def test_typesetting_twice_changes_nothing(text: str) -> None:
    once = typeset(text)
    assert typeset(once) == once


@given(TEXTS)
def test_no_letter_nor_digit_is_lost(text: str) -> None:
    assert [c for c in typeset(text) if c.isalnum()] == [c for c in text if c.isalnum()]


@given(TEXTS)
def test_no_ordinary_space_stands_before_a_sign(text: str) -> None:
    printed = typeset(f"mot {text} mot")
    assert not [sign for sign in (" ; ", " ! ", " ? ", " : ", " »", "« ") if sign in printed]


@given(TEXTS)
def test_words_lose_only_ordinary_spaces(text: str) -> None:
    assert "".join(words(text)) == text.replace(" ", "").replace("\n", "")
    assert not any(" " in word or "\n" in word for word in words(text))


def test_no_break_spaces_hold_words_together() -> None:
    assert words(typeset("Est-ce vrai ? Oui : 57 %")) == ["Est-ce", f"vrai{N}?", f"Oui{B}:", f"57{B}%"]


@pytest.mark.parametrize(
    ("before", "after", "worse"),
    [
        ("la", "maison", ("maison", "la")),  # article and noun
        ("Malo", "Ferrand", ("ferme", "vite")),  # first and last name
        ("elle", "danse", ("danse", "bien")),  # pronoun and verb
        ("avons", "dansé", ("dansé", "tard")),  # auxiliary and participle
        ("pour", "demain", ("demain", "matin")),  # preposition and what it brings
    ],
)
def test_some_breaks_hurt_more(before: str, after: str, worse: tuple[str, str]) -> None:
    assert break_penalty(before, after) > break_penalty(*worse)


@pytest.mark.parametrize("before", ["soir.", "soir,", "soir…", f"soir{N}?", f"soir{B}»", "soir)"])
def test_a_break_after_punctuation_is_free(before: str) -> None:
    assert break_penalty(before, "Malo") == 0


@pytest.mark.parametrize("before", ["La", "«la", "d’", "LES", "(Les"])
def test_capitals_and_quotes_do_not_hide_an_article(before: str) -> None:
    assert break_penalty(before, "maison") == break_penalty("la", "maison")
