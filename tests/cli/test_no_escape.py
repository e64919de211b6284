"""Nothing that people write reaches a terminal raw: not from a script, a file's name nor an option."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Jt = Callable[..., Any]

_BAD = "A\x1b[31mROUGE\x1b]0;TITRE\x07\x9b2J"
_GOOD = "titre: Essai\nconducteur:\n  - sujet: a\n    titre: A\n    lancement: non\n    texte: Bonsoir à tous.\n"


def _printable(text: str) -> bool:
    return all(sign.isprintable() or sign == "\n" for sign in text)


@pytest.mark.parametrize(
    "script",
    [
        'titre: "A\\x1b[31mROUGE\\x1b]0;TITRE\\x07"\n"cle\\x1b[31m": x\n',
        _GOOD.replace("Bonsoir à", '"Bonsoir \\e[2J à').replace("tous.", 'tous."'),
        'titre: Essai\nconducteur:\n  - sujet: a\n    titre: A\n    plans: [{image: "h/\\x1b[2J\\x1b[31mx.jpg"}]\n',
        'titre: Essai\npresente_par: "\\ud800"\nconducteur:\n  - sujet: a\n    titre: A\n    texte: Bonsoir.\n',
        "titre: Essai \x1b[31m\nconducteur: [virgule]\n",
        "titre: x\x00\n",
    ],
    ids=["key", "text", "media", "surrogate", "raw", "nul"],
)
def test_a_script_cannot_give_orders_to_a_terminal(script: str, jt: Jt, folder: Path) -> None:
    (folder / "ansi.yaml").write_text(script, "utf-8")
    told = jt("check", "ansi.yaml")
    assert told.code == 1
    assert "[caractere-interdit]" in told.err
    assert _printable(told.err)
    assert told.err.count("[") == told.err.count("]"), told.err


@pytest.mark.parametrize(
    "words",
    [
        ("check", f"{_BAD}.yaml"),
        ("check", "nulle-part\ud800.yaml"),
        ("render", "bon.yaml", "--only", _BAD),
        ("render", "bon.yaml", "--preset", _BAD),
        ("render", "bon.yaml", "--voix", _BAD),
        ("render", "bon.yaml", f"--{_BAD}"),
        ("explain", _BAD),
        (_BAD,),
    ],
    ids=lambda words: "-".join(word for word in words if word.isprintable())[:20],
)
def test_a_word_of_the_command_cannot_either(words: tuple[str, ...], jt: Jt, folder: Path) -> None:
    (folder / "bon.yaml").write_text(_GOOD, "utf-8")
    told = jt(*words)
    assert told.code in {1, 2}, "to be mended in what is named, or in the line itself"
    assert _printable(told.err)


def test_a_nul_in_the_name_of_a_picture_is_told_where_it_is_written(jt: Jt, folder: Path) -> None:
    (folder / "nul.yaml").write_text(
        "titre: Essai\nconducteur:\n  - sujet: a\n    titre: A\n    lancement: non\n    plans:\n"
        '      - image: "a\\u0000.jpg"\n        texte: Bonsoir à tous.\n',
        "utf-8",
    )
    told = jt("check", "nul.yaml")
    assert told.code == 1
    assert told.err.startswith("nul.yaml:7:16: « \\x00 » est un caractère interdit dans un texte")
    assert len(told.err.splitlines()) == 2, "one mistake, one message"
