"""Tables that are forms: each row asks something, and holds the answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.french.form import FORM_FIELDS
from pipeline.french.letters import ascii_of
from pipeline.gather.cells import Unfold, cell_lines
from pipeline.gather.columns import unheaded
from pipeline.gather.fields import NoteField, field_of
from pipeline.gather.values import NoteLine
from pipeline.model.notes import NoteCell, NoteTable

_OF_FORMS = "jt-"
"""How the names begin that our own form gives to its answers."""

_ASKED = 2
"""Questions of our own form above which a table is one, filled or not."""


def is_form(table: NoteTable) -> bool:
    """Tell whether the first column names what the second holds, in most rows, or a form's own names do."""
    if any(cell.field for row in table.rows for cell in row):
        return True
    if (found := unheaded(table.rows)) is not None and found[0] < 0:
        return False
    if sum(bool(_asked(row[0])) for row in table.rows if row) > _ASKED:
        return True
    if not table.rows or len(table.rows[0]) not in {2, 3}:
        return False
    named = [field_of(row[0].text) for row in table.rows if row[0].text.strip()]
    known = [field for field in named if field]
    head = [field_of(cell.text) for cell in table.rows[0]]
    if all(head):
        return len(set(known[1:])) > 1 and 3 * len(known) >= 2 * len(named) and len(named) > 3
    return len(set(known)) > 1 and 2 * len(known) >= len(named)


def form_lines(table: NoteTable, unfold: Unfold) -> Iterator[NoteLine]:
    """Yield the answers of a form, the title of the story first, each labelled as what its question asks."""
    told = [(_field_of_row(row), row) for row in table.rows]
    told.sort(key=lambda each: each[0] is not NoteField.SUBJECT)
    opens = bool(told) and told[0][0] is NoteField.SUBJECT
    for rank, (field, row) in enumerate(told):
        first, *others = row
        own = _words(first.text) in _QUESTIONS
        filled = [cell for cell in others if cell.text.strip()]
        if own and not filled:
            continue  # a question of ours that nobody answered
        if field is None or not filled:
            for cell in row:
                yield from cell_lines(cell, unfold)
            continue
        if not own:
            yield from (replace(line, label=NoteField.NOTES, names_only=True) for line in cell_lines(first, unfold))
        for cell in filled:
            for line in cell_lines(cell, unfold):
                yield replace(line, label=field, opens_story=opens and rank == 0)


def _field_of_row(row: Sequence[NoteCell]) -> NoteField | None:
    named = next((cell.field for cell in row if cell.field), "") or _asked(row[0])
    return field_of(named.removeprefix(_OF_FORMS)) or field_of(row[0].text)


def _asked(cell: NoteCell) -> str:
    """Return the name of the question of our own form that a cell asks, with its hint or without; empty for others."""
    told = _words(cell.text)
    asks = ((form.name, _words(form.label), _words(f"{form.label} {form.hint}")) for form in FORM_FIELDS)
    return next((key for key, label, whole in asks if told in {label, whole} and told), "")


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", ascii_of(text)))


_QUESTIONS = frozenset(_words(f"{form.label} {form.hint}") for form in FORM_FIELDS)
"""The questions of our own form with their hints: words of ours, which no script needs to keep."""
