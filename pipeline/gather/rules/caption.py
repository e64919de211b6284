"""A short line right after a picture is its caption when it says so, or is set in italics.

Example::

    ![](cafe.png)
    Légende : Le café des habitants

Reading::

    photo | cafe.png
    légende | Le café des habitants
"""

import re

from pipeline.gather.sight import Sight
from pipeline.gather.values import LineKind, NoteReading, NoteRole

_SAYS_SO = re.compile(
    r"^(?:photo|l[ée]gende|image|figure|illustration|cr[ée]dit photo)s?\s*(?:n[°o]?\s*)?\d*\s*[:–—-]\s*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_LONGEST = 160


def caption(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return the caption of the picture that was read just before."""
    line = sight.line
    if sight.last is None or sight.last.role is not NoteRole.PICTURE or len(line.text) > _LONGEST:
        return None
    if line.kind not in {LineKind.PARAGRAPH, LineKind.HEADING} or line.number in sight.heads.stories:
        return None
    if found := _SAYS_SO.match(line.text):
        return (sight.read(NoteRole.CAPTION, found["rest"]),)
    return (sight.read(NoteRole.CAPTION, line.text),) if line.italic else None
