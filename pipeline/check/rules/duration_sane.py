"""Hold a picture between one second and two minutes, and end an extract after its start.

Refused::

    titre: Essai
    conducteur:
      - video: {video: cafe.mp4, de: 19, a: 12}

Finding::

    exemple.yaml:3:41: l'extrait finit à 12 s, avant de commencer à 19 s ; échanger « de » et « a »
      [extrait-a-l-envers]
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from pipeline.check.context import CheckContext
from pipeline.check.tree import shots_of
from pipeline.errors import Code, Finding, Level
from pipeline.model.marked import MapNode, Node, TextNode

SHORTEST = 1
LONGEST = 120


def duration_sane(script: MapNode, _context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for extracts that end before they start, a warning for lengths nobody means."""
    for _, shot in shots_of(script):
        length, node = _number(shot.get("duree")), shot.get("duree")
        if node and length is not None and 0 < length <= 3600 and not SHORTEST <= length <= LONGEST:
            message = f"ce plan durerait {length.normalize():f} s"
            advice = f"la durée est en secondes, d'ordinaire entre {SHORTEST} et {LONGEST}"
            yield Finding(node.mark, message, advice, Level.WARNING, code=Code("duree-inhabituelle"))
        slots = shot.get("slots")
        if isinstance(slots, MapNode):
            yield from _extract(slots)


def _extract(slots: MapNode) -> Iterator[Finding]:
    start, end, node = _number(slots.get("de")), _number(slots.get("a")), slots.get("a")
    if node and end is not None and end <= (start or 0):
        message = f"l'extrait finit à {end:f} s, avant de commencer à {start or 0:f} s"
        yield Finding(node.mark, message, "échanger « de » et « a »", code=Code("extrait-a-l-envers"))


def _number(node: Node | None) -> Decimal | None:
    if not isinstance(node, TextNode):
        return None
    try:
        number = Decimal(node.text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
