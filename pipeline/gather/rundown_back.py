"""A rundown's sheet that comes back from a spreadsheet: what was changed in it, and what that changes in the script.

Order, planned lengths and notes come back. What the sheet shows besides is the script's own (titles, lead-ins) or the
film's (lengths, times): what was changed there is told, and changed in the script itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.french.wording import counted, fold, quoted
from pipeline.model.edits import Edit, MoveItem, RemoveAt, SetEntry, Steps
from pipeline.model.time import FRAME_RATE, clock

_CLOCK = re.compile(
    r"(?:(\d{1,2})\s*(?::|h)\s*)?(\d{1,3})\s*(?::|min|mn|m|['’])\s*(\d{1,2})?(?:[.,]\d+)?\s*(?:s|''|\"|”)?"
)
_SECONDS = re.compile(r"(\d{1,5})(?:[.,]0*)?\s*(?:s|sec|secondes?)?")
_NOTHING = frozenset({"", "–", "-", "—"})
_SIXTY = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumns:
    """How the columns that matter are called in the sheet as it went out."""

    key: str
    title: str
    intended: str
    notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAsWritten:
    """An item as its script has it: the way to it, None where nobody wrote it; `keyed` when keys may be added to it.

    `shown` is the planned length that the sheet showed, in frames, of whatever it came; `intended` whether the item
    says one itself.
    """

    slug: str
    title: str
    at: Steps | None
    keyed: bool
    shown: int | None
    intended: bool
    notes: str


@dataclass(slots=True)
class Returned:
    """What comes back: edits in the order in which they are done, what they are in French, what did not come back."""

    edits: list[Edit] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def length_of(text: str) -> int | None:
    """Return the seconds that a cell says, None when it says nothing; raises ValueError for what is no length.

    A spreadsheet takes « 1:30 » for half past one and gives back 01:30:00: hours without seconds are minutes.

    >>> [length_of(text) for text in ("1:30", "01:30:00", "0:01:30", "90", "1 min 30", "2 min", "–")]
    [90, 90, 90, 90, 90, 120, None]
    """
    text = text.strip()
    if text in _NOTHING:
        return None
    if found := _SECONDS.fullmatch(text):
        return int(found[1])
    if not (found := _CLOCK.fullmatch(text)):
        raise ValueError(text)
    hours, minutes, seconds = int(found[1] or 0), int(found[2]), int(found[3] or 0)
    if hours and not seconds:
        return hours * _SIXTY + minutes
    return (hours * _SIXTY + minutes) * _SIXTY + seconds


def returned(rows: Sequence[Sequence[str]], items: Sequence[ItemAsWritten], columns: SheetColumns) -> Returned:
    """Return what a sheet changes; raises ValueError with the columns that it lacks, in French.

    `rows` begin with the names of the columns, which may stand in any order.
    """
    head = {fold(name): rank for rank, name in reversed(list(enumerate(rows[0] if rows else ())))}
    missing = [name for name in (columns.key, columns.title) if fold(name) not in head]
    if missing:
        raise ValueError(" et ".join(quoted(name) for name in missing))
    known = {item.slug: item for item in items}
    back = Returned()
    ranks: list[str] = []
    for cells in rows[1:]:
        row = {name: cells[rank].strip() if rank < len(cells) else "" for name, rank in head.items()}
        slug = row[fold(columns.key)]
        if slug in ranks:
            back.left.append(f"{quoted(slug)} a deux lignes ; la première compte")
        elif slug in known:
            ranks.append(slug)
            _fields(known[slug], row, columns, back)
        elif slug:
            back.left.append(f"{quoted(slug)} n'est plus dans le script ; sa ligne est laissée de côté")
        elif (title := row[fold(columns.title)]) and fold(title) != "total":
            back.left.append(f"{quoted(title)} n'a pas de repère ; ajoutez-le d'abord dans le script")
    gone = [item.title for item in items if item.slug not in ranks and item.at is not None]
    if gone:
        names = ", ".join(map(quoted, gone))
        back.left.append(f"{counted(len(gone), 'élément')} sans ligne : {names} ; rien n'est retiré du script")
    _order(ranks, items, back)
    return back


def _fields(item: ItemAsWritten, row: Mapping[str, str], columns: SheetColumns, back: Returned) -> None:
    """Take what one row says of its item."""
    if fold(columns.title) in row and _differs(row[fold(columns.title)], item.title):
        back.left.append(f"le titre de {quoted(item.title)} se change dans le script, à sa place")
    for change, edit in (*_intended(item, row, columns, back), *_notes(item, row, columns)):
        if edit is None or item.at is None or not item.keyed:
            back.left.append(f"{change} : cet élément n'a pas de clés dans le script ; écrivez-le « - {item.slug}: … »")
        else:
            back.changes.append(change)
            back.edits.append(edit)


def _intended(
    item: ItemAsWritten, row: Mapping[str, str], columns: SheetColumns, back: Returned
) -> Iterator[tuple[str, Edit | None]]:
    if (name := fold(columns.intended)) not in row:
        return
    try:
        seconds = length_of(row[name])
    except ValueError:
        back.left.append(f"{quoted(item.title)} : {quoted(row[name])} n'est pas une durée ; écrivez 1:30")
        return
    shown = None if item.shown is None else int(item.shown / FRAME_RATE)
    if seconds == shown or (not seconds and not item.intended):
        return
    if not seconds:
        yield f"{quoted(item.title)} : plus de durée prévue", _removed(item, "prevu")
    else:
        told = clock(int(seconds * FRAME_RATE))
        yield f"{quoted(item.title)} : prévu {told}", _set(item, "prevu", told)


def _notes(item: ItemAsWritten, row: Mapping[str, str], columns: SheetColumns) -> Iterator[tuple[str, Edit | None]]:
    if (name := fold(columns.notes)) not in row or not _differs(row[name], item.notes):
        return
    if row[name]:
        yield f"{quoted(item.title)} : notes", _set(item, "notes", row[name])
    else:
        yield f"{quoted(item.title)} : plus de notes", _removed(item, "notes")


def _set(item: ItemAsWritten, key: str, text: str) -> Edit | None:
    return None if item.at is None else SetEntry(item.at, key, text)


def _removed(item: ItemAsWritten, key: str) -> Edit | None:
    return None if item.at is None else RemoveAt((*item.at, key))


def _differs(one: str, other: str) -> bool:
    """Tell whether two texts say something else; kinds of spaces, quotes and dashes are the spreadsheet's own."""
    return fold(one) != fold(other) or _worded(one) != _worded(other)


def _worded(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip()


def _order(ranks: Sequence[str], items: Sequence[ItemAsWritten], back: Returned) -> None:
    """Take the order of the rows: items that have none stay behind the one that they follow."""
    placed = [item for item in items if item.at is not None]
    lists = {item.at[:-1] for item in placed if item.at is not None}
    if len(lists) != 1:
        return
    (place,) = lists
    wanted = [slug for slug in ranks if any(slug == item.slug for item in placed)]
    before = ""
    for item in placed:
        if item.slug not in wanted:
            wanted.insert(wanted.index(before) + 1 if before in wanted else 0, item.slug)
        before = item.slug
    order = [item.slug for item in sorted(placed, key=lambda item: int(item.at[-1]) if item.at else 0)]
    moved = [slug for slug, was in zip(wanted, order, strict=True) if slug != was]
    for to, slug in enumerate(wanted):
        if (rank := order.index(slug)) != to:
            order.insert(to, order.pop(rank))
            back.edits.append(MoveItem(place, rank, to))
    if moved:
        back.changes.append(f"nouvel ordre : {', '.join(wanted)}")
