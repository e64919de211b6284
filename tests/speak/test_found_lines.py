"""Lines of a script are found in what was said, whatever is said around them."""

import pytest

from pipeline.speak.found_lines import LineFinder
from pipeline.speak.lexicon import Lexicon
from tests.fakes.recognisers import heard
from tests.fakes.shoots import LINES

FINDER = LineFinder(LINES[:12], Lexicon.from_mapping({}))


def test_a_line_is_found_between_a_slate_and_what_comes_after() -> None:
    words = heard(f"sujet trois plan deux prise un {LINES[3]} voilà c'est bon on coupe merci")
    line = FINDER.found(words)[0]
    assert line.text == 3
    assert (line.first, line.last) == (6, 6 + len(LINES[3].split()))
    assert line.alignment.completeness == pytest.approx(1.0)
    assert line.start == words[6].start


def test_the_last_of_several_good_times_counts() -> None:
    words = heard(f"{LINES[0][:20]} non pardon {LINES[0]} encore une fois {LINES[0]}")
    line = FINDER.found(words)[0]
    assert (line.text, line.times) == (0, 2)
    assert line.last == len(words)


def test_half_a_line_and_two_lines_are_found_and_a_stranger_is_not() -> None:
    half = FINDER.found(heard(" ".join(LINES[5].split()[7:])))[0]
    assert half.text == 5
    assert 0.3 < half.alignment.completeness < 0.7
    both = FINDER.found(heard(f"{LINES[8]} {LINES[2]}"))
    assert {line.text for line in both if line.alignment.completeness > 0.9} == {2, 8}
    stranger = FINDER.found(heard("La recette demande six œufs du beurre fondu et une pincée de sel"))
    assert all(line.alignment.completeness < 0.3 for line in stranger)
    assert FINDER.found(()) == ()
