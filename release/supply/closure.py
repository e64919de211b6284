"""Which distributions come with the base installation and with each extra, on which systems."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from release.supply.distributions import ROOT, Distribution

BASE, BUILDING = "base", "build"
"""What a plain installation brings, and what builds our own wheel; the other groups are the extras."""

SYSTEMS = ("Linux", "macOS", "Windows")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")

_FACTS = {
    "Linux": ("linux", "Linux", "posix", "x86_64"),
    "macOS": ("darwin", "Darwin", "posix", "arm64"),
    "Windows": ("win32", "Windows", "nt", "AMD64"),
}
"""`sys_platform`, `platform_system`, `os_name` and `platform_machine` of each system (PEP 508)."""


@dataclass(frozen=True, slots=True)
class Group:
    """What one installation brings.

    `where` says on which systems it brings each distribution, `wanted_by` for whom, `asked` what it asks for itself.
    """

    name: str
    where: Mapping[str, tuple[str, ...]]
    wanted_by: Mapping[str, frozenset[str]]
    asked: frozenset[str]


def requirements(project: Path = ROOT / "pyproject.toml") -> dict[str, tuple[str, ...]]:
    """Return what `pyproject.toml` asks for, by group."""
    read = tomllib.loads(project.read_text("utf-8"))
    groups = {BASE: read["project"]["dependencies"], **read["project"]["optional-dependencies"]}
    return {name: tuple(wanted) for name, wanted in {**groups, BUILDING: read["build-system"]["requires"]}.items()}


def groups(wanted: Mapping[str, Iterable[str]], known: Mapping[str, Distribution]) -> dict[str, Group]:
    """Return every group, walked through on every system with every Python that we support."""
    return {name: _group(name, tuple(asked), known) for name, asked in wanted.items()}


def _group(name: str, asked: tuple[str, ...], known: Mapping[str, Distribution]) -> Group:
    where: dict[str, set[str]] = {}
    wanted_by: dict[str, set[str]] = {}
    for system, python in product(SYSTEMS, PYTHONS):
        for key, brought in reach(asked, known, system, python).items():
            where.setdefault(key, set()).add(system)
            for other in brought:
                wanted_by.setdefault(other, set()).add(key)
    return Group(
        name,
        {key: tuple(system for system in SYSTEMS if system in where[key]) for key in sorted(where)},
        {key: frozenset(keys) for key, keys in wanted_by.items()},
        frozenset(canonicalize_name(Requirement(text).name) for text in asked),
    )


def reach(asked: Iterable[str], known: Mapping[str, Distribution], system: str, python: str) -> dict[str, set[str]]:
    """Return every distribution that requirements bring on a system, with those it brings itself.

    A distribution that is not `known` ends its branch: nothing can be said of what it requires.
    """
    edges: dict[str, set[str]] = {}
    done: set[tuple[str, frozenset[str]]] = set()
    waiting = [(canonicalize_name(one.name), frozenset(one.extras)) for one in _active(asked, system, python)]
    while waiting:
        key, extras = waiting.pop()
        if (key, extras) in done:
            continue
        done.add((key, extras))
        requires = known[key].requires if key in known else ()
        found = [one for extra in ("", *sorted(extras)) for one in _active(requires, system, python, extra)]
        edges.setdefault(key, set()).update(canonicalize_name(one.name) for one in found)
        waiting += [(canonicalize_name(one.name), frozenset(one.extras)) for one in found]
    return edges


def _active(texts: Iterable[str], system: str, python: str, extra: str = "") -> list[Requirement]:
    facts = _environment(system, python, extra)
    return [one for one in map(_requirement, texts) if one.marker is None or one.marker.evaluate(facts)]


@cache
def _requirement(text: str) -> Requirement:
    return Requirement(text)


def _environment(system: str, python: str, extra: str) -> dict[str, str]:
    platform, name, kind, machine = _FACTS[system]
    return {
        "sys_platform": platform,
        "platform_system": name,
        "os_name": kind,
        "platform_machine": machine,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_version": "",
        "extra": extra,
    }
