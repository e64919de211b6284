"""What was struck out stays in the script as a remark: somebody decided against it, and may decide again.

Example::

    ~~Et le maire arrive.~~

Reading::

    remarque | rayé | Et le maire arrive.
"""

from pipeline.gather.sight import Sight
from pipeline.gather.values import NoteReading, NoteRole


def struck(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return a remark for a line that is struck out, or that the document hides."""
    return (sight.read(NoteRole.ASIDE, sight.line.text, note="rayé"),) if sight.line.struck else None
