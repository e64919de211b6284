"""A rule that is not looked for claims nothing: what it needs is never wanting in a text that it would claim."""

from __future__ import annotations

import re

import pytest

from pipeline.speak.needs import Need, need_of
from pipeline.speak.normalise import tiers
from pipeline.speak.rules.characters import canonical
from tests.speak.table import CASES, LEXICON

RULES = [rule for tier in tiers(LEXICON) for rule in tier]
TEXTS = sorted({canonical(written) for _, written, _ in CASES})[::9]


def test_no_rule_is_passed_over_that_would_claim_something() -> None:
    wrong = [
        (rule.pattern.pattern, text)
        for text in TEXTS
        for rule in RULES
        if rule.need is not None and not rule.need.met(text, frozenset(text)) and rule.pattern.search(text)
    ]
    assert not wrong


def test_most_rules_are_passed_over_in_a_plain_sentence() -> None:
    text = "Elle a connu la queue, et un dossier refusé sous le bras"
    left = [rule for rule in RULES if rule.need is None or rule.need.met(text, frozenset(text))]
    assert len(left) < len(RULES) / 5


@pytest.mark.parametrize(
    ("pattern", "signs", "pieces"),
    [
        (r"(?<=[0-9] )(?:janv|févr)\.", "", ("févr", "janv")),
        (r"(?:janv|févr)(?!\w)", "", ("févr", "janv")),
        (r"[0-3]?[0-9]h", "0123456789", ()),
        (r"(?i:art)\. ?[0-9]+", "0123456789", ()),
        (r"(?i)\+33", "", ("+33",)),
        (r"(?<!,)mi-(?=[a-z]{2,})", "", ("mi-",)),
    ],
)
def test_the_rarest_part_is_what_is_looked_for(pattern: str, signs: str, pieces: tuple[str, ...]) -> None:
    assert need_of(re.compile(pattern)) == Need(frozenset(signs), pieces)


@pytest.mark.parametrize("pattern", [r"\w+", r"(?:x)?", r"(?i)k[a-z]", r"[^0-9]", r"a|\d", r"."])
def test_what_can_do_without_is_always_looked_for(pattern: str) -> None:
    assert need_of(re.compile(pattern)) is None
