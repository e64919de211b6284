"""What a shot shows that could be said: phrases of its scene, and of what the house lays over it, with what each tells.

A scene says in `decrit` how it is told; what is a name, a place, a year or a source is known by the part it plays.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.french.describing import tidy
from pipeline.model.part import Part
from pipeline.model.rundown import PlannedItem, PlannedShot
from pipeline.model.scene import Scene
from pipeline.plan.context import PlanContext
from pipeline.plan.overlays import sourced
from pipeline.plan.template import holds
from pipeline.plan.values import shot_values

_FIELD = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)\}")
_PICTURES = frozenset({"illustration", "image", "video"})
"""The types of slots that hold a picture: what it shows is told by its own description."""

_ARCHIVED = "Images d'archives, {annee}."
_PERSON = "{nom}, {role}."


@dataclass(frozen=True, slots=True)
class ShownPhrase:
    """A phrase that tells something shown: what fills it, by name, entry by entry; `pictures` are told by theirs.

    `person` says that it is a name with its role, which one hears of as a whole.
    """

    phrase: str
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    person: bool = False

    def told(self, values: Mapping[str, Sequence[str]]) -> str:
        """Return the phrase filled with these entries, tidy; empty when nothing is left of it."""
        return tidy(self.phrase, values)


def shown_phrases(context: PlanContext, item: PlannedItem, shot: PlannedShot) -> Iterator[ShownPhrase]:
    """Yield what a shot shows, in the order in which it is best told."""
    scene = context.scenes[shot.scene]
    laid = {context.scenes.part_of(over) for over in scene.overlays}
    if shot.place and Part.PLACE in laid:
        yield ShownPhrase("{lieu}.", {"lieu": (shot.place,)})
    if shot.archive and Part.ARCHIVE in laid:
        year = "2020" if shot.archive.strip().lower() in {"oui", "true"} else shot.archive
        yield ShownPhrase(_ARCHIVED, {"annee": (year,)})
    yield from _of_scene(context, scene, item, shot)
    if Part.LOWER_THIRD in laid:
        for third in shot.thirds:
            yield ShownPhrase(_PERSON, {"nom": (third.name,), "role": _text(third.role)}, person=True)
    if shot.source and Part.SOURCE in laid:
        yield ShownPhrase("{source}.", {"source": _text(sourced(shot.source))})


def _of_scene(context: PlanContext, scene: Scene, item: PlannedItem, shot: PlannedShot) -> Iterator[ShownPhrase]:
    if not scene.told:
        return
    values = shot_values(context, item, shot)
    for telling in scene.told:
        if telling.when and not holds(telling.when, values):
            continue
        names = [found[1] for found in _FIELD.finditer(telling.phrase)]
        pictures = {name for name in names if (slot := scene.slots.get(name)) and slot.type in _PICTURES}
        texts = {name: _entries(_found(name, values)) for name in names if name not in pictures}
        yield ShownPhrase(
            telling.phrase,
            texts,
            {name: str(values[name]) for name in pictures if values.get(name)},
            person=any(name.endswith("_nom") for name in names) and not pictures,
        )


def _found(name: str, values: Mapping[str, Any]) -> Any:
    head, _, rest = name.partition(".")
    value = values.get(head, "")
    return value.get(rest, "") if rest and isinstance(value, Mapping) else "" if rest else value


def _entries(value: Any) -> tuple[str, ...]:
    """Return a value as the texts of its entries; the parts of one are a text."""
    if isinstance(value, Mapping):
        return _text(", ".join(str(part) for part in value.values() if part))
    if isinstance(value, list | tuple):
        return tuple(text for entry in value for text in _entries(entry))
    return _text(str(value or ""))


def _text(text: str) -> tuple[str, ...]:
    line = " ".join(", ".join(text.strip().split("\n")).split())
    return (line,) if line else ()
