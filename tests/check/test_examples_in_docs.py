"""The examples in the docstrings of the check say the truth."""

import doctest
import importlib
import pkgutil

import pytest

import pipeline.check
from pipeline.model import marked

NAMES = [module.name for module in pkgutil.walk_packages(pipeline.check.__path__, "pipeline.check.")]


@pytest.mark.parametrize("name", [*NAMES, marked.__name__])
def test_examples_in_docstrings_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
