"""Entries of the rundown: stories, words such as `virgule`, and single pictures."""

from pipeline.check.keys import keys_of
from pipeline.check.meant import key_meant
from pipeline.check.shape.desk import Desk
from pipeline.check.shape.forms import blank, entry, mapping
from pipeline.check.shape.people import host_at
from pipeline.check.shape.scene_key import EXPLICIT
from pipeline.check.shape.shots import shot_of
from pipeline.check.shape.stories import HEADS, STORY_KEYS, story_at
from pipeline.check.vocabulary import PLAN, kind_of, scene_names, slot_names
from pipeline.errors import Code, Mark
from pipeline.french.wording import advised, fold, nearest, quoted
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode
from pipeline.model.script import Item

_ITEM_KEYS = keys_of(Item).without("kind", "titre", "lancement", "plans", "pied")
_STORY_SIGNS = frozenset({"plans", "lancement", "pied"})


def item_at(node: Node, desk: Desk, *, story_by_default: bool = False) -> MapNode | None:
    """Return the canonical item of one entry, None when nobody can tell what it is (which is said)."""
    match node:
        case TextNode() if not blank(node):
            return _bare(node, desk, story_by_default=story_by_default)
        case MapNode() if node.entries:
            if _is_story(node, desk, story_by_default=story_by_default):
                return story_at(node, desk)
            return _pictured(node.mark, node.entries, desk)
    if isinstance(node, ListNode):
        desk.say(
            node.mark,
            "une liste dans la liste : un élément est attendu ici",
            "retirer un « - »",
            code=Code("liste-dans-la-liste"),
        )
    else:
        desk.say(node.mark, "cet élément est vide", "l'effacer, ou écrire ce qu'il est", code=Code("element-vide"))
    return None


def word_item(mark: Mark, word: str, desk: Desk) -> MapNode | None:
    """Return an item that nobody wrote, such as the titles of the shortest form."""
    return _pictured(mark, (Entry(word, mark, TextNode(mark, "")),), desk)


def _bare(node: TextNode, desk: Desk, *, story_by_default: bool) -> MapNode | None:
    names = scene_names(desk.context)
    if fold(node.text) in names:
        return _pictured(node.mark, (Entry(node.text, node.mark, TextNode(node.mark, "")),), desk)
    if story_by_default:
        return story_at(MapNode(node.mark, (entry("titre", node),)), desk)
    near = nearest(node.text, {*names, *HEADS})
    otherwise = "écrire par exemple « - plateau: … » ou « - sujet: … »" if " " in node.text.strip() else ""
    message = f"{quoted(node.text)} n'est pas un élément de conducteur"
    desk.say(node.mark, message, advised(node.text, names, otherwise), code=Code("element-inconnu"))
    if near in names:
        return _pictured(node.mark, (Entry(near, node.mark, TextNode(node.mark, "")),), desk)
    return None


def _is_story(node: MapNode, desk: Desk, *, story_by_default: bool) -> bool:
    words = {fold(e.key) for e in node.entries}
    keys = {STORY_KEYS.canonical(e.key) for e in node.entries} - {""}
    if words & HEADS or keys & _STORY_SIGNS:
        return True
    names = scene_names(desk.context)
    asked = [names[word] for word in words if word in names]
    if EXPLICIT in words or any(kind_of(scene, desk.context.scenes) != PLAN for scene in asked):
        return False
    if "titre" in keys:
        slots = {name for scene in asked for name in slot_names(desk.context.scenes.get(scene))}
        return not words & {"titre", "title"} & slots
    if asked:
        return False
    meant = {key_meant(e.key, {*names, *HEADS, *STORY_KEYS.names}) for e in node.entries}
    return story_by_default or bool(meant & HEADS) or bool(meant & {"titre", "title"} and not meant & set(names))


def _pictured(mark: Mark, entries: tuple[Entry, ...], desk: Desk) -> MapNode | None:
    """Return an item of one shot, None when nobody can tell what it shows (which is said)."""
    told = len(desk.findings)
    shaped = shot_of(mark, entries, desk, _ITEM_KEYS)
    if not shaped.asked and told == len(desk.findings):
        advice = "le mettre sous « plateau: », « breve: » ou « sujet: »"
        desk.say(mark, "on ne voit pas ce qu'est cet élément", advice, code=Code("element-inconnu"))
        return None
    scene = shaped.node.text("scene")
    kind = kind_of(scene, desk.context.scenes)
    item = {"kind": entry("kind", TextNode(mark, kind))}
    item |= shaped.item
    slots = shaped.node.get("slots")
    title = slots.entry("titre") if isinstance(slots, MapNode) else None
    if title is not None and kind != PLAN:
        item["titre"] = title
    if "reporter" in item:
        item["reporter"] = entry("reporter", host_at(item["reporter"].value, desk, "reporter"))
    item["plans"] = entry("plans", ListNode(mark, (shaped.node,)))
    return mapping(mark, item)
