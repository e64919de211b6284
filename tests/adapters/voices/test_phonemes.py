"""French words as phonemes: said together, told apart, with the marks that make pauses."""

import pytest

pytest.importorskip("espeakng_loader", reason="espeakng-loader is not installed here")

from pipeline.adapters.voices.french_spelling import KNOWN
from pipeline.adapters.voices.phonemes import in_french, phonemes


def _said(text: str) -> list[str]:
    return [word.phonemes for word in phonemes(text)]


def _marks(text: str) -> str:
    return "".join(word.mark or "_" for word in phonemes(text))


@pytest.mark.parametrize(
    "text",
    [
        "Bonsoir à tous, voici le journal.",
        "Qu’est-ce que c’est ? Un week-end de meeting !",
        "Les hommes ont-ils un ami, aujourd'hui ?",
        "Parce que je ne l'ai pas vu.",
    ],
)
def test_every_word_is_there_as_written_and_in_order(text: str) -> None:
    assert [word.text for word in phonemes(text)] == [word for word in text.split() if any(map(str.isalnum, word))]


def test_liaisons_are_heard_within_a_clause() -> None:
    assert _said("Les amis")[0].endswith("z")
    assert not _said("Prends-les, amis")[0].endswith("z")


def test_words_run_together_are_said_with_the_first() -> None:
    words = phonemes("Parce que je viens.")
    assert [bool(word.phonemes) for word in words] == [True, False, True, True]


def test_the_name_of_a_language_is_not_said() -> None:
    assert not any("(" in said for said in _said("Un week-end de meeting demain."))


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Oui, non.", ",."),
        ("Vraiment ?", "?"),
        ("« Viens ! », dit-elle.", "!."),
        ("Attends...", "…"),
        ("Il vient – peut-être.", "_—."),
        ("Elle note : rien ; puis, tout", "_:;,_"),
        ("(Rires.) Oui", "._"),
    ],
)
def test_marks_make_the_pauses(text: str, marks: str) -> None:
    assert _marks(text) == marks


def test_what_was_said_before_changes_nothing() -> None:
    text = "Bonsoir à tous, les hommes sont là."
    before = phonemes(text)
    phonemes("Un meeting, un week-end, et 12 Überraschungen !")
    assert phonemes(text) == before


def test_a_text_of_signs_has_no_words() -> None:
    assert phonemes("… « » — !") == ()


_ENGLISH = set("ɹɪʊəʌɒθðæɜɐ")
"""Sounds that French has not, but for « ə », which is asked of single words that do not have it."""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("enthousiasme", "ɑ̃tuzjˈasm"),
        ("authentique", "otɑ̃tˈik"),
        ("algorithme", "alɡoʁˈitm"),
        ("rythme", "ʁˈitm"),
        ("dos", "dˈoː"),
        ("Sarthe", "sˈaʁt"),
        ("Meurthe-et-Moselle", "mˈœʁtemozˈɛl"),
        ("Arthur", "aʁtˈyʁ"),
        ("Nathan", "natˈɑ̃"),
        ("Mathis", "matˈi"),
        ("Rémy", "ʁemˈi"),
        ("jouent", "ʒˈu"),
        ("avouent", "avˈu"),
        ("roues", "ʁˈu"),
        ("jouera", "ʒuʁˈa"),
        ("huitième", "yitjˈɛm"),
        ("cinquantième", "sɛ̃kɑ̃tjˈɛm"),
        ("roulent", "ʁˈul"),
        ("décident", "desˈid"),
        ("imposent", "ɛ̃pˈɔz"),
        ("ferment", "fˈɛʁm"),
        ("polyvalent", "polivalˈɑ̃"),
        ("testament", "tɛstamˈɑ̃"),
        ("déficit", "defisˈit"),
        ("Metz", "mˈɛs"),
        ("Rouen", "ʁwˈɑ̃"),
        ("Mans", "mˈɑ̃"),
        ("Idris", "idʁˈis"),
        ("Chambéry", "ʃɑ̃beʁˈi"),
        ("Neuilly", "nœjˈi"),
        ("Judith", "ʒydˈit"),
        ("Élisabeth", "elizabˈɛt"),
        ("Etcheverry", "ɛtʃvɛʁˈi"),
        ("d’Arthur", "daʁtˈyʁ"),
        ("« Nathan »", "natˈɑ̃"),
        ("Mohamed", "mɔamˈɛd"),
        ("coach", "kˈɔtʃ"),
        ("co-working", "kovɔʁkˈiŋ"),
        ("parking", "paʁkˈiŋ"),
        ("Wi-Fi", "wifˈi"),
        ("web", "wˈɛb"),
        ("week-end", "wikˈɛnd"),
    ],
)
def test_words_that_look_english_are_said_as_in_france(written: str, said: str) -> None:
    assert _said(written) == [said]


@pytest.mark.parametrize("word", sorted(KNOWN))
def test_every_borrowed_word_has_french_sounds_only(word: str) -> None:
    (said,) = _said(word)
    assert not _ENGLISH - {"ə"} & set(said), said


@pytest.mark.parametrize("word", ["bonjour", "théâtre", "éthique", "CCAS", "a", "l'été", "aujourd'hui", "🙂"])
def test_other_words_keep_their_spelling(word: str) -> None:
    assert in_french(word) == word


def test_a_text_is_spelled_word_for_word() -> None:
    text = "L’enthousiasme d’Arthur, « au dos » : un week-end à Neuilly !"
    assert len(in_french(text).split()) == len(text.split())
