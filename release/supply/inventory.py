"""Every distribution with its licence and its place, and everything that is wrong with them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pipeline.adapters.yaml.files import read_plain
from release.supply.closure import BASE, BUILDING, SYSTEMS, Group, groups, requirements
from release.supply.distributions import Distribution, pinned, recorded
from release.supply.media import TEXTS, Work
from release.supply.policy import Place, refused

JUDGED = Path(__file__).with_name("judged.yaml")
TOOLS = frozenset({BUILDING, "bench", "dev", "s3"})
"""Groups that serve those who change the product, not those who use it."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A library of somebody else's inside a distribution's wheels; `files` are patterns of names in `<name>.libs`."""

    what: str
    licence: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A distribution as the inventory tells of it: `systems` empty for all of them, `asked` when we ask for it."""

    name: str
    version: str
    licence: str
    place: Place
    groups: tuple[str, ...]
    systems: tuple[str, ...]
    asked: bool
    purpose: str
    wanted_by: tuple[str, ...]
    carries: tuple[Carried, ...]


@dataclass(frozen=True, slots=True)
class Inventory:
    """All components, by name; the groups they come in; what the record and the judgements say."""

    components: Mapping[str, Component]
    groups: Mapping[str, Group]
    known: Mapping[str, Distribution]
    judged: Mapping[str, Mapping[str, Any]]


def judgements(path: Path = JUDGED) -> dict[str, dict[str, Any]]:
    """Return what was judged by hand, by key."""
    return {canonicalize_name(name): entry for name, entry in read_plain(path).items()}


def inventory(known: Mapping[str, Distribution] | None = None) -> Inventory:
    """Return the inventory of the project as `pyproject.toml`, the record and the judgements say."""
    known = recorded() if known is None else known
    judged, found = judgements(), groups(requirements(), known)
    keys = sorted({key for group in found.values() for key in group.where})
    components = {key: _component(key, found, known, judged.get(key, {})) for key in keys}
    return Inventory(components, found, known, judged)


def _component(
    key: str,
    found: Mapping[str, Group],
    known: Mapping[str, Distribution],
    judged: Mapping[str, Any],
) -> Component:
    inside = [group for group in found.values() if key in group.where]
    names = {group.name for group in inside}
    on = {system for group in inside for system in group.where[key]}
    own = known.get(key)
    return Component(
        name=own.name if own else key,
        version=own.version if own else "",
        licence=judged.get("licence", own.licence if own else ""),
        place=Place.BASE if BASE in names else Place.TOOL if names <= TOOLS else Place.EXTRA,
        groups=tuple(sorted(names, key=lambda name: (name != BASE, name in TOOLS, name))),
        systems=tuple(system for system in SYSTEMS if system in on) if len(on) < len(SYSTEMS) else (),
        asked=any(key in group.asked for group in inside),
        purpose=judged.get("for", ""),
        wanted_by=tuple(sorted({known[one].name for group in inside for one in group.wanted_by.get(key, ())})),
        carries=tuple(
            Carried(each["what"], each["licence"], tuple(each.get("files", ()))) for each in judged.get("carries", ())
        ),
    )


def faults(found: Inventory, works: Iterable[Work]) -> Iterator[str]:
    """Yield everything that is wrong: unpinned, unknown, without a licence, under one that may not stand there."""
    pins = pinned()
    for key, each in found.components.items():
        if key not in pins:
            yield f"{each.name}: constraints.txt has no version of it"
        elif key not in found.known or pins[key][1] != each.version:
            yield f"{each.name} {pins[key][1]}: not in the record; install it, then python -m release.supply"
        yield from (f"{each.name}: {fault}" for fault in refused(each.licence, each.place))
        for inner in each.carries:
            yield from (f"{each.name} carries {inner.what}: {fault}" for fault in refused(inner.licence, each.place))
        if each.asked and not each.purpose:
            yield f"{each.name}: release/supply/judged.yaml does not say what it is for"
    yield from (f"{name}: pinned in constraints.txt, and nothing asks for it" for name in _idle(pins, found))
    yield from (f"{key}: judged, and nothing asks for it" for key in sorted(found.judged.keys() - found.components))
    for work in works:
        if not fnmatchcase(work.pattern, TEXTS):
            yield from (f"media/{work.pattern}: {fault}" for fault in refused(work.licence, Place.CARRIED))


def _idle(pins: Mapping[str, tuple[str, str]], found: Inventory) -> list[str]:
    return sorted(pins[key][0] for key in pins.keys() - found.components.keys())


def needed(found: Inventory) -> dict[str, Distribution]:
    """Return what of the record the project needs; requirements of extras that nobody asks for are left out."""
    kept = {key: each for key, each in found.known.items() if key in found.components}
    asked = [Requirement(text) for wanted in requirements().values() for text in wanted]
    while True:
        wanted = [Requirement(text) for each in kept.values() for text in each.requires]
        extras = {extra for one in (*asked, *wanted) for extra in one.extras}
        fewer = {key: _without(each, extras) for key, each in kept.items()}
        if fewer == kept:
            return kept
        kept = fewer


def _without(each: Distribution, extras: set[str]) -> Distribution:
    """Return a distribution without what it asks for in other extras than these."""

    def acted_upon(text: str) -> bool:
        marker = str(Requirement(text).marker or "")
        return "extra ==" not in marker or any(f'extra == "{extra}"' in marker for extra in extras)

    return replace(each, requires=tuple(filter(acted_upon, each.requires)))
