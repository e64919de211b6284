import doctest
from types import ModuleType

import pytest

from benchmarks import arithmetic, ffmpeg, long_scripts
from benchmarks.arithmetic import differing, ratios, replaced, spread, table
from benchmarks.asked import GRAPH, X264


@pytest.mark.parametrize("module", [arithmetic, ffmpeg, long_scripts])
def test_the_examples_of_the_docstrings_hold(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert tried
    assert not failed


def test_a_slow_round_weighs_on_both_sides_of_its_ratio() -> None:
    assert ratios([10.0, 30.0], [20.0, 60.0]) == [0.5, 0.5]


def test_rounds_that_do_not_pair_up_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        ratios([1.0], [1.0, 2.0])


def test_a_spread_shows_the_median_and_both_ends() -> None:
    assert spread([4.0, 1.0, 2.0, 3.0], 2) == "2.50 (1.00–4.00)"


def test_a_promise_is_judged_by_its_median_in_its_own_direction() -> None:
    assert X264.row([0.7, 0.75, 2.0]) == (X264.what, "≤ 0.8", "0.75 (0.70–2.00)", "yes")
    assert GRAPH.row([3.0, 3.9, 9.0])[3] == "no"


def test_a_row_of_the_wrong_width_is_refused() -> None:
    with pytest.raises(ValueError, match="as many cells"):
        table(("one", "two"), [("alone",)])


def test_a_section_is_replaced_in_place_and_the_others_stay() -> None:
    page = replaced(replaced("# Measured\n", "job40", "first"), "held", "kept")
    again = replaced(page, "job40", "second \\1")
    assert "first" not in again
    assert again.index("second \\1") < again.index("kept")
    assert replaced(again, "job40", "second \\1") == again


def test_what_only_one_side_says_is_shown_as_missing() -> None:
    assert differing({"ref": "1"}, {"vbv_maxrate": "8000"}) == {"ref": ("1", "–"), "vbv_maxrate": ("–", "8000")}


def test_equal_numbers_spelled_otherwise_are_the_same_setting() -> None:
    assert ffmpeg.same_encoder({"crf": "20.0", "threads": "1"}, {"crf": "20", "threads": "2"}) == {}
    assert ffmpeg.same_encoder({"ref": "1"}, {"ref": "2"}) == {"ref": ("1", "2")}
