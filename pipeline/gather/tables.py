"""Tables of notes: a rundown, a form, a list of people, or rows of which nothing is known, each row as lines."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.french.form import FORM_FIELDS
from pipeline.french.letters import ascii_of
from pipeline.gather.asked import asked, asked_of
from pipeline.gather.columns import by_content, cast_in, heard_in, is_banner, sounds_told, titled, told_once, unheaded
from pipeline.gather.fields import NoteField, field_of
from pipeline.gather.head_words import head_words
from pipeline.gather.naming import is_voice
from pipeline.gather.people_lists import people_in
from pipeline.gather.values import LineKind, NoteLine
from pipeline.model.notes import NoteBlock, NoteCell, NotePlace, NoteTable

Unfold = Callable[[NoteBlock], Iterator[NoteLine]]
"""What gives the lines of a block."""

_RANKS = (
    NoteField.NUMBER,
    NoteField.SHAPE,
    NoteField.SUBJECT,
    NoteField.KICKER,
    NoteField.THEME,
    NoteField.TOWN,
    NoteField.PLACE,
    NoteField.DATE,
    NoteField.PRESENTER,
    NoteField.REPORTER,
    NoteField.LEAD_IN,
    NoteField.WHO,
    NoteField.LIVES,
    NoteField.TEXT,
    NoteField.SOUNDBITE,
    NoteField.STAKE,
    NoteField.WORRY,
    NoteField.FIGURE,
    NoteField.SOURCE,
)
"""In which order the parts of a row are told, whatever that of its columns; the others follow, the tag last."""

_NAMING = frozenset({NoteField.NAME, NoteField.PEOPLE, NoteField.ROLE, NoteField.WHO})
_TOLD = frozenset({
    NoteField.SUBJECT, NoteField.TEXT, NoteField.SOUNDBITE, NoteField.LEAD_IN, NoteField.TAG, NoteField.QUESTION,
    NoteField.PICTURE, NoteField.FIGURE,
})  # fmt: skip
"""The parts of which one at least makes a table a rundown."""

_SPOKEN = (NoteField.TEXT, NoteField.SOUNDBITE)
_TITLED = re.compile(r"(?:titre|sujet|intitule|nom d)")
_GROUP = re.compile(r"(?:groupe|table|equipe)s?(?: n[°o]?)?")
_AWAY = re.compile(r"excusee?s?|absente?s?|non|abs|exc")
"""What a list of those present says of who was not."""

_BITE = re.compile(r"(?:son|sonore|itw|interview|sot|temoignage|duplex|reponse|micro-?trottoir)s?\b")
"""Shapes of a row in which the person whom the super names speaks."""

_OF_FORMS = "jt-"
"""How the names begin that our own form gives to its answers."""

_SAYS = 5
"""Words from which what a cell of sounds holds is said, rather than heard."""

_ASKED = 2
"""Questions of our own form above which a table is one, filled or not."""

_LONGEST_LABEL = 40
_PROSE = 50
"""Signs of a cell, on average, from which a table without known columns is text in a frame."""

_DESK_ROWS = frozenset({NoteField.OPENING, NoteField.CLOSING, NoteField.HEADLINES})
_AT_DESK = {
    "plateau": NoteField.LEAD_IN,
    "lancement": NoteField.LEAD_IN,
    "pied": NoteField.TAG,
    "desannonce": NoteField.TAG,
}
"""What the form of a row makes of its text."""

_ROWS_LOOKED_AT = 6
"""First rows among which the one that names the columns is looked for: titles and dates may stand above it."""


@dataclass(frozen=True, slots=True)
class _Head:
    """The row that names the columns, and the part that each column is."""

    row: int
    fields: tuple[NoteField | None, ...]
    said_by: tuple[str, ...] = ()
    """Whom each column's head names as speaking in it."""


def table_lines(table: NoteTable, unfold: Unfold) -> Iterator[NoteLine]:
    """Yield the lines of a table, row by row; what its columns or its first cells name labels them."""
    if _is_form(table):
        yield from _form_lines(table, unfold)
        return
    head = _head_of(table)
    if head is None:
        label = None if _is_prose(table) else NoteField.NOTES
        yield from _plain_lines(table.rows, unfold, label)
        return
    yield from _plain_lines(table.rows[: max(head.row, 0)], unfold, None)
    for line in _plain_lines(table.rows[max(head.row, 0) : head.row + 1], unfold, NoteField.NOTES):
        yield replace(line, names_only=True)
    known = {field for field in head.fields if field}
    rows = table.rows[head.row + 1 :]
    if known & _TOLD:
        yield from _rundown_lines(rows, head, unfold)
    elif known & _NAMING:
        yield from _people_lines(rows, head, unfold)
    else:
        yield from _plain_lines(rows, unfold, NoteField.NOTES)


def has_known_columns(table: NoteTable) -> bool:
    """Tell whether the columns of a table, or its first cells, say what it holds, or it is but text in a frame."""
    if _is_form(table) or _is_prose(table):
        return True
    head = _head_of(table)
    return head is not None and bool({field for field in head.fields if field} & (_TOLD | _NAMING))


def _plain_lines(rows: Sequence[Sequence[NoteCell]], unfold: Unfold, label: NoteField | None) -> Iterator[NoteLine]:
    for row in rows:
        for cell in row:
            yield from (replace(line, label=label) for line in _cell_lines(cell, unfold))


def _is_prose(table: NoteTable) -> bool:
    """Tell whether a table only frames text: one column, or cells that hold sentences."""
    cells = [cell.text for row in table.rows for cell in row if cell.text.strip()]
    columns = max((len(row) for row in table.rows), default=0)
    return columns < 2 or sum(map(len, cells)) > _PROSE * len(cells)


def _head_of(table: NoteTable) -> _Head | None:
    """Return the row in which most cells name a part of a newscast, two of them at least, or all of a few."""
    best: _Head | None = None
    most = 1
    for number, row in enumerate(table.rows[:_ROWS_LOOKED_AT]):
        headed = any(_TITLED.match(ascii_of(cell.text).strip()) for cell in row)
        below = table.rows[number + 1 :]
        fields = told_once(_column(cell, titled=headed) for cell in row)
        filled = sum(bool(cell.text.strip()) for cell in row)
        known = len({field for field in fields if field})
        fields = by_content(sounds_told(titled(by_content(fields, below), below), below), below)
        if known > most and 2 * known >= filled:
            best, most = _Head(number, fields, tuple(asked_of(cell.text) for cell in row)), known
    if best is None and (found := unheaded(table.rows) or cast_in(table.rows)):
        return _Head(*found)
    return best


def _column(cell: NoteCell, *, titled: bool) -> NoteField | None:
    """Return what a column is by its head; « Groupe » only counts where another column has the titles."""
    if len(cell.text) > _LONGEST_LABEL and "?" not in cell.text[-2:] and len(cell.text) > 2 * _LONGEST_LABEL:
        return None
    if titled and _GROUP.fullmatch(ascii_of(cell.text).strip()):
        return NoteField.NUMBER
    return asked(cell.text)


def _is_form(table: NoteTable) -> bool:
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


def _form_lines(table: NoteTable, unfold: Unfold) -> Iterator[NoteLine]:
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
                yield from _cell_lines(cell, unfold)
            continue
        if not own:
            yield from (replace(line, label=NoteField.NOTES, names_only=True) for line in _cell_lines(first, unfold))
        for cell in filled:
            for line in _cell_lines(cell, unfold):
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


def _people_lines(rows: Sequence[Sequence[NoteCell]], head: _Head, unfold: Unfold) -> Iterator[NoteLine]:
    """Yield one line a person: first and last name together, then age, role, notes."""
    for row in rows:
        told: dict[str, list[str]] = {"name": [], "about": []}
        place: NotePlace | None = None
        others: list[NoteLine] = []
        for field, cell in _paired(head, row):
            text = " ".join(cell.text.split())
            if not text:
                continue
            place = place or cell.place
            if field in {NoteField.NAME, NoteField.PEOPLE, NoteField.WHO}:
                told["name"].append(text)
            elif field is NoteField.AGE:
                told["about"].append(f"{text} ans" if text.isdigit() else text)
            elif field is NoteField.ROLE:
                told["about"].append(text)
            elif field is not NoteField.NUMBER:
                others += [replace(line, label=NoteField.NOTES) for line in _cell_lines(cell, unfold)]
        if any(_AWAY.fullmatch(ascii_of(line.text).strip(" .")) for line in others):
            yield from (replace(line, label=NoteField.NOTES) for cell in row for line in _cell_lines(cell, unfold))
            continue
        if place is not None and any(told.values()):
            words = ", ".join([" ".join(told["name"]), *told["about"]]) if told["name"] else ", ".join(told["about"])
            kind = LineKind.ITEM
            yield NoteLine(number=0, text=words, place=_row_of(place), kind=kind, label=NoteField.PEOPLE, tabular=True)
        yield from others


def _rundown_lines(rows: Sequence[Sequence[NoteCell]], head: _Head, unfold: Unfold) -> Iterator[NoteLine]:
    """Yield the lines of each row; one whose subject is another than above opens a story."""
    subject = ""
    spoken = [at for at, field in enumerate(head.fields) if field in _SPOKEN]
    heard = {id(cell) for cell in heard_in(rows, spoken)}
    for row in rows:
        cells = [(field, cell) for field, cell in _paired(head, row) if cell.text.strip()]
        if not cells:
            continue
        if NoteField.SUBJECT not in head.fields and len(head.fields) > 1 and is_banner(row):
            lines = list(_cell_lines(cells[0][1], unfold))
            yield from (replace(line, label=NoteField.SUBJECT, opens_story=not at) for at, line in enumerate(lines))
            continue
        said_by = _said_by(cells)
        said_in = {id(cell): name for cell, name in zip(row, head.said_by, strict=False) if name}
        at_desk = next(filter(None, (_desk_row(cell) for field, cell in cells if field is NoteField.SUBJECT)), None)
        shape = next(filter(None, (_at_desk(cell) for field, cell in cells if field is NoteField.SHAPE)), None)
        cells.sort(key=lambda told: _rank(told[0]))
        for field, cell in cells:
            lines = list(_cell_lines(cell, unfold))
            if field is NoteField.SUBJECT:
                new = " ".join(cell.text.split())
                known = bool(at_desk) or _same(new, subject)
                yield from _subject_lines(lines, known=known)
                subject = new
                continue
            label: NoteField = field or NoteField.NOTES
            by = ""
            if id(cell) in heard:
                label = NoteField.SOUND
            elif id(cell) in said_in:
                label, by = field or NoteField.TEXT, said_in[id(cell)]
            elif field in _SPOKEN and (at_desk or shape or said_by):
                beside = field is NoteField.TEXT and any(other is NoteField.SOUNDBITE for other, _ in cells)
                label, by = at_desk or shape or field, "" if beside and not (at_desk or shape) else said_by
            only = field is NoteField.WHO and bool(said_by)
            yield from (replace(line, label=label, said_by=by, names_only=only) for line in lines)


def _subject_lines(lines: Sequence[NoteLine], *, known: bool) -> Iterator[NoteLine]:
    """Yield the lines of a title: it opens a story, unless it is `known`, being that of the row above."""
    for rank, line in enumerate(lines):
        if known:
            yield replace(line, label=NoteField.NOTES, names_only=True)
        else:
            yield replace(line, label=NoteField.SUBJECT, opens_story=not rank)


def _paired(head: _Head, row: Sequence[NoteCell]) -> Iterator[tuple[NoteField | None, NoteCell]]:
    """Yield each cell of a row with what its column is, None beyond those that have a name."""
    for at, cell in enumerate(row):
        yield (head.fields[at] if at < len(head.fields) else None), cell


def _said_by(cells: Sequence[tuple[NoteField | None, NoteCell]]) -> str:
    """Return the one person that a row says to be speaking, empty when it names nobody or several."""
    who = [" ".join(cell.text.split()) for field, cell in cells if field is NoteField.WHO]
    spoken = any(field in _SPOKEN for field, _ in cells)
    bite = any(field is NoteField.SHAPE and _BITE.match(ascii_of(cell.text).strip()) for field, cell in cells)
    if not who and bite:
        who = [" ".join(cell.text.split()) for field, cell in cells if field is NoteField.SUPER]
    about = [" ".join(cell.text.split()) for field, cell in cells if field is NoteField.ROLE]
    if len(who) == len(about) == 1 and "," not in who[0]:
        who = [f"{who[0]}, {about[0]}"]
    if len(who) != 1 or not spoken:
        return ""
    named = head_words(who[0])
    if named is not None and not named.voice and not _several(who[0]):
        return ", ".join(filter(None, (named.who, named.about)))
    return who[0] if is_voice(who[0]) or _one_person(who[0]) else ""


def _several(text: str) -> bool:
    return len(list(people_in(text))) > 1


def _one_person(text: str) -> bool:
    """Tell whether a cell names one person, or calls one by an article and a word: « Une batelière »."""
    return len(list(people_in(text))) == 1 or bool(re.fullmatch(r"une? [a-zà-ÿœ-]+", text.lower()))


def _desk_row(cell: NoteCell) -> NoteField | None:
    """Return what a row is that is no story: the opening, the headlines, the end."""
    named = field_of(cell.text)
    return named if named in _DESK_ROWS else None


def _at_desk(cell: NoteCell) -> NoteField | None:
    return _AT_DESK.get(ascii_of(cell.text).strip())


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold() or one in {'"', "''", "″", "id.", "idem", "Idem", "//", "〃"}


def _rank(field: NoteField | None) -> int:
    if field is NoteField.TAG:
        return len(_RANKS) + 1
    return _RANKS.index(field) if field in _RANKS else len(_RANKS)


def _cell_lines(cell: NoteCell, unfold: Unfold) -> Iterator[NoteLine]:
    held: NoteLine | None = None
    for line in (replace(line, tabular=True) for block in cell.blocks for line in unfold(block)):
        if held is not None and _goes_on(held, line):
            held = replace(held, text=f"{held.text} {line.text}")
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def _goes_on(line: NoteLine, after: NoteLine) -> bool:
    """Tell whether a line of a cell was cut amid its sentence, as narrow cells cut it."""
    plain = line.kind is after.kind is LineKind.PARAGRAPH
    return plain and after.text[:1].islower() and not re.search(r"[.!?…:;»”\")\]]$", line.text)


def _row_of(place: NotePlace) -> NotePlace:
    """Return the place of a row: what a cell's says, without its column."""
    return NotePlace(place.file, re.sub(r", colonne .*$", "", place.where), place.line)
