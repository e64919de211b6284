"""A headline, said and shown at the beginning of the newscast.

Example::

    Au sommaire :
    - Une maison qui parle
    - Un marché sans argent

Reading::

    intertitre | Au sommaire
    titre d’ouverture | Une maison qui parle
    titre d’ouverture | Un marché sans argent
"""

from pipeline.gather.fields import NoteField
from pipeline.gather.sight import Sight
from pipeline.gather.values import LineKind, NoteReading, NoteRole, Section

_LONGEST = 120


def headline_entry(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return a headline: an item, or a short line below a head that announces them."""
    line = sight.line
    if sight.section is not Section.HEADLINES or line.label not in {None, NoteField.HEADLINES}:
        return None
    if line.kind is LineKind.HEADING or len(line.text) > _LONGEST:
        return None
    if line.kind is LineKind.ITEM or sight.last is None or sight.last.line.kind is not LineKind.ITEM:
        return (sight.read(NoteRole.HEADLINE, line.text),)
    return None
