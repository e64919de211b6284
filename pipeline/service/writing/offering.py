"""The scenes that a script may ask for, each with what a new shot of it needs at least."""

from collections.abc import Iterator, Mapping

from pipeline.check.context import CheckContext
from pipeline.model.cards import SceneOffer
from pipeline.model.edits import Plain
from pipeline.model.part import PARTS, Part
from pipeline.model.scene import Scene, Slot
from pipeline.service.writing.naming import label_of

TO_WRITE = "À écrire."
"""What stands where somebody is to write."""
SAID_BY = "par"
_ALONE = (frozenset(PARTS.values()) - {Part.STUDIO}) | {Part.CLOSING}
"""Parts that stand in the rundown by themselves."""
_FILES = {"image": "photo", "video": "vidéo"}
"""Slots that a file of the project fills, and what such a file is called."""


def offers_of(context: CheckContext) -> tuple[SceneOffer, ...]:
    """Return every scene that a script may ask for: those that stand within a story first."""
    shown = {name: scene for name, scene in context.scenes.items() if scene.role == "plan"}
    stand_in = next((name for name, scene in shown.items() if scene.draft_only), "")
    made = [_offer(name, scene, stand_in, context) for name, scene in shown.items()]
    return tuple(sorted(made, key=lambda one: (one.alone, shown[one.id].draft_only)))


def shot_of_offer(offer: SceneOffer, person: str, text: str = TO_WRITE) -> Mapping[str, Plain]:
    """Return a new shot as it is written; `person` is who is seen where the scene needs somebody."""
    slots: dict[str, Plain] = {**offer.slots, **({offer.person: person} if offer.person else {})}
    only = next(iter(slots.values())) if tuple(slots) == (offer.main,) else None
    value: Plain = only if isinstance(only, str) else (slots or "")
    if offer.alone and not slots:  # music and pictures speak for themselves
        return {offer.id: value}
    return {offer.id: value, **({SAID_BY: person} if offer.exchange else {}), "texte": text}


def _offer(name: str, scene: Scene, stand_in: str, context: CheckContext) -> SceneOffer:
    needed = {key: slot for key, slot in scene.slots.items() if slot.required}
    lacking = next((_FILES[slot.type] for slot in needed.values() if slot.type in _FILES), "")
    return SceneOffer(
        id=name,
        label=scene.label or label_of(name),
        purpose=scene.purpose,
        alone=scene.part in _ALONE,
        slots=dict(_least(needed, context)),
        main=scene.main,
        takes={key: slot.type for key, slot in scene.slots.items()},
        person=next((key for key, slot in needed.items() if slot.type == "personne"), ""),
        exchange=scene.exchange,
        lacks=lacking,
        instead=stand_in if lacking else "",
    )


def _least(needed: Mapping[str, Slot], context: CheckContext) -> Iterator[tuple[str, Plain]]:
    """Yield what each slot holds at least, but for people and files."""
    for key, slot in needed.items():
        entries = max(1, slot.least)
        match slot.type:
            case "texte":
                yield key, _words(slot.most, 1)
            case "nombre" | "secondes":
                yield key, "1"
            case "liste":
                yield key, [_words(slot.entry_most, rank + 1) for rank in range(entries)]
            case "couples":
                yield (
                    key,
                    [{part: _words(most, rank + 1) for part, most in slot.parts.items()} for rank in range(entries)],
                )
            case "choix" if slot.choices:
                yield key, slot.choices[0]
            case "illustration" if context.illustrations:
                yield key, min(context.illustrations)
            case "departement" if context.departments:
                yield key, min(context.departments)


def _words(most: int, rank: int) -> str:
    return TO_WRITE if len(TO_WRITE) <= most else str(rank)
