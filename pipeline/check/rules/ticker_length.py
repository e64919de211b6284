"""Keep the lines of the ticker under 90 characters: they pass once, and must be read in passing.

A warning (over 120 the model refuses them)::

    exemple.yaml:5:5: avertissement : cette ligne du bandeau est longue : 101 signes (90 conseillés) ;
      la raccourcir [bandeau-long]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import texts_under
from pipeline.errors import Code, Finding, Level
from pipeline.french.wording import counted
from pipeline.model.marked import MapNode

LONGEST = 90
REFUSED = 120


def ticker_length(script: MapNode, _context: CheckContext) -> Iterator[Finding]:
    """Yield a warning for every line that is long to read in passing."""
    for node in texts_under(script.get("bandeau")):
        length = len(node.text.strip())
        if LONGEST < length <= REFUSED:
            message = f"cette ligne du bandeau est longue : {counted(length, 'signe')} ({LONGEST} conseillés)"
            yield Finding(node.mark, message, "la raccourcir", Level.WARNING, code=Code("bandeau-long"))
