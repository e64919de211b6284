"""The lexicon: how a project wants its own words to be said."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.speak.reading import ReadingRule, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_LOOSE = {"'": "['’]", "’": "['’]", " ": r"\s", "-": "[- ‑]"}


@dataclass(frozen=True)
class Lexicon:
    """A written → spoken mapping, matched on whole words and on exact case.

    In a written form the two apostrophes are one, a hyphen also matches a space, and a space any space.
    Entries are kept sorted, so that two lexicons which say the same thing are equal and hash alike.

    >>> Lexicon.from_mapping({"CIAS": "cé i a esse"}).apply("Le CIAS d’ici")
    'Le cé i a esse d’ici'
    """

    entries: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, str]) -> Lexicon:
        """Build a lexicon; raise `ValueError` when a written form is blank."""
        entries: dict[str, str] = {}
        for written, said in mapping.items():
            key = " ".join(unicodedata.normalize("NFC", written).split())
            if not key:
                message = f"blank written form in the lexicon, said {said!r}"
                raise ValueError(message)
            entries[key] = " ".join(unicodedata.normalize("NFC", said).split())
        return cls(tuple(sorted(entries.items())))

    def with_additions(self, mapping: Mapping[str, str]) -> Lexicon:
        """Return a lexicon with these entries added; an addition wins over an entry of the same form."""
        return Lexicon.from_mapping({**dict(self.entries), **mapping})

    def readings(self) -> tuple[ReadingRule, ...]:
        """Return what the lexicon claims of a text; where two entries overlap, the longer written form wins."""
        if not self.entries:
            return ()
        pattern, said = _compiled(self.entries)
        return (ReadingRule(pattern, lambda found: said[_plain(found[0])]),)

    def apply(self, text: str) -> str:
        """Say every entry found in the text, and change nothing else."""
        return read(text, (self.readings(),))

    def get(self, written: str) -> str | None:
        """Return how a written form is said, or None when the lexicon is silent."""
        return _compiled(self.entries)[1].get(_plain(written)) if self.entries else None


@lru_cache(maxsize=32)
def _compiled(entries: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    longest_first = sorted((written for written, _ in entries), key=lambda form: (-len(form), form))
    pattern = re.compile("|".join(_forms(longest_first)))
    return pattern, {_plain(written): said for written, said in entries}


def _forms(written: Sequence[str]) -> Iterator[str]:
    """Yield the patterns of written forms, those that begin with a letter or a figure as one: one look at its edge.

    No two forms of different beginnings match at one place, so their order among one another says nothing.
    """
    # A form that begins or ends with a sign (« 100 % ») has no word edge there to ask for.
    words = [form for form in written if re.match(r"\w", form)]
    if words:
        yield rf"(?<!\w)(?:{'|'.join(map(_form, words))})"
    yield from (_form(form) for form in written if not re.match(r"\w", form))


def _form(written: str) -> str:
    body = "".join(_LOOSE.get(character) or re.escape(character) for character in written)
    return body + (r"(?!\w)" if re.search(r"\w\Z", written) else "")


def _plain(form: str) -> str:
    return re.sub(r"[-‑\s]", " ", form.replace("’", "'"))
