"""A line that heads a story, as this document heads its stories.

Example::

    Sujet 1 : La maison qui parle
    Une maison donne l'heure.
    Sujet 2 : Le marché
    On paie en heures.

Reading::

    titre d’un sujet | La maison qui parle
    commentaire | Une maison donne l'heure.
    titre d’un sujet | Le marché
    commentaire | On paie en heures.
"""

from dataclasses import replace

from pipeline.gather.sight import Sight
from pipeline.gather.story_kinds import bare_head, lived_by
from pipeline.gather.values import NoteReading, NoteRole, Section


def story_head(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return the head of a story; its title is empty for « Groupe 2 » alone, and another line may give one."""
    line = sight.line
    if line.number in sight.heads.announced:
        return (sight.read(NoteRole.ASIDE, line.text, note="conducteur"),)
    if line.opens_story:
        return (sight.read(NoteRole.STORY, bare_head(line.text) or line.text, section=Section.STORY),)
    if line.number not in sight.heads.stories:
        return None
    head = sight.read(NoteRole.STORY, sight.heads.stories[line.number], section=Section.STORY)
    if lived := lived_by(line.text):
        at, who, about = lived.start(), lived["who"], lived["about"]
        return replace(head, end=at), sight.read(NoteRole.PERSON, who, who=who, about=about, note="qui", start=at)
    return (head,)
