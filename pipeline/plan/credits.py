"""The closing credits: the programme a script belongs to, the house, and whoever made what the film shows and plays.

What is used is read from the timeline itself, laid with lines as long as their words: no one is thanked for what is
not there.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from fnmatch import fnmatchcase
from typing import Any

from pipeline.french.wording import fold
from pipeline.model.part import Part
from pipeline.model.picture import Asset
from pipeline.model.rundown import PlannedShot, Rundown
from pipeline.plan.context import Credits, PlanContext
from pipeline.plan.estimate import estimate
from pipeline.plan.rundown import plan_rundown
from pipeline.plan.timeline import plan_timeline

_MEDIA = "media/"
_ROLES = re.compile(r"\s+et\s+|\s*[,/&+]\s*")
"""What stands between two roles of one line: « Images et musique »."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Who made files of the library: a pattern from `media/`, what they did, their name, under which licence."""

    pattern: str
    role: str
    name: str
    licence: str = ""


def makers(manifests: Mapping[str, Mapping[str, Any]]) -> tuple[Maker, ...]:
    """Return who is to be credited for which files; `manifests` are by their folder, from `media/` on."""
    return tuple(maker for folder, manifest in manifests.items() for maker in _makers(folder, manifest))


def credited(
    context: PlanContext, programme: Credits, known: Iterable[Maker], order: Iterable[str], ours: Callable[[str], bool]
) -> PlanContext:
    """Return a context that knows every line of the credits after those of the script.

    `order` are what makers do, in the order in which they are named; `ours` tells a file of the library from one of
    the project, whose owner credits it. A film that rolls no credits is not planned to know whom they would name.

    A line of the script takes the place of makers of the same role (« Images »), unless a licence asks for them.
    """
    before = (*programme, *context.house.credits)
    context = replace(context, credits=before)
    rundown = plan_rundown(context)
    if not any(shot.part is Part.CREDITS for shot in rundown.shots):
        return context
    shown = frozenset(path for path in used(context, rundown) if ours(path))
    own = _own_roles(context)
    makers_of_it = [
        maker
        for maker in known
        if (maker.licence or fold(maker.role) not in own)
        and any(fnmatchcase(path, _MEDIA + maker.pattern) for path in shown)
    ]
    return replace(context, credits=(*before, *rows(makers_of_it, tuple(order))))


def truthful(rundown: Rundown, context: PlanContext) -> Rundown:
    """Return a rundown whose credits name no synthetic voices when every line is a recording."""
    name = context.house.voice_credit
    if not name or any(not line.recording for line in rundown.lines):
        return rundown

    def told(shot: PlannedShot) -> PlannedShot:
        if shot.part is not Part.CREDITS:
            return shot
        rows = tuple(row for row in shot.slots.get("lignes") or () if row.get("nom") != name)
        return replace(shot, slots={**shot.slots, "lignes": rows})

    return replace(rundown, items=tuple(replace(item, shots=tuple(map(told, item.shots))) for item in rundown.items))


def _own_roles(context: PlanContext) -> frozenset[str]:
    """Return the roles that the script's own lines fill, in the form in which they are compared."""
    shots = (shot for item in context.script.items for shot in item.shots)
    rolled = (shot for shot in shots if context.scenes.part_of(shot.scene) is Part.CREDITS)
    written = (row.get("role", "") for shot in rolled for row in shot.slots.get("lignes") or ())
    return frozenset(fold(part) for role in written for part in _ROLES.split(role) if part.strip())


def used(context: PlanContext, rundown: Rundown) -> frozenset[str]:
    """Return every file that a film shows or plays, by its path from the project."""
    timeline = plan_timeline(context, rundown, {line.id: estimate(line) for line in rundown.lines}).timeline
    seen = {layer.spec for shot in timeline.shots for layer in shot.layers}
    return frozenset({*(path for spec in seen for path in _assets(spec)), *(sound.path for sound in timeline.sounds)})


def rows(found: Iterable[Maker], order: tuple[str, ...]) -> Credits:
    """Return the lines of makers: names of one role together, roles of one name together.

    >>> rows([Maker("a", "Images", "Nous"), Maker("b", "Musique", "Nous")], ("Musique", "Images"))
    (('Musique et images', 'Nous'),)
    """
    by_role: dict[str, list[Maker]] = {role: [] for role in order}
    for maker in dict.fromkeys(replace(one, pattern="") for one in found):
        by_role.setdefault(maker.role, []).append(maker)
    roles: dict[str, list[str]] = {}
    for role, together in by_role.items():
        if together:
            roles.setdefault(_names(together), []).append(role)
    return tuple((" et ".join([first, *map(_lowered, others)]), name) for name, (first, *others) in roles.items())


def _names(together: list[Maker]) -> str:
    by_licence: dict[str, list[str]] = {}
    for maker in together:
        by_licence.setdefault(maker.licence, []).append(maker.name)
    return " · ".join(
        f"{' · '.join(names)} ({licence})" if licence else " · ".join(names) for licence, names in by_licence.items()
    )


def _lowered(role: str) -> str:
    return role[:1].lower() + role[1:]


def _makers(folder: str, manifest: Mapping[str, Any]) -> Iterator[Maker]:
    if told := manifest.get("generique"):
        yield _maker(f"{folder}*", told)
    for entry in manifest.get("fichiers") or ():
        if told := entry.get("generique"):
            yield _maker(f"{folder}{entry['motif']}", told)
        borrowed = entry.get("emprunts") or {}
        if told := borrowed.get("generique"):
            where = f"{folder}{entry['motif'].rpartition('/')[0]}/"
            yield from (_maker(f"{where}{name}", told) for name in borrowed["objets"])


def _maker(pattern: str, told: Mapping[str, str]) -> Maker:
    return Maker(pattern, told["fonction"], told["nom"], told.get("licence", ""))


def _assets(value: object) -> Iterator[str]:
    """Yield the path of every file that a specification names, however deep."""
    if isinstance(value, Asset):
        yield value.path
    elif isinstance(value, tuple):
        for part in value:
            yield from _assets(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _assets(getattr(value, field.name))
