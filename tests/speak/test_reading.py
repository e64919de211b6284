"""Every stretch of a text is read once, by the rule that takes in most of it, whatever the order of the rules."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.speak import normalise
from pipeline.speak.reading import ReadingRule, claimed, read, says
from pipeline.speak.rules import characters
from tests.speak.table import CASES, LEXICON

_RULES = normalise.tiers(LEXICON)


def test_the_longer_stretch_wins() -> None:
    rules = [says("M[.]", "Monsieur"), says("M[.]J[.]C[.]", "aime ji cé"), says("J[.]C[.]", "Jésus-Christ")]
    assert read("La M.J.C. de M. Roy", [rules]) == "La aime ji cé de Monsieur Roy"


def test_what_is_said_is_never_read_again() -> None:
    assert read("ab", [[says("a", "b"), says("b", "a")]]) == "b a"


def test_a_tier_is_settled_before_the_next() -> None:
    assert read("un CCAS ici", [[says("CCAS", "centre")], [says("un CCAS", "autre chose")]]) == "un centre ici"


def test_a_general_reading_gives_way_on_the_same_stretch() -> None:
    number = ReadingRule(re.compile("[0-9]+"), lambda _: "quatre-vingts", general=True)
    decade = says("(?<=années )80", "quatre-vingt")
    assert {read("les années 80", [rules]) for rules in ([number, decade], [decade, number])} == {
        "les années quatre-vingt"
    }


def test_a_rule_that_began_too_early_still_claims_what_is_left() -> None:
    assert read("aab b", [[says("aab", "long"), says("b b?|ab", "court")]]) == "long b"
    assert read("xab ab", [[says("xab", "long"), says("ab(?: |$)", "court")]]) == "long court"


def test_what_a_rule_declines_is_left_to_others() -> None:
    assert read("12", [[ReadingRule(re.compile("1"), lambda _: None), says("2", "deux")]]) == "1 deux"


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rules_decides_nothing(seed: int) -> None:
    order = random.Random(seed)  # noqa: S311  # a shuffle, no secret
    shuffled = [list(tier) for tier in _RULES]
    for tier in shuffled:
        order.shuffle(tier)
    for _, written, _ in CASES:
        text = characters.canonical(written)
        assert read(text, shuffled) == read(text, _RULES), written


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([written for _, written, _ in CASES]), min_size=1, max_size=3).map(" ; ".join))
def test_no_two_claims_meet_on_one_sign(written: str) -> None:
    claims = claimed(characters.canonical(written), _RULES)
    assert all(one.end <= other.start for one, other in pairwise(claims))
    assert all(claim.start < claim.end for claim in claims)
