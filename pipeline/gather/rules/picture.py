"""A picture inside the notes is shown where it stands, with the words that the document says to be its caption.

Example::

    ![](cafe.png)

Reading::

    photo | cafe.png
"""

from pipeline.gather.sight import Sight
from pipeline.gather.values import LineKind, NoteReading, NoteRole


def picture(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return a picture; its caption is its text, what it shows to who does not see it is said `about` it."""
    drawn = sight.line.picture
    if sight.line.kind is not LineKind.PICTURE or drawn is None:
        return None
    return (sight.read(NoteRole.PICTURE, drawn.caption, about=drawn.alternative),)
