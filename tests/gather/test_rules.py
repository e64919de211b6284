"""Every rule reads its own example as its docstring says."""

import importlib
import pkgutil
import re
from textwrap import dedent

import pytest

from pipeline.gather import rules
from pipeline.gather.lines import lines_of_notes
from pipeline.gather.rules import LINE_RULES
from pipeline.gather.understanding import understood
from pipeline.gather.values import NoteReading, NoteRole
from tests.fakes.noted import document_of

GIVEN = ("Odile", "Malo", "Inès", "Firmin", "Lou", "Sami")
MODULES = {
    module.name: importlib.import_module(f"{rules.__name__}.{module.name}")
    for module in pkgutil.iter_modules(rules.__path__)
}


def _part(name: str, head: str) -> str:
    found = re.search(rf"{head}::\n\n((?:    .*\n|\n)+)", f"{MODULES[name].__doc__}\n")
    assert found, f"{name} has no {head.lower()}"
    return dedent(found[1]).strip()


def _told(reading: NoteReading) -> str:
    shown = reading.text or (reading.line.picture.name if reading.line.picture else "")
    who = "" if reading.role is NoteRole.PERSON else reading.who
    about = [reading.who, reading.about] if reading.role is NoteRole.PERSON else [reading.about]
    parts = [reading.role.value, reading.note, who, *about, shown]
    return " | ".join(part for part in parts if part)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_rule_reads_its_example(name: str) -> None:
    readings, _ = understood(lines_of_notes([document_of(_part(name, "Example"))]), GIVEN)
    assert [_told(reading) for reading in readings if reading.role is not NoteRole.BREAK] == _part(
        name, "Reading"
    ).split("\n")


def test_every_rule_is_listed() -> None:
    assert sorted(rule.__name__ for rule in LINE_RULES) == sorted(MODULES)
