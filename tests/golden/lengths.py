"""One sample, rewritten at four text lengths: as short as its scene allows, as written, as long, as wide."""

from collections.abc import Callable, Mapping
from typing import Any

from pipeline.model.scene import Scene, Slot
from tests.golden.staging import SPEAKERS

LENGTHS = ("vide", "typique", "long", "large")

_FRENCH = (
    "les habitants du quartier se relaient chaque soir à la maison commune et gardent toujours une fenêtre "
    "allumée pour celle ou celui qui rentre tard de la ville voisine où l’on partage aussi ses heures "
)
_WIDE = "MÉWÇM WÊMMÇÉW ÇWM ÉMWÇMÊW WM MÇÉWMW ÀWÇMÉM"
_TEXTS = frozenset({"texte", "liste", "couples"})
_SAID = frozenset({"texte", "repliques", "sous_titres", "antenne"})
_OVERLAYS = ("lieu", "source")
"""Keys of a shot that overlays of the same name show."""


def written(entry: Mapping[str, Any], scenes: Mapping[str, Scene], length: str) -> dict[str, Any]:
    """Return the sample with every text of its scene, and of the overlays over it, at the given length."""
    if length == "typique":
        return dict(entry)
    host, slots, said = _opened(entry, scenes)
    if length == "vide":
        return {host: {name: value for name, value in slots.items() if _stays(scenes[host].slots[name])}} | said
    make = _french if length == "long" else _wide
    texts = {name: _value(slot, make) for name, slot in scenes[host].slots.items() if slot.type in _TEXTS}
    shot = {host: slots | texts} | said
    shot |= {key: make(scenes[key].slots[key].most) for key in _OVERLAYS if _shown(key, scenes[host])}
    if "archives" in scenes[host].overlays:
        shot["archive"] = "2020"
    if "bandeau" in scenes[host].overlays:
        shot["bandeau"] = [make(90), make(90)]
    return shot


def people(scenes: Mapping[str, Scene], length: str) -> dict[str, Any]:
    """Return the speakers with names and roles at the given length."""
    if length in {"vide", "typique"}:
        return SPEAKERS
    make = _french if length == "long" else _wide
    third = scenes["synthe"].slots
    name, role = make(third["nom"].most), make(third["role"].most)
    return {key: {**who, "nom": name, "role": role} for key, who in SPEAKERS.items()}


def _opened(entry: Mapping[str, Any], scenes: Mapping[str, Scene]) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Return the scene a sample asks for, the slots it fills, and what is said."""
    host = next(iter(entry))
    value = entry[host]
    main = {scenes[host].main: value} if not isinstance(value, Mapping) else value
    every = {**main, **{name: given for name, given in entry.items() if name != host}}
    slots = {name: given for name, given in every.items() if name in scenes[host].slots}
    return host, slots, {name: given for name, given in every.items() if name in _SAID}


def _stays(slot: Slot) -> bool:
    return slot.required or slot.type not in _TEXTS


def _shown(key: str, scene: Scene) -> bool:
    return key in scene.overlays and key not in scene.slots


def _value(slot: Slot, make: Callable[[int], str]) -> Any:
    match slot.type:
        case "liste":
            return [make(slot.entry_most) for _ in range(slot.most)]
        case "couples":
            return [{name: make(most) for name, most in slot.parts.items()} for _ in range(min(slot.most, 12))]
        case _:
            return make(slot.most)


def _french(most: int) -> str:
    text = _filled(_FRENCH, most)
    return text[0].upper() + text[1:]


def _wide(most: int) -> str:
    return _filled(_WIDE, most)


def _filled(sample: str, most: int) -> str:
    """Return exactly `most` characters of whole words, the last one cut when it must be."""
    text = " ".join(sample.split() * (most // 20 + 1))[:most]
    return text[:-1] + sample[0] if text.endswith(" ") else text
