"""The cards of a script, made from what is written: what is wrong with it does not keep it from being shown."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, get_args

from pipeline.check.context import CheckContext
from pipeline.check.keys import keys_of, literal_words
from pipeline.check.shape import Desk, shape
from pipeline.check.shape.scene_key import EXPLICIT
from pipeline.check.tree import items_of, maps_under
from pipeline.check.vocabulary import scene_names
from pipeline.french.wording import fold
from pipeline.model.cards import NO_CARDS, CardField, CardLine, PersonCard, ScriptCards, ShotRow, StoryCard
from pipeline.model.edits import Steps
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode
from pipeline.model.part import STORY
from pipeline.model.scene import Scene, Slot
from pipeline.model.script import THEMES, Item, Portrait, Script, Shot, Speaker, Workshop
from pipeline.service.writing.naming import called_part, label_of, spelled
from pipeline.service.writing.offering import offers_of
from pipeline.service.writing.ways import Ways, ways_of

_HEADS = ("titre", "date_fiction", "antenne", "presente_par", "habillage", "tapis", "bandeau", "sous_titres")
_OF_WORKSHOP = ("ville", "departement", "date")
_OF_STORY = ("surtitre", "theme", "reporter", "prevu", "notes")
_OF_SHOT = ("lieu", "source", "archive", "duree", "transition", "description")
_OF_PERSON = ("nom", "role", "voix", "affichage")
_LONG = frozenset({"texte", "description", "notes"})
_NO, _YES = ("non", "Non"), ("oui", "Oui")


def cards_of(tree: Node, context: CheckContext) -> ScriptCards:
    """Return the cards of a script as it was read; one that is no mapping has none."""
    desk = Desk(context)
    canonical = shape(tree, desk)
    return _Carding(tree, canonical, context).cards() if canonical is not None else NO_CARDS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a field is like, whatever stands in it."""

    kind: str = "texte"
    most: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    help: str = ""
    parts: tuple[tuple[str, int], ...] = ()


class _Carding:
    """Makes the cards of one script."""

    def __init__(self, tree: Node, canonical: MapNode, context: CheckContext) -> None:
        self._ways: Ways = ways_of(tree)
        self._tree, self._canonical, self._context = tree, canonical, context
        people = canonical.get("intervenants")
        self._names = {
            entry.key: entry.value.text("nom") if isinstance(entry.value, MapNode) else entry.key
            for entry in (people.entries if isinstance(people, MapNode) else ())
        }
        self._people = tuple((id_, name or id_) for id_, name in self._names.items())

    def cards(self) -> ScriptCards:
        """Return every card."""
        stories = tuple(self._story(rank, item) for rank, item in enumerate(items_of(self._canonical)))
        made = ScriptCards(
            heads=tuple(self._heads()),
            people=tuple(self._persons()),
            stories=stories,
            items_at=next((story.at[:-1] for story in stories if story.at), None),
            offers=offers_of(self._context),
        )
        every = [*made.heads, *(one for person in made.people for one in (*person.fields, *person.face))]
        every += (one for story in stories for one in story.every_field())
        return replace(made, fields={one.ref: one for one in every})

    def _heads(self) -> Iterator[CardField]:
        told = {name: _told(Script, name) for name in _HEADS}
        told["presente_par"] = _Told(kind="personne", choices=self._people, help=told["presente_par"].help)
        told["habillage"] = _Told(kind="choix", choices=tuple((one, one) for one in sorted(self._context.houses)))
        told["bandeau"] = _Told(kind="liste", most=120, help=told["bandeau"].help)
        told["tapis"] = _Told(kind="choix", choices=tuple((one, one) for one in sorted(self._context.beds)))
        for key in _HEADS:
            yield self._field("journal", key, self._canonical.entry(key), (), told[key])
        workshop = self._canonical.get("atelier")
        inside = workshop if isinstance(workshop, MapNode) else MapNode(self._canonical.mark)
        owner = self._ways.maps.get(inside.mark, ()) if inside.entries else ()
        for key in _OF_WORKSHOP:
            place = owner if inside.entries or key != "date" else None
            yield self._field("atelier", key, inside.entry(key), place, _told(Workshop, key))

    def _persons(self) -> Iterator[PersonCard]:
        raw = self._tree.get("intervenants") if isinstance(self._tree, MapNode) else None
        for entry in raw.entries if isinstance(raw, MapNode) else ():
            at = ("intervenants", entry.key)
            inside = entry.value if isinstance(entry.value, MapNode) else MapNode(entry.value.mark)
            owner = at if isinstance(entry.value, MapNode) else None
            voices = tuple((one, spelled(one)) for one in sorted(self._context.voices))
            told = {key: _told(Speaker, key) for key in _OF_PERSON} | {"voix": _Told(kind="voix", choices=voices)}
            fields = tuple(
                self._field(f"personne/{entry.key}", key, inside.entry(key), owner, told[key]) for key in _OF_PERSON
            )
            name = self._names.get(entry.key) or inside.text("nom") or entry.key
            face = tuple(self._face(f"personne/{entry.key}/portrait", inside.get("portrait"), at)) if owner else ()
            yield PersonCard(id=entry.key, name=name, role=inside.text("role"), at=at, fields=fields, face=face)

    def _face(self, ref: str, written: Node | None, person: Steps) -> Iterator[CardField]:
        """Yield the parts of a drawn face: those that are said, and those that may be."""
        if written is not None and not isinstance(written, MapNode):
            return
        for name, field in Portrait.model_fields.items():
            key, told = field.alias or name, _told(Portrait, field.alias or name)
            inside = written.entry(key) if written else None
            made = self._field(ref, key, inside, (*person, "portrait") if written else person, told)
            yield made if written else replace(made, under="portrait")

    def _story(self, rank: int, item: MapNode) -> StoryCard:
        at = self._ways.entry(item.mark)
        ref = f"sujet/{rank}"
        owner = at if at and item.mark in self._ways.maps else None
        kind = item.text("kind")
        title = item.entry("titre")
        first = next(iter(maps_under(item, "plans")), None)
        scene = self._context.scenes.get(first.text("scene")) if first is not None else None
        heads: tuple[CardField, ...] = ()
        if kind == STORY:
            told = {key: _told(Item, key) for key in _OF_STORY} | {
                "theme": _Told(kind="choix", choices=tuple((one, label_of(one)) for one in THEMES)),
                "reporter": _Told(kind="personne", choices=self._people),
            }
            heads = tuple(self._field(ref, key, item.entry(key), owner, told[key]) for key in _OF_STORY)
        plans = self._ways.nodes.get((*at, "plans")) if at else None
        shots = tuple(self._shot(f"{ref}/plan/{n}", shot) for n, shot in enumerate(maps_under(item, "plans")))
        return StoryCard(
            ref=ref,
            id=item.text("id"),
            at=at,
            shots_at=(*at, "plans") if at and isinstance(plans, ListNode) else None,
            kind=kind,
            label="Sujet" if kind == STORY else (scene.label or label_of(kind) if scene else label_of(kind)),
            title=self._field(ref, "titre", title, owner, _Told(most=200)) if kind == STORY or title else None,
            heads=heads,
            lead_in=self._lines(f"{ref}/lancement", item, "lancement", owner) if kind == STORY else (),
            shots=shots,
            tag=self._lines(f"{ref}/pied", item, "pied", owner) if kind == STORY else (),
            mark=item.mark,
        )

    def _shot(self, ref: str, shot: MapNode) -> ShotRow:
        at = self._ways.entry(shot.mark)
        owner = at if at and shot.mark in self._ways.maps else None
        scene = self._context.scenes.get(shot.text("scene"))
        given = shot.get("slots")
        slots = given if isinstance(given, MapNode) else MapNode(shot.mark)
        fields = tuple(self._slots(ref, scene, slots, owner)) if scene else ()
        return ShotRow(
            ref=ref,
            at=at,
            scene=shot.text("scene"),
            scene_keys=self._scene_keys(at, shot.text("scene"), fields),
            label=(scene and scene.label) or label_of(shot.text("scene")),
            lines=self._lines(f"{ref}/dit", shot, "repliques", owner),
            fields=fields,
            more=tuple(self._field(ref, key, shot.entry(key), owner, _told(Shot, key)) for key in _OF_SHOT),
            mark=shot.mark,
        )

    def _scene_keys(self, at: Steps | None, scene: str, fields: tuple[CardField, ...]) -> tuple[str, ...]:
        """Return the keys of a shot's entry that ask for its scene, or fill it."""
        raw = self._ways.nodes.get(at) if at is not None else None
        if not isinstance(raw, MapNode) or at is None:
            return ()
        names, filling = (
            scene_names(self._context),
            {one.at[len(at)] for one in fields if one.at and len(one.at) > len(at)},
        )
        return tuple(
            entry.key
            for entry in raw.entries
            if entry.key in filling or fold(entry.key) == EXPLICIT or names.get(fold(entry.key)) == scene
        )

    def _slots(self, ref: str, scene: Scene, slots: MapNode, owner: Steps | None) -> Iterator[CardField]:
        """Yield the values of a scene: those written, then those that may be."""
        inside = next((way[:-1] for each in slots.entries if (way := self._way(each)) and way[:-1] != owner), owner)
        for name, slot in scene.slots.items():
            yield self._field(f"{ref}/scene", name, slots.entry(name), inside, self._of_slot(slot))

    def _of_slot(self, slot: Slot) -> _Told:
        choices: tuple[tuple[str, str], ...] = ()
        match slot.type:
            case "choix":
                choices = tuple((one, one) for one in slot.choices)
            case "personne":
                choices = self._people
            case "illustration":
                choices = tuple((one, one.replace("-", " ")) for one in sorted(self._context.illustrations))
            case "departement":
                choices = tuple((one, one) for one in sorted(self._context.departments))
        parts = tuple(slot.parts.items())
        return _Told(kind=slot.type, most=slot.most, choices=choices, required=slot.required, parts=parts)

    def _lines(self, ref: str, node: MapNode, key: str, owner: Steps | None) -> tuple[CardLine, ...]:
        """Return what is said; words that stand in one text are one line, whoever says them."""
        found: dict[object, CardLine] = {}
        for rank, line in enumerate(maps_under(node, key)):
            written = line.entry("texte")
            if written is None:
                continue
            words = self._field(f"{ref}/{rank}", "texte", written, None, _Told(kind="long"))
            found.setdefault(words.at or rank, CardLine(speaker=line.text("par"), words=words))
        if not found and owner is not None:
            told = "texte" if key == "repliques" else key
            return (CardLine(speaker="", words=self._field(ref, told, None, owner, _Told(kind="long"))),)
        return tuple(found.values())

    def _way(self, written: Entry) -> Steps | None:
        value = written.value
        table = self._ways.lists if isinstance(value, ListNode) else self._ways.texts
        found = table.get(value.mark, self._ways.texts.get(value.mark))
        return self._ways.maps.get(value.mark) if found is None and isinstance(value, ListNode) else found

    def _field(self, ref: str, key: str, written: Entry | None, owner: Steps | None, told: _Told) -> CardField:
        """Return a value as it is written, or the place where it may be."""
        at = self._way(written) if written is not None else None
        text: str | None = ""
        cells: tuple[tuple[Steps | None, ...], ...] = ()
        kind, mark = told.kind, written.mark if written else None
        if written is not None and isinstance(written.value, TextNode):
            text = self._ways.written.get(written.value.mark, written.value.text) if at else written.value.text
        elif written is not None and isinstance(written.value, ListNode):
            text, cells = self._entries(written.value, tuple(part for part, _ in told.parts))
            kind = "couples" if told.parts else "liste"
            at = at if text is not None else None
        elif written is not None:
            kind = "couples"
        closed = written is not None and at is None
        return CardField(
            ref=f"{ref}/{key}",
            key=key,
            label=label_of(key),
            text=(text or "") if kind in {"liste", "couples"} else " ".join((text or "").split()),
            at=at,
            owner=None if closed else owner,
            kind="long" if kind == "texte" and key in _LONG else kind,
            most=told.most,
            choices=told.choices,
            required=told.required,
            help=told.help,
            mark=mark,
            parts=tuple((called_part(part), most) for part, most in told.parts),
            keys=tuple(part for part, _ in told.parts),
            cells=cells,
        )

    def _entries(
        self, node: ListNode, parts: tuple[str, ...]
    ) -> tuple[str | None, tuple[tuple[Steps | None, ...], ...]]:
        """Return a list as lines, parts of an entry apart by a tab, and the ways to them; None for what is no such."""
        lines: list[str] = []
        cells: list[tuple[Steps | None, ...]] = []
        for item in node.items:
            if isinstance(item, TextNode) and not parts:
                lines.append(item.text)
            elif isinstance(item, MapNode) and parts:
                found = [item.get(part) for part in parts]
                lines.append(
                    "\t".join(" ".join(one.text.split()) if isinstance(one, TextNode) else "" for one in found)
                )
                cells.append(tuple(self._ways.texts.get(one.mark) if one is not None else None for one in found))
            else:
                return None, ()
        return "\n".join(lines), tuple(cells)


def _told(model: type[Item | Portrait | Script | Shot | Speaker | Workshop], key: str) -> _Told:
    """Return what a model says of the field that a key names."""
    name = next(name for name, field in model.model_fields.items() if (field.alias or name) == key)
    field = model.model_fields[name]
    words = keys_of(model).choices.get(key) or literal_words(field.annotation) or _counted(field.annotation)
    if _yes_or_no(field.annotation):
        return _Told(kind="oui_non", choices=(_NO, _YES), help=field.description or "")
    most = next((one.max_length for one in field.metadata if hasattr(one, "max_length")), None)
    kind = "choix" if words else "texte"
    choices, told = tuple((one, label_of(one)) for one in words), field.description or ""
    return _Told(kind=kind, most=most, choices=choices, required=field.is_required(), help=told)


def _yes_or_no(annotation: Any) -> bool:
    """Tell whether a type is a yes or a no, or nothing."""
    return annotation is bool or any(map(_yes_or_no, get_args(annotation)))


def _counted(annotation: Any) -> tuple[str, ...]:
    """Return the whole numbers that a type takes between its bounds, none for a type without."""
    kind, *bounds = get_args(annotation) or (None,)
    if kind is int:
        told = [each for bound in bounds for each in getattr(bound, "metadata", ())]
        least = next((each.ge for each in told if hasattr(each, "ge")), None)
        most = next((each.le for each in told if hasattr(each, "le")), None)
        return tuple(map(str, range(least, most + 1))) if least is not None and most is not None else ()
    return tuple(word for part in get_args(annotation) for word in _counted(part))
