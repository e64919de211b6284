"""Stories: `- sujet: la-fete` with its lead-in, shots and tag, or only a title and a text."""

import re

from pipeline.check.keys import keys_of
from pipeline.check.meant import key_meant
from pipeline.check.rules.unknown_key import unknown_key
from pipeline.check.shape.desk import Desk
from pipeline.check.shape.forms import blank, entry, mapping, says_no
from pipeline.check.shape.lines import lines_at
from pipeline.check.shape.people import host_at
from pipeline.check.shape.scene_key import EXPLICIT
from pipeline.check.shape.shots import SHOT_KEYS, shot_at, shot_of
from pipeline.check.shape.taken import flat
from pipeline.check.vocabulary import STORY, scene_names, slot_names
from pipeline.errors import Code
from pipeline.french.wording import fold
from pipeline.model.marked import Entry, ListNode, MapNode, TextNode
from pipeline.model.script import Item

HEADS = frozenset({"sujet", "story"})
_IDENTIFIER = re.compile(r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")
STORY_KEYS = keys_of(Item).without("kind").with_names(dict.fromkeys(HEADS, STORY))


def story_at(node: MapNode, desk: Desk) -> MapNode:
    """Return the canonical story of a mapping; its `id` may be missing, and is then made from its title."""
    node = _flattened(node)
    own, shot_keys = _sorted(node, desk)
    _nothing_said(own, desk)
    fields = desk.fields(MapNode(node.mark, own), STORY_KEYS)
    story = {"kind": entry("kind", TextNode(node.mark, STORY))}
    story |= _identity(fields)
    for key in ("surtitre", "theme", "lsf", "prevu", "notes"):
        if key in fields:
            story[key] = fields[key]
    if "reporter" in fields:
        written = fields["reporter"]
        story["reporter"] = Entry("reporter", written.mark, host_at(written.value, desk, "reporter"))
    for key in ("lancement", "pied"):
        if key in fields:
            value = fields[key].value
            said = ListNode(value.mark) if says_no(value) else lines_at(value, desk)
            story[key] = Entry(key, fields[key].mark, said)
    shots = _shots(fields.get("plans"), shot_keys, node, desk)
    story["plans"] = entry("plans", ListNode(node.mark, tuple(shots)))
    return mapping(node.mark, story)


def _nothing_said(own: tuple[Entry, ...], desk: Desk) -> None:
    """Say that a lead-in or a tag is written without a word: leaving it out, or refusing it, is said otherwise."""
    for written in own:
        key = STORY_KEYS.canonical(written.key)
        if key in {"lancement", "pied"} and blank(written.value):
            advice = f"écrire un texte, effacer la ligne, ou « {key} : non » pour s'en passer"
            desk.say(written.value.mark, f"« {key} » est vide", advice, code=Code("cle-vide"))


def _flattened(node: MapNode) -> MapNode:
    """Return `sujet: {titre: …}` as if its keys stood beside `sujet`."""
    head = next((e for e in node.entries if fold(e.key) in HEADS and isinstance(e.value, MapNode)), None)
    if head is None or not isinstance(head.value, MapNode):
        return node
    return MapNode(node.mark, (*head.value.entries, *(e for e in node.entries if e is not head)))


def _sorted(node: MapNode, desk: Desk) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Part the keys of the story itself from those of its only shot, when it has one and no `plans`."""
    scenes = scene_names(desk.context)
    asked = [scenes[fold(e.key)] for e in node.entries if fold(e.key) in scenes]
    slots = {name for scene in asked for name in slot_names(desk.context.scenes.get(scene))}
    of_shot = {*SHOT_KEYS.names, *scenes, *slots, EXPLICIT} - set(STORY_KEYS.names)
    every = {*of_shot, *STORY_KEYS.names}
    shot = tuple(e for e in node.entries if fold(e.key) in of_shot or _meant_for_shot(e, every))
    return tuple(e for e in node.entries if e not in shot), shot


def _meant_for_shot(written: Entry, every: set[str]) -> bool:
    """Tell whether a key that nobody knows was meant to be one of the shot's."""
    if fold(written.key) in every:
        return False
    near = key_meant(written.key, every)
    return bool(near) and fold(near) not in STORY_KEYS.names


def _identity(fields: dict[str, Entry]) -> dict[str, Entry]:
    """Return the id and title: `sujet: La fête` is a title when there is no other."""
    found = {}
    head = fields.get(STORY) or fields.get("id")
    if "titre" in fields:
        found["titre"] = fields["titre"]
    if head is not None and not blank(head.value):
        text = head.value.text if isinstance(head.value, TextNode) else ""
        if "titre" not in fields and text and not _IDENTIFIER.match(text.strip()):
            found["titre"] = Entry("titre", head.mark, head.value)
        else:
            found["id"] = Entry("id", head.mark, head.value)
    return found


def _shots(plans: Entry | None, beside: tuple[Entry, ...], node: MapNode, desk: Desk) -> list[MapNode]:
    if plans is None:
        return [shot_of(node.mark, beside, desk).node] if beside else []
    for written in beside:
        if fold(written.key) in {"texte", "text", "repliques", "lines"}:
            advice = "mettre ce texte dans un plan"
            message = f"« {written.key} » et « plans » (ligne {plans.mark.line}) s'excluent dans un sujet"
            desk.say(written.mark, message, advice, code=Code("deux-textes"))
        else:
            own = tuple(dict.fromkeys(STORY_KEYS.names.values()))
            desk.findings.append(unknown_key(written, STORY_KEYS.names, own)[0])
    return [shot_at(item, desk) for item in flat(plans.value, desk)]
