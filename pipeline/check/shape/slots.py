"""Slot values made canonical by their type: text, list of texts, or pairs."""

import re

from pipeline.check.shape.desk import Desk
from pipeline.check.shape.pairs import pairs_at
from pipeline.check.shape.people import person_at
from pipeline.check.shape.taken import one_text, several
from pipeline.errors import Code
from pipeline.french.wording import fold, quoted
from pipeline.model.marked import ListNode, Node, TextNode
from pipeline.model.scene import Slot

_CLOCK = re.compile(r"^(?:(\d{1,2}):)?(\d{1,3}):(\d{2}(?:[.,]\d+)?)$")


def slot_value(slot: Slot, node: Node, name: str, desk: Desk) -> Node:
    """Return the canonical value of a slot; what has a wrong form is said, and kept as it is."""
    match slot.type:
        case "liste":
            return _texts(node, name, desk)
        case "couples":
            return pairs_at(tuple(slot.parts), node, name, desk)
        case "personne" if isinstance(node, TextNode):
            return person_at(node, desk)
    if slot.type == "texte":
        node = one_text(node, desk)
    if isinstance(node, TextNode):
        return TextNode(node.mark, _spelled(slot, node.text.strip()))
    advice = "écrire le texte à la suite de la clé"
    desk.say(node.mark, f"{quoted(name)} demande un seul texte", advice, code=Code("texte-seul"))
    return node


def _spelled(slot: Slot, text: str) -> str:
    """Return a text in the one spelling of its type."""
    match slot.type:
        case "departement":
            return department(text)
        case "secondes":
            return seconds(text)
        case "choix":
            return {fold(choice): choice for choice in slot.choices}.get(fold(text), text)
        case "image" | "video":
            return media_path(text)
        case _:
            return text


def media_path(text: str) -> str:
    """Return a path below `media/`, which may be written with it, or with the strokes of Windows.

    >>> media_path("./media/bordeaux/cafe.mp4"), media_path("bordeaux" + chr(92) + "cafe.mp4")
    ('bordeaux/cafe.mp4', 'bordeaux/cafe.mp4')
    """
    return text.strip().replace("\\", "/").removeprefix("./").removeprefix("media/")


def department(text: str) -> str:
    """Return a department's code as the map has it.

    >>> department("2a"), department("1"), department("33")
    ('2A', '01', '33')
    """
    code = text.strip().upper()
    return code.zfill(2) if code.isdigit() else code


def seconds(text: str) -> str:
    """Return a time in seconds, with a point; what is no time stays as it is.

    >>> seconds("1:05"), seconds("12,5 s")
    ('65', '12.5')
    """
    bare = re.sub(r"\s*s(?:econdes?)?$", "", text.strip())
    if found := _CLOCK.match(bare):
        hours, minutes, rest = found.groups()
        whole, _, part = rest.replace(",", ".").partition(".")
        total = int(hours or 0) * 3600 + int(minutes) * 60 + int(whole)
        return f"{total}.{part}" if part else str(total)
    return bare.replace(",", ".")


def _texts(node: Node, name: str, desk: Desk) -> ListNode:
    kept: list[Node] = []
    for item in (one_text(each, desk) for each in several(node, name, desk)):
        if isinstance(item, TextNode):
            kept.append(TextNode(item.mark, item.text.strip()))
        else:
            advice = "mettre l'entrée entre guillemets si elle contient « : »"
            desk.say(item.mark, f"chaque entrée de {quoted(name)} est un simple texte", advice, code=Code("texte-seul"))
            kept.append(item)
    return ListNode(node.mark, tuple(kept))
