"""A text with the graph that YAML makes of it: where each node begins and ends, and which lines an entry has."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import yaml

from pipeline.adapters.yaml.taking.galley import Galley, Spot
from pipeline.model.edits import Steps


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Signs of a text, from `start` to `end`, excluded."""

    start: int
    end: int


class Typescript:
    """A text, its lines and its graph; all places are offsets into the text as it was typed."""

    def __init__(self, text: str, root: yaml.Node, typed: Callable[[int, int], Spot] | None = None) -> None:
        """Take a text, the graph that was made of it, and where what was read was typed."""
        self.text = text
        self.root = root
        self._typed = typed or Spot
        galley = Galley.of(text)
        self.lines = galley.lines
        self.begins = [0]
        for line, end in zip(galley.lines, galley.ends, strict=True):
            self.begins.append(self.begins[-1] + len(line) + len(end))
        self.end_of_line = next((end for end in galley.ends if end), "\n")

    def at(self, steps: Steps) -> yaml.Node:
        """Return the node that a way leads to; raises KeyError or IndexError when it leads nowhere."""
        node = self.root
        for step in steps:
            if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                node = node.value[step]
            elif isinstance(node, yaml.MappingNode) and isinstance(step, str):
                node = {key.value: value for key, value in node.value}[step]
            else:
                raise KeyError(step)
        return node

    def offset(self, mark: yaml.Mark) -> int:
        """Return where a place of what was read was typed."""
        spot = self._typed(mark.line, mark.column)
        line = min(spot.line, len(self.lines) - 1)
        return self.begins[line] + min(spot.column, len(self.lines[line]))

    def line_of(self, offset: int) -> int:
        """Return the line in which a sign stands, from 0."""
        low, high = 0, len(self.lines) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.begins[middle] <= offset else (low, middle - 1)
        return low

    def column_of(self, offset: int) -> int:
        """Return how many signs stand before one on its line."""
        return offset - self.begins[self.line_of(offset)]

    def span(self, node: yaml.Node) -> TextSpan:
        """Return what is written for a node: a text without the blank lines after it, a block to its last sign."""
        start = self.offset(node.start_mark)
        return TextSpan(start, max(start, self._end(node)))

    def _end(self, node: yaml.Node) -> int:
        if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
            end = self.offset(node.end_mark)
            return self._before_blanks(end) if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"} else end
        last = node.value[-1]
        value = last[1] if isinstance(last, tuple) else last
        if isinstance(value, yaml.ScalarNode) and not value.value and not value.style:
            key = last[0] if isinstance(last, tuple) else None
            return self._after_colon(key) if key is not None else self.offset(value.start_mark)
        return self._end(value)

    def _after_colon(self, key: yaml.Node) -> int:
        at = self.text.find(":", self.offset(key.end_mark))
        return at + 1 if at >= 0 else self.offset(key.end_mark)

    def _before_blanks(self, end: int) -> int:
        return len(self.text[:end].rstrip())

    def rows(self, node: yaml.CollectionNode) -> "list[EntryLines] | None":
        """Return the lines of each entry of a block; None when one begins no line of its own, or is in braces."""
        if node.flow_style or not node.value:
            return None
        rows: list[EntryLines] = []
        for begin, end in self._entries(node):
            first, last = self.line_of(begin), self.line_of(end)
            floor = rows[-1].last + 1 if rows else 0
            if self.lines[first][: begin - self.begins[first]].strip() or first < floor:
                return None
            top = first
            while top > floor and self.lines[top - 1].lstrip().startswith("#"):
                top -= 1
            rows.append(EntryLines(top, first, last))
        return rows

    def _entries(self, node: yaml.CollectionNode) -> Iterator[tuple[int, int]]:
        """Yield where each entry of a block begins, its dash or its key, and where its last sign stands."""
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                empty = isinstance(value, yaml.ScalarNode) and not value.value and not value.style
                yield self.offset(key.start_mark), self._after_colon(key) if empty else self._end(value)
            return
        column = self.column_of(self.offset(node.start_mark))
        for item in node.value:
            line = self.line_of(self.offset(item.start_mark))
            while line > 0 and self.lines[line][column : column + 1] != "-":
                line -= 1
            yield self.begins[line] + column, max(self._end(item), self.begins[line] + column + 1)


@dataclass(frozen=True, slots=True)
class EntryLines:
    """The lines of one entry, from 0: `top` with its comments, `first` with its dash or key, `last` included."""

    top: int
    first: int
    last: int
