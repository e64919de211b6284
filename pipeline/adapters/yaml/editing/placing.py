"""Where an edit goes in a text, and the forms that it may take there."""

from collections.abc import Iterator

import yaml

from pipeline.adapters.yaml.editing.typescript import EntryLines, Typescript
from pipeline.adapters.yaml.editing.writing import STEP, block, flow, key, scalars
from pipeline.model.edits import Edit, InsertItem, MoveItem, Plain, RemoveAt, SetEntry, SetScalar

_FORMS = 2
"""Forms in which a block may be written (`writing.block`)."""


def drafts(page: Typescript, edit: Edit) -> Iterator[str]:
    """Yield texts in which an edit may be done, plainest first; raises KeyError or IndexError as `Typescript.at`."""
    match edit:
        case SetScalar(at, text):
            yield from _set_text(page, page.at(at), text)
        case SetEntry(at, name, value):
            yield from _set_entry(page, page.at(at), name, value)
        case InsertItem(at, rank, value):
            yield from _insert(page, page.at(at), rank, value)
        case RemoveAt(at):
            yield from _remove(page, page.at(at[:-1]), at[-1])
        case MoveItem(at, rank, to):
            yield from _move(page, page.at(at), rank, to)


def _put(page: Typescript, start: int, end: int, written: str) -> str:
    """Return the text of a page with something else between two places, its lines ended as the others are."""
    return page.text[:start] + written.replace("\n", page.end_of_line) + page.text[end:]


def _set_text(page: Typescript, node: yaml.Node, text: str) -> Iterator[str]:
    if not isinstance(node, yaml.ScalarNode):
        return
    span = page.span(node)
    line = page.line_of(span.start)
    column = _margin(page, line) + STEP
    if node.style in {"|", ">"} and (inner := _margin_of_next(page, line, span.end)):
        column = inner
    gap = "" if not span.start or page.text[span.start - 1].isspace() or page.text[span.start - 1] in "[{" else " "
    for written in scalars(text, column, _style(node)):
        yield _put(page, span.start, span.end, gap + written)


def _style(node: yaml.ScalarNode) -> str:
    return node.style or ""


def _margin(page: Typescript, line: int) -> int:
    """Return the column in which what stands on a line begins, past its dashes."""
    text = page.lines[line]
    bare = text.lstrip(" ")
    while bare.startswith("- "):
        bare = bare[2:].lstrip(" ")
    return len(text) - len(bare)


def _margin_of_next(page: Typescript, line: int, end: int) -> int:
    """Return the column of the first written line after one, and before a place; 0 when there is none."""
    for number in range(line + 1, page.line_of(max(0, end - 1)) + 1):
        if page.lines[number].strip():
            return len(page.lines[number]) - len(page.lines[number].lstrip(" "))
    return 0


def _set_entry(page: Typescript, node: yaml.Node, name: str, value: Plain) -> Iterator[str]:
    if isinstance(node, yaml.MappingNode):
        known = next((pair for pair in node.value if pair[0].value == name), None)
        if known is not None:
            yield from _replaced(page, known[0], known[1], value)
            return
        if node.flow_style or not node.value:
            yield from _flow_added(page, node, f"{key(name)}: {flow(value)}", len(node.value))
            return
        column = page.column_of(page.offset(node.value[0][0].start_mark))
        yield from _below(page, page.span(node).end, {name: value}, column, apart=False)
    elif isinstance(node, yaml.ScalarNode) and not node.value:
        yield from _first(page, node, {name: value})


def _replaced(page: Typescript, head: yaml.Node, node: yaml.Node, value: Plain) -> Iterator[str]:
    """Yield the value of a key written anew."""
    if isinstance(value, str) and isinstance(node, yaml.ScalarNode):
        yield from _set_text(page, node, value)
        return
    start, end = page.offset(head.start_mark), page.span(node).end
    column = page.column_of(start)
    if isinstance(node, yaml.CollectionNode) and node.flow_style and not isinstance(value, str):
        yield _put(page, page.span(node).start, end, flow(value))
    for form in range(_FORMS):
        yield _put(page, start, end, "\n".join(block({head.value: value}, column, form)))


def _first(page: Typescript, node: yaml.Node, value: Plain) -> Iterator[str]:
    """Yield the first thing to stand under a key that has nothing under it."""
    line = page.line_of(page.offset(node.start_mark))
    column = _margin(page, line) + STEP
    for form in range(_FORMS):
        lines = block(value, column, form)
        yield _put(page, page.offset(node.start_mark), page.span(node).end, "\n" + " " * column + "\n".join(lines))


def _below(page: Typescript, end: int, value: Plain, column: int, *, apart: bool) -> Iterator[str]:
    """Yield a block written after the line in which another one ends."""
    line = page.line_of(end)
    place = page.begins[line] + len(page.lines[line])
    for form in range(_FORMS):
        lead = "\n\n" if apart else "\n"
        yield _put(page, place, place, lead + " " * column + "\n".join(block(value, column, form)))


def _insert(page: Typescript, node: yaml.Node, rank: int, value: Plain) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode) and not node.value:
        yield from _first(page, node, [value])
    if not isinstance(node, yaml.SequenceNode):
        return
    if node.flow_style or not node.value:
        yield from _flow_added(page, node, flow(value), rank)
        return
    rows = page.rows(node)
    if rows is None:
        return
    column = page.column_of(page.offset(node.start_mark))
    apart = len(rows) > 1 and rows[1].top - rows[0].last > 1
    if rank >= len(rows):
        yield from _below(page, page.begins[rows[-1].last], [value], column, apart=apart)
        return
    place = page.begins[rows[rank].top]
    for form in range(_FORMS):
        made = " " * column + "\n".join(block([value], column, form)) + ("\n\n" if apart else "\n")
        yield _put(page, place, place, made)


def _flow_added(page: Typescript, node: yaml.CollectionNode, written: str, rank: int) -> Iterator[str]:
    """Yield an entry put between the others of a list or a mapping in braces."""
    if not node.value:
        span = page.span(node)
        for start, end in (("[", "]"), ("{", "}")):
            if page.text[span.start] == start:
                yield _put(page, span.start, span.end, f"{start}{written}{end}")
        return
    if rank < len(node.value):
        one = node.value[rank]
        place = page.offset((one[0] if isinstance(one, tuple) else one).start_mark)
        yield _put(page, place, place, f"{written}, ")
    else:
        one = node.value[-1]
        place = page.span(one[1] if isinstance(one, tuple) else one).end
        yield _put(page, place, place, f", {written}")


def _remove(page: Typescript, node: yaml.Node, step: str | int) -> Iterator[str]:
    if not isinstance(node, yaml.SequenceNode | yaml.MappingNode):
        return
    ranks = range(len(node.value)) if isinstance(step, int) else (
        rank for rank, pair in enumerate(node.value) if pair[0].value == step
    )  # fmt: skip
    rank = next((each for each in ranks if isinstance(step, str) or each == step), None)
    if rank is None:
        return
    if node.flow_style:
        yield from _flow_removed(page, node, rank)
        return
    if len(node.value) == 1:
        span = page.span(node)
        yield _put(page, span.start, span.end, "[]" if isinstance(node, yaml.SequenceNode) else "{}")
        return
    if (rows := page.rows(node)) is not None:
        yield _put(page, *_lines_taken(page, rows, rank), "")
    elif isinstance(node, yaml.MappingNode):
        yield from _key_removed(page, node, rank)


def _lines_taken(page: Typescript, rows: list[EntryLines], rank: int) -> tuple[int, int]:
    """Return what goes with an entry: its lines, and the blank ones that parted it from the next, or from the last."""
    if rank + 1 < len(rows):
        return page.begins[rows[rank].top], page.begins[rows[rank + 1].top]
    before = rows[rank - 1].last
    end = rows[rank].last
    return page.begins[before] + len(page.lines[before]), page.begins[end] + len(page.lines[end])


def _key_removed(page: Typescript, node: yaml.MappingNode, rank: int) -> Iterator[str]:
    """Yield a mapping that begins beside a dash without one of its keys."""
    starts = [page.offset(pair[0].start_mark) for pair in node.value]
    if rank + 1 < len(starts):
        yield _put(page, starts[rank], starts[rank + 1], "")
    else:
        line = page.line_of(starts[rank])
        before = page.begins[line - 1] + len(page.lines[line - 1]) if line else 0
        yield _put(page, before, page.span(node).end, "")


def _flow_removed(page: Typescript, node: yaml.CollectionNode, rank: int) -> Iterator[str]:
    def begin(at: int) -> int:
        one = node.value[at]
        return page.offset((one[0] if isinstance(one, tuple) else one).start_mark)

    def end(at: int) -> int:
        one = node.value[at]
        return page.span(one[1] if isinstance(one, tuple) else one).end

    if rank + 1 < len(node.value):
        yield _put(page, begin(rank), begin(rank + 1), "")
    elif rank:
        yield _put(page, end(rank - 1), end(rank), "")
    else:
        yield _put(page, begin(rank), end(rank), "")


def _move(page: Typescript, node: yaml.Node, rank: int, to: int) -> Iterator[str]:
    if not isinstance(node, yaml.SequenceNode) or not 0 <= to < len(node.value):
        return
    if node.flow_style:
        spans = [page.span(item) for item in node.value]
        yield _reordered(page.text, [(span.start, span.end) for span in spans], rank, to)
        return
    rows = page.rows(node)
    if rows is None:
        return
    places = [(page.begins[row.top], page.begins[row.last] + len(page.lines[row.last])) for row in rows]
    yield _reordered(page.text, places, rank, to)


def _reordered(text: str, places: list[tuple[int, int]], rank: int, to: int) -> str:
    """Return a text in which what stands in a row of places has moved; what parts the places stays where it is."""
    order = list(range(len(places)))
    order.insert(to, order.pop(rank))
    made, at = [], 0
    for place, source in zip(places, order, strict=True):
        made += [text[at : place[0]], text[places[source][0] : places[source][1]]]
        at = place[1]
    return "".join(made) + text[at:]
