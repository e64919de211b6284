"""Captions of a recording say what is said in it, spelled as the script, and nothing that nobody is sure of."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.heard import RecognisedWord
from pipeline.speak.as_said import as_said
from pipeline.speak.lexicon import Lexicon
from tests.fakes.recognisers import STEP, heard

_WRITTEN = "Je viens ici deux fois par semaine, surtout pour le café."


def _captions(written: str, words: Sequence[RecognisedWord]) -> str:
    return as_said(written, words, Lexicon(), words[-1].end if words else 0).text


@pytest.mark.parametrize(
    ("written", "said", "shown"),
    [
        (_WRITTEN, "je viens ici deux fois par semaine surtout pour le café", _WRITTEN),
        (
            _WRITTEN,
            "Je viens ici trois fois par mois, surtout pour le café.",
            "Je viens ici trois fois par mois, surtout pour le café.",
        ),
        ("C'est une chance.", "C'est une chance pour nous.", "C'est une chance pour nous."),
        ("C'est une chance.", "C'est une chance. Pour nous aussi.", "C'est une chance. Pour nous aussi."),
        (
            "Le bus passe toutes les dix minutes jusqu'à minuit. Personne ne rentre à pied.",
            "Le bus passe toutes les dix minutes. Personne ne rentre à pied.",
            "Le bus passe toutes les dix minutes. Personne ne rentre à pied.",
        ),
        ("Ici, on paie en heures. Odile sourit.", "Ici, on paie en heures. Odile sourit.", None),
        ("Deux mille heures en 2050, dit Sidonie.", "2000 heures en deux mille cinquante dit Cydonie.", None),
        ("On va au marché.", "Euh, on va, on va au marché.", None),
        ("On a commencé à trois.", "On a commencé, eux, on a commencé à trois.", None),
    ],
)
def test_what_is_said_is_what_is_read(written: str, said: str, shown: str | None) -> None:
    assert _captions(written, heard(said)) == (written if shown is None else shown)


def test_words_that_are_heard_badly_are_told_and_the_script_stands() -> None:
    words = [
        replace(word, confidence=0.3) if word.text == "trois" else word
        for word in heard(_WRITTEN.replace("deux", "trois"))
    ]
    found = as_said(_WRITTEN, words, Lexicon(), words[-1].end)
    assert found.text == _WRITTEN
    assert [(one.written, one.heard) for one in found.doubtful] == [("deux", "trois")]


def test_a_name_is_never_what_a_machine_made_of_it() -> None:
    written = "Le repas du CCAS est gratuit."
    assert _captions(written, heard("Le repas du chat est gratuit.")) == written


def test_a_recogniser_that_repeats_itself_is_not_believed() -> None:
    written = "Deux mille heures ont changé de mains depuis janvier."
    words = [*heard("Deux mille heures ont changé")]
    words += [RecognisedWord("5,", words[-1].end, words[-1].end, 0.9)] * 9
    assert _captions(written, words) == written


def test_a_caption_begins_with_words_that_are_begun_again() -> None:
    found = as_said("On va au marché.", heard("on va, on va au marché"), Lexicon(), 6 * STEP)
    assert found.words[0].start == 0


_SOME = st.lists(st.sampled_from([*_WRITTEN.split(), "euh", "trois", "demain", "2050", "«", "Odile"]), max_size=14)


@given(said=_SOME, sure=st.lists(st.sampled_from([0.1, 0.5, 0.95]), min_size=14, max_size=14), written=_SOME)
def test_whatever_is_heard_words_are_in_order_and_come_from_somewhere(
    said: list[str], sure: list[float], written: list[str]
) -> None:
    words = [replace(word, confidence=one) for word, one in zip(heard(" ".join(said)), sure, strict=False)]
    found = as_said(" ".join(written), words, Lexicon(), len(said) * STEP)
    assert found.text.split() == [word.text for word in found.words]
    starts = [word.start for word in found.words]
    assert starts == sorted(starts)
    known = {"".join(filter(str.isalnum, word)).lower() for word in (*said, *written)}
    assert all("".join(filter(str.isalnum, word.text)).lower() in known for word in found.words)


@given(_SOME)
def test_words_said_as_written_are_read_as_written(written: list[str]) -> None:
    text = " ".join(word for word in written if word not in {"euh", "«"})
    assert _captions(text, heard(text)) == text
