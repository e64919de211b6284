"""What is done to a card becomes edits of its file: a value written, an entry moved, doubled, cut in two, joined."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.errors import UserError
from pipeline.model.cards import ScriptCards, ShotRow, StoryCard
from pipeline.model.edits import Edit, InsertItem, MoveItem, Plain, RemoveAt, SetEntry, SetScalar, Steps
from pipeline.model.marked import Node, plain

_IDENTITY = frozenset({"id", "sujet", "story"})


@dataclass(frozen=True, slots=True)
class Fill:
    """Write a value; an empty one takes it out where it is not needed."""

    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class Shift:
    """Take a story or a shot to another rank among its own."""

    ref: str
    to: int


@dataclass(frozen=True, slots=True)
class Act:
    """Do something with a story or a shot: take it out, double it, join it to the next one of its story."""

    ref: str
    what: Literal["ôter", "doubler", "joindre"]


@dataclass(frozen=True, slots=True)
class Split:
    """Split a shot in two before a sign of its text."""

    ref: str
    at: int


@dataclass(frozen=True, slots=True)
class Put:
    """Put a new entry in: a story after the one at `ref` (empty: first), or a shot of a scene after that shot or story.

    `scene` is empty for a story; `value` is what its main slot holds.
    """

    ref: str
    scene: str = ""
    value: str = ""


Change = Fill | Shift | Act | Split | Put


def edits_of(change: Change, cards: ScriptCards, tree: Node) -> tuple[Edit, ...]:
    """Return the edits that a change is made of; raises UserError for what is not there or cannot be done."""
    match change:
        case Fill():
            return _filled(change, cards)
        case Shift(ref, to):
            at = _place(cards, ref)
            return (MoveItem(at[:-1], _rank(at), to),)
        case Act(ref, what):
            return _done(cards, tree, ref, what)
        case Split(ref, at):
            return _cut(cards, tree, ref, at)
        case Put():
            return _put(change, cards)


def _filled(change: Fill, cards: ScriptCards) -> tuple[Edit, ...]:
    field, text = cards.fields.get(change.ref), change.text
    if field is None or not field.writable:
        raise _gone()
    value: Plain = [line.strip() for line in text.splitlines() if line.strip()] if field.kind == "liste" else text
    if field.at is None:
        return (SetEntry(field.owner or (), field.key, value),) if value else ()
    if field.kind == "liste" and value:
        *owner, key = field.at
        return (SetEntry(tuple(owner), str(key), value),)
    if not text.strip() and not field.required and isinstance(field.at[-1], str) and field.key != "titre":
        return (RemoveAt(field.at),)
    return (SetScalar(field.at, text),)


def _done(cards: ScriptCards, tree: Node, ref: str, what: str) -> tuple[Edit, ...]:
    if what == "joindre":
        return _joined(cards, ref)
    at = _place(cards, ref)
    if what == "ôter":
        return (RemoveAt(at),)
    return (InsertItem(at[:-1], _rank(at) + 1, _without(_told(tree, at), _IDENTITY)),)


def _joined(cards: ScriptCards, ref: str) -> tuple[Edit, ...]:
    """Say in a shot what the next one says, and take that one out."""
    story, rank = _shot_rank(cards, ref)
    if rank + 1 >= len(story.shots):
        raise UserError("il n'y a pas de plan après celui-ci dans ce sujet : rien à lui joindre")
    first, second = story.shots[rank : rank + 2]
    if not first.lines or first.lines[-1].words.at is None or second.at is None or len(second.lines) > 1:
        raise UserError("ces deux plans ne se joignent pas d'eux-mêmes : rassemblez leurs textes dans le premier")
    more = " ".join(line.words.text for line in second.lines)
    said = first.lines[-1].words
    return (SetScalar(said.at or (), f"{said.text} {more}".strip()), RemoveAt(second.at))


def _cut(cards: ScriptCards, tree: Node, ref: str, at: int) -> tuple[Edit, ...]:
    """Leave a shot the first words of its text, and have another one like it say the others."""
    story, rank = _shot_rank(cards, ref)
    shot = story.shots[rank]
    if shot.at is None or len(shot.lines) != 1 or shot.lines[0].words.at is None or shot.at == story.at:
        raise UserError("ce plan ne se coupe pas de lui-même : il lui faut un seul texte, dans un sujet")
    words = shot.lines[0].words
    head, tail = words.text[:at].strip(), words.text[at:].strip()
    if not head or not tail:
        raise UserError("placez le curseur entre deux mots du texte : un plan se coupe à cet endroit")
    way = words.at or ()
    second = _with_text(_without(_told(tree, shot.at), frozenset({"lieu", "place"})), way[len(shot.at) :], tail)
    return (SetScalar(way, head), InsertItem(shot.at[:-1], _rank(shot.at) + 1, second))


def _put(change: Put, cards: ScriptCards) -> tuple[Edit, ...]:
    if not change.scene:
        at = _place(cards, change.ref) if change.ref else None
        if cards.items_at is None:
            raise _gone()
        story: Plain = {"sujet": change.value or "Nouveau sujet", "plans": [{"texte": "À écrire."}]}
        return (InsertItem(cards.items_at, _rank(at) + 1 if at else 0, story),)
    value: Plain = {change.scene: change.value, "texte": "À écrire."}
    story_card = next((one for one in cards.stories if one.ref == change.ref), None)
    if story_card is not None:
        if story_card.shots_at is None:
            raise UserError("cet élément n'a qu'un plan, le sien : ajoutez le vôtre dans un sujet")
        return (InsertItem(story_card.shots_at, 0, value),)
    at = _place(cards, change.ref)
    return (InsertItem(at[:-1], _rank(at) + 1, value),)


def _shot_rank(cards: ScriptCards, ref: str) -> tuple[StoryCard, int]:
    for story in cards.stories:
        for rank, shot in enumerate(story.shots):
            if shot.ref == ref:
                return story, rank
    raise _gone()


def _place(cards: ScriptCards, ref: str) -> Steps:
    """Return the way to a story or a shot that is an entry of a list."""
    entries: list[StoryCard | ShotRow] = [*cards.stories, *(shot for story in cards.stories for shot in story.shots)]
    found = next((one for one in entries if one.ref == ref), None)
    if found is None or not found.at or not isinstance(found.at[-1], int):
        raise _gone()
    return found.at


def _rank(at: Steps) -> int:
    rank = at[-1]
    if not isinstance(rank, int):  # never: `_place` gives entries of lists alone
        raise _gone()
    return rank


def _told(tree: Node, at: Steps) -> Plain:
    value: Plain = plain(tree)
    for step in at:
        value = value[step]  # type: ignore[index]  # the way was made from this very tree
    return value


def _without(value: Plain, keys: frozenset[str]) -> Plain:
    if isinstance(value, str) or not isinstance(value, Mapping):
        return value
    return {key: each for key, each in value.items() if key not in keys or (key == "sujet" and "titre" not in value)}


def _with_text(value: Plain, way: Steps, text: str) -> Plain:
    if not way:
        return text
    head, *rest = way
    if isinstance(value, Mapping) and isinstance(head, str):
        return {**value, head: _with_text(value[head], tuple(rest), text)}
    if isinstance(value, list) and isinstance(head, int):
        return [*value[:head], _with_text(value[head], tuple(rest), text), *value[head + 1 :]]
    raise _gone()


def _gone() -> UserError:
    return UserError("ce passage n'est plus là où il était : la page se remet à jour, recommencez")
