"""Light a department that is on the map (2A, 2B and 971 to 976 are).

Refused::

    titre: Essai
    conducteur:
      - carte: {ville: Talence, departement: "99"}

Finding::

    exemple.yaml:3:42: le département « 99 » n'existe pas ; écrire son code entre guillemets : "33",
      "2A", "974" [departement-inconnu]
"""

import re
from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import slots_of
from pipeline.errors import Code, Finding
from pipeline.french.wording import quoted
from pipeline.model.marked import MapNode, TextNode

_CODE = re.compile(r"^(?:\d{2,3}|2[AB])$")
_ADVICE = 'écrire son code entre guillemets : "33", "2A", "974"'


def department_known(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for every department that the map does not have."""
    workshop = script.get("atelier")
    code = workshop.get("departement") if isinstance(workshop, MapNode) else None
    slots = (f.value for f in slots_of(script, context.scenes) if f.slot.type == "departement")
    # A workshop's code that is not even a code is refused by the model already.
    own = code if isinstance(code, TextNode) and _CODE.match(code.text) else None
    for node in (own, *slots):
        if isinstance(node, TextNode) and node.text.strip() and node.text not in context.departments:
            message = f"le département {quoted(node.text)} n'existe pas"
            yield Finding(node.mark, message, _ADVICE, code=Code("departement-inconnu"))
