"""JSON Schema for scenes and their slots, and for the keys every shot may have."""

from collections.abc import Mapping

from pipeline.check.schema_values import (
    NOTHING,
    NUMBER,
    TEXT,
    Schema,
    closed,
    hidden,
    model_properties,
    one_or_many,
    reference,
    when,
)
from pipeline.model.part import WORDS
from pipeline.model.scene import Scene, Slot
from pipeline.model.script import Item, Line, LowerThird, Shot

ITEM_ONLY = ("id", "theme", "reporter", "surtitre")
"""Keys of an item that is no story."""

_ANSWERS = "les réponses, dans l'ordre : « - malo: … »"


def common_keys() -> dict[str, Schema]:
    """Return the keys every shot may have, by reference: each is defined once for the whole schema."""
    return {key: reference(f"plan_{key}") for key in _common()}


def common_definitions() -> dict[str, Schema]:
    """Return the definitions that `common_keys` and the scenes refer to."""
    said = closed(model_properties(Line), "Une réplique.")
    by = {"type": "object", "additionalProperties": TEXT, "description": "qui dit quoi : « malo: … »"}
    third = closed(model_properties(LowerThird), "Un bandeau de nom.")
    told = {"type": "object", "anyOf": [{"required": [key]} for key in ("texte", "text", "enregistrement")]}
    line = when("object", {"if": told, "then": said, "else": by}, TEXT)
    return {
        "repliques": one_or_many(line),
        "synthes": one_or_many(when("object", third, TEXT)),
        **{f"plan_{key}": found for key, found in _common().items()},
    }


def scene_definition(key: str, scene: Scene) -> Schema:
    """Return what may stand under a scene's key: all its slots, or the main one alone."""
    slots = {name: slot_schema(slot) for name, slot in scene.slots.items()}
    english = {slot.alias: hidden(slot_schema(slot)) for slot in scene.slots.values() if slot.alias}
    answers = {"reponses": reference("repliques") | {"description": _ANSWERS}} if scene.exchange else {}
    item = model_properties(Item) if scene.part in WORDS else {}
    own = {name: found for name, found in item.items() if name in ITEM_ONLY}
    full = closed(own | english | common_keys() | answers | slots, scene.label or key)
    short = [slots[scene.main]] if scene.main in slots else []
    bare = [TEXT] if scene.part in WORDS else []
    return when("object", full, {"anyOf": [*short, *bare, NOTHING]})


def slots_beside(scenes: Mapping[str, Scene]) -> dict[str, Schema]:
    """Return the slots that may stand beside their scene's key, as `legende` beside `image`."""
    found: dict[str, list[Schema]] = {}
    for scene in scenes.values():
        for key, slot in scene.slots.items():
            if key not in scenes:
                found.setdefault(key, []).append(slot_schema(slot))
    return {key: each[0] if len(each) == 1 else {"anyOf": each} for key, each in found.items()}


def slot_schema(slot: Slot) -> Schema:
    """Return the schema of one slot by its type."""
    told: Schema = {"description": _described(slot)}
    if slot.default:
        told["default"] = slot.default
    match slot.type:
        case "liste":
            entry = TEXT | {"maxLength": slot.entry_most}
            return one_or_many(entry, minItems=slot.least, maxItems=slot.most) | told
        case "couples":
            parts = {key: TEXT | {"maxLength": most} for key, most in slot.parts.items()}
            pair = {
                "anyOf": [
                    closed(parts),
                    {"type": "array", "items": TEXT},
                    {"type": "object", "maxProperties": 1},
                ]
            }
            return one_or_many(pair, minItems=slot.least, maxItems=slot.most) | told
        case "choix":
            return {"enum": list(slot.choices)} | told
        case "secondes":
            return NUMBER | {"pattern": r"^\d+([.,:]\d+)*$"} | told
        case "texte" | "nombre":
            return TEXT | {"maxLength": slot.most} | told
        case _:
            return TEXT | told


def _common() -> dict[str, Schema]:
    said = reference("repliques")
    own = model_properties(Shot, "scene", "slots", "repliques", "lines", "synthes", "lower_thirds")
    thirds: Schema = {
        "description": Shot.model_fields["lower_thirds"].description,
        "anyOf": [{"enum": ["non", False]}, reference("synthes")],
    }
    told = {"texte": "ce qui est dit pendant le plan", "repliques": "qui dit quoi : « - malo: … »"}
    spoken: dict[str, Schema] = {key: {"allOf": [said], "description": text} for key, text in told.items()}
    english = {"text": said, "lines": said, "lower_thirds": thirds}
    line = model_properties(Line, "texte", "text")
    return own | line | spoken | {"synthes": thirds} | {key: hidden(s) for key, s in english.items()}


def _described(slot: Slot) -> str:
    """Say in French what a slot wants."""
    what = {
        "texte": f"texte, {slot.most} signes au plus",
        "nombre": "nombre",
        "secondes": "secondes : 12,5 ou 1:05",
        "liste": f"liste, {slot.most} entrées au plus de {slot.entry_most} signes",
        "couples": "liste de " + " + ".join(slot.parts),
        "personne": "un identifiant d'intervenants",
        "image": "une image sous media/",
        "video": "une vidéo sous media/",
        "illustration": "une illustration de media/illustrations/",
        "departement": 'code du département, entre guillemets : "33"',
        "choix": "au choix : " + ", ".join(slot.choices),
    }
    return what[slot.type] + (" (obligatoire)" if slot.required else "")
