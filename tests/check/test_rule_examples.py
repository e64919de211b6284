"""Every rule's docstring is its test: what is accepted, what is refused, and the exact finding."""

import importlib
import pkgutil
import re
import textwrap
from collections.abc import Callable

import pytest

from pipeline.check import Checked, rules
from pipeline.check.rules import RULES

_BLOCK = re.compile(r"^(Accepted|Refused|Finding)::\n\n((?:    .*\n|\n)+)", re.MULTILINE)
_OWN_TESTS = {"long_line", "long_sentence", "ticker_length"}


def _modules() -> list[str]:
    return [module.name for module in pkgutil.iter_modules(rules.__path__) if module.name != "naming"]


def _examples(name: str) -> dict[str, str]:
    module = importlib.import_module(f"pipeline.check.rules.{name}")
    found = {kind: textwrap.dedent(block).strip() for kind, block in _BLOCK.findall(f"{module.__doc__}\n")}
    if "Finding" in found:
        found["Finding"] = re.sub(r"\n\s+", " ", found["Finding"])
    return found


@pytest.mark.parametrize("name", sorted(set(_modules()) - _OWN_TESTS))
def test_what_a_rule_refuses_gives_exactly_its_finding(name: str, said: Callable[[str], list[str]]) -> None:
    example = _examples(name)
    assert said(example["Refused"]) == [example["Finding"]]


@pytest.mark.parametrize("name", sorted(n for n in _modules() if "Accepted" in _examples(n)))
def test_what_a_rule_accepts_gives_no_error(name: str, checked: Callable[[str], Checked]) -> None:
    assert checked(_examples(name)["Accepted"]).script is not None


def test_every_rule_is_applied() -> None:
    assert {rule.__name__ for rule in RULES} == set(_modules()) - {"unknown_key"}
