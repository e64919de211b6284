"""Lines of a script as they are written, each remembering the readings and the element that it comes from."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pipeline.gather.scalars import comment, folded
from pipeline.gather.values import NoteReading

ReadingKey = tuple[int, int, int]
"""What tells a reading from all others: its line, and from and up to which sign of it."""


def key_of(reading: NoteReading) -> ReadingKey:
    """Return what tells a reading from all others."""
    return (reading.line.number, *reading.span)


@dataclass(slots=True)
class ScriptPen:
    """`marks` gives the line, from 1, where each reading went; `owners` the element of each line that has one."""

    lines: list[str] = field(default_factory=list)
    marks: dict[ReadingKey, int] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)
    _owner: int = 0

    @contextmanager
    def element(self, number: int, readings: Iterable[NoteReading]) -> Iterator[None]:
        """Have what is written meanwhile belong to an element, and its readings stand here."""
        self.stands(readings)
        self._owner = number
        yield
        self._owner = 0

    def stands(self, readings: Iterable[NoteReading]) -> None:
        """Say that readings stand on the next line."""
        for reading in readings:
            self.marks.setdefault(key_of(reading), len(self.lines) + 1)

    def line(self, text: str = "") -> None:
        """Write a line as it is."""
        self.lines.append(text.rstrip())
        if self._owner:
            self.owners[len(self.lines)] = self._owner

    def key(self, key: str, text: str, indent: int, note: str = "") -> None:
        """Write a key and its text; a note stands behind a text of one line, else behind its key."""
        first, *others = folded(key, text, indent)
        self.line(f"{first}  # {note}" if note else first)
        for other in others:
            self.line(other)

    def remarks(self, texts: Iterable[str], indent: int) -> None:
        """Write comments."""
        for text in texts:
            for line in comment(text, indent):
                self.line(line)

    @property
    def text(self) -> str:
        """Return everything that was written."""
        return "\n".join(self.lines) + "\n"
