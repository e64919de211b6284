"""The lines of a file, with what is to be read instead of some signs; every place stays that of what was typed."""

import re
from dataclasses import dataclass, field

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""Where YAML begins another line."""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A sign of a file: line and column, from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Galley:
    """Lines without their ends, and the edits of each; edits never meet, and never cross from one line to another."""

    lines: list[str]
    ends: list[str]
    edits: dict[int, list[_Edit]] = field(default_factory=dict)
    _begun: list[Spot] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> "Galley":
        """Return a text by its lines."""
        return cls(_BREAK.split(text), [*_BREAK.findall(text), ""])

    def replace(self, line: int, start: int, end: int, text: str) -> None:
        """Read a text, in which lines may end, instead of the signs from `start` to `end` (excluded) of a line."""
        self.edits.setdefault(line, []).append(_Edit(start, end, text))

    def shift(self, line: int, start: int, column: int) -> None:
        """Let a line whose text begins at a sign begin in a column, whatever was said of its margin before."""
        self.edits[line] = [edit for edit in self.edits.get(line, ()) if edit.start >= start]
        self.replace(line, 0, start, " " * column)

    def drop(self, line: int) -> None:
        """Read nothing where a line stands."""
        self.edits[line] = [_Edit(0, len(self.lines[line]), "")]

    def text(self) -> str:
        """Return what is to be read."""
        made = [self._line(number) for number in range(len(self.lines))]
        self._begun = [
            Spot(number, at)
            for number, line in enumerate(made)
            for at in (0, *(found.end() for found in re.finditer("\n", line)))
        ]
        return "".join(line + end for line, end in zip(made, self.ends, strict=True))

    def _line(self, number: int) -> str:
        line, made, at = self.lines[number], "", 0
        for edit in self._sorted(number):
            made += line[at : edit.start] + edit.text
            at = edit.end
        return made + line[at:]

    def _sorted(self, number: int) -> list[_Edit]:
        return sorted(self.edits.get(number, ()), key=lambda edit: edit.start)

    def typed(self, line: int, column: int) -> Spot:
        """Return where, in what was typed, a sign of what is read (`text()`, before) stands."""
        begun = self._begun[min(line, len(self._begun) - 1)]
        line, column = begun.line, begun.column + column
        read = written = 0
        for edit in self._sorted(line):
            gap = edit.start - written
            if column < read + gap:
                break
            read, written = read + gap, edit.start
            if column < read + len(edit.text):
                return Spot(line, edit.start)
            read, written = read + len(edit.text), edit.end
        return Spot(line, written + column - read)
