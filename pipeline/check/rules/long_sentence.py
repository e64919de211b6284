"""Keep sentences under 250 characters: a voice has to breathe.

A warning, with the first words of the sentence::

    exemple.yaml:12:14: avertissement : une phrase de 310 signes est longue à dire (« Et quand… ») ;
      la couper en deux [phrase-longue]
"""

import re
from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import lines_of
from pipeline.errors import Code, Finding, Level
from pipeline.french.wording import quoted
from pipeline.model.marked import MapNode

LONGEST = 250
_END = re.compile(r"(?<=[.!?…])[»”\"\s]+")


def long_sentence(script: MapNode, _context: CheckContext) -> Iterator[Finding]:
    """Yield a warning for every sentence that is too long to say."""
    for line in lines_of(script):
        for sentence in _END.split(" ".join(line.text("texte").split())):
            if len(sentence) > LONGEST:
                message = f"une phrase de {len(sentence)} signes est longue à dire ({quoted(sentence)})"
                yield Finding(line.mark, message, "la couper en deux", Level.WARNING, code=Code("phrase-longue"))
