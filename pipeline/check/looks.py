"""What a scene asks for and its house does not have: colours, styles, grounds, transitions, artwork, slots."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from pipeline.check.wording import advised, nearest, quoted
from pipeline.model.layers import ArtLayer
from pipeline.model.scene import GroundLayer, House, Scene, TextLayer

_FIELD = re.compile(r"\{([a-z_]+)(?:\.[a-z_]+)?\}")
_THEME = frozenset({"theme.haut", "theme.bas", "theme.texte", "theme.accent"})
_CUT = "coupe"


@dataclass(frozen=True, slots=True)
class Lack:
    """A word of a scene that means nothing here: the word as it is written, what is wrong, what to do (in French)."""

    word: str
    message: str
    advice: str


def lacks(scene: Scene, house: House, transitions: Iterable[str], exists: Callable[[str], bool]) -> Iterator[Lack]:
    """Yield what a scene names and its house, or the project, does not have; `exists` tells of a file by its path."""
    colours = {*house.palette, *_THEME}
    changes = [change for told in scene.formats.values() for change in told.layers.values()]
    for name in dict.fromkeys(_colours((*scene.layers, *changes))):
        if "{" not in name and name not in colours:
            yield Lack(name, f"la couleur {quoted(name)} n'est pas dans la palette", advised(name, colours))
    if scene.transition not in {_CUT, *transitions}:
        message = f"la transition {quoted(scene.transition)} n'existe pas"
        yield Lack(scene.transition, message, advised(scene.transition, (_CUT, *transitions)))
    yield from _layers(scene, house, exists)
    yield from _slots(scene)


def _layers(scene: Scene, house: House, exists: Callable[[str], bool]) -> Iterator[Lack]:
    for layer in scene.layers:
        match layer:
            case TextLayer() if layer.style not in house.styles:
                message = f"le style {quoted(layer.style)} n'est pas dans l'habillage"
                yield Lack(layer.style, message, advised(layer.style, house.styles))
            case GroundLayer() if "{" not in layer.ground and layer.ground not in house.grounds:
                message = f"le fond {quoted(layer.ground)} n'est pas dans l'habillage"
                yield Lack(layer.ground, message, advised(layer.ground, house.grounds))
            case ArtLayer() if "{" not in layer.file:
                if not exists(f"scenes/{scene.id}/{layer.file}") and not exists(layer.file):
                    message = f"le dessin {quoted(layer.file)} est introuvable"
                    yield Lack(layer.file, message, f"le déposer dans scenes/{scene.id}/, ou le nommer depuis media/")
            case _:
                pass


def _slots(scene: Scene) -> Iterator[Lack]:
    """Yield fields of texts that come near a slot without being one: others are given by the newscast itself."""
    for layer in scene.layers:
        if not isinstance(layer, TextLayer):
            continue
        for name in _FIELD.findall(layer.text):
            given = name in scene.slots or any(name.startswith(f"{slot}_") for slot in scene.slots)
            if not given and layer.repeat is None and nearest(name, scene.slots):
                message = f"cette scène n'a pas d'emplacement {quoted(name)}"
                yield Lack(layer.text, message, advised(name, scene.slots))


def _colours(values: Iterable[object]) -> Iterator[str]:
    """Yield every colour that layers name, however deep."""
    for value in values:
        if isinstance(value, BaseModel):
            for name in value.model_fields_set:
                told = getattr(value, name)
                if name in _COLOUR_FIELDS and told:
                    yield from told.values() if isinstance(told, dict) else (told,)
                else:
                    yield from _colours(told if isinstance(told, tuple) else (told,))


_COLOUR_FIELDS = frozenset({"colour", "bar", "disc_colour", "land", "lit", "border", "colours"})
