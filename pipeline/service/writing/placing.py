"""What was brought in is put into the script: a photo or a clip shown by a shot, a sound as what somebody says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.errors import UserError
from pipeline.model.cards import CardField, CardLine, ScriptCards, ShotRow
from pipeline.model.edits import Edit, InsertItem, RemoveAt, SetEntry, SetScalar
from pipeline.model.marked import ListNode, MapNode, Node, plain
from pipeline.model.part import STORY, Part
from pipeline.model.scene import Scene

SeenKind = Literal["image", "video"]
_PARTS: Mapping[SeenKind, Part] = {"image": Part.PICTURE, "video": Part.FOOTAGE}
_CALLED: Mapping[SeenKind, str] = {"image": "la photo", "video": "la vidéo"}
_TEXT = frozenset({"texte", "text"})
_RECORDING = "enregistrement"


@dataclass(frozen=True, slots=True)
class ShowFile:
    """Have a shot show a file of `media/`; `scenes` are those of the house, by name."""

    ref: str
    file: str
    kind: SeenKind
    scenes: Mapping[str, Scene]


@dataclass(frozen=True, slots=True)
class SayFile:
    """Have a line, or the only line of a shot, be heard from a file of `media/`."""

    ref: str
    file: str


@dataclass(frozen=True, slots=True)
class AdoptStories:
    """Put the stories of another script after the others, with the people who are in them."""

    tree: Node
    ranks: tuple[int, ...]


Placing = ShowFile | SayFile | AdoptStories


def placed(change: Placing, cards: ScriptCards, tree: Node) -> tuple[Edit, ...]:
    """Return the edits that put something in its place; raises UserError where it has none."""
    match change:
        case ShowFile():
            return _shown(change, cards, tree)
        case SayFile():
            return _said(change, cards)
        case AdoptStories():
            return tuple(_adopted(change, cards, tree))


def _shown(change: ShowFile, cards: ScriptCards, tree: Node) -> tuple[Edit, ...]:
    """Fill the slot that takes such a file; where the scene has none, have the scene of such files play the shot."""
    row = _row(cards, change.ref)
    slot = next((one for one in row.fields if one.kind == change.kind and one.writable), None)
    if slot is not None:
        return (_filled(slot, change.file),)
    scene = change.scenes.get(row.scene)
    owner = next((one.owner for one in row.more if one.owner is not None), None)
    wanted = next((one for one in change.scenes.values() if one.part is _PARTS[change.kind]), None)
    if owner is None or wanted is None or (scene is not None and scene.speaks):
        raise UserError(
            f"ce plan ne peut pas montrer {_CALLED[change.kind]} : déposez-la sur un plan illustré, ou ajoutez-en un"
        )
    given = plain(tree)
    for step in owner:
        given = given[step]
    known = _words(scene) if scene is not None else frozenset()
    away = tuple(RemoveAt((*owner, key)) for key in given if key in known)
    return (SetEntry(owner, wanted.id, change.file), *away)


def _words(scene: Scene) -> frozenset[str]:
    """Return every key that is a scene's own."""
    slots = (name for key, slot in scene.slots.items() for name in (key, slot.alias))
    return frozenset({scene.id, scene.alias, *slots}) - {""}


def _filled(field: CardField, text: str) -> Edit:
    return SetScalar(field.at, text) if field.at is not None else SetEntry(field.owner or (), field.key, text)


def _said(change: SayFile, cards: ScriptCards) -> tuple[Edit, ...]:
    row, line = _line(cards, change.ref)
    at = line.words.at
    if at is None or not isinstance(at[-1], str):
        raise UserError("il n'y a pas encore de texte à cet endroit : écrivez ce qui est dit, puis recommencez")
    *owner, key = at
    where = tuple(owner)
    if key in _TEXT:
        return (SetEntry(where, _RECORDING, change.file),)
    if not line.speaker or key in {"lancement", "pied", "lead_in", "tag"}:
        raise UserError("cette phrase ne peut pas porter d'enregistrement à elle : mettez-la dans un plan")
    who = row.scene if row is not None and row.at == where else "par"
    return (
        SetEntry(where, who, line.speaker),
        SetEntry(where, "texte", line.words.text),
        SetEntry(where, _RECORDING, change.file),
        RemoveAt(at),
    )


def _adopted(change: AdoptStories, cards: ScriptCards, tree: Node) -> Iterable[Edit]:
    if cards.items_at is None:
        raise UserError("ce journal n'a pas encore de liste de sujets : ajoutez-en un, puis recommencez")
    stories = stories_in(change.tree)
    wanted = [stories[rank] for rank in change.ranks if 0 <= rank < len(stories)]
    if not wanted:
        raise UserError("choisissez au moins un sujet")
    ends = [one.at[-1] for one in cards.stories if one.kind == STORY and one.at]
    last = max((rank for rank in ends if isinstance(rank, int)), default=len(cards.stories) - 1)
    for offset, story in enumerate(wanted, 1):
        yield InsertItem(cards.items_at, last + offset, plain(story))
    people = change.tree.get("intervenants") if isinstance(change.tree, MapNode) else None
    mine = tree.get("intervenants") if isinstance(tree, MapNode) else None
    known = {one.key for one in mine.entries} if isinstance(mine, MapNode) else set()
    theirs = people.entries if isinstance(people, MapNode) else ()
    new = {one.key: plain(one.value) for one in theirs if one.key not in known}
    if new and isinstance(mine, MapNode):
        yield from (SetEntry(("intervenants",), key, value) for key, value in new.items())
    elif new:
        yield SetEntry((), "intervenants", new)


def stories_in(tree: Node) -> tuple[MapNode, ...]:
    """Return the stories of a script as it was read: what is around them is no story."""
    for key in ("sujets", "conducteur"):
        found = tree.get(key) if isinstance(tree, MapNode) else None
        if isinstance(found, ListNode):
            maps = (item for item in found.items if isinstance(item, MapNode))
            return tuple(item for item in maps if item.get("titre") is not None or item.get("sujet") is not None)
    return ()


def _row(cards: ScriptCards, ref: str) -> ShotRow:
    for story in cards.stories:
        for row in story.shots:
            if row.ref == ref:
                return row
        if story.ref == ref and story.shots:
            return story.shots[0]
    raise UserError("ce plan n'est plus là où il était : la page se remet à jour, recommencez")


def _line(cards: ScriptCards, ref: str) -> tuple[ShotRow | None, CardLine]:
    """Return the line that a reference names, by its text or as the only one of its shot."""
    for story in cards.stories:
        for line in (*story.lead_in, *story.tag):
            if line.words.ref == ref:
                return None, line
        for row in story.shots:
            found = [line for line in row.lines if ref in {row.ref, line.words.ref}]
            if len(found) > 1:
                raise UserError("plusieurs personnes parlent dans ce plan : choisissez la phrase à enregistrer")
            if found:
                return row, found[0]
    raise UserError("cette phrase n'est plus là où elle était : la page se remet à jour, recommencez")
