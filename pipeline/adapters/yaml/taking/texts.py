"""Texts without quotes, and those that begin with a sign which means something else to YAML."""

import re

from pipeline.adapters.yaml.taking import words
from pipeline.adapters.yaml.taking.galley import Spot
from pipeline.adapters.yaml.taking.pen import Pen, shown
from pipeline.adapters.yaml.taking.signs import (
    BLANKS,
    CLOSING,
    CLOSING_ONE,
    COMMENT,
    DASHES,
    OPENING,
    OPENING_ONE,
    RULE,
)
from pipeline.errors import Code, Level
from pipeline.french.wording import fold, quoted

_COLON = re.compile(r":(?=[ \t]|$)")
KEY = re.compile(r"([a-zà-ÿ][\w-]*)(:)(?=[ \t]|$)")
"""A key in lower case, as it stands at the beginning of a line."""
_COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}\s*$")
_HEAD = re.compile(r"[|>][-+0-9]*[ \t]*(?:[ \t]#.*)?$")
_ANCHORED = re.compile(r"&([\w-]+)[ \t]+(?=[^\s#])")


_TAKEN_APART = {"!": Code("yaml-etiquette"), "#": Code("diese-coupe")}
"""Signs of which YAML makes something that is neither said nor shown; it refuses the others."""


def misplaced_key(text: str) -> bool:
    """Tell whether a line that stands as the rest of a text is a key of its own."""
    found = KEY.match(text)
    return found is not None and words.is_key(found[1])


def span(pen: Pen, line: int, owner: int, key: str = "") -> int:
    """Return the last line of a text that begins on a line: those under it that stand deeper than its owner.

    Under a key that sentences are written under, the lines that can be nothing else belong to it, too; that is told.
    """
    last = line
    for number in pen.follows(line, owner):
        text = pen.lines[number].strip(BLANKS)
        if text.startswith("#") and not begins_word(text, 0):
            break
        if misplaced_key(text):
            break
        last = number
    if fold(key) not in words.texts():
        return last
    for number in range(last + 1, len(pen.lines)):
        start, column = pen.margin(number)
        if start == len(pen.lines[number]):
            continue
        if column > owner or not _nothing_else(pen.lines[number][start:]):
            break
        pen.galley.shift(number, start, owner + 2)
        message = f"une ligne sans clé est lue comme la suite de « {key} »"
        pen.tell_once(Spot(number, start), message, "la mettre en retrait sous lui", code=Code("suite-de-texte"))
        last = number
    return last


_OTHERWISE = f"-#[{{\"'&!|>%@`?{DASHES}"
"""Signs with which something else than the rest of a text may begin."""


def _nothing_else(text: str) -> bool:
    """Tell whether a line can be nothing but the rest of a text: no key, with or without its colon, and no entry."""
    first = re.match(r"[\w-]*", text)
    if text[0] in _OTHERWISE or RULE.match(text) or ":" in text or (first and words.is_key(first[0])):
        return False
    return " " in text.strip(BLANKS) or text.rstrip(BLANKS)[-1:] in ".!?…"


def read_plain(pen: Pen, at: Spot, owner: int, key: str, *, reason: str = "") -> int:
    """Read a text without quotes; return the line after it.

    `reason` is the sign that makes quotes necessary, when one is known; else it is looked for.
    """
    last = span(pen, at.line, owner, key)
    end = _end(pen, at, last)
    for number in range(at.line + 1, end.line + 1):
        pen.deepen(number, owner)
    if reason:
        pen.wrap(at, end)
        advice = f"écrire le texte entre guillemets : {shown(pen.said(at, end), key)}"
        code = _TAKEN_APART.get(reason, Code("signe-reserve"))
        pen.tell(at, f"un texte commence par « {reason} »", advice, code=code)
        return end.line + 1
    if _curly(pen, at, end, key):
        return end.line + 1
    _colons(pen, at, end, key)
    return end.line + 1


def _end(pen: Pen, at: Spot, last: int) -> Spot:
    """Return where a text ends: before a comment, unless the text goes on after it; what is lost is told."""
    for number in range(at.line, last + 1):
        text = pen.lines[number]
        start = at.column if number == at.line else pen.margin(number)[0]
        found = COMMENT.search(text, start if number > at.line else start + 1)
        if found is None:
            continue
        cut = begins_word(text, found.start())
        if cut and number < last:
            continue
        if cut:
            _tell_lost(pen, Spot(number, found.start()))
        if found.start() == start:
            return _end_of(pen, max(number - 1, at.line))
        return Spot(number, len(text[: found.start()].rstrip(BLANKS)))
    return _end_of(pen, last)


def begins_word(text: str, at: int) -> bool:
    """Tell a « # » of a text from that of a comment: it begins a word or a number, and one space at most parts it.

    >>> begins_word("le bus #1", 7), begins_word("virgule   #1 de trois", 10)
    (True, False)
    >>> begins_word("titres # tirés de", 7), begins_word("le bus # 1", 7)
    (False, True)
    """
    before, after = text[:at], text[at + 1 : at + 3]
    near = not before.strip(BLANKS) or len(before) - len(before.rstrip(BLANKS)) == 1
    inside = before.count("«") > before.count("»")
    return near and (inside or after[:1].isalnum() or (after[:1] == " " and after[1:].isdigit()))


def _end_of(pen: Pen, line: int) -> Spot:
    return Spot(line, len(pen.lines[line].rstrip(BLANKS)))


def _tell_lost(pen: Pen, at: Spot) -> None:
    lost = pen.lines[at.line][at.column :].strip(BLANKS)
    message = f"ce qui suit « # » est un commentaire, ni dit ni montré : {quoted(lost)}"
    advice = 'pour le garder, écrire tout le texte entre guillemets : "…"'
    pen.tell(at, message, advice, code=Code("diese-coupe"), level=Level.WARNING)


def _curly(pen: Pen, at: Spot, end: Spot, key: str) -> bool:
    """Read curly quotes around a whole value as the straight ones that were meant."""
    text = pen.said(at, end)
    if not _enclosed(text):
        return False
    inner, last = Spot(at.line, at.column + 1), Spot(end.line, end.column - 1)
    pen.galley.replace(at.line, at.column, inner.column, "'")
    pen.escape(inner, last)
    pen.galley.replace(end.line, last.column, end.column, "'")
    message = f"les guillemets {text[0]} {text[-1]} sont lus comme des guillemets droits"
    pen.tell(at, message, f"écrire {shown(text[1:-1].strip(), key)}", code=Code("guillemets-courbes"))
    return True


def _enclosed(text: str) -> bool:
    """Tell whether a text stands between one pair of curly quotes, and holds no other."""
    if len(text) < 3:
        return False
    if text[0] in OPENING:
        return text[-1] in CLOSING and not any(sign in f"{OPENING}{CLOSING}" for sign in text[1:-1])
    if text[0] in OPENING_ONE and text[-1] in CLOSING_ONE:
        marks = [at for at, sign in enumerate(text[1:-1], 1) if sign in CLOSING_ONE + OPENING_ONE]
        return all(text[at - 1].isalpha() and text[at + 1].isalnum() for at in marks)
    return False


def _colons(pen: Pen, at: Spot, end: Spot, key: str) -> None:
    """Read a text with « : », or with a tab, as one."""
    for number in range(at.line, end.line + 1):
        text = pen.lines[number]
        start = at.column if number == at.line else pen.margin(number)[0]
        stop = end.column if number == end.line else len(text)
        if found := _COLON.search(text[:stop], start):
            pen.wrap(at, end)
            advice = f"écrire le texte entre guillemets : {shown(pen.said(at, end), key)}"
            message = "un texte sans guillemets contient « : », et est lu en entier"
            pen.tell(Spot(number, found.start()), message, advice, code=Code("deux-points-dans-un-texte"))
            return
        if "\t" in text[start:stop]:
            pen.tell_blanks(number, text[start:stop], start)
            pen.wrap(at, end)
            return
    if _taken_hash(pen, at, end):
        pen.wrap(at, end)


def _taken_hash(pen: Pen, at: Spot, end: Spot) -> bool:
    """Tell whether a text goes on after a « # » that YAML takes for a comment, and say so."""
    for number in range(at.line, end.line + 1):
        text = pen.lines[number]
        start = at.column + 1 if number == at.line else 0
        stop = end.column if number == end.line else len(text)
        if found := COMMENT.search(text[:stop], start):
            message = "« # » est lu comme un signe du texte, qui continue à la ligne suivante"
            advice = 'écrire tout le texte entre guillemets : "…"'
            pen.tell(Spot(number, found.start()), message, advice, code=Code("diese-coupe"))
            return True
    return False


def read_block(pen: Pen, at: Spot, owner: int, key: str) -> int:
    """Read a text after « > » or « | »; return the line after it. Text on the same line is taken with the rest."""
    text = pen.lines[at.line]
    if not _HEAD.match(text, at.column):
        begin = len(text) - len(text[at.column + 1 :].lstrip("-+" + BLANKS))
        pen.galley.replace(at.line, at.column, begin, "")
        last = span(pen, at.line, owner)
        end = _end_of(pen, last)
        for number in range(at.line + 1, last + 1):
            pen.deepen(number, owner)
        pen.wrap(Spot(at.line, begin), end)
        sign = text[at.column]
        advice = f"ôter « {sign} », ou aller à la ligne après lui et mettre le texte en retrait"
        name = quoted(f"{key}: {sign}") if key else quoted(sign)
        message = f"le texte est lu sur la ligne de {name}"
        pen.tell(at, message, advice, code=Code("bloc-sur-une-ligne"))
        return last + 1
    return _block(pen, at.line, owner, key)


def _block(pen: Pen, line: int, owner: int, key: str) -> int:
    """Let every line that stands deeper than its key belong to the text, as deep as the first one at least."""
    first, last = -1, line
    for number in pen.follows(line, owner):
        pen.deepen(number, owner)
        start, column = pen.margin(number)
        if first < 0:
            first = column
        elif column < first:
            if misplaced_key(pen.lines[number][start:]) or pen.lines[number].startswith("#", start):
                break
            pen.galley.shift(number, start, first)
            message = "cette ligne est moins en retrait que la première du texte ; elle en est lue comme la suite"
            pen.tell(Spot(number, start), message, "l'aligner sur les autres lignes du texte", code=Code("retrait"))
        last = number
    loose = span(pen, last, owner, key)
    for number in range(last + 1, loose + 1):
        start = pen.margin(number)[0]
        if start < len(pen.lines[number]):
            pen.galley.shift(number, start, first if first >= 0 else owner + 2)
    return max(last, loose) + 1


def empty_but_comment(pen: Pen, at: Spot) -> None:
    """Say that a value begins with a « # », which makes a comment of it; colours are told elsewhere."""
    if is_hashtag(pen.lines[at.line], at.column):
        _tell_lost(pen, at)


def is_hashtag(text: str, at: int) -> bool:
    """Tell a text that begins with « # » from a comment, and from a colour that lacks its quotes."""
    return begins_word(text, at) and not _COLOUR.match(text, at)


def named_value(pen: Pen, at: Spot) -> None:
    """Say that a text begins with « &mot », which YAML takes for a name that nothing uses."""
    found = _ANCHORED.match(pen.lines[at.line], at.column)
    if found and not pen.aliased(found[1]):
        message = f"« &{found[1]} » n'est ni dit ni montré : au début d'un texte, « & » donne un nom à la valeur"
        advice = f"écrire le texte entre guillemets : {shown(pen.lines[at.line][at.column :].strip(BLANKS))}"
        pen.tell(at, message, advice, code=Code("yaml-ancre"), level=Level.WARNING)
