"""A file read line by line, as somebody who knows scripts reads it: entries, keys, values, and how deep each stands.

What YAML would refuse, or take for something nobody can have meant, is marked to be read as it was meant; whatever is
sound YAML is left alone. What can be read in two ways is told, and read in some way for the rest of the file to be
looked at.
"""

import re

from pipeline.adapters.yaml.taking import words
from pipeline.adapters.yaml.taking.brackets import read_bracket, tell_glued
from pipeline.adapters.yaml.taking.dashes import dash
from pipeline.adapters.yaml.taking.flow import DEEPEST
from pipeline.adapters.yaml.taking.galley import Spot
from pipeline.adapters.yaml.taking.loose import Loose, read_rule
from pipeline.adapters.yaml.taking.nests import SEPARATOR, Nest, Nests
from pipeline.adapters.yaml.taking.pen import Pen
from pipeline.adapters.yaml.taking.quotes import closing, read_quoted
from pipeline.adapters.yaml.taking.signs import BLANKS, COLONS, HARD, RULE, UNSEEN
from pipeline.adapters.yaml.taking.texts import KEY, empty_but_comment, is_hashtag, named_value, read_block, read_plain
from pipeline.errors import Code
from pipeline.french.wording import fold

_ODD_KEY = re.compile(f"([^\\W\\d][\\w '’-]{{0,40}}?)([{HARD}{UNSEEN}]*)([{COLONS}])([{HARD}{UNSEEN}\t]*)")


class Walk:
    """One reading of a file from top to bottom."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.nests = Nests(pen)

    def go(self) -> None:
        """Read every line."""
        line = self._first()
        while line < len(self.pen.lines):
            text = self.pen.lines[line]
            start, column = self.pen.margin(line)
            if start == len(text):
                if text.strip(" \t"):
                    self.pen.galley.replace(line, 0, start, "")
                line += 1
            elif text[start] == "#" or (not self.nests.open and text.startswith(("%", "---"))):
                if text[:start].strip(" "):
                    self.pen.galley.replace(line, 0, start, "")
                line += 1
            else:
                line = self._line(line, start, column)

    def _first(self) -> int:
        """Bring the first line back to the margin of the others; return the first line to read."""
        held = [number for number, text in enumerate(self.pen.lines) if text.strip(BLANKS)]
        held = [number for number in held if not self.pen.lines[number].lstrip(BLANKS).startswith("#")]
        if not held:
            return len(self.pen.lines)
        start, column = self.pen.margin(held[0])
        margin = min(self.pen.margin(number)[1] for number in held)
        if column == margin or self.pen.lines[held[0]].startswith("-", start):
            return 0
        message = "cette ligne est en retrait, et les suivantes ne le sont pas ; elle est lue comme elles"
        self.pen.tell(Spot(held[0], 0), message, "ôter les espaces du début de la ligne", code=Code("retrait"))
        self.pen.galley.shift(held[0], start, margin)
        return self._content(Spot(held[0], start), margin)

    def _line(self, line: int, start: int, column: int) -> int:
        """Read one line that holds something; return the next one to read."""
        if RULE.match(self.pen.lines[line]) or self.pen.lines[line].rstrip() in {"---", "..."}:
            return read_rule(self.pen, self.nests, line)
        gone = self.nests.close(column)
        self.pen.indent(line, start, column)
        column = self.nests.aligned(line, start, column, gone)
        at = start
        while (after := dash(self.pen, self.nests, line, at, column)) is not None:
            at, column = after
            if at == len(self.pen.lines[line]):
                return line + 1
        return self._content(Spot(line, at), column)

    def _content(self, at: Spot, column: int) -> int:
        """Read what stands on a line after its dashes: a key with its value, or a value."""
        top = self.nests.top
        if self._is_sentence(at, top, column):
            return self._value(at, top.column if top else -1, top)
        colon = self._key(at, column)
        if colon is None:
            loose = Loose(self.pen, self.nests)
            begun = loose.read(at, column)
            return loose.next if begun is None else self._value(begun, self._owner(), self.nests.top)
        key = self.pen.lines[at.line][at.column : colon].strip(f"{BLANKS}\"'")
        top = self.nests.open_key(key, at.line, column, self.pen.columns(self.pen.lines[at.line][: at.column]))
        text = self.pen.lines[at.line]
        value = colon + 1 + len(text[colon + 1 :]) - len(text[colon + 1 :].lstrip(BLANKS))
        if text[colon + 1 : value].strip(" ") and not self._has_edit(at.line, colon + 1):
            odd = next(number for number in range(colon + 1, value) if text[number] != " ")
            if odd == colon + 1 or "\t" in text[colon + 1 : value]:
                self.pen.galley.replace(at.line, colon + 1, value, " ")
                self.pen.tell_blanks(at.line, text[colon + 1 : value], colon + 1)
        return self._value(Spot(at.line, value), column, top)

    def _owner(self) -> int:
        """Return the column that the lines of a value stand deeper than."""
        return self.nests.top.column if self.nests.top else -1

    def _has_edit(self, line: int, column: int) -> bool:
        return any(edit.start <= column <= edit.end for edit in self.pen.galley.edits.get(line, ()) if edit.end)

    def _is_sentence(self, at: Spot, top: Nest | None, column: int) -> bool:
        """Tell whether a line with « : » is a text all the same: one stands there, and no key comes first."""
        text = self.pen.lines[at.line][at.column :]
        found = SEPARATOR.search(text)
        if found is None or top is None or not top.waits or text[0] in "\"'[{&*!|>?":
            return False
        word = text[: found.start()].strip(BLANKS)
        if words.is_key(word):
            return False
        if top.listed:
            return fold(top.key) in words.plain_lists()
        return column > top.column and fold(top.key) in words.texts() and _sentence(word)

    def _key(self, at: Spot, column: int) -> int | None:
        """Return where the colon of a line's key stands, None when it has no key; a key written oddly is told."""
        line, text = at.line, self.pen.lines[at.line]
        content = text[at.column :]
        if not content:
            return None
        if content[0] in "\"'":
            end = closing(self.pen, at, column)
            after = text[end.column :] if end is not None and end.line == line else ""
            return end.column + len(after) - len(after.lstrip(" ")) if end and after.lstrip(" ")[:1] == ":" else None
        if content[0] in "[{|>&*!@`%#" or content.startswith(("? ", "- ")):
            return None
        found = SEPARATOR.search(content)
        for number in range(at.column, at.column + found.start() if found else at.column):
            if text[number] in UNSEEN:
                self.pen.galley.replace(line, number, number + 1, "")
        odd = _ODD_KEY.match(content)
        if odd and words.is_key(odd[1]) and (found is None or odd.start(3) < found.start() or odd[3] != ":"):
            return self._odd_key(at, odd)
        if (
            found is None
            and odd
            and self.nests.key_needed(column)
            and odd[3] == ":"
            and content[odd.end(3)] not in "/0123456789"
        ):
            return self._odd_key(at, odd)
        return at.column + found.start() if found else None

    def _odd_key(self, at: Spot, odd: re.Match[str]) -> int:
        """Read a key whose colon, or the spaces around it, are not those of YAML; return where its colon stands."""
        line, colon = at.line, at.column + odd.start(3)
        if odd[3] != ":":
            self.pen.galley.replace(line, colon, at.column + odd.end(), ": ")
            message = f"« {odd[3]} » est lu comme les deux-points de « {odd[1]} »"
            self.pen.tell(Spot(line, colon), message, f"écrire « {odd[1]}: »", code=Code("deux-points-manquants"))
        elif odd[4]:
            self.pen.galley.replace(line, colon + 1, at.column + odd.end(), " ")
            self.pen.tell_blanks(line, odd[4], colon + 1)
        elif at.column + odd.end() < len(self.pen.lines[line]) and self.pen.lines[line][colon + 1] != " ":
            self.pen.galley.replace(line, colon + 1, colon + 1, " ")
            tell_glued(self.pen, Spot(line, colon + 1), odd[1])
        return colon

    def _value(self, at: Spot, owner: int, top: Nest | None) -> int:
        """Read a value; `owner` is the column that the lines of a text stand deeper than."""
        text = self.pen.lines[at.line]
        key = top.key if top is not None and not top.listed else ""
        if at.column >= len(text.rstrip(BLANKS)):
            if top is not None:
                top.waits = True
            return at.line + 1
        if text[at.column] == "#" and text[at.column - 1 : at.column] in {" ", "\t"}:
            if fold(key) in words.texts() and is_hashtag(text, at.column):
                return read_plain(self.pen, at, owner, key, reason="#")
            empty_but_comment(self.pen, at)
            if top is not None:
                top.waits = True
            return at.line + 1
        if top is not None:
            top.waits = False
        return self._written(at, owner, top, key)

    def _written(self, at: Spot, owner: int, top: Nest | None, key: str) -> int:
        """Read a value that begins with a sign of its own."""
        rest = self.pen.lines[at.line][at.column :]
        read = _READERS.get(rest[0])
        if read is not None:
            return read(self.pen, at, owner, key)
        if key and fold(key) not in words.texts() and len(self.nests.open) < DEEPEST:
            found = KEY.match(rest)
            if rest.startswith("- ") or (found and words.is_key(found[1])):
                return self._inline(at, key)
        if rest[0] in "&*!" and not self._reserved(rest):
            return self._named(at, owner, top)
        return read_plain(self.pen, at, owner, key, reason=rest[0] if self._reserved(rest) else "")

    def _reserved(self, text: str) -> bool:
        """Tell whether a text begins with a sign that means something else, and that nothing else can be meant by."""
        sign, after = text[0], text[1:2]
        if sign in "@`%,]}" or (sign in "?:!-" and after in {"", " ", "\t"}) or (sign == "!" and after != "!"):
            return True
        if sign == "*":
            name = re.match(r"\*([\w-]+)\s*(?:$|#)", text)
            return name is None or not self.pen.anchored(name[1])
        return sign == "&" and re.match(r"&[\w-]+(?:\s|$)", text) is None

    def _named(self, at: Spot, owner: int, top: Nest | None) -> int:
        """Read a value with a name of YAML's before it, or a tag."""
        named_value(self.pen, at)
        found = re.match(r"[&!]\S*[ \t]*", self.pen.lines[at.line][at.column :])
        after = at.column + (found.end() if found else 0)
        if found and after >= len(self.pen.lines[at.line]):
            if top is not None:
                top.waits = True
            return at.line + 1
        if not found or self.pen.lines[at.line][after] in "&!":
            return at.line + 1
        return self._value(Spot(at.line, after), owner, top)

    def _inline(self, at: Spot, key: str) -> int:
        """Read what should stand on a line of its own, a dash or a second key, as if it did."""
        text = self.pen.lines[at.line]
        blanks = at.column - len(text[: at.column].rstrip(BLANKS))
        dashed = text.startswith("-", at.column)
        column = self.pen.columns(text[: at.column])
        self.pen.galley.replace(at.line, at.column - blanks, at.column, "\n" + " " * column)
        found = KEY.match(text, at.column)
        what = "« - »" if dashed or found is None else f"« {found[1]}: »"
        message = f"{what} est sur la ligne de « {key}: », et lu comme s'il était dessous"
        advice = f"aller à la ligne après « {key}: », puis écrire {what} en retrait"
        self.pen.tell(at, message, advice, code=Code("suite-sur-la-ligne"))
        if self.nests.top is not None:
            self.nests.top.waits = True
        after = dash(self.pen, self.nests, at.line, at.column, column)
        return self._content(Spot(at.line, after[0]), after[1]) if after else self._content(at, column)


def _sentence(text: str) -> bool:
    """Tell words of a sentence from a name: a word in lower case after the first, or signs that no name has."""
    return any(word[:1].islower() and len(word) > 1 for word in text.split()[1:]) or bool(re.search(r"[.!?,;«»]", text))


_READERS = {
    **dict.fromkeys("|>", read_block),
    **dict.fromkeys("\"'", read_quoted),
    **dict.fromkeys("[{", read_bracket),
}
"""How values are read that begin with a sign which says what they are."""
