"""What a scene asks for and its house does not have: colours, styles, grounds, sounds, overlays, artwork."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from pipeline.check.looks.fields import slot_lacks
from pipeline.check.looks.lack import Lack
from pipeline.errors import Code
from pipeline.french.wording import advised, quoted
from pipeline.model.layers import LayerChange
from pipeline.model.scene import ArtLayer, ClipLayer, GroundLayer, House, Layer, Scene, TextLayer

THEME = frozenset({"theme.haut", "theme.bas", "theme.texte", "theme.accent"})
_CUT = "coupe"
_TREES = ("media/", "scenes/")


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds a scene: its house, transitions, all scenes; `exists` tells of a file by its path."""

    house: House
    transitions: Iterable[str]
    scenes: Mapping[str, Scene]
    exists: Callable[[str], bool]


def lacks(scene: Scene, around: Around) -> Iterator[Lack]:
    """Yield what a scene names and its house, or the project, does not have."""
    layers: tuple[Layer | LayerChange, ...] = scene.layers
    for told in scene.formats.values():
        layers += tuple(told.layers.values())
    yield from _colours(layers, around.house)
    yield from _named(scene, around)
    for layer in layers:
        yield from _looks(layer, around.house)
        yield from _artwork(scene, layer, around.exists)
    yield from slot_lacks(scene, around.scenes)


def art_path(scene: Scene, file: str, exists: Callable[[str], bool]) -> str:
    """Return where artwork is that a scene names: in its own folder first, then under the project."""
    own = f"scenes/{scene.id}/{file}"
    return own if exists(own) else file


def _named(scene: Scene, around: Around) -> Iterator[Lack]:
    """Yield what a scene as a whole names in vain."""
    transitions = (_CUT, *around.transitions)
    if scene.transition not in transitions:
        message = f"la transition {quoted(scene.transition)} n'existe pas"
        yield Lack(
            scene.transition, "transition", message, advised(scene.transition, transitions), Code("transition-inconnue")
        )
    sounds = around.house.sound.files
    if scene.sound and scene.sound not in sounds:
        message = f"le son {quoted(scene.sound)} n'est pas dans l'habillage"
        yield Lack(scene.sound, "son", message, advised(scene.sound, sounds), Code("son-inconnu"))
    overlays = [name for name, other in around.scenes.items() if other.role == "habillage"]
    asked = [*scene.overlays, *(name for told in scene.formats.values() for name in told.overlays or ())]
    for name in dict.fromkeys(asked):
        if name not in overlays:
            message = f"aucun habillage ne s'appelle {quoted(name)} dans scenes/"
            yield Lack(name, "incrustations", message, advised(name, overlays), Code("incrustation-inconnue"))


def _looks(layer: Layer | LayerChange, house: House) -> Iterator[Lack]:
    """Yield the styles, grounds and faces of a layer, or of what another format changes of it."""
    told = layer.model_fields_set
    if isinstance(layer, TextLayer | LayerChange) and "style" in told and layer.style not in house.styles:
        message = f"le style {quoted(layer.style)} n'est pas dans l'habillage"
        yield Lack(layer.style, "style", message, advised(layer.style, house.styles), Code("style-inconnu"))
    if isinstance(layer, GroundLayer | LayerChange) and "ground" in told and not _grounded(layer.ground, house):
        message = f"le fond {quoted(layer.ground)} n'est pas dans l'habillage"
        yield Lack(layer.ground, "fond", message, advised(layer.ground, house.grounds), Code("fond-inconnu"))
    treatment = "" if isinstance(layer, LayerChange) else getattr(layer, "treatment", "")
    if treatment and "{" not in treatment and treatment not in house.treatments:
        message = f"le traitement {quoted(treatment)} n'est pas dans l'habillage"
        yield Lack(treatment, "traitement", message, advised(treatment, house.treatments), Code("traitement-inconnu"))
    for face in layer.fonts.values() if isinstance(layer, ClipLayer) else ():
        if face not in house.faces:
            message = f"la police {quoted(face)} n'est pas dans l'habillage"
            yield Lack(face, "polices", message, advised(face, house.faces), Code("police-inconnue"))


def _grounded(name: str, house: House) -> bool:
    """Tell whether a ground exists; of « vox_{rang} », whether one begins so."""
    known, _, field = name.partition("{")
    return any(ground.startswith(known) for ground in house.grounds) if field else name in house.grounds


def _artwork(scene: Scene, layer: Layer | LayerChange, exists: Callable[[str], bool]) -> Iterator[Lack]:
    if not isinstance(layer, ArtLayer | LayerChange) or "file" not in layer.model_fields_set or "{" in layer.file:
        return
    path = posixpath.normpath(art_path(scene, layer.file, exists))
    if not path.startswith(_TREES):
        message = f"le dessin {quoted(layer.file)} est hors de media/ et de scenes/"
        yield Lack(
            layer.file,
            "fichier",
            message,
            f"le déposer dans scenes/{scene.id}/ ou dans media/",
            Code("dessin-hors-projet"),
        )
    elif not exists(path):
        message = f"le dessin {quoted(layer.file)} est introuvable"
        advice = f"le déposer dans scenes/{scene.id}/, ou le nommer depuis media/"
        yield Lack(layer.file, "fichier", message, advice, Code("dessin-absent"))


def _colours(layers: Iterable[Layer | LayerChange], house: House) -> Iterator[Lack]:
    known = {*house.palette, *THEME}
    for name, key in dict.fromkeys(_painted(layers)):
        if "{" not in name and name not in known:
            yield Lack(
                name,
                key,
                f"la couleur {quoted(name)} n'est pas dans la palette",
                advised(name, known),
                Code("couleur-inconnue"),
            )


def _painted(values: Iterable[object]) -> Iterator[tuple[str, str]]:
    """Yield every colour that layers name, however deep, with the key it is written under."""
    for value in values:
        if not isinstance(value, BaseModel):
            continue
        for name in value.model_fields_set:
            told = getattr(value, name)
            if name in _COLOUR_FIELDS and told:
                key = type(value).model_fields[name].alias or name
                yield from ((colour, key) for colour in (told.values() if isinstance(told, dict) else (told,)))
            else:
                yield from _painted(told if isinstance(told, tuple) else (told,))


_COLOUR_FIELDS = frozenset({"colour", "bar", "disc_colour", "land", "lit", "border", "colours"})
