"""Write texts and trees as YAML, each in the forms that it may take, the plainest first."""

import json
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence

from pipeline.model.edits import Plain

WIDTH = 110
"""Signs a line may have before a text is folded: what our own scripts are written in."""

STEP = 2
"""Spaces by which what stands under a key or a dash is set in."""

_MOST_PLAIN = re.compile(r"[^\W_][^\n:#\[\]{}\"'&*!|>%@`]*\Z")
"""What no reader can take for anything but a text, wherever it stands."""


def scalars(text: str, column: int, style: str | None = None) -> Iterator[str]:
    """Yield a text as it may be written at a column, in the style that stood there first, then the plainest.

    Blanks around a text say nothing and are not written. What follows the first line is set in to the column; `style`
    is YAML's own sign of a form (`>`, `|`, `"`, `'`).
    Whoever takes one reads it back: not every form can hold every text.
    """
    forms: dict[str, Callable[[str, int], str | None]] = {
        ">": _folded,
        "|": _literal,
        "'": _single,
        '"': _double,
        "": _plain,
    }
    text = text.strip()
    long = "\n" in text or column + len(text) > WIDTH
    order = (">", "|", "", '"', "'") if long else ("", '"', "'", "|")
    tried = [style] if style is not None and style in forms else []
    for name in dict.fromkeys([*(tried if "\n" not in text or style in {"|", '"'} else []), *order]):
        if (made := forms[name](text, column)) is not None:
            yield made


def _plain(text: str, _column: int = 0) -> str | None:
    return text if text and text == text.strip() and "\n" not in text else None


def _single(text: str, _column: int = 0) -> str | None:
    return None if "\n" in text else "'" + text.replace("'", "''") + "'"


def _double(text: str, _column: int = 0) -> str | None:
    return json.dumps(text, ensure_ascii=False)


def _folded(text: str, column: int) -> str | None:
    if not text.strip() or text != text.strip() or "\n" in text:
        return None
    lines = textwrap.wrap(
        text, max(40, WIDTH - column), break_long_words=False, break_on_hyphens=False, drop_whitespace=False
    )
    # a line that begins with a space would be read as one that is not folded
    if any(line != line.lstrip(" ") for line in lines) or "  " in text:
        lines = [text]
    return "\n".join([">", *(" " * column + line.rstrip(" ") for line in lines)])


def _literal(text: str, column: int) -> str | None:
    lines = text.rstrip("\n").split("\n")
    if not lines[0].strip() or lines[0] != lines[0].lstrip():
        return None
    return "\n".join(["|", *((" " * column + line).rstrip(" ") for line in lines)])


def key(name: str) -> str:
    """Return a key as it is written."""
    return name if _MOST_PLAIN.match(name) and name == name.strip() else json.dumps(name, ensure_ascii=False)


def block(value: Plain, column: int, form: int = 0) -> list[str]:
    """Return a value as lines of a block that begins at a column; the first line is not set in.

    `form` chooses among the forms of every text in it: 0 the plainest, 1 the safest.
    """
    if isinstance(value, str):
        return _scalar(value, column, form).split("\n")
    if isinstance(value, Mapping):
        return _below(((f"{key(name)}:", each) for name, each in value.items()), column, form) or ["{}"]
    return _below((("-", each) for each in value), column, form) or ["[]"]


def _scalar(text: str, column: int, form: int) -> str:
    if form:
        return _double(text) or '""'
    made = next(iter(scalars(text, column)), '""')
    return made if made != text or _MOST_PLAIN.match(text) else _careful(text)


def _careful(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if re.search(r": |:$| #|^[^\w«]", text) else text


def _below(entries: Iterator[tuple[str, Plain]] | Sequence[tuple[str, Plain]], column: int, form: int) -> list[str]:
    lines: list[str] = []
    for head, value in entries:
        inner = column + STEP
        made = block(value, inner, form)
        own = " " * column if lines else ""
        nested = not isinstance(value, str) and bool(value) and head != "-"
        if nested:
            lines += [own + head, " " * inner + made[0], *made[1:]]
        else:
            lines += [f"{own}{head} {made[0]}", *made[1:]]
    return lines


def flow(value: Plain) -> str:
    """Return a value as it is written between braces: JSON, with bare words where they are sure."""
    if isinstance(value, str):
        return (
            value if re.fullmatch(r"[^\W_][\w .’'éèàç-]*", value) and value == value.strip() else _double(value) or ""
        )
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key(name)}: {flow(each)}" for name, each in value.items()) + "}"
    return "[" + ", ".join(flow(each) for each in value) + "]"
