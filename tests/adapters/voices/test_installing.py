"""What engines run on: the same packages whether pip is asked for an extra or `jt voices install` asks for it."""

import tomllib
from pathlib import Path

import pytest

from pipeline.adapters.voices.engines import ENGINES, installable

_PROJECT = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.mark.parametrize("engine", installable())
def test_every_engine_asks_for_what_the_project_declares(engine: str) -> None:
    declared = [*_PROJECT["dependencies"], *_PROJECT["optional-dependencies"].get(engine, ())]
    wanted = {line.partition(";")[0].strip() for line in declared}
    assert set(ENGINES[engine].packages.values()) <= wanted


@pytest.mark.parametrize("engine", ["edge", "espeak", "kokoro", "piper"])
def test_what_is_optional_is_an_extra_of_its_own(engine: str) -> None:
    assert set(_PROJECT["optional-dependencies"][engine]) == set(ENGINES[engine].packages.values())
