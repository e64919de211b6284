"""What is open while a file is read: mappings and lists, each in its column, and where a line belongs."""

import re
from dataclasses import dataclass, field

from pipeline.adapters.yaml.taking.galley import Spot
from pipeline.adapters.yaml.taking.pen import Pen
from pipeline.adapters.yaml.taking.signs import BLANKS, DASHES
from pipeline.errors import Code, Level
from pipeline.french.wording import quoted

SEPARATOR = re.compile(r":(?=[ \t]|$)")
"""What stands between a key and its value."""
ITEM_KEY = re.compile(r"[^\W\d][\w-]*\s*:")


@dataclass(slots=True, kw_only=True)
class Nest:
    """A mapping or a list that is open: its column, its last key, whether a value is still to come, its line."""

    column: int
    listed: bool
    line: int
    key: str = ""
    waits: bool = False
    typed: int = -1
    """The column in which its keys were typed, when that is not the one in which they are read."""


@dataclass(slots=True)
class Nests:
    """The mappings and lists that are open, the innermost last."""

    pen: Pen
    open: list[Nest] = field(default_factory=list)

    @property
    def top(self) -> Nest | None:
        """The innermost one."""
        return self.open[-1] if self.open else None

    def close(self, column: int) -> list[Nest]:
        """Close what stands deeper than a column; return it, the outermost last."""
        gone = []
        while self.open and self.open[-1].column > column:
            gone.append(self.open.pop())
        return gone

    def aligned(self, line: int, start: int, column: int, gone: list[Nest]) -> int:
        """Return the column in which a line is read: that of what it belongs to, when its own is nobody's."""
        text = self.pen.lines[line][start:]
        dashed = text.startswith(("- ", "-\t")) or text == "-" or _dash_like(text)
        keyed = SEPARATOR.search(text) is not None and not dashed
        typed = next((nest for nest in (*gone, *self.open) if nest.typed == column), None)
        if typed is not None and not dashed:
            return self._moved(line, start, typed, gone, told=False)
        host = self._host(column, gone, keyed=keyed, dashed=dashed)
        return column if host is None else self._moved(line, start, host, gone)

    def _host(self, column: int, gone: list[Nest], *, keyed: bool, dashed: bool) -> Nest | None:
        """Return what a line belongs to that stands in nobody's column, None when it stands where it can."""
        top = self.top
        mapping = next((nest for nest in reversed(gone) if not nest.listed), None)
        if top is None:
            return gone[-1] if gone and gone[-1] is mapping and keyed else None
        if top.column == column:
            if top.listed and not dashed and len(self.open) > 1 and self.open[-2].column == column:
                self.open.pop()  # entries may stand under the first letter of their key
                return None
            return mapping if top.listed and keyed else None
        if top.waits or not (keyed or dashed):
            return None
        listed = next((nest for nest in reversed(gone) if nest.listed), None)
        beside = top if top.listed == dashed and (dashed or not gone) else None
        return (listed if dashed else mapping) or beside

    def _moved(self, line: int, start: int, host: Nest, gone: list[Nest], *, told: bool = True) -> int:
        """Read a line in the column of a mapping or list, and say (if so told) that it does not stand there."""
        if any(nest is host for nest in gone):  # what stood beside it is open again
            self.open += reversed(gone[[nest is host for nest in gone].index(True) :])
        while self.open[-1] is not host:
            self.open.pop()
        text = self.pen.lines[line]
        self.pen.galley.shift(line, start, host.column)
        if not told:
            return host.column
        word = ITEM_KEY.match(text[start:])
        name = quoted(word[0].rstrip(" :")) if word else "ce tiret"
        message = f"le retrait de {name} ne convient pas"
        what = f"« {host.key} »" if host.key and not host.listed else "son voisin"
        where = f"{what} ligne {host.line + 1}, colonne {host.column + 1}"
        code = Code("retrait")
        self.pen.tell(Spot(line, start), message, f"l'aligner sur {where}", code=code, level=Level.ERROR)
        return host.column

    def enter(self, column: int, line: int) -> None:
        """Open a list, or its next entry."""
        top = self.top
        if top is None or not top.listed or top.column != column:
            if top is not None:
                top.waits = False
            self.open.append(Nest(column=column, listed=True, line=line, key=top.key if top else ""))
        self.open[-1].waits = True

    def key_needed(self, column: int) -> bool:
        """Tell whether only a key can stand in a column."""
        top = self.top
        return top is not None and not top.listed and top.column == column and not top.waits

    def open_key(self, key: str, line: int, column: int, typed: int = -1) -> Nest:
        """Open a mapping at a key, or go on to its next one; a value is still to come."""
        above = self.top
        if above is None or above.listed or above.column != column:
            if above is not None:
                above.waits = False
            self.open.append(Nest(column=column, listed=False, line=line))
        top = self.open[-1]
        top.key, top.line, top.waits = key, line, True
        if typed >= 0 and typed != column:
            top.typed = typed
        return top


def _dash_like(text: str) -> bool:
    return text[:1] != "" and text[:1] in DASHES and (text[1:2] == "" or text[1:2] in BLANKS)
