"""Texts that begin with a straight quote: those that go on after it, that never close it, that hold others."""

import re

from pipeline.adapters.yaml.taking.galley import Spot
from pipeline.adapters.yaml.taking.pen import Pen, shown
from pipeline.adapters.yaml.taking.signs import BLANKS, CLOSING, COMMENT, ESCAPE, FILE
from pipeline.adapters.yaml.taking.texts import misplaced_key, span
from pipeline.errors import Code

_KEY_OR_ENTRY = re.compile(r"\s*(?:- |-$|[^\W\d][\w-]*[ \t]*:(?:[ \t]|$))")
_AFTER = re.compile(r"[ \t]*(?:$|[ \t]#)")


def closing(pen: Pen, at: Spot, owner: int) -> Spot | None:
    """Return the sign after the quote that closes the one at a spot, as YAML reads it; None when nothing does.

    A line that stands no deeper than the owner of the text and is a key or an entry is no part of it.
    """
    sign, line, column = pen.lines[at.line][at.column], at.line, at.column + 1
    while True:
        text = pen.lines[line]
        while column < len(text):
            if sign == '"' and text[column] == "\\":
                column += 2
            elif text[column] != sign:
                column += 1
            elif sign == "'" and text[column + 1 : column + 2] == "'":
                column += 2
            else:
                return Spot(line, column + 1)
        line, column = line + 1, 0
        if line == len(pen.lines):
            return None
        if pen.margin(line)[1] <= owner and _KEY_OR_ENTRY.match(pen.lines[line]):
            return None


def read_quoted(pen: Pen, at: Spot, owner: int, key: str) -> int:
    """Read a text that begins with a straight quote; return the line after it."""
    end = closing(pen, at, owner)
    if end is not None and _AFTER.match(pen.lines[end.line], end.column):
        more = span(pen, end.line, owner) if end.line == at.line else end.line
        if more == end.line or COMMENT.search(pen.lines[end.line], end.column):
            if pen.lines[at.line][at.column] == '"':
                _backslashes(pen, at, end)
            return end.line + 1
    if end is None:
        return _unclosed(pen, at, owner, key)
    if end.line > at.line:
        last = _last(pen, at.line, owner)
        if last < end.line:  # what closes it opens another text, further down
            return _unclosed(pen, at, owner, key)
    return _goes_on(pen, at, span(pen, end.line, owner), key)


def _last(pen: Pen, line: int, owner: int) -> int:
    """Return the last line that can belong to a text: up to a key or an entry."""
    last = line
    for number in pen.follows(line, owner):
        if misplaced_key(pen.lines[number].strip(BLANKS)):
            break
        last = number
    return last


def _unclosed(pen: Pen, at: Spot, owner: int, key: str) -> int:
    """Read a text whose quote never closes to the end of its lines."""
    last = span(pen, at.line, owner)
    text = pen.lines[last].rstrip(BLANKS)
    curly = text[-1:] in CLOSING and len(text) > at.column + 1
    end = Spot(last, len(text) - 1 if curly else len(text))
    first = Spot(at.line, at.column + 1)
    pen.galley.replace(at.line, at.column, first.column, "'")
    pen.escape(first, end)
    pen.galley.replace(last, end.column, len(text), "'")
    sign = pen.lines[at.line][at.column]
    until = "jusqu'à la fin de la ligne" if last == at.line else f"jusqu'à la fin de la ligne {last + 1}"
    message = f"ce guillemet n'est jamais fermé ; le texte est lu {until}"
    advice = f"fermer le guillemet : {shown(pen.said(first, end), key)}"
    if sign == "'" and len(pen.said(first, end)) < 2:
        advice = "fermer le guillemet"
    pen.tell(at, message, advice, code=Code("guillemet-ouvert"))
    return last + 1


def _goes_on(pen: Pen, at: Spot, last: int, key: str) -> int:
    """Read a text that goes on after its first closing quote: with its quotes, or between them when they enclose it."""
    text = pen.lines[last]
    found = COMMENT.search(text, at.column + 1 if last == at.line else 0)
    end = Spot(last, len((text[: found.start()] if found else text).rstrip(BLANKS)))
    whole = pen.said(at, end)
    if _encloses(whole):
        inner, stop = Spot(at.line, at.column + 1), Spot(end.line, end.column - 1)
        pen.galley.replace(at.line, at.column, inner.column, "'")
        pen.escape(inner, stop)
        pen.galley.replace(end.line, stop.column, end.column, "'")
        said = whole[1:-1]
        what = "l'apostrophe" if whole[0] == "'" else "le guillemet"
        message = f"{what} à l'intérieur du texte fait partie du texte"
        advice = f"écrire {shown(_french(said), key)}"
        pen.tell(_second(pen, at, whole[0]), message, advice, code=Code("texte-apres-guillemet"))
        return last + 1
    pen.wrap(at, end)
    message = "un texte continue après le guillemet fermant ; il est lu en entier, avec ses guillemets"
    advice = f"écrire {shown(_french(whole), key)}"
    pen.tell(_second(pen, at, whole[0], after=1), message, advice, code=Code("texte-apres-guillemet"))
    return last + 1


def _second(pen: Pen, at: Spot, sign: str, after: int = 0) -> Spot:
    """Return where the next quote of a text stands, or the sign after it."""
    found = pen.lines[at.line].find(sign, at.column + 1)
    return Spot(at.line, found + after) if found > 0 else at


def _encloses(text: str) -> bool:
    """Tell whether the first and the last quote of a text are a pair around all of it.

    >>> _encloses("'L'eau monte'"), _encloses("'Oui', dit-elle, 'non'"), _encloses('"Il a dit "oui" hier"')
    (True, False, True)
    """
    sign = text[0]
    if len(text) < 3 or text[-1] != sign:
        return False
    depth = 0
    for at in range(len(text) - 1):
        if text[at] != sign:
            continue
        before, behind = text[at - 1 : at] if at else " ", text[at + 1]
        if sign == "'" and before.isalnum() and behind.isalnum():
            continue
        opens = not before.strip(f"{BLANKS}([«-") and bool(behind.strip(BLANKS))
        depth += 1 if opens else -1
        if depth == 0:
            return False
    return depth == 1


def _french(text: str) -> str:
    """Return a text with French quotes for its straight ones."""
    return re.sub(r'"([^"]*)"', lambda found: f"« {found[1].strip()} »", text)


def _backslashes(pen: Pen, at: Spot, end: Spot) -> None:
    """Read backslashes as such in the path of a file, and wherever YAML knows no sign that they announce."""
    said = pen.said(Spot(at.line, at.column + 1), Spot(end.line, end.column - 1))
    path = "\\" in said and FILE.search(said) is not None
    told = False
    for number in range(at.line, end.line + 1):
        text = pen.lines[number]
        column = at.column + 1 if number == at.line else 0
        stop = end.column - 1 if number == end.line else len(text)
        while column < stop:
            if text[column] != "\\":
                column += 1
                continue
            known = ESCAPE.match(text[:stop], column)
            if not known or (path and text[column + 1 : column + 2] not in "\\xuU"):
                pen.galley.replace(number, column, column + 1, "/" if path else "\\\\")
                if not told:
                    message = "« \\ » est lu comme un signe du texte"
                    advice = "écrire le chemin avec « / »" if path else "employer des guillemets simples : '…'"
                    pen.tell(Spot(number, column), message, advice, code=Code("barre-inverse"))
                told = True
                column += 1
            else:
                column = max(known.end(), column + 1)
