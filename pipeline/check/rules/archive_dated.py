"""Mark an archive with its year, which lies before the newscast's own.

Accepted::

    titre: Essai
    conducteur:
      - image: cafe.jpg
        archive: 2020

Refused::

    titre: Essai
    conducteur:
      - image: cafe.jpg
        archive: oui

Finding::

    exemple.yaml:4:14: une archive porte son année, pas « oui » ; écrire par exemple « archive: 2020 »
      [archive-sans-annee]
"""

import re
from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import shots_of
from pipeline.errors import Code, Finding
from pipeline.french.wording import quoted
from pipeline.model.marked import MapNode, TextNode

_YEAR = re.compile(r"(?<!\d)(1[6-9]\d\d|2[01]\d\d)(?!\d)")
_FICTION = "2050"


def archive_dated(script: MapNode, _context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for archives without a year, or from after the newscast."""
    today = _YEAR.search(script.text("date_fiction") or _FICTION)
    for _, shot in shots_of(script):
        node = shot.get("archive")
        if not isinstance(node, TextNode) or not node.text.strip():
            continue
        years = _YEAR.findall(node.text)
        if not years:
            message = f"une archive porte son année, pas {quoted(node.text)}"
            yield Finding(node.mark, message, "écrire par exemple « archive: 2020 »", code=Code("archive-sans-annee"))
        elif today and min(years) > today[1]:
            message = f"une archive de {min(years)} dans un journal de {today[1]}"
            yield Finding(node.mark, message, "corriger l'une des deux dates", code=Code("archive-du-futur"))
