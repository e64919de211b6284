"""A slate is said, and heard, as people say it and as files are named."""

import pytest

from pipeline.french.slates import SpokenSlate, slate_heard, slate_name, spoken_slate


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("Sujet trois, plan deux, prise une.", SpokenSlate(3, 2, 1)),
        ("sujet 12 plan 4 prise première", SpokenSlate(12, 4, 1)),
        ("Euh, sujet quatre-vingt-dix-neuf, plan vingt et un, prise dix-sept. Bonsoir !", SpokenSlate(99, 21, 17)),
        ("sujet trois plan deux on y va", SpokenSlate(3, 2)),
        ("Ce sujet me plaît. Sujet 5, plan 6.", SpokenSlate(5, 6)),
        ("sujet3-plan2-prise1.mov", SpokenSlate(3, 2, 1)),
        ("SUJET 3 PLAN 2 PRISE 1 (2)", SpokenSlate(3, 2, 1)),
        ("sujet3_plan2", SpokenSlate(3, 2)),
        ("IMG_0042", None),
        ("le sujet du plan est la prise", None),
        ("sujet trois, le plan est bon", None),
    ],
)
def test_what_is_heard(said: str, heard: SpokenSlate | None) -> None:
    assert slate_heard(said) == heard


def test_every_number_that_is_said_is_heard() -> None:
    for number in range(1, 200):
        spoken = SpokenSlate(number, 200 - number, min(number, 99))
        assert slate_heard(spoken_slate(spoken)) == spoken
        assert slate_heard(slate_name(spoken)) == spoken


def test_numbers_in_words_are_heard() -> None:
    num2words = pytest.importorskip("num2words").num2words
    for number in range(1, 100):
        assert slate_heard(f"sujet {num2words(number, lang='fr')}, plan un") == SpokenSlate(number, 1)
