"""Keep texts as short as the picture they go on.

Refused::

    titre: Essai
    conducteur:
      - points: {titre: La charte, liste: [Un, "Une entrée trop longue pour tenir sur une ligne de l'écran"]}

Finding::

    exemple.yaml:3:44: « liste » est trop long : 58 signes, 50 au plus ; raccourcir ce texte
      [texte-trop-long]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import FilledSlot, slots_of, texts_under
from pipeline.errors import Code, Finding
from pipeline.french.wording import counted, quoted
from pipeline.model.marked import ListNode, MapNode, TextNode

_MEASURED = frozenset({"texte", "nombre", "liste", "couples"})


def slot_length(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for every text too long, or too short, for its slot."""
    for filled in slots_of(script, context.scenes):
        if filled.slot.type not in _MEASURED:
            continue
        for name, node, most in _limits(filled):
            length = len(" ".join(node.text.split()))
            if length > most:
                message = f"{quoted(name)} est trop long : {counted(length, 'signe')}, {most} au plus"
                yield Finding(node.mark, message, "raccourcir ce texte", code=Code("texte-trop-long"))
            elif filled.slot.type == "texte" and 0 < length < filled.slot.least:
                least = filled.slot.least
                message = f"{quoted(name)} est trop court : {counted(length, 'signe')}, {least} au moins"
                yield Finding(node.mark, message, code=Code("texte-trop-court"))


def _limits(filled: FilledSlot) -> Iterator[tuple[str, TextNode, int]]:
    """Yield every text of a slot with the name and the limit it has."""
    slot, value = filled.slot, filled.value
    if isinstance(value, TextNode):
        yield filled.name, value, slot.most
    if not isinstance(value, ListNode) or slot.type not in {"liste", "couples"}:
        return
    for item in value.items:
        if isinstance(item, MapNode):
            for part in item.entries:
                for text in texts_under(part.value):
                    yield part.key, text, slot.parts.get(part.key) or slot.entry_most
        elif isinstance(item, TextNode):
            yield filled.name, item, slot.entry_most
