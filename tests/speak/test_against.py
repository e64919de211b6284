"""A text against what was heard of it: when each word is said, what was said otherwise, how much of it was said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.heard import RecognisedWord
from pipeline.speak.against import aligned
from pipeline.speak.lexicon import Lexicon
from tests.fakes.recognisers import STEP, heard

_NONE = Lexicon()
_SOME = (
    "le",
    "la",
    "rue",
    "maison",
    "deux",
    "14h30",
    "2",
    "000",
    "CCAS",
    "l'eau",
    "peut-être",
    "Odile",
    "—",
    "57",
    "%",
)
_WORDS = st.lists(st.sampled_from(_SOME), max_size=12)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("À 14h30, 2 000 habitants votent.", "À quatorze heures trente, deux mille habitants votent."),
        ("À quatorze heures trente, deux mille habitants votent.", "A 14h30 2000 habitants votent."),
        ("Aujourd'hui, c'est peut-être l'eau.", "aujourd' hui ses peut être l' eau"),
        ("Le CCAS d'Oullins aide Sidonie.", "Le cécéas d'Oulins aide Cydonie."),
        ("Ils ont donné 57 %.", "Il on donner cinquante-sept pour cent"),
    ],
)
def test_what_is_only_spelled_otherwise_was_said_as_written(written: str, said: str) -> None:
    found = aligned(written, heard(said), _NONE)
    assert not found.otherwise
    assert all(word.said for word in found.words)
    assert found.completeness > 0.75


def test_what_was_said_instead_stands_beside_what_was_written_in_whole_words() -> None:
    found = aligned("Sidonie a 57 % des voix.", heard("Sidonie a cinquante-trois pour cent des voix"), _NONE)
    (other,) = found.otherwise
    assert (other.written, other.heard) == ("57 %", "cinquante-trois pour cent")
    assert (other.first, other.last) == (2, 4)
    assert [word.said for word in found.words] == [True, True, False, False, True, True]


def test_what_was_added_and_what_was_left_out_are_told() -> None:
    added = aligned("Bonsoir à tous.", heard("Bonsoir euh voilà à tous"), _NONE)
    assert [(one.written, one.heard, one.first, one.last) for one in added.otherwise] == [("", "euh voilà", 1, 1)]
    assert added.completeness == 1
    assert added.apart > 0.2
    left = aligned("Bonsoir à tous les voisins.", heard("Bonsoir à tous"), _NONE)
    assert [(one.written, one.heard) for one in left.otherwise] == [("les voisins.", "")]
    assert 0.4 < left.completeness < 0.7


def test_each_word_is_said_when_it_was_heard() -> None:
    found = aligned("Le maire coupe le ruban.", heard("Le maire coupe le ruban."), _NONE)
    assert [word.start for word in found.words] == [number * STEP for number in range(5)]


def test_a_word_that_was_not_heard_lies_between_its_neighbours() -> None:
    found = aligned("Le maire lentement coupe le ruban.", heard("Le maire coupe le ruban."), _NONE)
    slowly = found.words[2]
    assert not slowly.said
    assert found.words[1].start <= slowly.start <= slowly.end <= found.words[3].start


def test_another_story_is_hardly_this_one() -> None:
    found = aligned("Les voisins vident les caves.", heard("Un marché où l'on paie en heures de jardinage"), _NONE)
    assert found.completeness < 0.25


def test_nothing_heard_is_nothing_said() -> None:
    found = aligned("Bonsoir à tous.", (), _NONE)
    assert found.completeness == 0
    assert not any(word.said for word in found.words)


@given(_WORDS, _WORDS)
def test_every_written_word_has_a_place_in_order_inside_what_was_heard(written: list[str], said: list[str]) -> None:
    words = heard(" ".join(said))
    found = aligned(" ".join(written), words, _NONE)
    assert [word.text for word in found.words] == written
    edges = [edge for word in found.words for edge in (word.start, word.end)]
    assert edges == sorted(edges)
    assert not words or all(0 <= edge <= words[-1].end for edge in edges)
    assert 0 <= found.completeness <= 1
    assert 0 <= found.apart <= 1


@given(_WORDS)
def test_a_text_said_as_it_is_written_is_whole(written: list[str]) -> None:
    words = [RecognisedWord(word, number * STEP, number * STEP + STEP, 1.0) for number, word in enumerate(written)]
    found = aligned(" ".join(written), words, _NONE)
    assert not found.otherwise
    assert found.completeness == (1 if any(any(map(str.isalnum, word)) or "%" in word for word in written) else 0)
