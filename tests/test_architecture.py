"""The house as docs/architecture.md draws it, held: layers, no look in the code, modules a person can read."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.fakes import sources
from tests.fakes.sources import ROOT

pytestmark = pytest.mark.xdist_group("sources")

LONGEST = 400
MOST_IN_ORDER = 7
"""Arguments told apart by nothing but their order; of eight, two neighbours of one type are swapped unseen."""

FIELDS_IN_ORDER = 5
WITHOUT_KEYWORDS = frozenset({"espeak_Synth"})
"""Functions written in C, whose arguments have no names to be called by."""

COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b")
FONT = re.compile(r"\.(?:ttf|otf|ttc|woff2?)\b", re.IGNORECASE)
QUOTED = re.compile(r"«[^»]*»")
"""Advice may quote a colour as an example of how one is written."""

SENTENCE_END = (".", "!", "?", "…", ":", "::")


def place(path: Path, line: int = 0) -> str:
    """Return where something stands, as editors open it."""
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))


def public(tree: ast.Module) -> Iterator[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function, class and method that others may use."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                for part in node.body:
                    if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) and not part.name.startswith("_"):
                        yield part


def named(tree: ast.Module) -> Iterator[str]:
    """Yield the public classes and names of types that a module defines."""
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name) | ast.Assign(targets=[ast.Name(id=name)]) if not name.startswith("_"):
                if isinstance(node, ast.ClassDef) or (name[0].isupper() and not name.isupper()):
                    yield name


def test_layers(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    failed = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert not failed, capfd.readouterr().out


@pytest.fixture(scope="module")
def trees() -> Mapping[Path, ast.Module]:
    """Every module, parsed once."""
    return sources.trees()


def test_one_name_names_one_thing(trees: Mapping[Path, ast.Module]) -> None:
    places: dict[str, list[str]] = {}
    for path, tree in trees.items():
        for name in named(tree):
            places.setdefault(name, []).append(place(path))
    assert "SentenceMark" in places
    assert not {name: several for name, several in places.items() if len(several) > 1}


def test_no_colour_nor_font_is_named() -> None:
    found = [
        f"{place(path, node.lineno)}: {str(node.value)[:60]!r}"
        for path, node in sources.strings()
        if COLOUR.search(said := QUOTED.sub("", str(node.value))) or FONT.search(said)
    ]
    assert not found


def test_modules_stay_short(trees: Mapping[Path, ast.Module]) -> None:
    lengths = {place(path): len(path.read_text("utf-8").splitlines()) for path in trees}
    assert not {where: length for where, length in lengths.items() if length > LONGEST}


def test_everything_public_says_what_it_does(trees: Mapping[Path, ast.Module]) -> None:
    public_names = [
        (path, line, name, text)
        for path, tree in trees.items()
        for line, name, text in [
            (1, path.stem, ast.get_docstring(tree)),
            *((node.lineno, node.name, ast.get_docstring(node)) for node in public(tree)),
        ]
    ]
    wrong = [
        f"{place(path, line)}: {name}: {(text or 'no docstring').splitlines()[0]!r}"
        for path, line, name, text in public_names
        if not text or not text.splitlines()[0].rstrip().endswith(SENTENCE_END)
    ]
    assert not wrong


def test_only_the_command_line_prints(trees: Mapping[Path, ast.Module]) -> None:
    calls = [
        place(path, node.lineno)
        for path, tree in trees.items()
        if path.parent.name != "cli"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not calls


def test_many_arguments_are_named(trees: Mapping[Path, ast.Module]) -> None:
    calls = [
        f"{place(path, node.lineno)}: {called}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and len(node.args) > MOST_IN_ORDER
        if (called := ast.unparse(node.func)).rpartition(".")[2] not in WITHOUT_KEYWORDS
    ]
    assert not calls


def test_values_of_many_fields_are_made_by_keyword(trees: Mapping[Path, ast.Module]) -> None:
    found = [
        f"{place(path, node.lineno)}: {node.name}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and len(_fields(node)) > FIELDS_IN_ORDER
        if any(
            told.startswith("dataclass") and "kw_only=True" not in told
            for told in map(ast.unparse, node.decorator_list)
        )
    ]
    assert not found


def _fields(node: ast.ClassDef) -> list[ast.AnnAssign]:
    """Return what a dataclass is made of."""
    return [
        part for part in node.body if isinstance(part, ast.AnnAssign) and "ClassVar" not in ast.unparse(part.annotation)
    ]
