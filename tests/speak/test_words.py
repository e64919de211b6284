"""When written words are said: the engine's own marks where there are some, an estimate by letters elsewhere."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ports import SpokenWord
from pipeline.speak.words import word_starts

_WORDS = st.lists(st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=8), max_size=12).map(" ".join)


def test_what_an_engine_tells_is_kept() -> None:
    told = [SpokenWord("Bonsoir", 10), SpokenWord("à", 500), SpokenWord("tous.", 640)]
    assert word_starts("Bonsoir à tous.", "Bonsoir à tous.", 1000, told) == ((10, 500, 640), True)


def test_a_number_takes_the_time_of_all_its_words() -> None:
    said = "À quatorze heures trente on danse."
    told = [SpokenWord(word, at * 100) for at, word in enumerate(said.split())]
    starts, measured = word_starts("À 14h30 on danse.", said, 700, told)
    assert measured
    assert starts == (0, 100, 400, 500)


def test_without_marks_longer_words_last_longer_and_it_says_so() -> None:
    starts, measured = word_starts("Un extraordinaire chat", "Un extraordinaire chat", 2000)
    assert not measured
    assert starts[0] == 0
    assert starts[2] - starts[1] > 3 * (starts[1] - starts[0])


def test_the_word_after_a_comma_waits() -> None:
    with_comma, _ = word_starts("Bonsoir, amis chers", "Bonsoir, amis chers", 1000)
    without, _ = word_starts("Bonsoir amis chers", "Bonsoir amis chers", 1000)
    assert with_comma[1] > without[1]


@given(_WORDS, _WORDS, st.integers(0, 100_000))
def test_every_written_word_has_its_moment_in_order(written: str, said: str, length: int) -> None:
    starts, _ = word_starts(written, said, length)
    assert len(starts) == len(written.split())
    assert list(starts) == sorted(starts)
    assert all(0 <= start <= length for start in starts)
