"""Plain text as people type it: lines and blank lines, bullets, titles that are underlined or in capitals."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from pipeline.adapters.documents.chat import ChatLine, messages
from pipeline.adapters.documents.composing import Composer, tidy
from pipeline.adapters.documents.effort import Effort
from pipeline.adapters.documents.grids import add_table, cell_place
from pipeline.adapters.documents.looks import typed_item
from pipeline.errors import Code, Level
from pipeline.french.signs import begins_pictured
from pipeline.model.notes import Document, Emphasis, NoteCell, NoteComment, NotePlace, NoteRun, NoteText, TextKind

_WRAPPED = 50
"""Signs of a line that was cut because it was full, at least."""

_WIDEST = 100
"""Signs of a line, at most, in a text whose lines are cut when they are full; mail cuts at 72 to 78."""

_UNDERLINE = re.compile(r"\s*([=~\-_*–—])\1{2,}\s*")
_RULE = re.compile(r"\s*(?:[-=_*~#•·.–—]\s*){3,}")
_HASHED = re.compile(r"\s*(#{1,6})\s+(.+?)\s*#*")
_FRAMED = re.compile(r"\s*([=*#~_+-])\1+\s*([^=*#~_+\s-].*?)\s*\1{2,}\s*")
_STARRED = re.compile(r"\s*(\*{1,2}|_{1,2})([^\s*_][^*_]*[^\s*_]|[^\s*_])\1\s*")
_TURN = re.compile(
    r"\s*(?:(?:M\. |Mme )?[A-ZÀ-ÖØ-Þ][\w'’.-]*(?:,? [\w'’.-]+){0,5}(?:\s?\([^()]{2,40}\))?\s?:\s|"
    r"[(\[][^()\[\]]*[)\]]\s*$|[^\W\d_][\w'’.-]*(?: [\w'’.-]+){0,4}\s?(?:[=-]>|→|>)\s)"
)
_STAMPED = re.compile(r"\s*\[?\d{1,2}[/.:-]\d{1,2}")
"""A day or an hour at the beginning of a line, as chats and minutes write them."""

_SAID = re.compile(r"\s*[(\[].*[)\]]\s*|.*[.!?…»,;]\s*")
"""What is no title, though a rule stands right below: a direction, a sentence."""

_REPLIED = re.compile(r"\s*(?:>\s?)+")
"""What a mail puts before each line of the one that it answers."""

_LEAST_REPLIED = 3
_ENDED = re.compile(r"[.!?…][»”\")\]\s]*$|[»”]\s*$")
_FEWEST = 2
_TABS = 2
_FURTHEST = 500
"""Lines that one paragraph or one table may take."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file: its number, counted from 1, and its text without what ends it."""

    number: int
    text: str


def read_plain_text(text: str, effort: Effort) -> Document:
    """Return what a plain text says."""
    composer = Composer(effort, "texte")
    if chat := messages(text.splitlines()):
        return _conversation(composer, chat)
    lines = [_Line(number, line) for number, line in enumerate(_unreplied(text.splitlines()), 1)]
    wrapped = is_wrapped([line.text for line in lines])
    for group in _groups(lines):
        effort.step(len(group))
        _read_group(composer, group, wrapped=wrapped)
    return composer.finish()


def _conversation(composer: Composer, chat: Sequence[ChatLine]) -> Document:
    """Return what was written in a conversation, a paragraph a line."""
    message = "c'est une discussion : les noms et les heures des messages ne sont pas repris"
    advice = "écrire « Nom : » devant ce que quelqu'un doit dire à l'antenne"
    composer.tell(message, advice, Level.NOTE, Code("document-discussion"))
    for line in chat:
        composer.effort.step()
        said = _Line(line.number, line.text)
        if line.talk:
            composer.comment(NoteComment(runs=(NoteRun(line.text),), place=_place(composer, said)))
        else:
            _paragraph(composer, [said])
    return composer.finish()


def _unreplied(lines: Sequence[str]) -> list[str]:
    """Return lines without what a mail puts before those that it answers, where several follow one another."""
    found: list[str] = []
    for replied, run in groupby(lines, key=lambda line: bool(_REPLIED.match(line))):
        same = list(run)
        found += [_REPLIED.sub("", line) for line in same] if replied and len(same) >= _LEAST_REPLIED else same
    return found


def is_wrapped(lines: Sequence[str]) -> bool:
    """Tell whether lines were cut when they were full, so that several make one paragraph."""
    goes_on = [(line, after) for line, after in pairwise(lines) if line.strip() and after.strip()]
    if len(goes_on) < _FEWEST or max(map(len, lines)) > _WIDEST:
        return False
    lengths = sorted(len(line) for line, _ in goes_on)
    width = lengths[(len(lengths) - 1) * 9 // 10]
    full = [line for line, after in goes_on if len(line) >= _WRAPPED and len(line) + len(after.split()[0]) >= width]
    ended = sum(bool(_ENDED.search(line)) for line in full)
    return len(full) * 5 >= len(goes_on) * 3 and ended * 3 <= len(full) * 2


def _groups(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Yield the lines between blank ones."""
    group: list[_Line] = []
    for line in lines:
        if line.text.strip():
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _read_group(composer: Composer, group: list[_Line], *, wrapped: bool) -> None:
    at = 0
    while at < len(group):
        composer.effort.step()
        line = group[at]
        ahead = group[at : at + _FURTHEST]
        after = group[at + 1] if at + 1 < len(group) else None
        tabbed = _tabbed(ahead)
        if tabbed > 1:
            _table(composer, group[at : at + tabbed])
            at += tabbed
        elif after is not None and _UNDERLINE.fullmatch(after.text) and _may_be_title(line.text):
            _heading(composer, line, line.text, 1 if after.text.strip()[0] in "=~*" else 2)
            at += 2
        elif found := _HASHED.fullmatch(line.text):
            _heading(composer, line, found[2], len(found[1]))
            at += 1
        elif (found := _FRAMED.fullmatch(line.text)) and not _STARRED.fullmatch(line.text):
            _heading(composer, line, found[2], 1)
            at += 1
        elif _RULE.fullmatch(line.text):
            at += 1
        else:
            taken = _one(ahead) if wrapped else _item_lines(ahead)
            _paragraph(composer, group[at : at + taken])
            at += taken


def _may_be_title(text: str) -> bool:
    return not (_RULE.fullmatch(text) or _SAID.fullmatch(text) or _TURN.match(text))


def _one(lines: list[_Line]) -> int:
    """Return how many lines a paragraph takes that begins here, where full lines were cut."""
    taken = 1
    while taken < len(lines):
        text = lines[taken].text
        begins = typed_item(text.lstrip()) or _TURN.match(text) or _STAMPED.match(text) or _RULE.fullmatch(text)
        if begins or begins_pictured(text) or _HASHED.fullmatch(text) or len(lines[taken - 1].text) < _WRAPPED:
            break
        taken += 1
    return taken


def _item_lines(lines: list[_Line]) -> int:
    """Return how many lines a paragraph takes where a line is one: an item takes what is set in under it."""
    first = lines[0].text
    item = typed_item(first.lstrip())
    if item is None:
        return 1
    words = len(first) - len(first.lstrip()) + item.begins
    taken = 1
    while taken < len(lines):
        text = lines[taken].text
        if typed_item(text.lstrip()) or len(text) - len(text.lstrip()) < max(2, words):
            break
        if len(lines[taken - 1].text) < _WRAPPED and (text.lstrip()[:1].isupper() or text.lstrip()[:1] in '«“"'):
            break  # another sentence begins, where nothing had to be cut
        taken += 1
    return taken


def _paragraph(composer: Composer, lines: list[_Line]) -> None:
    said = " ".join([lines[0].text.rstrip(), *(line.text.strip() for line in lines[1:])])
    starred = _STARRED.fullmatch(said)
    run = NoteRun(starred[2], Emphasis.BOLD) if starred else NoteRun(said)
    composer.text(NoteText(kind=TextKind.PARAGRAPH, runs=(run,), place=_place(composer, lines[0])))


def _heading(composer: Composer, line: _Line, text: str, level: int) -> None:
    runs = tidy((NoteRun(text),))
    composer.text(NoteText(kind=TextKind.HEADING, runs=runs, place=_place(composer, line), level=level))


def _tabbed(lines: list[_Line]) -> int:
    """Return how many lines from here are rows of one table: as many tabs in each, two or more."""
    tabs = lines[0].text.strip(" ").count("\t")
    if tabs < _TABS or not lines[0].text.split("\t")[0].strip():
        return 0
    taken = 0
    while taken < len(lines) and lines[taken].text.strip(" ").count("\t") == tabs:
        taken += 1
    return taken


def _table(composer: Composer, lines: list[_Line]) -> None:
    place = NotePlace(composer.file, composer.table_place().where, lines[0].number)
    rows = []
    for number, line in enumerate(lines):
        cells = {}
        for at, text in enumerate(line.text.split("\t")):
            spot = NotePlace(composer.file, cell_place(place, number, at), line.number)
            with composer.inside(spot.where) as blocks:
                composer.text(NoteText(kind=TextKind.PARAGRAPH, runs=(NoteRun(text),), place=spot))
            cells[at] = NoteCell(blocks=tuple(blocks), place=spot)
        rows.append(cells)
    add_table(composer, rows, place)


def _place(composer: Composer, line: _Line) -> NotePlace:
    return NotePlace(composer.file, f"ligne {line.number}", line.number)
