"""Notes as a script, from end to end: read, staged, written, and held to have lost nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.gather.assembling import assembled
from pipeline.gather.draft import Draft
from pipeline.gather.lines import lines_of_notes
from pipeline.gather.lossless import missing
from pipeline.gather.naming import Company
from pipeline.gather.understanding import understood
from pipeline.gather.values import NoteLine, NoteReading, NoteRole
from pipeline.gather.words import ScriptWords
from pipeline.gather.writing import Leftovers, ScriptHead, Unplaced, WrittenScript, script_of
from pipeline.model.notes import Document

_PEOPLE = frozenset({NoteRole.PERSON, NoteRole.PRESENTER, NoteRole.REPORTER})
_WORKSHOP = frozenset({NoteRole.TOWN, NoteRole.DATE, NoteRole.TITLE, NoteRole.THEME, NoteRole.KICKER, NoteRole.SECTION})
"""What values say in their own order: the words stand beside them as they were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheredNotes:
    """What was understood of notes: every line and reading, the draft they make, its script, what has no place."""

    lines: tuple[NoteLine, ...]
    readings: tuple[NoteReading, ...]
    draft: Draft
    script: WrittenScript
    unplaced: tuple[Unplaced, ...]
    words: ScriptWords
    head: ScriptHead

    def plainer(self, numbers: frozenset[int]) -> "GatheredNotes":
        """Return the same where the elements of these numbers say the same with less; nothing is lost by it."""
        return _written(replace(self, draft=self.draft.plainer(numbers)))


def gathered(
    documents: Sequence[Document], words: ScriptWords, head: ScriptHead, *, name: str, given_names: Iterable[str] = ()
) -> GatheredNotes:
    """Return everything that documents say as one newscast; `name` titles it when they do not."""
    names = frozenset(given_names)
    lines = lines_of_notes(documents, Company(names).is_given_name)
    readings, company = understood(lines, names)
    draft = assembled(readings, company, name)
    script = script_of(draft, words, head)
    whole = GatheredNotes(
        lines=lines, readings=readings, draft=draft, script=script, unplaced=(), words=words, head=head
    )
    return _written(whole)


def _written(whole: GatheredNotes) -> GatheredNotes:
    """Return the same with its script written anew: whatever it does not hold stands in its list, with its place."""
    bare = script_of(whole.draft, whole.words, whole.head)
    roles: dict[int, set[NoteRole]] = {}
    for reading in whole.readings:
        roles.setdefault(reading.line.number, set()).add(reading.role)
    announced = {one.line.number for one in whole.readings if one.role is NoteRole.TURN and not one.text}
    people: list[str] = []
    workshop: list[str] = []
    lost: list[Unplaced] = []
    for line, text in missing(bare.text, whole.lines):
        told = roles.get(line.number, set())
        if line.number in announced:
            continue
        if told and told <= _PEOPLE:
            people.append(text)
        elif told and told <= _WORKSHOP:
            workshop.append(text)
        else:
            lost.append(Unplaced(text, line.place.where))
    left = Leftovers(people=tuple(people), workshop=tuple(workshop), unplaced=tuple(lost))
    return replace(whole, script=script_of(whole.draft, whole.words, whole.head, left), unplaced=tuple(lost))
