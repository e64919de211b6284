"""`jt explain`: the code at the end of a finding, in plain words."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.cli import codes
from pipeline.service.explain import catalogue

Jt = Callable[..., Any]


@pytest.mark.parametrize("command", ["explain", "expliquer"])
def test_a_code_is_explained_with_a_wrong_and_a_right_example(jt: Jt, command: str) -> None:
    told = jt(command, "cle-inconnue")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("cle-inconnue (erreur)\n")
    order = ["Pourquoi : ", "Que faire : ", "Faux, dans le script :", "bandau", "Juste, dans le script :", "bandeau: ["]
    places = [told.out.index(words) for words in order]
    assert places == sorted(places)


@pytest.mark.parametrize("typed", ["[cle-inconnue]", "CLE-INCONNUE", "clé-inconnue", " cle inconnue "])
def test_a_code_may_be_typed_as_it_was_read(jt: Jt, typed: str) -> None:
    assert jt("explain", typed).out == jt("explain", "cle-inconnue").out


def test_the_code_of_a_line_that_check_prints_can_be_explained(jt: Jt) -> None:
    for line in jt("check", "faux.yaml").err.splitlines()[:-1]:
        found = re.search(r"\[([a-z-]+)\]$", line)
        assert found, line
        assert jt("explain", found[1]).code == 0


def test_without_a_code_all_of_them_are_listed_once_by_family(jt: Jt) -> None:
    told = jt("explain").out
    words = " ".join(told.split())
    for family in catalogue():
        assert f"{family.title}\n" in told
        for code, each in family.codes.items():
            assert len(re.findall(rf"^  {code} ", told, re.MULTILINE)) == 1
            assert f"{code} {each.title} " in words


@pytest.mark.parametrize("columns", ["60", "80", "300"])
def test_nothing_but_an_example_is_wider_than_the_terminal(
    jt: Jt, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    width = min(int(columns), 100)
    for family in catalogue():
        for code, each in family.codes.items():
            for line in codes.told(code, each, width):
                assert len(line) <= width or line.startswith("    "), line
                assert not line.startswith((":", ";", "»", "?", "!")), line
        assert jt("explain", code).out.splitlines() == list(codes.told(code, each, width)), (
            "the terminal is not looked at"
        )


def test_an_unknown_code_is_told_with_the_nearest_one(jt: Jt) -> None:
    assert "vouliez-vous dire « cle-inconnue » ?" in jt("explain", "cle-inconue").sentence()
    assert "« jt explain » les donne tous" in jt("explain", "zzzz").sentence()
