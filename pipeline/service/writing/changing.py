"""What is done to a card becomes edits of its file: a value written, an entry moved, doubled, cut in two, joined."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

from pipeline.errors import UserError
from pipeline.french.wording import fold
from pipeline.model.cards import CardField, SceneOffer, ScriptCards, ShotRow, StoryCard
from pipeline.model.edits import Edit, InsertItem, MoveItem, Plain, RemoveAt, SetEntry, SetScalar, Steps
from pipeline.model.marked import Node, plain
from pipeline.model.part import STORY
from pipeline.service.writing.offering import SAID_BY, TO_WRITE, shot_of_offer
from pipeline.service.writing.placing import AdoptStories, Placing, SayFile, ShowFile, placed

_IDENTITY = frozenset({"id", "sujet", "story"})
PEOPLE = "personnes"
"""Where somebody new is put in."""


@dataclass(frozen=True, slots=True)
class Fill:
    """Write a value; an empty one takes it out where it is not needed."""

    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class Shift:
    """Take a story or a shot to another rank among its own, or a shot to a rank in the story `into`."""

    ref: str
    to: int
    into: str = ""


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


@dataclass(frozen=True, slots=True)
class Recast:
    """Show a shot in another scene: what is said stays, and what both scenes show."""

    ref: str
    scene: str


CardChange = Fill | Shift | Act | Split | Put | Recast
Change = CardChange | Placing


def edits_of(change: Change, cards: ScriptCards, tree: Node) -> tuple[Edit, ...]:
    """Return the edits that a change is made of; raises UserError for what is not there or cannot be done."""
    if isinstance(change, ShowFile | SayFile | AdoptStories):
        return placed(change, cards, tree)
    return _done_to_cards(change, cards, tree)


def _done_to_cards(change: CardChange, cards: ScriptCards, tree: Node) -> tuple[Edit, ...]:
    match change:
        case Fill():
            return _filled(change, cards)
        case Shift(ref, to, into):
            return _shifted(cards, tree, ref, to, into)
        case Recast(ref, scene):
            return recast(cards, ref, scene)
        case Act(ref, what):
            return _done(cards, tree, ref, what)
        case Split(ref, at):
            return _cut(cards, tree, ref, at)
        case Put():
            return _put(change, cards, tree)


def _filled(change: Fill, cards: ScriptCards) -> tuple[Edit, ...]:
    field, text = cards.fields.get(change.ref), change.text
    if field is None or not field.writable:
        raise _gone()
    if field.kind == "couples":
        return _paired(field, text)
    value: Plain = [line.strip() for line in text.splitlines() if line.strip()] if field.kind == "liste" else text
    if field.at is None and value and field.under:
        return (SetEntry(field.owner or (), field.under, {field.key: value}),)
    if field.at is None:
        return (SetEntry(field.owner or (), field.key, value),) if value else ()
    if field.kind == "liste" and value:
        *owner, key = field.at
        return (SetEntry(tuple(owner), str(key), value),)
    if not text.strip() and not field.required and isinstance(field.at[-1], str) and field.key != "titre":
        return (RemoveAt(field.at),)
    return (SetScalar(field.at, text),)


def _paired(field: CardField, text: str) -> tuple[Edit, ...]:
    """Write pairs: those that changed where they stand, or the whole list when there are more or fewer."""
    rows = replace(field, text="\n".join(line for line in text.splitlines() if line.strip())).rows
    ways, before = field.cells, field.rows
    if len(rows) == len(before) == len(ways) and all(way for row in ways for way in row) and all(map(all, rows)):
        return tuple(
            SetScalar(way, new)
            for row, told, was in zip(ways, rows, before, strict=True)
            for way, new, old in zip(row, told, was, strict=True)
            if way and new != old
        )
    value: Plain = [dict(zip(field.keys, (one.strip() for one in row), strict=True)) for row in rows]
    if field.at is None:
        return (SetEntry(field.owner or (), field.key, value),) if rows else ()
    if not rows and not field.required:
        return (RemoveAt(field.at),)
    return (SetEntry(field.at[:-1], str(field.at[-1]), value),)


def _done(cards: ScriptCards, tree: Node, ref: str, what: str) -> tuple[Edit, ...]:
    if what == "joindre":
        return _joined(cards, ref)
    if ref.startswith("personne/") and what == "ôter":
        return _sent_away(cards, ref)
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


def _put(change: Put, cards: ScriptCards, tree: Node) -> tuple[Edit, ...]:
    if change.ref == PEOPLE:
        return (brought_in(cards)[1],)
    offer = cards.offer(change.scene)
    if not change.scene or (offer and offer.alone):
        at = _place(cards, change.ref) if change.ref else None
        story: Plain = {"sujet": change.value or "Nouveau sujet", "plans": [{"texte": TO_WRITE}]}
        entry = shot_of_offer(offer, "") if offer else story
        if cards.items_at is None:
            return (SetEntry((), "sujets", [entry]),)
        return (InsertItem(cards.items_at, _rank(at) + 1 if at else 0, entry),)
    if offer is None:
        raise UserError("cette scène n'est pas de cet habillage ; rechargez la page")
    value, before = _new_shot(offer, cards, change.value)
    story_card = next((one for one in cards.stories if one.ref == change.ref), None)
    if story_card is None:
        at = _place(cards, change.ref)
        return (*before, InsertItem(at[:-1], _rank(at) + 1, value))
    if story_card.shots_at is not None:
        return (*before, InsertItem(story_card.shots_at, len(story_card.shots), value))
    opening, place = opened(story_card, tree)
    return (*before, *opening, InsertItem(place, len(story_card.shots), value))


def _new_shot(offer: SceneOffer, cards: ScriptCards, value: str) -> tuple[Plain, tuple[Edit, ...]]:
    """Return a new shot of a scene, and what brings in somebody where it needs someone and there is nobody."""
    if offer.lacks and not value:
        stand_in = cards.offer(offer.instead)
        if stand_in is None:
            raise UserError(f"il faut d'abord une {offer.lacks} dans le projet : déposez-la sur la page")
        slots: dict[str, Plain] = {stand_in.main: f"Une {offer.lacks}"}
        return shot_of_offer(replace(stand_in, slots=slots), ""), ()
    who = ""
    before: tuple[Edit, ...] = ()
    if offer.person or offer.exchange:
        who, before = somebody(cards)
    slots = {**offer.slots, **({offer.main: value} if value and offer.main else {})}
    return shot_of_offer(replace(offer, slots=slots), who), before


def somebody(cards: ScriptCards, speaking: str = "") -> tuple[str, tuple[Edit, ...]]:
    """Return who is seen where nobody is named yet: who speaks, anybody of the script, or whom the edits bring in."""
    if cards.people:
        known = {one.id for one in cards.people}
        return speaking if speaking in known else cards.people[-1].id, ()
    who, edit = brought_in(cards)
    return who, (edit,)


def brought_in(cards: ScriptCards) -> tuple[str, Edit]:
    """Return the id of somebody new, and what brings them into the script, to be named."""
    known = {one.id for one in cards.people}
    who = next(name for rank in count(1) if (name := f"personne-{rank}") not in known)
    told: Plain = {"nom": "Prénom Nom", "role": "à préciser"}
    return who, SetEntry(("intervenants",), who, told) if known else SetEntry((), "intervenants", {who: told})


def _sent_away(cards: ScriptCards, ref: str) -> tuple[Edit, ...]:
    """Take somebody out of the script; raises UserError where they are heard or seen."""
    person = next((one for one in cards.people if f"personne/{one.id}" == ref), None)
    if person is None:
        raise _gone()
    names = {fold(person.id), fold(person.name)}
    for story in cards.stories:
        heard = {line.speaker for shot in story.shots for line in shot.lines}
        heard |= {line.speaker for line in (*story.lead_in, *story.tag)}
        heard |= {one.text for one in story.every_field() if one.kind == "personne"}
        if names & set(map(fold, heard)):
            called = story.title.text if story.title and story.title.text else story.label
            raise UserError(f"{person.name} paraît dans « {called} » ; changez d'abord qui y parle")
    if names & {fold(one.text) for one in cards.heads if one.kind == "personne"}:
        raise UserError(f"{person.name} présente le journal ; choisissez d'abord quelqu'un d'autre")
    if len(cards.people) == 1:
        return (RemoveAt(("intervenants",)),)
    return (RemoveAt(person.at),)


def opened(story: StoryCard, tree: Node) -> tuple[tuple[Edit, ...], Steps]:
    """Return what gives a story that is one shot itself a list of its shots, and the way to that list."""
    whole = story.kind == STORY and len(story.shots) == 1
    if story.at is None or not whole or not _keys(tree, story.at):
        raise UserError("cet élément n'a qu'un plan, le sien : ajoutez le vôtre dans un sujet")
    at, row = story.at, story.shots[0]
    own = {story.title.at} if story.title and story.title.at else set()
    found = {one.at[: len(at) + 1] for one in row.every_field() if one.at} - own
    keys = [key for key in _keys(tree, at) if (*at, key) in found or key in row.scene_keys]
    shot: Plain = {key: _told(tree, (*at, key)) for key in keys} or {"texte": TO_WRITE}
    return (*(RemoveAt((*at, key)) for key in keys), SetEntry(at, "plans", [shot])), (*at, "plans")


def recast(cards: ScriptCards, ref: str, scene: str) -> tuple[Edit, ...]:
    """Return what shows a shot in another scene; raises UserError where it has none of its own."""
    story, rank = _shot_rank(cards, ref)
    row, offer = story.shots[rank], cards.offer(scene)
    if row.at is None or offer is None or offer.alone:
        raise UserError("l'image de ce plan ne se change pas ici")
    if offer.lacks:
        raise UserError(f"il faut d'abord une {offer.lacks} : déposez-la sur ce plan")
    kept = {one.key: _kept(one) for one in row.fields if one.at and one.text and offer.takes.get(one.key) == one.kind}
    speaking = next((line.speaker for line in row.lines if line.speaker), "")
    who, before = somebody(cards, speaking) if offer.person or offer.exchange else ("", ())
    made = shot_of_offer(replace(offer, slots={**offer.slots, **kept}), str(kept.get(offer.person, who)))
    words = next((line.words for line in row.lines if line.words.at), None)
    if words is not None and words.at == row.at:  # the entry is its words alone
        whole = {**made, "texte": words.text}
        return (*before, RemoveAt(row.at), InsertItem(row.at[:-1], _rank(row.at), whole))
    removed = tuple(RemoveAt((*row.at, key)) for key in row.scene_keys if key != offer.id)
    said = () if speaking or not offer.exchange else (SetEntry(row.at, SAID_BY, who),)
    return (*before, SetEntry(row.at, offer.id, made[offer.id]), *removed, *said)


def _kept(field: CardField) -> Plain:
    """Return what a field holds as it is written."""
    if field.kind == "liste":
        return field.text.splitlines()
    return [dict(zip(field.keys, row, strict=True)) for row in field.rows] if field.kind == "couples" else field.text


def _shifted(cards: ScriptCards, tree: Node, ref: str, to: int, into: str) -> tuple[Edit, ...]:
    at = _place(cards, ref)
    target = next((one for one in cards.stories if one.ref == into), None) if into else None
    if target is None or target.shots_at == at[:-1]:
        return (MoveItem(at[:-1], _rank(at), to),)
    story, _ = _shot_rank(cards, ref)
    if len(story.shots) < 2:
        raise UserError("c'est le seul plan de son sujet : ajoutez-en un autre avant, ou déplacez le sujet")
    opening, place = ((), target.shots_at) if target.shots_at else opened(target, tree)
    return (*opening, InsertItem(place, to, _told(tree, at)), RemoveAt(at))


def _keys(tree: Node, at: Steps) -> tuple[str, ...]:
    told = _told(tree, at)
    return tuple(told) if isinstance(told, Mapping) else ()


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
