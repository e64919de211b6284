"""Values in another form than the one asked for, where only one thing can be meant: taken, with a note."""

import re

from pipeline.check.shape.desk import Desk
from pipeline.check.shape.forms import as_list
from pipeline.errors import Code, Finding, Level
from pipeline.french.wording import quoted
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode

_DASHED = re.compile(r"(?:^|\s)[-–—•*]\s+")
_LONGEST = 60
"""Signs of an entry between commas: a longer one is a sentence."""


def flat(node: Node, desk: Desk) -> tuple[Node, ...]:
    """Return the entries of a list; one alone in a list of its own, for a dash too many, comes out."""
    found: list[Node] = []
    for item in as_list(node):
        if isinstance(item, ListNode) and len(item.items) == 1 and isinstance(item.items[0], MapNode):
            told = "un tiret de trop : l'élément est lu sans lui"
            _note(desk, item, told, "retirer un « - »", Code("liste-dans-la-liste"))
            found += item.items
        else:
            found.append(item)
    return tuple(found)


def one_text(node: Node, desk: Desk) -> Node:
    """Return the text that « : » made a key and its value of, in a place for a text; anything else as it is."""
    if not isinstance(node, MapNode) or len(node.entries) != 1:
        return node
    only = node.entries[0]
    if not isinstance(only.value, TextNode) or not only.value.text.strip():
        return node
    text = f"{only.key} : {only.value.text.strip()}"
    message = "un texte sans guillemets contient « : », et est lu en entier"
    advice = f'écrire le texte entre guillemets : "{quoted(text)[2:-2]}"'
    _note(desk, only, message, advice, Code("deux-points-dans-un-texte"))
    return TextNode(only.mark, text)


def several(node: Node, name: str, desk: Desk) -> tuple[Node, ...]:
    """Return the entries of a list of texts, of which a single text may hold several: after dashes, between commas."""
    items = flat(node, desk)
    only = items[0] if len(items) == 1 and not isinstance(node, ListNode) else None
    if not isinstance(only, TextNode):
        return items
    parts = _parts(only.text)
    if len(parts) < 2:
        return items
    message = f"{quoted(name)} est lu comme une liste de {len(parts)} entrées"
    _note(desk, only, message, "écrire une entrée par ligne, chacune après « - »", Code("liste-attendue"))
    return tuple(TextNode(only.mark, part) for part in parts)


def _parts(text: str) -> list[str]:
    if _DASHED.match(text.strip()):
        parts = _DASHED.split(text.strip())
    elif "," in text and not re.search(r"[.!?]\s|\d,\d", text):
        parts = re.split(r",\s+", text)
    else:
        return []
    parts = [part.strip() for part in parts if part.strip()]
    return parts if all(len(part) <= _LONGEST for part in parts) else []


def _note(desk: Desk, at: Node | Entry, message: str, advice: str, code: Code) -> None:
    desk.findings.append(Finding(at.mark, message, advice, Level.NOTE, code=code))
