"""What the columns of a table hold, by their heads and, above all, by what stands in them.

People stand in one column, sentences in another, titles in a third, whatever the heads say, or where there are none.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.gather.fields import NoteField
from pipeline.gather.head_words import head_words
from pipeline.gather.naming import is_role
from pipeline.model.notes import NoteCell, NoteText

Fields = tuple[NoteField | None, ...]
"""What each column of a table is, None for one of which nothing is known."""

_SPOKEN = (NoteField.TEXT, NoteField.SOUNDBITE)
_SAID = frozenset({*_SPOKEN, NoteField.LEAD_IN})
_SAYS = 5
"""Words from which what a cell of sounds holds is said, rather than heard."""

_PROSE = 50
_MOSTLY = 0.7
_HALF = 0.5
_LEAST = 2
"""Cells of a column, or rows, from which it says something."""

_LEAST_WORDS = 4
_LONGEST_PERSON = 60
_NUMBER = re.compile(r"\s*\d{1,2}\s*[.)/–-]\s*[^\W\d_]{2}")
_STOPPED = re.compile(r"[.!?…»”\"]\s*[)\]]?$")


def by_content(fields: Fields, rows: Sequence[Sequence[NoteCell]]) -> Fields:
    """Return the parts of columns where people and sentences are found by what they are, when no head says them."""
    found = list(fields)
    told = [_column(rows, at) for at in range(len(fields))]
    if NoteField.NAME in found and NoteField.WHO not in found and _SAID & set(found):
        found[found.index(NoteField.NAME)] = NoteField.WHO
    if NoteField.WHO not in found and not (_NAMES & set(found)):
        people = [at for at, cells in enumerate(told) if _share(cells, _is_person) >= _MOSTLY and len(cells) >= _LEAST]
        free = [at for at in people if found[at] in _MAY_BE_PEOPLE]
        if free:
            who = max(free, key=lambda at: (_share(told[at], _is_named), -at))
            found[who] = NoteField.WHO
            for at in free:
                if at != who and found[at] is None and NoteField.ROLE not in found and not _share(told[at], _is_named):
                    found[at] = NoteField.ROLE
    if NoteField.WHO in found and not _SAID & set(found):
        said = [at for at, cells in enumerate(told) if _share(cells, _is_speech) >= _HALF and cells]
        free = [at for at in said if found[at] in _MAY_BE_SAID]
        if free:
            found[max(free, key=lambda at: sum(len(text.split()) for text in told[at]))] = NoteField.TEXT
    found = _dialogued(found, rows)
    if NoteField.TEXT in found and NoteField.WHO in found and NoteField.SUBJECT not in found:
        at = found.index(NoteField.TEXT)
        titles = [column for column, part in enumerate(found) if part is None and _names_stories(rows, column, at)]
        if titles:
            found[titles[0]] = NoteField.SUBJECT
    return tuple(found)


def _dialogued(found: list[NoteField | None], rows: Sequence[Sequence[NoteCell]]) -> list[NoteField | None]:
    """Return parts where cells that say who speaks, numbered titles and what is told are found, no head saying so."""
    told = [_column(rows, at) for at in range(len(found))]
    every = [
        [row[at].text.strip() for row in rows if at < len(row) and row[at].text.strip()] for at in range(len(found))
    ]
    found = [
        NoteField.SOUNDBITE if _is_dialogue(part, cells) else part for part, cells in zip(found, every, strict=True)
    ]
    if NoteField.SUBJECT not in found and _SAID & set(found):
        numbered = [at for at, part in enumerate(found) if part in _MAY_BE_TITLES and _are_numbered(rows, at)]
        if numbered:
            found[numbered[0]] = NoteField.SUBJECT
    if NoteField.TEXT not in found and _SAID & set(found):
        told_of = [at for at, part in enumerate(found) if part is None and _share(told[at], _is_speech) >= _HALF]
        found = [NoteField.TEXT if at in told_of[:1] else part for at, part in enumerate(found)]
    return found


def unheaded(rows: Sequence[Sequence[NoteCell]]) -> tuple[int, Fields] | None:
    """Return at which row the columns of a table are named, -1 for nowhere, and what they are; None for other tables.

    Only a table in which people stand beside what they say is found so.
    """
    width = max((len(row) for row in rows), default=0)
    full = [row for row in rows if sum(bool(cell.text.strip()) for cell in row) > 1]
    if width < _LEAST or len(full) < _LEAST:
        return None
    found = by_content((None,) * width, full)
    if NoteField.WHO not in found:
        found = by_content((None,) * width, full[1:])
    first = rows.index(full[0])
    if NoteField.TEXT not in found or NoteField.WHO not in found:
        return None
    at, who = found.index(NoteField.TEXT), found.index(NoteField.WHO)
    cells = [cell.text.strip() for cell in full[0]]
    heads = len(cells) > max(at, who) and not _is_speech(cells[at])
    return (first, by_content((None,) * width, full[1:])) if heads else (-1, found)


def cast_in(rows: Sequence[Sequence[NoteCell]]) -> tuple[int, Fields] | None:
    """Return at which row the columns of a cast are named, -1 for nowhere, and what they are; None for other tables.

    Somebody of a name stands in one column of it, whom they play in the other.
    """
    for first in (0, 1):
        below = [
            [" ".join(cell.text.split()) for cell in row] for row in rows[first:] if any(c.text.strip() for c in row)
        ]
        if len(below) < _LEAST or any(len(row) != _LEAST or not all(map(_is_person, row)) for row in below):
            continue
        named = [sum(_is_named(row[at]) for row in below) for at in range(_LEAST)]
        if max(named) >= _MOSTLY * len(below):
            who = named.index(max(named))
            fields = tuple(NoteField.NAME if at == who else NoteField.ROLE for at in range(_LEAST))
            return first - 1, fields
    return None


def heard_in(rows: Sequence[Sequence[NoteCell]], columns: Iterable[int]) -> Iterator[NoteCell]:
    """Yield the cells that say what is heard (« bruit de porte »), in columns that hold what people say."""
    for at in columns:
        cells = [row[at] for row in rows if at < len(row) and row[at].text.strip()]
        if _share([cell.text for cell in cells], lambda text: bool(_STOPPED.search(text))) >= _HALF:
            yield from (cell for cell in cells if _NOISE.fullmatch(cell.text.strip()))


def _names_stories(rows: Sequence[Sequence[NoteCell]], column: int, at: int) -> bool:
    """Tell whether a column holds titles: short, no sentences, fewer of them than there is to say."""
    told = _column(rows, column)
    few = len(set(told)) < len(_column(rows, at))
    worded = _share(told, lambda text: len(re.findall(r"[^\W\d_]{2,}", text)) > 1)
    return bool(told) and few and worded > _HALF and _are_titles(rows, column)


def is_banner(row: Sequence[NoteCell]) -> bool:
    """Tell whether a row of several cells holds one short text that no sentence ends: the head of those below."""
    told = [cell.text.strip() for cell in row if cell.text.strip()]
    return len(told) == 1 and len(told[0]) <= _PROSE + _PROSE and not _STOPPED.search(told[0].rstrip('»”"'))


def _column(rows: Sequence[Sequence[NoteCell]], at: int) -> list[str]:
    filled = [row for row in rows if sum(bool(cell.text.strip()) for cell in row) > 1]
    return [" ".join(row[at].text.split()) for row in filled if at < len(row) and row[at].text.strip()]


def _share(cells: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, cells)) / len(cells) if cells else 0.0


def _is_person(text: str) -> bool:
    if len(text) > _LONGEST_PERSON or (_STOPPED.search(text) and not text.endswith((")", "."))):
        return False
    told = head_words(text)
    return told is not None and (told.voice or is_role(told.who.lower()) or told.named or bool(_CALLED.match(told.who)))


def _is_dialogue(part: NoteField | None, cells: Sequence[str]) -> bool:
    """Tell whether each cell of a column says who speaks, and what."""
    return part is None and len(cells) >= _LEAST and _share(cells, _is_turn) >= _MOSTLY


def _is_turn(text: str) -> bool:
    head, colon, words = text.partition(":")
    told = head_words(head)
    return bool(colon) and told is not None and (told.named or is_role(told.who.lower())) and len(words.split()) > 1


def _are_numbered(rows: Sequence[Sequence[NoteCell]], at: int) -> bool:
    cells = [row[at] for row in rows if at < len(row) and row[at].text.strip()]
    return len(cells) >= _LEAST and all(
        bool(_NUMBER.match(cell.text)) or any(isinstance(block, NoteText) and block.marker for block in cell.blocks)
        for cell in cells
    )


def _is_named(text: str) -> bool:
    told = head_words(text)
    return told is not None and told.named


def _is_speech(text: str) -> bool:
    return len(text.split()) >= _LEAST_WORDS and bool(_STOPPED.search(text))


_NOISE = re.compile(r"[(\[]?[a-zà-ÿ][^.!?…:«»“”\"]{2,50}[)\]]?")
_CALLED = re.compile(r"(?:une?|l[ea]) [^\W\d_]+$|l['’][^\W\d_]+$", re.IGNORECASE)
_NAMES = frozenset({NoteField.NAME, NoteField.PEOPLE})
_MAY_BE_PEOPLE = frozenset({None, NoteField.PICTURE, NoteField.TEXT, NoteField.SOUND, NoteField.ROLE})
_MAY_BE_TITLES = frozenset({None, NoteField.PICTURE, NoteField.NUMBER})
_MAY_BE_SAID = frozenset({None, NoteField.SOUND, NoteField.NOTES, NoteField.PICTURE})


def told_once(fields: Iterable[NoteField | None]) -> Fields:
    """Return fields where a second « sujet » is what is told of it: « Titre du sujet », then « Reportage »."""
    found: list[NoteField | None] = []
    for field in fields:
        again = field is NoteField.SUBJECT and field in found
        found.append(NoteField.TEXT if again else field)
    return tuple(found)


def titled(fields: Fields, rows: Sequence[Sequence[NoteCell]]) -> Fields:
    """Return fields where a column that should count (« Séquence ») holds the titles of stories, when no other does."""
    told_apart = sum(field in _SPOKEN for field in fields) > 1 and NoteField.TEXT in fields
    column = NoteField.NUMBER if NoteField.NUMBER in fields else NoteField.TEXT
    if told_apart and _are_titles(rows, fields.index(NoteField.TEXT)):
        column = NoteField.TEXT
    elif column is NoteField.TEXT:
        return fields
    if NoteField.SUBJECT in fields:
        return fields
    at = fields.index(column)
    told = [row[at].text.strip() for row in rows if at < len(row) and row[at].text.strip()]
    titles = [text for text in told if len(re.findall(r"[^\W\d_]{2,}", text)) > 1]
    if not told or 2 * len(titles) < len(told):
        return fields
    return tuple(NoteField.SUBJECT if rank == at else field for rank, field in enumerate(fields))


def _are_titles(rows: Sequence[Sequence[NoteCell]], at: int) -> bool:
    """Tell whether a column (« Histoire ») holds titles: short, never ended as sentences are."""
    told = [row[at].text.strip() for row in rows if at < len(row) and row[at].text.strip()]
    return bool(told) and all(len(text) <= _PROSE and not re.search(r"[.!?…»:]$", text) for text in told)


def sounds_told(fields: Fields, rows: Sequence[Sequence[NoteCell]]) -> Fields:
    """Return fields where the column of sounds, beside that of pictures, holds what is said, when no other does."""
    if NoteField.SOUND not in fields or not {NoteField.TEXT, NoteField.SOUNDBITE, NoteField.LEAD_IN}.isdisjoint(fields):
        return fields
    at = fields.index(NoteField.SOUND)
    told = [row[at].text.strip() for row in rows if at < len(row) and row[at].text.strip()]
    said = [text for text in told if len(text.split()) >= _SAYS and re.search(r"[.!?…»”\"]$", text)]
    if 2 * len(said) <= len(told):
        return fields
    return tuple(NoteField.TEXT if rank == at else field for rank, field in enumerate(fields))
