"""The `{slots}` that a scene shows, and whether anything fills them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.check.looks.lack import Lack
from pipeline.errors import Code
from pipeline.french.wording import advised, quoted
from pipeline.model.layers import LayerChange, Repeat
from pipeline.model.scene import IllustrationLayer, Layer, Scene
from pipeline.model.scene_values import BESIDE, ENTRY, ENTRY_PARTS, GROUPS, LISTED_PARTS, SCENE_VALUES, SEEN, TURNED

_FIELD = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)\}")
_TEMPLATES = ("text", "file", "ground", "colour", "department", "speaker", "gauge", "line", "treatment")
"""Fields of a layer in which slots may stand."""


def slot_lacks(scene: Scene, scenes: Mapping[str, Scene]) -> Iterator[Lack]:
    """Yield the names that neither the scene's slots nor the newscast fill."""
    for key, names in (("principal", (scene.main,)), ("parle", (scene.speaks,)), ("dit", scene.spoken)):
        yield from (_lack(name, name, key, scene.slots) for name in names if name and name not in scene.slots)
    for name in _conditions(scene.mirrored):
        if name not in {*scene.slots, *SCENE_VALUES}:
            yield _lack(scene.mirrored, name, "miroir", scene.slots)
    repeats = {layer.name: layer.repeat for layer in scene.layers if layer.name}
    for layer in scene.layers:
        yield from _layer(layer, layer.repeat, scene, scenes)
    for told in scene.formats.values():
        for name, change in told.layers.items():
            own = change.repeat if "repeat" in change.model_fields_set else repeats.get(name)
            yield from _layer(change, own, scene, scenes)


def _layer(
    layer: Layer | LayerChange, repeat: Repeat | None, scene: Scene, scenes: Mapping[str, Scene]
) -> Iterator[Lack]:
    known = _known(scene, scenes, repeat)
    if repeat is not None and "repeat" in layer.model_fields_set and repeat.over not in {*scene.slots, *SCENE_VALUES}:
        yield _lack(repeat.over, repeat.over, "sur", scene.slots)
    if isinstance(layer, IllustrationLayer) and layer.slot not in known:
        yield _lack(layer.slot, layer.slot, "emplacement", scene.slots)
    for key, word, name in _asked(layer):
        if name not in known:
            yield _lack(word, name, key, known if name.partition(".")[1] else scene.slots)


def _conditions(condition: str) -> Iterator[str]:
    """Yield the names that a condition looks at."""
    for part in condition.split(","):
        name = part.strip().removeprefix("!").partition("=")[0]
        if name:
            yield name


def _asked(layer: Layer | LayerChange) -> Iterator[tuple[str, str, str]]:
    """Yield every name a layer asks for: the key it stands under, the word as written, the name."""
    fields = type(layer).model_fields
    for field in _TEMPLATES:
        if field in fields and field in layer.model_fields_set:
            word = str(getattr(layer, field))
            yield from ((fields[field].alias or field, word, name) for name in _FIELD.findall(word))
    if "only_if" in layer.model_fields_set:
        yield from (("si", layer.only_if, name) for name in _conditions(layer.only_if))
    moves: Any = layer.moves if "moves" in layer.model_fields_set else None
    for name in _FIELD.findall(moves.voice_of) if moves else ():
        yield "voix_de", moves.voice_of, name


def _known(scene: Scene, scenes: Mapping[str, Scene], repeat: Repeat | None) -> set[str]:
    """Return every name that is filled for a layer, as it is written between braces or in a condition."""
    names = {*scene.slots, *SCENE_VALUES}
    names |= {f"{group}.{part}" for group, parts in GROUPS.items() for part in parts}
    if scene.role == "habillage":
        over = {name for name, other in scenes.items() if other.role == "habillage"} | {SEEN, TURNED}
        names |= {f"{BESIDE}.{name}" for name in over}
    if repeat is not None:
        slot = scene.slots.get(repeat.over)
        names |= {f"{ENTRY}.{part}" for part in (*ENTRY_PARTS, *(slot.parts if slot else ()))}
        if repeat.over in SCENE_VALUES:
            names |= {f"{ENTRY}.{part}" for part in LISTED_PARTS}
    return names


def _lack(word: str, name: str, key: str, candidates: Any) -> Lack:
    message = f"cette scène n'a pas d'emplacement {quoted(name)}"
    return Lack(
        word, key, message, advised(name, candidates, "le déclarer sous « emplacements »"), Code("emplacement-inconnu")
    )
