"""The words by which a script calls scenes and items, in French and in English."""

from collections.abc import Mapping

from pipeline.check.context import CheckContext
from pipeline.french.wording import fold
from pipeline.model.part import PARTS, PLAN, STORY, WORDS, Part
from pipeline.model.scene import Scene
from pipeline.model.scenes import Scenes

__all__ = [
    "COMPLETED",
    "PLAN",
    "SPOKEN",
    "STORY",
    "default_scene",
    "kind_of",
    "look_names",
    "overlay_names",
    "scene_names",
    "slot_names",
]

COMPLETED = frozenset({Part.OPENING, Part.HEADLINES, Part.STUDIO, Part.BUMPER, Part.CREDITS})
"""Parts whose slots planning fills by itself."""

SPOKEN = frozenset({Part.STUDIO, Part.READER})
"""Parts in which somebody has to speak."""

_ENGLISH = {
    "opening": Part.OPENING,
    "headlines": Part.HEADLINES,
    "studio": Part.STUDIO,
    "brief": Part.READER,
    "sting": Part.BUMPER,
    "bumper": Part.BUMPER,
}


def kind_of(scene: str, scenes: Scenes) -> str:
    """Return the kind of an item that is one shot of this scene: the word of its part, or a single picture."""
    part = scenes.part_of(scene)
    return (WORDS.get(part) if part else None) or (scene if scene in PARTS else PLAN)


def default_scene(scenes: Scenes) -> str:
    """Return the id of the scene of a shot that asks for none: it shows the picture of its story."""
    return _played(Part.ILLUSTRATION, scenes)


def scene_names(context: CheckContext) -> dict[str, str]:
    """Return folded name → scene id, for every picture and its English alias; the words always count.

    A word shows whichever scene plays its part; any other name, the scene that has it.
    """
    scenes = context.scenes
    names = {default_scene(scenes): default_scene(scenes)}
    for identifier, scene in scenes.items():
        if scene.role == "plan":
            names[fold(identifier)] = identifier
    for identifier, scene in scenes.items():
        if scene.role == "plan" and scene.alias:
            names.setdefault(fold(scene.alias), identifier)
    return names | {word: _played(part, scenes) for word, part in (_ENGLISH | dict(PARTS)).items()}


def _played(part: Part, scenes: Scenes) -> str:
    """Return the id of the scene that plays a part; its word when there is none, to be told as missing."""
    scene = scenes.playing(part)
    return scene.id if scene else WORDS.get(part, str(part))


def look_names(scenes: Mapping[str, Scene]) -> dict[str, str]:
    """Return folded name → scene id, for every scene there is: what a designer may call it, in French or English."""
    cast = Scenes(scenes)
    names = {word: found.id for word, part in _ENGLISH.items() if (found := cast.playing(part))}
    names |= {fold(scene.alias): identifier for identifier, scene in scenes.items() if scene.alias}
    return names | {fold(identifier): identifier for identifier in scenes}


def overlay_names(context: CheckContext) -> dict[str, str]:
    """Return folded name → scene id, for the scenes that no script may ask for."""
    return {fold(key): key for key, scene in context.scenes.items() if scene.role != "plan"}


def slot_names(scene: Scene | None) -> Mapping[str, str]:
    """Return folded name → slot, French and English."""
    if scene is None:
        return {}
    names = {fold(slot.alias): key for key, slot in scene.slots.items() if slot.alias}
    return names | {fold(key): key for key in scene.slots}
