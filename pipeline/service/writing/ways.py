"""From the place of a word to the way that leads to it in the file: what the check moved about is found again."""

from dataclasses import dataclass, field

from pipeline.errors import Mark
from pipeline.model.edits import Steps
from pipeline.model.marked import ListNode, MapNode, Node, TextNode


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to every text, mapping and list of a tree, by their places; `written` are the texts as they stand."""

    texts: dict[Mark, Steps] = field(default_factory=dict)
    maps: dict[Mark, Steps] = field(default_factory=dict)
    lists: dict[Mark, Steps] = field(default_factory=dict)
    written: dict[Mark, str] = field(default_factory=dict)
    nodes: dict[Steps, Node] = field(default_factory=dict)

    def entry(self, mark: Mark) -> Steps | None:
        """Return the way to what stands at a place as an entry of a list, None when it is no such entry."""
        way = self.maps.get(mark, self.texts.get(mark))
        return way if way and isinstance(way[-1], int) else None


def ways_of(tree: Node) -> Ways:
    """Return the ways of a tree as it was read."""
    found = Ways()
    waiting: list[tuple[Node, Steps]] = [(tree, ())]
    while waiting:
        node, at = waiting.pop()
        found.nodes[at] = node
        match node:
            case TextNode(mark, text):
                found.texts.setdefault(mark, at)
                found.written.setdefault(mark, text)
            case ListNode(mark, items):
                found.lists.setdefault(mark, at)
                waiting += ((item, (*at, rank)) for rank, item in enumerate(items))
            case MapNode(mark, entries):
                found.maps.setdefault(mark, at)
                waiting += ((entry.value, (*at, entry.key)) for entry in entries)
    return found
