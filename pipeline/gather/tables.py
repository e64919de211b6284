"""Tables of notes: a rundown, a form, a list of people, or rows of which nothing is known, each row as lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.french.letters import ascii_of
from pipeline.gather.asked import asked, asked_of, is_reported
from pipeline.gather.cells import Unfold, cell_lines
from pipeline.gather.columns import by_content, cast_in, heard_in, is_banner, sounds_told, titled, told_once, unheaded
from pipeline.gather.fields import NoteField, field_of
from pipeline.gather.head_words import head_words
from pipeline.gather.naming import is_voice
from pipeline.gather.people_lists import people_in
from pipeline.gather.table_forms import form_lines, is_form
from pipeline.gather.values import LineKind, NoteLine
from pipeline.model.notes import NoteCell, NotePlace, NoteTable

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
_IDEA = re.compile(r"(?:l'|notre |votre |les )?idees?(?: generale| retenue)?")
"""What a column holds that tells the stories, beside their titles."""

_AWAY = re.compile(r"excusee?s?|absente?s?|non|abs|exc")
"""What a list of those present says of who was not."""

_BITE = re.compile(r"(?:son|sonore|itw|interview|sot|temoignage|duplex|reponse|micro-?trottoir)s?\b")
"""Shapes of a row in which the person whom the super names speaks."""

_SAYS = 5
"""Words from which what a cell of sounds holds is said, rather than heard."""

_LEAST_TURNED = 3
"""Columns, and parts, from which a grid holds a story a column."""

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

    reported: bool = False
    """The head of the text says that who reports says it."""


def table_lines(table: NoteTable, unfold: Unfold) -> Iterator[NoteLine]:
    """Yield the lines of a table, row by row; what its columns or its first cells name labels them."""
    if turned := _turned(table):
        above, table = turned
        yield from _plain_lines(above, unfold, None)
    if not turned and is_form(table):
        yield from form_lines(table, unfold)
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
    if is_form(table) or _is_prose(table) or _turned(table):
        return True
    head = _head_of(table)
    return head is not None and bool({field for field in head.fields if field} & (_TOLD | _NAMING))


def _turned(table: NoteTable) -> tuple[Sequence[Sequence[NoteCell]], NoteTable] | None:
    """Return the rows above a grid whose first column names the parts, and the grid with a story a row; None else."""
    width = max((len(row) for row in table.rows), default=0)
    labels = [(at, asked(row[0].text)) for at, row in enumerate(table.rows) if row and row[0].text.strip()]
    known = [at for at, field in labels if field is not None]
    told = {field for _, field in labels if field is not None}
    if width < _LEAST_TURNED or NoteField.SUBJECT not in told or len(told) < _LEAST_TURNED or len(told & _TOLD) < 2:
        return None
    if sum(asked(cell.text) is not None for cell in table.rows[known[0]] if cell.text.strip()) > 1:
        return None
    inside = [row for row in table.rows[known[0] :] if row]
    if 2 * len(known) < len(inside) or any(len(row) != width for row in inside):
        return None
    columns = tuple(tuple(row[at] for row in inside) for at in range(width))
    return table.rows[: known[0]], replace(table, rows=columns)


def _plain_lines(rows: Sequence[Sequence[NoteCell]], unfold: Unfold, label: NoteField | None) -> Iterator[NoteLine]:
    for row in rows:
        for cell in row:
            yield from (replace(line, label=label) for line in cell_lines(cell, unfold))


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
        headed = any(_titles(cell.text) for cell in row)
        below = table.rows[number + 1 :]
        fields = told_once(_column(cell, titled=headed) for cell in row)
        filled = sum(bool(cell.text.strip()) for cell in row)
        known = len({field for field in fields if field})
        fields = by_content(sounds_told(titled(by_content(fields, below), below), below), below)
        if known > most and 2 * known >= filled:
            reported = any(is_reported(cell.text) for cell in row)
            best, most = _Head(number, fields, tuple(asked_of(cell.text) for cell in row), reported=reported), known
    if best is None and (found := unheaded(table.rows) or cast_in(table.rows)):
        return _Head(*found)
    return best


def _titles(label: str) -> bool:
    """Tell whether a label heads the titles of stories, and not the groups that have them."""
    plain = ascii_of(label).strip()
    return bool(_TITLED.match(plain)) or (asked(label) is NoteField.SUBJECT and not _GROUP.fullmatch(plain))


def _column(cell: NoteCell, *, titled: bool) -> NoteField | None:
    """Return what a column is by its head; « Groupe » only counts where another column has the titles."""
    if len(cell.text) > _LONGEST_LABEL and "?" not in cell.text[-2:] and len(cell.text) > 2 * _LONGEST_LABEL:
        return None
    if titled and _GROUP.fullmatch(ascii_of(cell.text).strip()):
        return NoteField.NUMBER
    if titled and _IDEA.fullmatch(ascii_of(cell.text).strip()):
        return NoteField.TEXT
    return asked(cell.text)


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
                others += [replace(line, label=NoteField.NOTES) for line in cell_lines(cell, unfold)]
        if any(_AWAY.fullmatch(ascii_of(line.text).strip(" .")) for line in others):
            yield from (replace(line, label=NoteField.NOTES) for cell in row for line in cell_lines(cell, unfold))
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
            lines = list(cell_lines(cells[0][1], unfold))
            yield from (replace(line, label=NoteField.SUBJECT, opens_story=not at) for at, line in enumerate(lines))
            continue
        said_by = _said_by(cells)
        said_in = {id(cell): name for cell, name in zip(row, head.said_by, strict=False) if name}
        reporter = _reporter(cells, head)
        at_desk = next(filter(None, (_desk_row(cell) for field, cell in cells if field is NoteField.SUBJECT)), None)
        shape = next(filter(None, (_at_desk(cell) for field, cell in cells if field is NoteField.SHAPE)), None)
        cells.sort(key=lambda told: _rank(told[0]))
        for field, cell in cells:
            lines = list(cell_lines(cell, unfold))
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
            elif field is NoteField.TEXT and reporter:
                label, by = field, reporter
            elif field in _SPOKEN and (at_desk or shape or said_by):
                beside = field is NoteField.TEXT and any(other is NoteField.SOUNDBITE for other, _ in cells)
                label, by = at_desk or shape or field, "" if beside and not (at_desk or shape) else said_by
            only = field is NoteField.WHO and bool(said_by)
            yield from (replace(line, label=label, said_by=by, names_only=only) for line in lines)


def _reporter(cells: Sequence[tuple[NoteField | None, NoteCell]], head: _Head) -> str:
    """Return who reports in a row, where the head of the text says that it is theirs; empty for nobody."""
    named = [" ".join(cell.text.split()) for field, cell in cells if field is NoteField.REPORTER]
    return named[0] if head.reported and len(named) == 1 and _one_person(named[0]) else ""


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


def _row_of(place: NotePlace) -> NotePlace:
    """Return the place of a row: what a cell's says, without its column."""
    return NotePlace(place.file, re.sub(r", colonne .*$", "", place.where), place.line)
