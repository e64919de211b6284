"""Pairs such as `{date: 1796, texte: Bureaux}`: by name, in order, or as `1796: Bureaux`."""

from pipeline.check.shape.desk import Desk
from pipeline.check.shape.forms import as_list, entry
from pipeline.errors import Code
from pipeline.french.wording import fold, quoted
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode


def pairs_at(parts: tuple[str, ...], node: Node, name: str, desk: Desk) -> ListNode:
    """Return the pairs of a slot; one that has a wrong form is said, and kept as it is."""
    reader = _Pairs(parts, name, desk)
    if isinstance(node, MapNode) and not reader.is_pair(node):
        pairs: list[Node] = [ListNode(e.mark, (TextNode(e.mark, e.key), e.value)) for e in node.entries]
    else:
        pairs = list(as_list(node))
    return ListNode(node.mark, tuple(reader.pair(item) for item in pairs))


class _Pairs:
    """Reads the pairs of one slot."""

    def __init__(self, parts: tuple[str, ...], name: str, desk: Desk) -> None:
        self.parts, self.name, self.desk = parts, name, desk
        self.names = {fold(part): part for part in parts}
        self.advice = "écrire {" + ", ".join(f"{part}: …" for part in parts) + "}"

    def is_pair(self, node: MapNode) -> bool:
        """Tell whether a mapping names parts, rather than mapping the first part to the second."""
        return any(fold(e.key) in self.names for e in node.entries)

    def pair(self, node: Node) -> Node:
        """Return one pair with its parts by name."""
        if isinstance(node, MapNode) and self.is_pair(node):
            return self._named(node)
        values: tuple[Node, ...] = ()
        if isinstance(node, ListNode):
            values = node.items
        elif isinstance(node, MapNode) and len(node.entries) == 1:
            only = node.entries[0]
            values = (TextNode(only.mark, only.key), only.value)
        if len(values) == len(self.parts) and all(isinstance(value, TextNode) for value in values):
            return MapNode(node.mark, tuple(entry(k, v) for k, v in zip(self.parts, values, strict=True)))
        self._say(node, f"cette entrée de {quoted(self.name)} n'a pas la bonne forme", Code("couple-mal-forme"))
        return node

    def _named(self, node: MapNode) -> MapNode:
        kept: dict[str, Entry] = {}
        for written in node.entries:
            part = self.names.get(fold(written.key), "")
            if not part:
                message = f"la clé {quoted(written.key)} est inconnue dans {quoted(self.name)}"
                self._say(TextNode(written.mark, ""), message, Code("cle-inconnue"))
            elif part in kept:
                self.desk.twice(written, kept[part])
            elif isinstance(written.value, TextNode):
                text = TextNode(written.value.mark, written.value.text.strip())
                kept[part] = Entry(part, written.mark, text)
            else:
                self._say(written.value, f"{quoted(part)} demande un seul texte", Code("texte-seul"))
                kept[part] = Entry(part, written.mark, TextNode(written.value.mark, "…"))
        return MapNode(node.mark, tuple(kept.values()))

    def _say(self, node: Node, message: str, code: Code) -> None:
        self.desk.say(node.mark, message, self.advice, code=code)
