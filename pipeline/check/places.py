"""Where a word of a text stands in its file: texts go over several lines, and lose their folds when they are read."""

import re
from dataclasses import replace

from pipeline.errors import Mark
from pipeline.model.marked import TextNode


def place_of(text: TextNode, start: int, end: int, source: str) -> Mark:
    """Return the place of a part of a text, from and up to a character; the text's own where it cannot be told.

    >>> node = TextNode(Mark("a", 1, 8), "Un bus pour Ana")
    >>> place_of(node, 12, 15, "titre: Un bus pour Ana"), place_of(node, 12, 15, "")
    (Mark(file='a', line=1, column=20), Mark(file='a', line=1, column=8))
    """
    word = text.text[start:end]
    lines = source.split("\n")[text.mark.line - 1 :] if text.mark.line else []
    if not lines or not word.strip():
        return text.mark
    held = "\n".join([" " * (text.mark.column - 1) + lines[0][text.mark.column - 1 :], *lines[1:]])
    before = len(re.findall(_loose(word), text.text[:start]))
    found = list(re.finditer(_loose(word), held))[before : before + 1]
    if not found:
        return text.mark
    at = found[0].start()
    line = held.count("\n", 0, at)
    return replace(text.mark, line=text.mark.line + line, column=at - held.rfind("\n", 0, at))


def _loose(word: str) -> str:
    """Return a pattern of words between which a line may be folded."""
    return r"\s+".join(map(re.escape, word.split()))
