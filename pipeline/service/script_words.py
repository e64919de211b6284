"""What a house calls the scenes that an import writes: asked for by what they do, never by their names."""

from collections.abc import Callable, Mapping

from pipeline.gather.words import ScriptWords
from pipeline.model.part import WORDS, Part
from pipeline.model.scene import Scene
from pipeline.model.scenes import Scenes


def words_of_scenes(scenes: Mapping[str, Scene]) -> ScriptWords:
    """Return how a script names each form's scene; empty for what a house has no scene for."""
    cast = Scenes(scenes)

    def playing(part: Part) -> str:
        rivals = cast.rivals(part)
        return WORDS.get(part, "") or (rivals[0] if rivals else "")

    def fitting(fits: Callable[[Scene], bool]) -> str:
        return next((name for name, scene in sorted(scenes.items()) if scene.role == "plan" and fits(scene)), "")

    return ScriptWords(
        opening=playing(Part.OPENING),
        headlines=playing(Part.HEADLINES),
        desk=playing(Part.STUDIO),
        credits=playing(Part.CREDITS),
        picture_of_story=playing(Part.ILLUSTRATION),
        close_up=playing(Part.CLOSE_UP),
        soundbite=fitting(lambda scene: bool(scene.speaks) and not scene.exchange and scene.part is None),
        quote=playing(Part.QUOTE),
        points=playing(Part.POINTS),
        number=playing(Part.NUMBER),
        timeline=fitting(lambda scene: _holds(scene, "jalons", "couples")),
        map=fitting(lambda scene: any(slot.type == "departement" for slot in scene.slots.values())),
        photo=playing(Part.PICTURE),
        vox_pop=fitting(lambda scene: scene.exchange and _holds(scene, "question", "texte")),
    )


def _holds(scene: Scene, name: str, kind: str) -> bool:
    return name in scene.slots and scene.slots[name].type == kind
