"""Sizes and ages, as they are typed and said."""

import pytest

from pipeline.errors import UserError
from pipeline.french.units import age_from, age_said, count_said, size_from, size_said


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 o"),
        (999, "999 o"),
        (1_000, "1 ko"),
        (1_250_000_000, "1,2 Go"),
        (66_400_000, "66 Mo"),
        (999_950, "1 Mo"),
        (3 * 10**15, "3000 To"),
    ],
)
def test_sizes_are_said_in_french(size: int, said: str) -> None:
    assert size_said(size) == said


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("5Go", 5 * 10**9),
        ("1,5 Go", 15 * 10**8),
        ("500mo", 5 * 10**8),
        ("2G", 2 * 10**9),
        ("0", 0),
        (" 3.5 MB ", 35 * 10**5),
    ],
)
def test_sizes_are_read(text: str, size: int) -> None:
    assert size_from(text) == size


@pytest.mark.parametrize(
    ("text", "hours"),
    [("30j", 720), ("30 jours", 720), ("12h", 12), ("2sem", 336), ("2 semaines", 336), ("1mois", 720), ("7d", 168)],
)
def test_ages_are_read(text: str, hours: int) -> None:
    assert age_from(text) == hours * 3_600


@pytest.mark.parametrize("text", ["", "beaucoup", "5Gx", "-3Go", "j"])
def test_what_is_neither_is_told_with_an_example(text: str) -> None:
    with pytest.raises(UserError, match="écrivez par exemple 5Go"):
        size_from(text)
    with pytest.raises(UserError, match="écrivez par exemple 30j"):
        age_from(text)


def test_counts_and_ages_agree() -> None:
    assert [count_said(number, "entrée") for number in (0, 1, 2_000)] == ["0 entrée", "1 entrée", "2 000 entrées"]
    assert [age_said(days * 86_400) for days in (0.5, 1, 40)] == ["aujourd'hui", "il y a 1 jour", "il y a 40 jours"]
