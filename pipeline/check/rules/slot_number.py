"""Write numbers as numbers, and times as seconds.

Accepted::

    titre: Essai
    conducteur:
      - video: {video: cafe.mp4, de: "1:05", a: "1:12,5"}

Refused::

    titre: Essai
    conducteur:
      - video: {video: cafe.mp4, de: douze}

Finding::

    exemple.yaml:3:34: « de » demande des secondes, pas « douze » ; écrire par exemple 12,5 ou 1:05
      [secondes-attendues]
"""

import re
from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import slots_of
from pipeline.errors import Code, Finding
from pipeline.french.wording import quoted
from pipeline.model.marked import MapNode, TextNode

_NUMBER = re.compile(r"^[+-]?\d[\d \u00a0\u202f]*(?:[.,]\d+)?[ \u00a0\u202f]*%?$")
_SECONDS = re.compile(r"^\d{1,5}(?:\.\d{1,6})?$")


def slot_number(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for every number or time that is none."""
    for filled in slots_of(script, context.scenes):
        node = filled.value
        if not isinstance(node, TextNode):
            continue
        if filled.slot.type == "nombre" and not _NUMBER.match(node.text):
            message = f"{quoted(filled.name)} demande un nombre, pas {quoted(node.text)}"
            yield Finding(node.mark, message, "écrire par exemple 12 ou 1,5", code=Code("nombre-attendu"))
        elif filled.slot.type == "secondes" and not _SECONDS.match(node.text):
            message = f"{quoted(filled.name)} demande des secondes, pas {quoted(node.text)}"
            yield Finding(node.mark, message, "écrire par exemple 12,5 ou 1:05", code=Code("secondes-attendues"))
