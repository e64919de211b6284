"""What `make jt` installs is enough: whatever the program and the scenes import is of the base, or guarded.

`make test-base` finds the same by using it, in an environment of its own; this finds it in a second.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.fakes.sources import ROOT, tree_of

pytestmark = pytest.mark.xdist_group("sources")

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PROGRAMS = [*sorted((ROOT / "pipeline").rglob("*.py")), *sorted((ROOT / "scenes").glob("*/clip.py"))]
ADAPTERS = [ROOT / "pipeline" / "adapters" / room for room in ("voices", "shared", "cluster", "inspecting")]
"""Where what may be missing is imported: what speaks, shares a store, works elsewhere, opens a page."""

FACES = [ROOT / "pipeline" / "studio"]
"""What is loaded as a whole, late, by whoever asks for it: nothing else imports it but in a function."""

EXTRAS = {
    "dask": "renders on other machines, 35 MB with what it needs; one machine renders without it",
    "edge-tts": "asks an online service that promises nothing to anybody; LGPL",
    "espeakng-loader": "the last resort among voices, and what reads for the neural one; GPL",
    "obstore": "reaches a store that several machines share, which one machine does without; 16 MB",
    "onnxruntime": "carries the neural voice, 120 MB with its model; the embedded voice speaks without it",
    "piper-tts": "voices that are somebody's own files; GPL",
    "axe-playwright-python": "jt controle says that the page of a film was not looked at",
    "playwright": "jt controle says that the page of a film was not looked at",
    "starlette": "serves the studio, a face that a machine which only renders does without",
    "uvicorn": "serves the studio, too",
}
"""Distributions of an extra that the program imports, each with why the base does without it."""

COMPANIONS = {
    "pydantic-core": "pydantic",
    "markupsafe": "jinja2",
    "aiohttp": "edge-tts",
    "distributed": "dask",
    "psutil": "dask",
}
"""Distributions that come with another one, as the half of it that is imported by its own name."""

STANDARD = frozenset(sys.stdlib_module_names) | {"pipeline"}


@dataclass(frozen=True, slots=True)
class Import:
    """One import: its place in the project, the distribution it wants, whether it waits until a function is called."""

    path: Path
    line: int
    module: str
    late: bool

    @property
    def distribution(self) -> str:
        """The name under which pip knows it, or the module's own when nothing here has it."""
        names = {canonicalize_name(name) for name in distributions().get(self.module, ())} or {
            canonicalize_name(self.module)
        }
        known = names & (BASE.keys() | EXTRAS.keys() | COMPANIONS.keys())
        return min(known or names)

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}: {self.module} ({self.distribution})"


distributions = cache(packages_distributions)
BASE = {canonicalize_name(found.name): found for found in map(Requirement, PROJECT["dependencies"])}
OPTIONAL = {
    canonicalize_name(Requirement(wanted).name): extra
    for extra, wanteds in PROJECT["optional-dependencies"].items()
    for wanted in wanteds
    if extra not in {"dev", "bench"}
}


def imports(path: Path) -> Iterator[Import]:
    """Yield what a module imports from other distributions; what only type checkers read is left out."""

    def walk(node: ast.AST, *, late: bool) -> Iterator[Import]:
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.If) and ast.unparse(part.test).endswith("TYPE_CHECKING"):
                continue
            named = [alias.name for alias in part.names] if isinstance(part, ast.Import) else []
            if isinstance(part, ast.ImportFrom) and part.module and not part.level:
                named = [part.module]
            tops = {name.partition(".")[0] for name in named} - STANDARD
            yield from (Import(path, part.lineno, top, late) for top in sorted(tops) if isinstance(part, ast.stmt))
            yield from walk(part, late=late or isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef))

    yield from walk(tree_of(path), late=False)


@pytest.fixture(scope="module")
def found() -> list[Import]:
    return [one for path in PROGRAMS for one in imports(path)]


def test_everything_imported_is_of_the_base_or_of_an_extra(found: list[Import]) -> None:
    known = BASE.keys() | EXTRAS.keys()
    strange = [str(one) for one in found if COMPANIONS.get(one.distribution, one.distribution) not in known]
    assert not strange, "neither among the dependencies of pyproject.toml nor listed with the reason why not"


def test_what_may_be_missing_is_imported_when_it_is_used_by_its_adapter(found: list[Import]) -> None:
    elsewhere = {name for name, wanted in BASE.items() if wanted.marker}  # not on every system
    early = [
        str(one)
        for one in found
        if COMPANIONS.get(one.distribution, one.distribution) in EXTRAS.keys() | elsewhere
        and not (one.late and one.path.parent in ADAPTERS)
        and one.path.parent not in FACES
    ]
    assert not early


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_a_face_with_an_extra_is_loaded_when_it_is_asked_for(face: Path) -> None:
    named = f"pipeline.{face.name}"
    early = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in PROGRAMS
        if path.parent != face
        for node in tree_of(path).body
        if isinstance(node, ast.ImportFrom)
        and f"{node.module}.".startswith(f"{named}.")
        and node.module != f"{named}.needs"  # which says what is missing, and loads nothing
    ]
    assert not early


def test_whoever_imports_what_may_be_missing_is_told_before(found: list[Import]) -> None:
    """Some adapter looks for the module (`find_spec`) before any is asked to work."""
    looked_for = {
        text.value
        for folder in (*ADAPTERS, *FACES)
        for path in folder.glob("*.py")
        if "find_spec(" in path.read_text("utf-8")
        for text in ast.walk(tree_of(path))
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    }
    unguarded = [str(one) for one in found if one.distribution in EXTRAS and one.module not in looked_for]
    assert not unguarded


def test_no_extra_is_listed_for_nothing(found: list[Import]) -> None:
    assert {COMPANIONS.get(one.distribution, one.distribution) for one in found} >= EXTRAS.keys()
    assert OPTIONAL.keys() >= EXTRAS.keys()
    assert not BASE.keys() & OPTIONAL.keys()


def test_versions_stand_in_one_place_and_fit() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = [line for line in lines if not line.startswith("#")]
    assert [line for line in pinned if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line)] == []
    assert pinned == sorted(pinned, key=lambda line: line.partition("==")[0].lower())
    versions = {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in pinned)}
    wanted = [
        Requirement(text)
        for text in [
            *PROJECT["dependencies"],
            *(one for many in PROJECT["optional-dependencies"].values() for one in many),
        ]
    ]
    apart = [str(one) for one in wanted if versions.get(canonicalize_name(one.name), "0") not in one.specifier]
    assert not apart, "constraints.txt has no version of these, or one that pyproject.toml does not take"
