"""Markdown, as CommonMark and its tables say it: read by markdown-it-py; what its HTML says is read as text."""

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.adapters.documents.composing import Composer, FoundPicture
from pipeline.adapters.documents.effort import Effort
from pipeline.adapters.documents.grids import add_table, cell_place
from pipeline.adapters.documents.nearby import Nearby
from pipeline.adapters.documents.plain import is_wrapped, read_plain_text
from pipeline.errors import Code, Level
from pipeline.model.notes import Document, Emphasis, NoteCell, NotePlace, NoteRun, NoteText, TextKind

_LONGEST_LINE = 6_000
"""Signs of a line or a paragraph that is still read for its marks: their reader takes the square of it in time."""

_FRONT = re.compile(
    r"\ufeff?---[ \t]*\n(?P<keys>(?:[\w-]{1,40}[ \t]*:.{0,300}\n|[ \t]+.{0,300}\n|\n){1,40}?)"
    r"(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)
"""What makers of sites write above a text."""

_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]{0,2000}>", re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]{0,200}>", re.IGNORECASE)
_DATA = re.compile(r"data:image/[\w.+-]{1,40};base64,", re.IGNORECASE)
_SET = {"strong": Emphasis.BOLD, "em": Emphasis.ITALIC, "s": Emphasis.STRUCK}


def read_markdown(text: str, effort: Effort, nearby: Nearby) -> Document:
    """Return what a text of Markdown says."""
    front, text = _front_matter(text)
    lines = text.splitlines()
    if max(map(len, lines), default=0) > _LONGEST_LINE:
        return replace(read_plain_text(text, effort), format="Markdown")
    markdown = MarkdownIt("commonmark", {"maxNesting": 40}).enable(["table", "strikethrough"]).disable("inline")
    marks: dict[str, Any] = {}
    tokens: list[Token] = []
    for token in markdown.parse(text, marks):
        effort.look()
        if token.type == "inline":
            token.children = []
            if len(token.content) > _LONGEST_LINE:
                token.children.append(Token("text", "", 0, content=token.content))
            else:
                markdown.inline.parse(token.content, markdown, marks, token.children)
        tokens.append(token)
    reader = _Reader(Composer(effort, "Markdown"), nearby, wrapped=is_wrapped(lines))
    return _titled(reader.read(tokens), front)


def _front_matter(text: str) -> tuple[Sequence[tuple[str, str]], str]:
    """Return the keys above a text that a site's maker reads, between two lines of strokes, and blank lines instead."""
    found = _FRONT.match(text)
    if found is None:
        return (), text
    told = [line.partition(":") for line in found["keys"].splitlines()]
    kept = [(key.strip().lower(), value.strip().strip("\"'")) for key, colon, value in told if colon and value.strip()]
    return kept, "\n" * found[0].count("\n") + text[found.end() :]


def _titled(document: Document, front: Sequence[tuple[str, str]]) -> Document:
    """Return a document with what stands above it: its title, author and date, the rest as a header is."""
    if not front:
        return document
    known = dict(reversed(front))
    said = tuple(
        NoteText(
            kind=TextKind.PARAGRAPH, runs=(NoteRun(f"{key} : {value}"),), place=NotePlace(document.file, "en-tête")
        )
        for key, value in front
    )
    return replace(
        document, title=known.get("title", known.get("titre", "")), author=known.get("author", known.get("auteur", "")),
        date=known.get("date", "")[:10], margins=(*document.margins, *said),
    )  # fmt: skip


class _Reader:
    """Walks the tokens of one text."""

    def __init__(self, composer: Composer, nearby: Nearby, *, wrapped: bool) -> None:
        self.composer = composer
        self.nearby = nearby
        self.soft = " " if wrapped else "\n"
        self.lists: list[int | None] = []
        self.first_of_item = False

    def read(self, tokens: Sequence[Token]) -> Document:
        """Read everything."""
        at = 0
        while at < len(tokens):
            self.composer.effort.step()
            token = tokens[at]
            if token.type == "table_open":
                end = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
                self._table(tokens[at:end])
                at = end
            elif token.type in {"bullet_list_open", "ordered_list_open"}:
                ordered = token.type.startswith("ordered")
                self.lists.append(int(token.attrs.get("start", 1)) if ordered else None)
            elif token.type in {"bullet_list_close", "ordered_list_close"}:
                self.lists.pop()
            elif token.type == "list_item_open":
                self.first_of_item = True
            elif token.type == "inline":
                self._text(token, tokens[at - 1])
            elif token.type in {"fence", "code_block", "html_block"}:
                self._verbatim(token)
            at += 1
        return self.composer.finish()

    def _place(self, token: Token) -> NotePlace:
        line = (token.map or [0])[0] + 1
        return NotePlace(self.composer.file, f"ligne {line}", line)

    def _text(self, token: Token, opening: Token) -> None:
        place = self._place(token)
        runs = tuple(self._runs(token.children or []))
        if opening.type == "heading_open":
            self.composer.text(NoteText(kind=TextKind.HEADING, runs=runs, place=place, level=int(opening.tag[1])))
        elif self.lists and self.first_of_item:
            self.first_of_item = False
            number = self.lists[-1]
            marker = "" if number is None else f"{number}."
            if number is not None:
                self.lists[-1] = number + 1
            self._item(runs, place, marker)
        else:
            self.composer.text(NoteText(kind=TextKind.PARAGRAPH, runs=runs, place=place))
        for found in _pictures(token.children or []):
            self._picture(found, place)

    def _item(self, runs: tuple[NoteRun, ...], place: NotePlace, marker: str) -> None:
        """Add an item; a box before it says whether it is ticked."""
        text = "".join(run.text for run in runs)
        box = re.match(r"\[([ xX])\]\s+", text)
        ticked = None
        if box:
            ticked = box[1] != " "
            first = runs[0]
            runs = (NoteRun(first.text[box.end() :], first.emphasis, first.link), *runs[1:])
        self.composer.text(
            NoteText(
                kind=TextKind.ITEM, runs=runs, place=place, level=len(self.lists) - 1, marker=marker, ticked=ticked
            )
        )

    def _verbatim(self, token: Token) -> None:
        text = token.content
        if token.type == "html_block":
            text = _TAG.sub("", _BREAK.sub("\n", text))
        self.composer.text(NoteText(kind=TextKind.PARAGRAPH, runs=(NoteRun(text),), place=self._place(token)))

    def _runs(self, tokens: Sequence[Token]) -> Iterator[NoteRun]:
        emphasis, link = Emphasis.NONE, ""
        for token in tokens:
            name, _, way = token.type.rpartition("_")
            if name in _SET:
                emphasis = emphasis | _SET[name] if way == "open" else emphasis & ~_SET[name]
            elif token.type == "link_open":
                link = str(token.attrs.get("href", ""))
            elif token.type == "link_close":
                link = ""
            elif token.type == "softbreak":
                yield NoteRun(self.soft, emphasis, link)
            elif token.type == "hardbreak" or (token.type == "html_inline" and _BREAK.match(token.content)):
                yield NoteRun("\n", emphasis, link)
            elif token.type in {"text", "code_inline"}:
                yield NoteRun(token.content, emphasis, link)

    def _picture(self, token: Token, place: NotePlace) -> None:
        source, alternative = str(token.attrs.get("src", "")), token.content
        if found := _DATA.match(source):
            try:
                content: bytes | None = base64.b64decode(source[found.end() :], validate=True)
            except (binascii.Error, ValueError):
                content = None
            name = "image"
        else:
            name = unquote(source)
            content = self.nearby.picture(name, self.composer.effort)
        if content is not None:
            self.composer.picture(FoundPicture(content, name, alternative), place)
            title = str(token.attrs.get("title", ""))
            if title:
                self.composer.caption(NoteText(kind=TextKind.PARAGRAPH, runs=(NoteRun(title),), place=place))
            return
        message = f"{place.where} : l'image « {name[:80]} » n'est pas à côté du texte ; elle n'est pas suivie"
        self.composer.tell(message, "la donner à part", Level.WARNING, Code("document-externe"))
        if alternative.strip():
            self.composer.text(NoteText(kind=TextKind.PARAGRAPH, runs=(NoteRun(alternative),), place=place))

    def _table(self, tokens: Sequence[Token]) -> None:
        opened = self.composer.table_place()
        place = NotePlace(opened.file, opened.where, (tokens[0].map or [0])[0] + 1)
        rows: list[dict[int, NoteCell]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append({})
            elif token.type == "inline":
                spot = NotePlace(place.file, cell_place(place, len(rows) - 1, len(rows[-1])), (token.map or [0])[0] + 1)
                with self.composer.inside(spot.where) as blocks:
                    runs = tuple(self._runs(token.children or []))
                    self.composer.text(NoteText(kind=TextKind.PARAGRAPH, runs=runs, place=spot))
                    for found in _pictures(token.children or []):
                        self._picture(found, spot)
                rows[-1][len(rows[-1])] = NoteCell(blocks=tuple(blocks), place=spot)
        add_table(self.composer, rows, place)


def _pictures(tokens: Sequence[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.type == "image")
