"""What `jt` says of itself."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from pipeline import __version__

Jt = Callable[..., Any]


def test_the_version_is_told(jt: Jt) -> None:
    told = jt("--version")
    assert (told.code, told.out, told.err) == (0, f"jt {__version__}\n", "")


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("render", "--help"),
        ("check", "--help"),
        ("still", "--help"),
        ("styleguide", "--help"),
        ("cache", "--help"),
        ("voices", "--help"),
        ("voices", "say", "--help"),
    ],
)
def test_help_is_french_throughout(jt: Jt, words: tuple[str, ...]) -> None:
    told = jt(*words)
    assert told.code == 0
    assert told.err == ""
    assert told.out.startswith("Usage : ")
    assert "Montre cette aide." in told.out
    english = r"Usage:|Options:|Arguments:|Commands:|Show |required|default:|<path>|\bCOMMAND\b|\bARGS\b|and exit"
    assert not re.search(english, told.out)


def test_help_names_every_command(jt: Jt) -> None:
    told = jt("--help")
    assert re.findall(r"^  (render|check|still|styleguide|cache|voices) ", told.out, re.MULTILINE) == [
        "render",
        "check",
        "still",
        "styleguide",
        "cache",
        "voices",
    ]


def test_help_names_every_option_of_a_render(jt: Jt) -> None:
    told = jt("render", "--help")
    for option in ("--preset", "--only", "--from", "--to", "--out", "--jobs", "--voix", "--offline", "--no-cache"):
        assert f"  {option} " in told.out
