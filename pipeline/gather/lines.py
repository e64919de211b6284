"""Documents as the lines that somebody wrote, in order: wrapped lines joined, tables row by row, comments apart."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pipeline.french.signs import begins_pictured, unpictured
from pipeline.gather.dictated import dictated
from pipeline.gather.envelope import enveloped
from pipeline.gather.exchanges import attributed
from pipeline.gather.heads import is_rule
from pipeline.gather.letter import written_by
from pipeline.gather.letters_told import spelled_out
from pipeline.gather.naming import NAME
from pipeline.gather.sentences import apart
from pipeline.gather.sheets import sheet_titles
from pipeline.gather.small_letters import without_capitals
from pipeline.gather.story_kinds import is_titled, is_told_of, names_a_kind
from pipeline.gather.tables import table_lines
from pipeline.gather.transcripts import transcribed
from pipeline.gather.values import LineKind, NoteLine
from pipeline.gather.voices import voiced
from pipeline.model.notes import (
    Document,
    Emphasis,
    NoteBlock,
    NoteComment,
    NotePicture,
    NotePlace,
    NoteTable,
    NoteText,
    TextKind,
)

_WRAPPED = 56
"""Signs from which a line that ends amid a sentence was cut by the width of a window, and goes on below."""

_LONGEST_TITLE = 90
_LONGEST = 2_000
"""Signs of a line that is understood in one go; looking into a longer one takes the square of it."""

_ENDS = re.compile(r"[.!?…:»”\")\]]\s*$")
_BEGUN = re.compile(r"[.!?:,;]\s+\S|,$")
_GOES_ON = re.compile(
    r"\s(?:et|ou|mais|de|du|des|la|le|les|un|une|à|au|aux|en|pour|par|sur|sous|dans|que|qui|ne|se|son|sa|ses|ce|cette|"
    r"avec|sans|chez|est|sont|a|ont)$"
)
_BEGINS = re.compile(r"^\s*(?:[-–—•*]\s|\d+\s*[.)]\s|[«\"“]|[^\s:]{1,30}(?: [^\s:]{1,20}){0,3}\s*:\s)")
_TURNS = re.compile(r"(?<=[»”])\s+(?=[A-ZÀ-Þ](?:[^.«»“”:!?]|(?<=\b[MDP])\.|(?<=\bDr)\.){1,60}\s?:\s*[«“])")
"""Between what one person says and the next one, who is named before a colon and quotes."""

_ROLE_FILLED = rf"[^\W\d_][^:.;,«»]{{2,34}}?\s?: ?{NAME}(?: et {NAME})?(?: ?\([^()]{{2,50}}\))?"
_FILLED = re.compile(rf"{_ROLE_FILLED}(?:\s*[.;|,]\s+{_ROLE_FILLED})+\.?")
"""« Animatrice : Odile. Secrétaire : Malo. » : several roles on a line, and who has them."""

_BETWEEN = re.compile(rf"\s*[.;|,]\s+(?={_ROLE_FILLED})")
_BULLET = re.compile(r"^\s*[-–—•*·▪►➢✓‣●○o]\s+(?=\S)")
_SIGNATURE = re.compile(
    rf"^[–—-]{{1,2}}\s*(?P<who>(?:{NAME}|(?:[Uu]ne?|[Ll][ea]|[Ss]on|[Ss]a|"
    rf"[Ll]['’]) ?[a-zà-ÿœ-]+(?: [^\s.!?«»:,(]+){{0,4}})"
    r"(?:\s*[,(][^.!?«»:]{1,60})?)\.?$"
)
_QUOTES = re.compile(r"^[«“\"].*[»”\"]\.?$")
_TEXTS = frozenset({LineKind.PARAGRAPH, LineKind.ITEM})
_KINDS = {
    TextKind.HEADING: LineKind.HEADING,
    TextKind.PARAGRAPH: LineKind.PARAGRAPH,
    TextKind.ITEM: LineKind.ITEM,
}


def lines_of_notes(documents: Sequence[Document], given: Callable[[str], bool] = bool) -> tuple[NoteLine, ...]:
    """Return every line of documents, in reading order and numbered; each document ends with a line that says so.

    `given` tells the first names that people bear.
    """
    found: list[NoteLine] = []
    for document in documents:
        lines = _signed(enveloped(_rejoined(_lines_of(document))))
        found += attributed(spelled_out(voiced(transcribed(written_by(lines)), given), given), given)
    return tuple(replace(line, number=number) for number, line in enumerate(found))


def _lines_of(document: Document) -> list[NoteLine]:
    found: list[NoteLine] = []
    sheets = sheet_titles(document)
    for block in document.blocks:
        lines = list(block_lines(block))
        if block.place.where in sheets and not any(line.opens_story for line in lines):
            found.append(
                NoteLine(number=0, text=sheets[block.place.where], place=block.place, kind=LineKind.HEADING, level=1)
            )
        found += lines
    for margin in document.margins:
        found += [replace(line, kind=LineKind.MARGIN) for line in _text_lines(margin)]
    found += [
        NoteLine(number=0, text=left.text, place=left.place, kind=LineKind.MARGIN, struck=True)
        for left in document.left_out
        if left.text.strip()
    ]
    titled = sum(is_titled(line.text) for line in found) > 1
    told_of = [titled and is_told_of(line.text) for line in found]
    found = [
        part
        for line, whole in zip(found, told_of, strict=True)
        for part in ((replace(line, lead=""),) if whole else _run_in(line))
    ]
    below = [False, *(is_rule(line.text) for line in found)]
    found = [replace(line, below_rule=ruled) for line, ruled in zip(found, below, strict=False)]
    return [*found, NoteLine(number=0, text="", place=NotePlace(document.file, "fin"), kind=LineKind.END)]


def _run_in(line: NoteLine) -> Iterator[NoteLine]:
    """Yield a line, its first sentence apart where that heads a story: « Premier sujet : La fête. On danse. »."""
    if line.kind is LineKind.PARAGRAPH and len(pieces := _TURNS.split(line.text)) > 1:
        for piece in pieces:
            yield from _run_in(replace(line, text=piece, lead=""))
        return
    if line.kind in _TEXTS and _FILLED.fullmatch(line.text):
        yield from (replace(line, text=piece.strip(), lead="") for piece in _BETWEEN.split(line.text))
        return
    first, *others = apart(line.text)[:2] or ("",)
    if line.kind is not LineKind.PARAGRAPH or not others or len(first) > _LONGEST_TITLE or not names_a_kind(first):
        yield line
        return
    yield replace(line, text=first.rstrip("."))
    yield replace(line, text=line.text[line.text.index(first) + len(first) :].strip(), lead="")


def _rejoined(lines: Sequence[NoteLine]) -> list[NoteLine]:
    """Return lines of a text file in which a sentence that was cut at the width of a window is whole again."""
    if without_capitals([line.text for line in lines if line.kind in _TEXTS]):
        return list(lines)
    found: list[NoteLine] = []
    below = 0
    for line in lines:
        last = found[-1] if found else None
        plain = line.kind is LineKind.PARAGRAPH and line.place.line and line.text[:1].islower()
        goes_on = plain and not _BEGINS.match(line.text)
        if last is None or not goes_on or line.place.line != below or not _is_cut(last):
            found.append(line)
        else:
            found[-1] = replace(last, text=f"{last.text} {line.text}")
        below = line.place.line + 1
    return found


def _is_cut(line: NoteLine) -> bool:
    """Tell whether a line ends amid a sentence: long, or begun behind another sentence or a name."""
    long = len(line.text) >= _WRAPPED or bool(_BEGUN.search(line.text) or _GOES_ON.search(line.text))
    return line.kind in _TEXTS and not _ENDS.search(line.text) and long


def _signed(lines: Sequence[NoteLine]) -> list[NoteLine]:
    """Return lines in which who signs a quotation on a line of their own (« — Yvonne, 80 ans ») stands behind it."""
    found: list[NoteLine] = []
    for line in lines:
        last = found[-1] if found else None
        dashed = _SIGNATURE.match(f"{line.marker} {line.text}" if line.marker in {"–", "—"} else line.text)
        if last is not None and dashed and line.kind in _TEXTS and last.kind in _TEXTS and _QUOTES.search(last.text):
            found[-1] = replace(last, text=f"{last.text} — {dashed['who']}")
        else:
            found.append(line)
    return found


def block_lines(block: NoteBlock) -> Iterator[NoteLine]:
    """Yield the lines of one block."""
    match block:
        case NoteText():
            yield from _text_lines(block)
        case NoteTable():
            yield from table_lines(block, block_lines)
        case NotePicture():
            yield NoteLine(number=0, text=block.text, place=block.place, kind=LineKind.PICTURE, picture=block)
        case NoteComment() if block.text.strip():
            yield NoteLine(number=0, text=_one_line(block.text), place=block.place, kind=LineKind.MARGIN)


def _text_lines(block: NoteText) -> Iterator[NoteLine]:
    for offset, text in _parted(block.text):
        if not text.strip():
            continue
        if block.kind is TextKind.PARAGRAPH and (pieces := dictated(text)):
            place = _moved(block.place, offset)
            yield NoteLine(number=0, text=_one_line(text), place=place, kind=LineKind.MARGIN)
            yield from (NoteLine(number=0, text=piece, place=place, kind=LineKind.PARAGRAPH) for piece in pieces)
            continue
        kind = LineKind.PARAGRAPH if offset and block.kind is TextKind.ITEM else _KINDS[block.kind]
        line, marker = unpictured(_one_line(text)), block.marker
        lead = _one_line(text.strip().partition("\t")[0]) if "\t" in text.strip() else _lead(block, offset)
        if kind is LineKind.PARAGRAPH and (bullet := _BULLET.match(line)) and not line.startswith("— "):
            kind, marker, line = LineKind.ITEM, line[0] if line[0] in "–—" else marker, line[bullet.end() :]
        yield NoteLine(
            number=0,
            text=line,
            place=_moved(block.place, offset),
            kind=kind,
            level=block.level,
            marker=marker,
            lead=lead,
            lead_by="tab" if "\t" in text.strip() else "set apart" if lead else "",
            looks=kind is LineKind.HEADING and not block.styled,
            bold=block.all_are(Emphasis.BOLD),
            italic=block.all_are(Emphasis.ITALIC),
            struck=block.all_are(Emphasis.STRUCK),
        )


def _lead(block: NoteText, offset: int) -> str:
    """Return the words that a block begins with in bold or underlined, where others follow that are not."""
    held = ""
    for run in () if offset else block.runs:
        if run.text.strip() and not run.emphasis & (Emphasis.BOLD | Emphasis.UNDERLINED):
            return _one_line(held)
        held += run.text
    return ""


def _moved(place: NotePlace, offset: int) -> NotePlace:
    """Return the place that many lines below one, where lines are counted."""
    if not offset or not place.line:
        return place
    return NotePlace(place.file, f"ligne {place.line + offset}", place.line + offset)


def _parted(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a block, those only wrapped as one, each after how many lines it begins, none without end."""
    for offset, line in _unwrapped(text):
        rest = line
        while len(rest) > _LONGEST:
            cut = max(rest.rfind(". ", 0, _LONGEST) + 1, 0) or max(rest.rfind(" ", 0, _LONGEST), 0) or _LONGEST
            yield offset, rest[:cut]
            rest = rest[cut:].lstrip()
        yield offset, rest


def _unwrapped(text: str) -> Iterator[tuple[int, str]]:
    held, begun = "", 0
    for offset, line in enumerate(text.split("\n")):
        goes_on = (
            held
            and len(held.rsplit("\n", maxsplit=1)[-1]) >= _WRAPPED
            and not _ENDS.search(held)
            and not _BEGINS.match(line)
            and not begins_pictured(line)
        )
        if goes_on and line.strip():
            held = f"{held}\n{line}"
            continue
        if held:
            yield begun, held.replace("\n", " ")
        held, begun = line, offset
    if held:
        yield begun, held.replace("\n", " ")


def _one_line(text: str) -> str:
    return re.sub(r"[ \t\n\r\f\v]+", " ", text).strip()
