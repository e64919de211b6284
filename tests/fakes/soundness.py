"""What a validator says of a page beyond its grammar: names that lead somewhere, elements in their place."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import html5lib

_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "for", "list")
_HTML = "{http://www.w3.org/1999/xhtml}"
_PHRASING_ONLY = (
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "button",
    "span",
    "label",
    "legend",
    "dt",
    "output",
    "strong",
    "code",
    "kbd",
)
"""Elements that may hold words and marks of words alone."""

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "div", "dl", "fieldset", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "header", "main", "nav", "ol", "p", "section", "table", "ul",
})  # fmt: skip
_INTERACTIVE = frozenset({"a", "button", "input", "select", "textarea", "video", "audio", "details"})
_CHILDREN = {
    "ul": {"li"}, "ol": {"li"}, "dl": {"div", "dt", "dd"}, "select": {"option", "optgroup"},
    "tr": {"th", "td"}, "thead": {"tr"}, "tbody": {"tr"}, "tfoot": {"tr"},
}  # fmt: skip
"""What may stand directly in an element."""


def unsound(source: str) -> list[str]:
    """Return what is wrong with a page; raises html5lib's ParseError where its grammar is.

    Sources: HTML Living Standard, 3.2.5 (content models), 3.2.6 (ids), 4.10.4 (labels); WAI-ARIA 1.2, 6.6 (references).
    """
    root = html5lib.HTMLParser(strict=True).parse(source)
    every = [one for one in root.iter() if isinstance(one.tag, str)]
    over = {child: parent for parent in every for child in parent}
    return [*_names(every), *_nesting(every, over), *_controls(every, over), *_outline(every)]


def _above(one: Any, over: Mapping[Any, Any]) -> Iterator[str]:
    """Yield the names of the elements around one, the nearest first."""
    while one in over:
        one = over[one]
        yield _tag(one)


def _tag(one: Any) -> str:
    return str(one.tag).removeprefix(_HTML)


def _names(every: list[Any]) -> list[str]:
    ids = [one.get("id") for one in every if one.get("id") is not None]
    twice = {name for name in ids if ids.count(name) > 1}
    lost = [
        f"{_tag(one)} {attribute}={name}"
        for one in every
        for attribute in _REFERENCES
        for name in (one.get(attribute) or "").split()
        if name not in ids
    ]
    empty = [
        f"{_tag(one)} has an id that is empty or holds a space"
        for one in every
        if (one.get("id") or "x").split() != [one.get("id") or "x"]
    ]
    return [f"twice: {name}" for name in twice] + [f"leads nowhere: {name}" for name in lost] + empty


def _nesting(every: list[Any], over: Mapping[Any, Any]) -> list[str]:
    wrong = []
    for one in every:
        tag, above = _tag(one), list(_above(one, over))
        if tag in _BLOCKS and above and above[0] in _PHRASING_ONLY:
            wrong.append(f"<{tag}> in <{above[0]}>")
        if tag in _INTERACTIVE and {"a", "button"} & set(above):
            wrong.append(f"<{tag}> in a link or a button")
        allowed = _CHILDREN.get(above[0]) if above else None
        if allowed and tag not in allowed | {"script", "template"}:
            wrong.append(f"<{tag}> directly in <{above[0]}>")
        if tag in {"main", "header", "footer"} and tag in above:
            wrong.append(f"<{tag}> in itself")
        if one.get("aria-hidden") == "true" and one.get("hidden") is not None:
            wrong.append(f"<{tag}> hidden twice")
    return wrong


def _controls(every: list[Any], over: Mapping[Any, Any]) -> list[str]:
    """Say which controls have no name, which pictures no text."""
    named = {one.get("for") for one in every if _tag(one) == "label"}
    wrong = [f"<{_tag(one)}> without alt" for one in every if _tag(one) == "img" and one.get("alt") is None]
    for one in every:
        if _tag(one) not in {"input", "select", "textarea"}:
            continue
        inside = "label" in _above(one, over)
        if not (inside or one.get("aria-label") or one.get("aria-labelledby") or one.get("id") in named):
            wrong.append(f"<{_tag(one)}> has no name")
    return wrong


def _outline(every: list[Any]) -> list[str]:
    """Say where headings leap over a level: who goes from one to the next would look for what is missing."""
    levels = [int(_tag(one)[1]) for one in every if _tag(one) in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    leaps = [f"h{before} then h{after}" for before, after in pairwise(levels) if after > before + 1]
    return leaps + ([] if levels.count(1) == 1 else [f"{levels.count(1)} h1"])
