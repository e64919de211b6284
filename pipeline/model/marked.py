"""What a text file says, with the place of every word of it; nothing here knows of YAML.

>>> start, here = Mark("essai.yaml", 1, 1), Mark("essai.yaml", 1, 8)
>>> tree = MapNode(start, (Entry("titre", start, TextNode(here, "Bonjour")),))
>>> plain(tree)
{'titre': 'Bonjour'}
>>> str(mark_at(tree, ("titre",)))
'essai.yaml:1:8'
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.errors import Mark


@dataclass(frozen=True, slots=True)
class TextNode:
    """A scalar, as it is written: never a number, a date or a truth value."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list of nodes."""

    mark: Mark
    items: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping, with the place of the key and what stands under it."""

    key: str
    mark: Mark
    value: "Node"


@dataclass(frozen=True, slots=True)
class MapNode:
    """Keys in the order in which they are written, each one once."""

    mark: Mark
    entries: tuple[Entry, ...] = ()

    def entry(self, key: str) -> Entry | None:
        """Return the entry of a key, None when there is none."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def get(self, key: str) -> "Node | None":
        """Return what stands under a key, None when there is none."""
        entry = self.entry(key)
        return None if entry is None else entry.value

    def text(self, key: str) -> str:
        """Return the text under a key, empty when there is none."""
        node = self.get(key)
        return node.text.strip() if isinstance(node, TextNode) else ""


Node = TextNode | ListNode | MapNode


def plain(node: Node) -> Any:
    """Return the same tree as `str`, `list` and `dict`, without its marks."""
    match node:
        case TextNode():
            return node.text
        case ListNode():
            return [plain(item) for item in node.items]
        case MapNode():
            return {entry.key: plain(entry.value) for entry in node.entries}


def mark_at(node: Node, path: Sequence[str | int]) -> Mark:
    """Return the place of what `path` leads to, or of the nearest thing above it.

    Steps that lead nowhere (`[key]`) are stepped over. What is written under a key is shown at its own first
    character; an empty value is shown at its key.
    """
    mark = node.mark
    for step in path:
        if isinstance(node, MapNode) and isinstance(step, str):
            entry = node.entry(step)
            if entry is None:
                continue
            node = entry.value
            mark = entry.mark if node == TextNode(node.mark, "") else node.mark
        elif isinstance(node, ListNode) and isinstance(step, int) and 0 <= step < len(node.items):
            node = node.items[step]
            mark = node.mark
    return mark
