"""Small questions asked of what a person wrote."""

from pipeline.errors import Mark
from pipeline.french.wording import fold
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode

_NO = frozenset({"non", "aucun", "aucune", "sans", "no", "none"})


def blank(node: Node | None) -> bool:
    """Tell whether nothing is written here."""
    return node is None or (isinstance(node, TextNode) and not node.text.strip())


def says_no(node: Node) -> bool:
    """Tell whether a person refused what would come by itself (`lancement: non`)."""
    return isinstance(node, TextNode) and fold(node.text) in _NO


def as_list(node: Node) -> tuple[Node, ...]:
    """Return the entries of a list; a single value is a list of one, nothing a list of none."""
    if isinstance(node, ListNode):
        return node.items
    return () if blank(node) else (node,)


def mapping(mark: Mark, entries: dict[str, Entry]) -> MapNode:
    """Return a mapping from entries already under their canonical keys."""
    return MapNode(mark, tuple(entries.values()))


def entry(key: str, value: Node) -> Entry:
    """Return an entry that was not written: its key stands where its value does."""
    return Entry(key, value.mark, value)
