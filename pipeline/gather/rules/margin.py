"""What stands in the margin, at the head or the foot of pages is about the notes: a remark, where it stood.

Example::

    <!-- Penser à filmer le stand. -->

Reading::

    remarque | en marge | Penser à filmer le stand.
"""

from pipeline.gather.sight import Sight
from pipeline.gather.values import LineKind, NoteReading, NoteRole


def margin(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return a remark for a comment, a header or a footer; what only names columns is one, too."""
    if sight.line.names_only:
        return (sight.read(NoteRole.ASIDE, sight.line.text, note="colonne"),)
    return (
        (sight.read(NoteRole.ASIDE, sight.line.text, note="en marge"),) if sight.line.kind is LineKind.MARGIN else None
    )
