"""Give lists as many entries as the picture has room for, and none of them empty.

Refused::

    titre: Essai
    conducteur:
      - points: {titre: La charte, liste: [Un, Deux, Trois, Quatre, Cinq]}

Finding::

    exemple.yaml:3:39: « liste » compte 5 entrées, 4 au plus ; en retirer, ou faire deux plans
      [trop-d-entrees]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import FilledSlot, slots_of
from pipeline.errors import Code, Finding, Mark
from pipeline.french.wording import counted, quoted
from pipeline.model.marked import ListNode, MapNode, TextNode
from pipeline.model.part import Part

_SERIES = frozenset({"liste", "couples"})


def slot_entries(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for lists too long or too short, empty entries, and pairs with a part missing."""
    for filled in slots_of(script, context.scenes):
        value = filled.value
        if filled.slot.type not in _SERIES or not isinstance(value, ListNode):
            continue
        number, slot = len(value.items), filled.slot
        bounded = context.scenes.part_of(filled.scene) is not Part.HEADLINES  # headlines have a rule of their own
        told = f"{quoted(filled.name)} compte {counted(number, 'entrée')}"
        if bounded and number > slot.most:
            yield _finding(
                value.mark, f"{told}, {slot.most} au plus", "en retirer, ou faire deux plans", Code("trop-d-entrees")
            )
        elif bounded and 0 < number < slot.least:
            yield _finding(value.mark, f"{told}, {slot.least} au moins", "en ajouter", Code("trop-peu-d-entrees"))
        yield from _incomplete(filled, value)


def _incomplete(filled: FilledSlot, value: ListNode) -> Iterator[Finding]:
    for item in value.items:
        if isinstance(item, TextNode) and not item.text.strip():
            yield _finding(
                item.mark,
                f"une entrée de {quoted(filled.name)} est vide",
                "l'effacer, ou l'écrire",
                Code("entree-vide"),
            )
        elif isinstance(item, MapNode):
            for part in filled.slot.parts:
                if not item.text(part):
                    message = f"il manque {quoted(part)} à une entrée de {quoted(filled.name)}"
                    yield _finding(item.mark, message, f"ajouter « {part}: … »", Code("entree-incomplete"))


def _finding(mark: Mark, message: str, advice: str, code: Code) -> Finding:
    return Finding(mark, message, advice, code=code)
