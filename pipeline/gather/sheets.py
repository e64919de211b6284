"""The sheets of a spreadsheet that hold a story each, titled by their names."""

import re
from collections.abc import Mapping

from pipeline.gather.fields import field_of
from pipeline.model.notes import Document, NoteTable

_SHEET = re.compile(r"^feuille (?P<name>.+?)(?:, .*)?$")
_UNNAMED = re.compile(
    r"(?:feuil(?:le)?|sheet|tableau|table|classeur)\s*\d*|(?:le |notre )?(?:conducteur|script|texte|journal|jt|notes?|"
    r"d[ée]roul[ée]|dialogues?|r[ée]pliques?|sujets|export).*",
    re.IGNORECASE,
)
_LEAST = 2


def sheet_titles(document: Document) -> Mapping[str, str]:
    """Return the names of sheets by where their tables stand, when several have names of their own."""
    told = [(block.place.where, _SHEET.match(block.place.where)) for block in document.blocks]
    named = {
        where: found["name"]
        for (where, found), block in zip(told, document.blocks, strict=True)
        if found and isinstance(block, NoteTable)
    }
    named = {where: name for where, name in named.items() if not _UNNAMED.fullmatch(name) and field_of(name) is None}
    return named if len(set(named.values())) >= _LEAST else {}
