"""Every kind of finding has a code of its own: French, stable, catalogued."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
STORED = "adapters/cache/deliveries.py"
"""The one module that reads codes back instead of giving them."""

FORM = re.compile(r"[a-z]+(?:-[a-z]+)*")


def _given() -> Iterator[tuple[str, ast.expr]]:
    """Yield every `Code(…)` of the product with its place; mypy sees to it that a finding has nothing else."""
    for path in sorted((ROOT / "pipeline").rglob("*.py")):
        place = path.relative_to(ROOT / "pipeline").as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Code" and place != STORED:
                yield f"{place}:{node.lineno}", node.args[0]


def _codes() -> set[str]:
    return {str(ast.literal_eval(said)) for _, said in _given()}


def test_every_code_is_written_out_where_it_is_given() -> None:
    assert not [place for place, said in _given() if not isinstance(said, ast.Constant)]


def test_every_code_is_a_word_that_can_be_typed_on_any_keyboard() -> None:
    assert not [code for code in _codes() if not FORM.fullmatch(code)]
