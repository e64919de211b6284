"""Change one thing of a YAML text and nothing else: tried in each form that YAML allows, and kept when it reads so.

What is kept is what reads back as the same tree with that one change, and brings no mistake with it: no rule of YAML is
written here a second time.
"""

import codecs
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import yaml

from pipeline.adapters.yaml.contents import decoded
from pipeline.adapters.yaml.editing.changes import changed
from pipeline.adapters.yaml.editing.placing import drafts
from pipeline.adapters.yaml.editing.typescript import Typescript
from pipeline.adapters.yaml.graph import Reading, graph_of
from pipeline.adapters.yaml.reading import read_text
from pipeline.adapters.yaml.taking import taken
from pipeline.adapters.yaml.taking.galley import Spot
from pipeline.errors import Code, Finding, Level, Mark, ScriptError
from pipeline.model.edits import Edit
from pipeline.model.marked import mark_at, plain

UNCHANGEABLE = Code("modification-impossible")

ReadsText = Callable[[str, str], Reading]
"""What reads a text of a file, as `read_text` does."""

_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)


def edited_bytes(content: bytes, edits: Iterable[Edit], file: str, read: ReadsText = read_text) -> bytes:
    """Return a file's bytes with edits done, in the encoding and with the mark that it has; raises as `edited`."""
    text = decoded(content, file)
    mark = next((one for one in _MARKS if content.startswith(one)), b"")
    encoding = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}.get(mark, "utf-8")
    return mark + edited(text, edits, file, read).encode(encoding)


def edited(text: str, edits: Iterable[Edit], file: str, read: ReadsText = read_text) -> str:
    """Return a text with edits done, one after the other; raises ScriptError at the place that cannot be changed.

    An edit that changes nothing leaves every byte.
    """
    for edit in edits:
        text = _once(text, edit, file, read)
    return text


def _once(text: str, edit: Edit, file: str, read: ReadsText) -> str:
    reading = read(text, file)
    before = plain(reading.tree)
    try:
        wanted = changed(before, edit, lambda value: _as_read(value, file))
    except (KeyError, IndexError) as error:
        raise _refused(text, edit, file, "il n'y a rien à cet endroit du fichier") from error
    if _same(before, wanted):
        return text
    known = _errors(reading.findings)
    for page in _pages(text, file):
        try:
            tries = list(drafts(page, edit))
        except (KeyError, IndexError):
            continue  # read as it was not meant, this way leads elsewhere
        for tried in tries:
            if _reads(tried, wanted, known, lambda tried: read(tried, file)):
                return tried
    raise _refused(text, edit, file, "ce passage ne peut pas être changé sans toucher au reste")


def _pages(text: str, file: str) -> Iterator[Typescript]:
    """Yield a text with its graph: as YAML reads it where it can, then as it was meant."""
    yield from _page(text, text, file, None)
    meant = taken(text, file)
    yield from _page(text, meant.text, file, meant.galley.typed)


def _page(text: str, read: str, file: str, typed: Callable[[int, int], Spot] | None) -> Iterator[Typescript]:
    try:
        root = graph_of(read, file, typed)
    except (yaml.YAMLError, ScriptError):
        return
    if root is not None:
        yield Typescript(text, root, typed)


def _reads(text: str, wanted: Any, known: frozenset[str], read: Callable[[str], Reading]) -> bool:
    """Tell whether a text is read as it should be, and says no mistake that was not there before."""
    try:
        reading = read(text)
    except ScriptError:
        return False
    return _same(plain(reading.tree), wanted) and _errors(reading.findings) <= known


def _errors(findings: Iterable[Finding]) -> frozenset[str]:
    return frozenset(str(found.code) for found in findings if found.level is Level.ERROR)


def _same(one: Any, other: Any) -> bool:
    """Tell whether two trees say the same, in the same order; blanks around a text say nothing."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_same(*pair) for pair in zip(one, other, strict=True))
    return bool(one.strip() == other.strip()) if isinstance(one, str) and isinstance(other, str) else False


def _as_read(text: str, file: str) -> str:
    """Return a text as any script gives it back: some signs are taken in another form, or out."""
    read = plain(read_text(f"v: {json.dumps(text, ensure_ascii=False)}\n", file).tree)
    return str(read["v"])


def _refused(text: str, edit: Edit, file: str, message: str) -> ScriptError:
    mark = mark_at(read_text(text, file).tree, edit.at) if edit.at else Mark(file)
    return ScriptError.of(mark, message, "le changer à la main dans le fichier", code=UNCHANGEABLE)
