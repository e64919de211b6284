"""The code of the product as syntax trees, each module parsed once, and its strings, found once.

Tests that read it are of one group (`xdist_group("sources")`), so that one process does.
"""

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).parents[2]
PIPELINE = ROOT / "pipeline"


@cache
def tree_of(path: Path) -> ast.Module:
    """Return a module as a tree, for reading only."""
    return ast.parse(path.read_text("utf-8"))


@cache
def trees() -> Mapping[Path, ast.Module]:
    """Return every module of the product."""
    return MappingProxyType({path: tree_of(path) for path in sorted(PIPELINE.rglob("*.py"))})


@cache
def strings() -> tuple[tuple[Path, ast.Constant], ...]:
    """Return the strings of the product that are no docstrings, each with its module."""
    found: list[tuple[Path, ast.Constant]] = []
    for path, tree in trees().items():
        nodes = list(ast.walk(tree))
        bare = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        texts = (node for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
        found += ((path, node) for node in texts if id(node) not in bare)
    return tuple(found)
