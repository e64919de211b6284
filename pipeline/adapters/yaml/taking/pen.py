"""What the taking of one file shares: its lines, what is to be read instead, and what is told of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.adapters.yaml.taking.galley import Galley, Spot
from pipeline.adapters.yaml.taking.signs import BLANKS, HARD, INDENT, UNSEEN
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.french.signs import visible

_SHOWN = 60
_ANCHOR = re.compile(r"(?<![\w&])&([\w-]+)")
_ALIAS = re.compile(r"(?<![\w*])\*([\w-]+)")


@dataclass(slots=True, kw_only=True)
class Pen:
    """Marks up a galley; `tab` is how many columns a tab reaches to, `repeated` what is told once for many lines."""

    galley: Galley
    file: str
    tab: int
    findings: list[Finding] = field(default_factory=list)
    repeated: dict[Code, list[Finding]] = field(default_factory=dict)
    named: dict[str, frozenset[str]] = field(default_factory=dict)
    """The names that values have in the file, by the sign that gives or calls them, once looked for."""

    @property
    def lines(self) -> list[str]:
        """The lines as they were typed."""
        return self.galley.lines

    def tell(self, at: Spot, message: str, advice: str, *, code: Code, level: Level = Level.NOTE) -> None:
        """Note something; unless told otherwise, it was taken for what was meant."""
        mark = Mark(self.file, at.line + 1, at.column + 1)
        self.findings.append(Finding(mark, visible(message), visible(advice), level, code=code))

    def tell_once(self, at: Spot, message: str, advice: str, *, code: Code) -> None:
        """Note a sign that a whole file may be full of: its first place, then on which other lines it stands."""
        mark = Mark(self.file, at.line + 1, at.column + 1)
        found = Finding(mark, visible(message), visible(advice), Level.NOTE, code=code)
        self.repeated.setdefault(code, []).append(found)

    def told(self) -> tuple[Finding, ...]:
        """Return everything that was noted, in reading order."""
        return tuple(sorted((*self.findings, *self._gathered()), key=lambda finding: finding.mark))

    def _gathered(self) -> Iterator[Finding]:
        for found in self.repeated.values():
            first, *others = found
            lines = sorted({other.mark.line for other in others} - {first.mark.line})
            shown = ", ".join(map(str, lines[:5])) + (" …" if len(lines) > 5 else "")
            more = f" (et ligne{'s' if len(lines) > 1 else ''} {shown})" if lines else ""
            yield Finding(first.mark, first.message + more, first.advice, first.level, code=first.code)

    def margin(self, line: int) -> tuple[int, int]:
        """Return where the text of a line begins, and in which column that is: tabs reach on, unseen signs do not."""
        text = self.lines[line]
        found = INDENT.match(text)
        start = found.end() if found else 0
        return start, self.columns(text[:start])

    def columns(self, blanks: str, start: int = 0) -> int:
        """Return in which column blanks end that begin in another."""
        column = start
        for sign in blanks:
            if sign == "\t":
                column += self.tab - column % self.tab
            elif sign not in UNSEEN:
                column += 1
        return column

    def indent(self, line: int, start: int, column: int) -> None:
        """Read the blanks before a line as so many plain spaces."""
        blanks = self.lines[line][:start]
        if blanks != " " * column:
            self.galley.replace(line, 0, start, " " * column)
            self.tell_blanks(line, blanks, 0)

    def tell_blanks(self, line: int, blanks: str, start: int) -> None:
        """Note blanks that YAML does not take for spaces, if there are any."""
        odd = next((at for at, sign in enumerate(blanks) if sign in f"\t{HARD}"), None)
        if odd is None:
            return
        at = Spot(line, start + odd)
        if blanks[odd] == "\t":
            self.tell_once(at, "une tabulation est lue comme des espaces", "taper des espaces", code=Code("tabulation"))
            return
        advice = "taper des espaces ordinaires, avec la barre d'espace"
        self.tell_once(
            at, "une espace insécable est lue comme une espace ordinaire", advice, code=Code("espace-insecable")
        )

    def follows(self, line: int, owner: int) -> Iterator[int]:
        """Yield the lines under a line that stand deeper than a column, blank ones left out."""
        for number in range(line + 1, len(self.lines)):
            start, column = self.margin(number)
            if start == len(self.lines[number]):
                continue
            if column <= owner:
                return
            yield number

    def deepen(self, line: int, owner: int) -> None:
        """Let a line of a text stand deeper than a column for YAML as it does for the eye."""
        text = self.lines[line]
        if len(text) - len(text.lstrip(" ")) <= owner:
            self.indent(line, *self.margin(line))

    def wrap(self, start: Spot, end: Spot) -> None:
        """Read what stands from a spot to another (excluded) as one text."""
        self.galley.replace(start.line, start.column, start.column, "'")
        self.escape(start, end)
        self.galley.replace(end.line, end.column, end.column, "'")

    def escape(self, start: Spot, end: Spot) -> None:
        """Let apostrophes and tabs stand in a text between single quotes."""
        for number in range(start.line, end.line + 1):
            text = self.lines[number]
            first = start.column if number == start.line else self.margin(number)[0]
            last = end.column if number == end.line else len(text)
            for at in range(first, last):
                if text[at] == "'":
                    self.galley.replace(number, at, at + 1, "''")
                elif text[at] == "\t":
                    self.galley.replace(number, at, at + 1, " ")

    def said(self, start: Spot, end: Spot) -> str:
        """Return the text from a spot to another, its lines joined."""
        if start.line == end.line:
            return self.lines[start.line][start.column : end.column].strip(BLANKS)
        parts = [self.lines[start.line][start.column :]]
        parts += self.lines[start.line + 1 : end.line]
        parts.append(self.lines[end.line][: end.column])
        return " ".join(part.strip(BLANKS) for part in parts)

    def anchored(self, name: str) -> bool:
        """Tell whether the file gives this name to a value, with « & »."""
        return name in self._names("&")

    def aliased(self, name: str) -> bool:
        """Tell whether the file calls a value by this name, with « * »."""
        return name in self._names("*")

    def _names(self, sign: str) -> frozenset[str]:
        if sign not in self.named:
            told = _ANCHOR if sign == "&" else _ALIAS
            self.named[sign] = frozenset(name for line in self.lines for name in told.findall(line))
        return self.named[sign]


def shown(text: str, key: str = "") -> str:
    """Return how a text is to be written, between straight quotes, after its key; long ones are cut short."""
    plain = cut_short(text)
    mark = '"' if '"' not in plain else "'"
    inner = plain if mark == '"' else plain.replace("'", "''")
    return f"{f'{key}: ' if key else ''}{mark}{inner}{mark}"


def cut_short(text: str) -> str:
    """Return a text, or its beginning when it is long."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
