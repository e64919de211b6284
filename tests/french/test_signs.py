"""Signs are read as they were meant: one form for each, nothing that is no character, nothing lost without a word."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.errors import Level
from pipeline.french.signs import legible, visible

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Les ﬁlles, les ﬂeurs, l’eﬀet, eﬃcace, ſt", "Les filles, les fleurs, l’effet, efficace, st"),
        ("⅓ du parc, 2⅔ tours, ⅛", "1/3 du parc, 2 2/3 tours, 1/8"),
        ("№ 3, nᵒ 4, 12 ㎡, 5 ㎞, 20 ℃, ℡", "n° 3, n° 4, 12 m², 5 km, 20 °C, TEL"),
        ("ｆｕｌｌ　ｗｉｄｔｈ ！", "full width !"),
        ("3ᵉ étage, 1ᵉʳ mai, Mᵐᵉ Roy", "3e étage, 1er mai, Mme Roy"),
        ("𝗚𝗿𝗮𝘀 et 𝑖𝑡𝑎𝑙𝑖𝑞𝑢𝑒, ① Ⅳ", "Gras et italique, (1) IV"),
        ("e\u0301te\u0301 a\u0300 N\u0303", "été à Ñ"),
        ("co\u00adté, mi\u200bdi, a\u2060b, \ufeffc\u200e, d\u200fe", "coté, midi, ab, c, de"),
        ("12\u2009000 €\u2009! a\u2003b\u2009c\td", "12\u202f000 €\u202f! a b c d"),
        ("1\u2007000", "1\u00a0000"),
        ("a\u2028b\u2029c\x0bd\x0ce\x85f\r\ng", "a\nb\nc\nd\ne\nf\ng"),
        ("l´eau, l′air, lʼété, 5′30″", "l’eau, l’air, l’été, 5′30″"),
        ("a‐b, 1‒2, —, ―", "a-b, 1–2, —, —"),
        ("\uf0b7 un point de Word", "• un point de Word"),
        ("\ud83d\ude80", ""),
    ],
)
def test_another_form_of_a_sign_becomes_the_one_of_french_printing(written: str, meant: str) -> None:
    assert legible(written).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "« Ici », dit-elle… ½ heure, ¼, 12 m², 10³, 1ª, 2º, 20 °C ; l’été – et — fin",
        "12\u202f000\u00a0€ : un\u202f!",
        "CO₂, 10⁶, 5′30″, 25 µg, porte‑monnaie, −3, ± 2, 3 ‰",
        "Łukasz, Ştefan, Đặng Thị, Иван, Νίκος, 日本, مريم",
        "→ la suite, ✓ fait, ♪ musique ♫, ★",
        "L'un\net l'autre",
    ],
)
def test_what_french_writes_stays_as_it_is(text: str) -> None:
    assert legible(text).text == text
    assert not legible(text).remarks


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("Fête 🎉.", "Fête."),
        ("🎉 Fête 🎉🎊 !", "Fête !"),
        ("👨‍👩‍👧‍👦 Famille 👍🏽", "Famille"),
        ("Vive la 🇫🇷 !", "Vive la !"),
        ("1️⃣ Un", "1 Un"),
        ("J’❤️ Brest", "J’ Brest"),
        ("🏴󠁧󠁢󠁳󠁣󠁴󠁿 Écosse", "Écosse"),
        ("\U0001fae8 plus jeune que Python", "plus jeune que Python"),
        ("oui(🎉)non", "oui()non"),
        ("ligne\n🎉 autre", "ligne\nautre"),
    ],
)
def test_pictures_that_no_font_has_are_taken_out_and_named_in_one_note(written: str, left: str) -> None:
    found = legible(written)
    assert found.text == left
    assert [(each.level, each.code) for each in found.remarks] == [(Level.NOTE, "emoji")]
    assert found.remarks[0].sign in written


@pytest.mark.parametrize(("written", "meant"), [("✔️ fait", "✓ fait"), ("✅ fait", "✓ fait"), ("Non❗", "Non!")])
def test_pictures_that_a_plain_sign_says_are_written_with_it(written: str, meant: str) -> None:
    assert legible(written).text.replace("✔", "✓") == meant
    assert not legible(written).remarks


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x07", "\x7f", "\x9c", "\ud800", "\ufffe", "\U0001ffff", "\uf8ff"])
def test_what_is_no_character_is_refused_and_shown(sign: str) -> None:
    found = legible(f"A{sign}B")
    assert found.text == "AB"
    assert [each.level for each in found.remarks] == [Level.ERROR]
    assert found.remarks[0].message.isprintable()
    assert visible(sign) != sign or unicodedata.category(sign) in {"Co", "Cn"}


def test_a_windows_sign_read_as_latin_is_refused_with_what_was_meant() -> None:
    assert legible("l\x92été").remarks[0].advice == "écrire « ’ » à la place"


def test_signs_that_turn_the_reading_and_heaps_of_accents_are_told() -> None:
    assert [each.code for each in legible("a\u202eb").remarks] == ["sens-de-lecture"]
    assert [each.code for each in legible("h̵̢̛͍e").remarks] == ["accents-empiles"]
    assert not legible("\u202a+33 6\u202c").remarks, "as telephones write their contacts"


ANYTHING = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("🎉👨\u200d\ufe0f\u20e3\u0301́️1ﬁ⅓\u2009 ,."), max_size=12
)


@given(ANYTHING)
@example("1\ufe0f\u20e3\u200d🎉 .")
@example("Ω\u0301ſ\u0307\ufe0f")
@settings(max_examples=150, deadline=None)
def test_cleaning_twice_is_cleaning_once_and_leaves_characters_only(text: str) -> None:
    once = legible(text).text
    assert legible(once).text == once
    assert not legible(once).remarks
    assert unicodedata.is_normalized("NFC", once)
    assert not [sign for sign in once if sign != "\n" and unicodedata.category(sign) in {"Cc", "Cs", "Co"}]


@given(ANYTHING)
@settings(max_examples=80, deadline=None)
def test_what_is_shown_on_a_terminal_obeys_nobody(text: str) -> None:
    shown = visible(text)
    assert not [sign for sign in shown if sign not in "\n\t" and unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}]
    shown.encode()


@pytest.mark.parametrize("path", sorted(ROOT.glob("scripts/*.yaml")), ids=lambda path: str(path.stem))
def test_nothing_in_the_newscasts_that_ship_is_read_otherwise(path: Path) -> None:
    found = legible(path.read_text("utf-8"))
    assert found.text == path.read_text("utf-8")
    assert not found.remarks
