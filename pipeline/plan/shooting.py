"""Which shots of a rundown can be filmed, where, and of whom; nobody who refused is among them."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.part import Part
from pipeline.model.rundown import PlannedItem, PlannedShot, Rundown
from pipeline.plan.context import PlanContext
from pipeline.plan.setting import setting

_AT_THE_DESK = frozenset({Part.STUDIO, Part.HEADLINES, Part.READER})
_VIEWS = frozenset({Part.ILLUSTRATION, Part.CLOSE_UP})
"""Parts of shots that show a place or a thing: they may be filmed, and are complete when drawn."""

DESK = "plateau"
"""The place of whoever presents."""

_SETTING = "decor"
"""The slot by which a script says where somebody is met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filmable:
    """A shot that can be filmed: its item with its number in the rundown, who is seen (ids; none for a view), where.

    `place` is the name of a setting, empty for a view; `where` the place and moment that the item last told.
    """

    number: int
    item: PlannedItem
    shot: PlannedShot
    people: tuple[str, ...]
    place: str
    where: str


@dataclass(frozen=True, slots=True)
class FilmableShots:
    """What can be filmed, in the order of the rundown; how many shots are filmed already; how many stay drawn."""

    shots: tuple[Filmable, ...]
    filmed: int
    refused: int


def filmable_shots(context: PlanContext, rundown: Rundown, refused: frozenset[str]) -> FilmableShots:
    """Sort the shots of a rundown; those in which somebody who refused speaks, or is named, stay drawn."""
    found: list[Filmable] = []
    filmed = kept = 0
    names = {context.speaker(who).shown for who in refused}
    for number, item in enumerate(rundown.items, 1):
        for one in _of_item(context, number, item):
            if one.shot.footage is not None:
                filmed += 1
            elif _concerns(one.shot, refused, names):
                kept += 1
            else:
                found.append(one)
    return FilmableShots(tuple(found), filmed, kept)


def _concerns(shot: PlannedShot, refused: frozenset[str], names: set[str]) -> bool:
    return any(line.speaker in refused for line in shot.lines) or any(third.name in names for third in shot.thirds)


def _of_item(context: PlanContext, number: int, item: PlannedItem) -> Iterator[Filmable]:
    where = ""
    for shot in item.shots:
        where = shot.place or where
        seen = tuple(dict.fromkeys(line.speaker for line in shot.lines if line.on_camera and line.text.strip()))
        if seen or shot.part in _VIEWS or shot.footage is not None:
            place = _place(context, shot, seen[0]) if seen else ""
            yield Filmable(number=number, item=item, shot=shot, people=seen, place=place, where=where)


def _place(context: PlanContext, shot: PlannedShot, who: str) -> str:
    """Return where somebody is met, as the picture that is drawn of them shows it."""
    if shot.part in _AT_THE_DESK:
        return DESK
    asked = shot.slots.get(_SETTING, "")
    places = context.portrait_parts.get("decors") or {}
    return setting(who, context.speaker(who), places, str(asked))
