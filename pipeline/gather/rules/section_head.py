"""A heading, or a label alone on its line, that says what the lines below it are.

Example::

    Participants :
    - Odile Castaing, habitante, 84 ans

Reading::

    intertitre | Participants
    personne | Odile Castaing | habitante, 84 ans | Odile Castaing
"""

import re

from pipeline.gather.fields import NoteField, field_of
from pipeline.gather.naming import is_name
from pipeline.gather.people_lists import people_in
from pipeline.gather.sight import Sight
from pipeline.gather.values import LineKind, NoteLine, NoteReading, NoteRole, Section

SECTIONS = {
    NoteField.PEOPLE: Section.PEOPLE,
    NoteField.HEADLINES: Section.HEADLINES,
    NoteField.LEAD_IN: Section.LEAD_IN,
    NoteField.TAG: Section.TAG,
    NoteField.OPENING: Section.OPENING,
    NoteField.CLOSING: Section.CLOSING,
    NoteField.QUESTION: Section.QUESTION,
    NoteField.NOTES: Section.ASIDES,
    NoteField.CREDITS: Section.ASIDES,
    NoteField.PICTURE: Section.ASIDES,
    NoteField.SOUND: Section.ASIDES,
    NoteField.WHO: Section.PEOPLE,
    NoteField.LIVES: Section.PEOPLE,
    NoteField.TEXT: Section.STORY,
    NoteField.SOUNDBITE: Section.STORY,
    NoteField.POINTS: Section.STORY,
    NoteField.FIGURE: Section.STORY,
    NoteField.STAKE: Section.STORY,
    NoteField.WORRY: Section.STORY,
    NoteField.PRESENTER: Section.PEOPLE,
    NoteField.REPORTER: Section.PEOPLE,
}
"""What begins below a head that names a part."""

_ALONE = re.compile(r"^(?P<label>[^:.!?]{2,60}?)\s*:\s*$")


def section_head(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return the head of a part of the notes."""
    line = sight.line
    if line.label is not None or line.kind is LineKind.ITEM:
        return None
    if line.number in sight.heads.around:
        return (sight.read(NoteRole.SECTION, line.text, section=Section.ASIDES),)
    named = field_of(line.text) if _is_head(line) or _lists_people(sight) else None
    if named is None and (found := _ALONE.match(line.text)):
        named = field_of(found["label"])
    if named in {NoteField.TAG, NoteField.CLOSING} and not sight.in_story:
        named = NoteField.CLOSING
    if named is NoteField.TEXT and not sight.in_story:
        return None
    if named not in SECTIONS:
        below = line.number in sight.heads.below
        return (sight.read(NoteRole.SECTION, line.text),) if below else None
    return (sight.read(NoteRole.SECTION, line.text.rstrip(" :"), section=SECTIONS[named]),)


def _is_head(line: NoteLine) -> bool:
    return line.kind is LineKind.HEADING or line.bold or line.text.isupper()


def _lists_people(sight: Sight) -> bool:
    """Tell whether a line only says that those below are people, and those below are."""
    after = sight.after.text if sight.after is not None else ""
    return field_of(sight.line.text) is NoteField.PEOPLE and any(is_name(name) for name, _ in people_in(after))
