"""The words by which a script calls scenes and items, in French and in English."""

from collections.abc import Mapping

from pipeline.check.context import CheckContext
from pipeline.french.wording import fold
from pipeline.model.scene import Scene

WORDS = ("generique", "titres", "plateau", "breve", "virgule", "credits")
"""Items that are a word of their own, not a picture in a story."""

COMPLETED = frozenset({"generique", "titres", "plateau", "virgule", "credits"})
"""Words whose slots planning fills by itself."""

SPOKEN = frozenset({"plateau", "breve"})
"""Words in which somebody has to speak."""

HEADLINES = "titres"
STORY = "sujet"
PLAN = "plan"
DEFAULT_SCENE = "illustration"

_ENGLISH = {
    "opening": "generique",
    "headlines": "titres",
    "studio": "plateau",
    "brief": "breve",
    "sting": "virgule",
    "bumper": "virgule",
}


def scene_names(context: CheckContext) -> dict[str, str]:
    """Return folded name → scene id, for every picture and its English alias; the words always count."""
    names = {word: word for word in (*WORDS, DEFAULT_SCENE)} | _ENGLISH
    for identifier, scene in context.scenes.items():
        if scene.role == "plan":
            names[fold(identifier)] = identifier
            if scene.alias:
                names.setdefault(fold(scene.alias), identifier)
    return names


def look_names(scenes: Mapping[str, Scene]) -> dict[str, str]:
    """Return folded name → scene id, for every scene there is: what a designer may call it, in French or English."""
    names = {word: known for word, known in _ENGLISH.items() if known in scenes}
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
