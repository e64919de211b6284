"""Written French → spoken French: a table of cases, and what must hold for any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.speak import Lexicon, spoken
from pipeline.speak.french import cardinal, ordinal
from pipeline.speak.rules import roman
from pipeline.speak.spelling import pronounceable, spelled
from tests.speak.table import CASES, FAMILIES, LEXICON

# Pieces of real writing, put together at random: they reach far more rules than random characters do.
_PIECES = st.lists(
    st.one_of(
        st.sampled_from(sorted({piece for _, written, _ in CASES for piece in written.split(" ")})),
        st.sampled_from([*"0123456789.,:;-–/'’°²%€&+ \u202f\u00a0()«»", "1", "h", "km", "M.", "e", "XX", "½"]),
    ),
    max_size=14,
).map("".join)
# A vowel and three letters after it: long enough to be no unit and no abbreviation, but for the two left out.
_WORD = r"[A-ZÉÀ]?[a-zéèàçêîôûœ]*[aeiouéèàêîôûœ][a-zéèàçêîôûœ]{3,6}"
_WORDS = st.lists(
    st.from_regex(rf"{_WORD}(?:[’'-][aeiouéè][a-zéèàç]{{3,7}})?", fullmatch=True).filter(
        lambda word: not re.search(r"appt|[IVX][eè]", word)
    ),
    min_size=1,
    max_size=12,
).map(" ".join)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_case_of_a_family(family: str) -> None:
    heard = [(written, said, spoken(written, LEXICON)) for written, said in FAMILIES[family]]
    assert not [case for case in heard if case[2] != case[1]], "written, to be said, said"


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_ready_to_be_said_is_left_alone(family: str) -> None:
    heard = [(said, spoken(said, Lexicon())) for _, said in FAMILIES[family]]
    assert not [case for case in heard if case[1] != case[0]], "ready, said"


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(), _PIECES))
@example("\ud800")
@example("٣٤ ² ⅷ Ⅻ \x00\x1c")
@example("0,0,0 1 à 2,3,4 à 5")
@example("1" * 5000)
@example("1 000" * 400)
@example("€%&<>+/-–—'’.,:;!?…" * 5)
def test_any_text_is_said_without_a_figure_or_a_sign(text: str) -> None:
    said = spoken(text, LEXICON)
    assert not set(said) & set('0123456789<>&€%+=*#@«»“”"\n\t\u202f\u00a0²')
    assert said == " ".join(said.split())


@settings(max_examples=200, deadline=None)
@given(_WORDS, st.sampled_from([".", " !", " ?", "…", ""]))
def test_ordinary_words_are_untouched(words: str, end: str) -> None:
    assert spoken(words + end, Lexicon()) == words + end


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 999_999_999_999), st.sampled_from([" ", "\u202f", "\u00a0"]))
def test_thousands_may_be_spaced_or_not(value: int, space: str) -> None:
    said = cardinal(value)
    assert spoken(f"{value:,}".replace(",", space), Lexicon()) == said
    assert spoken(str(value), Lexicon()) == said


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 23), st.integers(1, 59), st.sampled_from(["{}h{:02}", "{} h {:02}", "{}:{:02}"]))
def test_every_time_of_day(hour: int, minute: int, form: str) -> None:
    noun = "heures" if hour > 1 else "heure"
    expected = f"{cardinal(hour, feminine=True)} {noun} {cardinal(minute, feminine=True)}"
    assert spoken(form.format(hour, minute), Lexicon()) == expected


@given(st.dates())
@settings(max_examples=200, deadline=None)
def test_the_forms_of_a_date_agree(day: object) -> None:
    iso = str(day)
    year, month, date = iso.split("-")
    if int(year) >= 1000 and year[0] in "12":
        assert spoken(iso, Lexicon()) == spoken(f"{date}/{month}/{year}", Lexicon())


@pytest.mark.parametrize(
    ("rank", "said"),
    [(1, "premier"), (5, "cinquième"), (9, "neuvième"), (71, "soixante et onzième"), (80, "quatre-vingtième"),
     (100, "centième"), (300, "trois centième"), (1_000_000, "un millionième")],
)  # fmt: skip
def test_ordinal(rank: int, said: str) -> None:
    assert ordinal(rank) == said


@pytest.mark.parametrize(
    ("figures", "value"),
    [("XIV", 14), ("XIX", 19), ("XXI", 21), ("XLIX", 49), ("IIX", None), ("", None), ("IVX", None)],
)
def test_roman_value(figures: str, value: int | None) -> None:
    assert roman.value(figures) == value


@pytest.mark.parametrize("word", ["INSEE", "UNESCO", "INCLUS", "BONHEUR", "ÉTÉ", "EAU", "STOP", "CAF"])
def test_what_reads_as_a_word(word: str) -> None:
    assert pronounceable(word)


@pytest.mark.parametrize("word", ["CCAS", "UNCCAS", "UDCCAS", "TPUT", "SDF", "JT", "TV", "IA", "UE", "RSA", "SNCF"])
def test_what_has_to_be_spelled(word: str) -> None:
    assert not pronounceable(word)


def test_spelling_ignores_accents() -> None:
    assert spelled("ÉN") == "e enne"
