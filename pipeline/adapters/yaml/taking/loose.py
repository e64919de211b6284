"""Lines without a key: lines that part stories for the eye, keys whose colon is missing, texts out of place."""

import re
from dataclasses import dataclass

from pipeline.adapters.yaml.taking import words
from pipeline.adapters.yaml.taking.galley import Spot
from pipeline.adapters.yaml.taking.nests import SEPARATOR, Nest, Nests
from pipeline.adapters.yaml.taking.pen import Pen, cut_short
from pipeline.adapters.yaml.taking.signs import BLANKS
from pipeline.errors import Code, Level
from pipeline.french.wording import fold, quoted

_FIRST_WORD = re.compile(r"([^\W\d][\w-]*)[ \t]+(?=\S)")
_EQUALS = re.compile(r"([^\W\d][\w-]*)[ \t]*[=;→][ \t]*(?=\S)")
_LONE = re.compile(r"([^\W\d][\w-]*)\s*$")
_KEYED = re.compile(r"\s*(?:- )?[^\W\d][\w-]*\s*:(?:\s|$)")
_TITLE = re.compile(r"(?:titre|title)\s*:")
_MISSING = Code("deux-points-manquants")


def read_rule(pen: Pen, nests: Nests, line: int) -> int:
    """Pass over a line that parts stories for the eye, unless another whole script begins under it."""
    text = pen.lines[line]
    if not nests.open:
        if not text.startswith("---"):
            pen.galley.drop(line)
        return line + 1
    under = [rest for rest in pen.lines[line + 1 :] if rest.strip(BLANKS) and not rest.lstrip().startswith("#")]
    begins = text.rstrip() in {"---", "..."} and any(map(_TITLE.match, under))
    if begins and any(map(_TITLE.match, pen.lines[:line])):
        return line + 1  # another script, which is told as such
    pen.galley.drop(line)
    sign = quoted(text.strip())
    message, advice = f"la ligne {sign} sépare pour l'œil ; elle n'est pas lue", "la commencer par « # »"
    start = pen.margin(line)[0]
    pen.tell(Spot(line, start), message, advice, code=Code("ligne-de-separation"))
    return line + 1


@dataclass(slots=True)
class Loose:
    """Reads a line without a key; `next` is the line after it when it holds no value to be read further."""

    pen: Pen
    nests: Nests
    next: int = 0

    def read(self, at: Spot, column: int) -> Spot | None:
        """Return where the value of a line begins, None when there is nothing more to read on it."""
        self.next = at.line + 1
        top = self.nests.top
        text = self.pen.lines[at.line]
        if text.startswith(("? ", ": "), at.column):
            return None  # YAML's way to write a key that is no word
        if found := self._missing(at, column):
            return self._colon_missing(at, found, column)
        if (found := _LONE.match(text, at.column)) and self._opens(at.line, column):
            known = words.is_key(found[1])
            if known or (top is not None and not top.listed and not top.waits):
                self._colon_added(at, found, column)
                return None
        if top is not None and top.waits and (top.listed or column > top.column):
            return at
        if top is None and text[at.column] in "[{":
            return at
        if top is None:
            self._notes(at)
        else:
            self._stray(at, top)
        return None

    def _missing(self, at: Spot, column: int) -> re.Match[str] | None:
        """Return the key with which a line begins, and whatever stands where its colon should."""
        text, top = self.pen.lines[at.line], self.nests.top
        found = _EQUALS.match(text, at.column)
        if found is None and top is not None and self.nests.key_needed(column):
            found = _FIRST_WORD.match(text, at.column)
        return found if found and words.is_key(found[1]) else None

    def _notes(self, at: Spot) -> None:
        """Read a file without any key as one text, which the check tells; a stray first line is told here."""
        if any(map(_KEYED.match, self.pen.lines[at.line + 1 :])):
            self._stray(at, None)
            return
        last = max(number for number, text in enumerate(self.pen.lines) if text.strip(BLANKS))
        self.pen.wrap(at, Spot(last, len(self.pen.lines[last])))
        for number in range(at.line + 1, last + 1):
            if self.pen.lines[number].startswith(("---", "...")):
                self.pen.galley.replace(number, 0, 0, " ")
        self.next = len(self.pen.lines)

    def _opens(self, line: int, column: int) -> bool:
        """Tell whether what follows a line stands under it: deeper, or as the entries of its list."""
        under = next(self.pen.follows(line, column - 1), None)
        if under is None:
            return False
        start, deep = self.pen.margin(under)
        rest = self.pen.lines[under][start:]
        return (deep > column and (SEPARATOR.search(rest) is not None or rest.startswith("- "))) or (
            deep == column and rest.startswith("- ") and not (self.nests.top and self.nests.top.listed)
        )

    def _colon_added(self, at: Spot, found: re.Match[str], column: int) -> None:
        """Read a lone word with something under it as a key."""
        self.pen.galley.replace(at.line, found.end(1), found.end(1), ":")
        message = f"il manque « : » après « {found[1]} » ; ce qui est dessous est lu comme sa valeur"
        self.pen.tell(Spot(at.line, found.end(1)), message, f"écrire « {found[1]}: »", code=_MISSING)
        self.nests.open_key(found[1], at.line, column)

    def _colon_missing(self, at: Spot, found: re.Match[str], column: int) -> Spot:
        """Read a line that begins with the word of a key as one, and say that its colon is missing."""
        self.pen.galley.replace(at.line, found.end(1), found.end(), ": ")
        rest = self.pen.lines[at.line][found.end() :].strip(BLANKS)
        message = f"il manque « : » après « {found[1]} »"
        level = Level.NOTE if found.re is _EQUALS else Level.ERROR
        advice = f"écrire « {found[1]}: {cut_short(rest)} »"
        self.pen.tell(Spot(at.line, found.end(1)), message, advice, code=_MISSING, level=level)
        self.nests.open_key(found[1], at.line, column)
        return Spot(at.line, found.end())

    def _stray(self, at: Spot, top: Nest | None) -> None:
        """Say that a line is neither a key nor the rest of a text, and go on without it."""
        text = self.pen.lines[at.line]
        advice = "écrire « clé: » devant, ou « # » si ce n'est qu'une note"
        if top is not None and fold(top.key) in words.texts():
            advice = (
                f"si c'est la suite de « {top.key} » ligne {top.line + 1}, la mettre en retrait ; sinon écrire « clé: »"
            )
        message = f"cette ligne n'a pas de clé : {quoted(text.strip(BLANKS))}"
        self.pen.tell(at, message, advice, code=_MISSING, level=Level.ERROR)
        self.pen.galley.drop(at.line)
