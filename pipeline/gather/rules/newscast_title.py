"""The line that names the newscast, at the very beginning.

Example::

    # JT 2050 – Talence
    ## La maison qui parle
    Une maison donne l'heure.

Reading::

    titre du journal | JT 2050 – Talence
    titre d’un sujet | La maison qui parle
    commentaire | Une maison donne l'heure.
"""

from pipeline.gather.sight import Sight
from pipeline.gather.values import NoteReading, NoteRole


def newscast_title(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return the title of the newscast."""
    return (sight.read(NoteRole.TITLE, sight.line.text),) if sight.line.number == sight.heads.title else None
