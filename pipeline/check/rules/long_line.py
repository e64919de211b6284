"""Keep one speech under 900 characters: about a minute of the same voice.

Past that a viewer stops listening, and a correction says the whole speech anew. A warning, with the place::

    exemple.yaml:12:14: avertissement : ce texte est long : 1200 signes (900 conseillés) ; le partager
      entre deux plans [replique-longue]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import lines_of
from pipeline.errors import Code, Finding, Level
from pipeline.french.wording import counted
from pipeline.model.marked import MapNode

LONGEST = 900


def long_line(script: MapNode, _context: CheckContext) -> Iterator[Finding]:
    """Yield a warning for every speech that is too long."""
    for line in lines_of(script):
        length = len(" ".join(line.text("texte").split()))
        if length > LONGEST:
            message = f"ce texte est long : {counted(length, 'signe')} ({LONGEST} conseillés)"
            yield Finding(
                line.mark, message, "le partager entre deux plans", Level.WARNING, code=Code("replique-longue")
            )
