"""Dashes at the head of a line: YAML's, those of word processors, those that lack their space."""

from pipeline.adapters.yaml.taking import words
from pipeline.adapters.yaml.taking.galley import Spot
from pipeline.adapters.yaml.taking.nests import ITEM_KEY, Nests
from pipeline.adapters.yaml.taking.pen import Pen, cut_short
from pipeline.adapters.yaml.taking.signs import BLANKS, DASHES, HARD, UNSEEN
from pipeline.errors import Code
from pipeline.french.wording import fold


def dash(pen: Pen, nests: Nests, line: int, at: int, column: int) -> tuple[int, int] | None:
    """Enter an entry of a list; return where what follows its dash begins, in the line and as a column."""
    text = pen.lines[line]
    rest = text[at:]
    real = rest.startswith("-") and (len(rest) == 1 or rest[1] == " ")
    if not real and not _taken(pen, nests, line, at, column):
        return None
    nests.enter(column, line)
    sign = 2 if rest.startswith("--") and not real else 1
    if sign == 2:
        pen.galley.replace(line, at + 1, at + 2, " ")
        after = at + len(rest) - len(rest[2:].lstrip(BLANKS))
        return after, pen.columns(text[at:after], column)
    blanks = len(rest) - sign - len(rest[sign:].lstrip(BLANKS))
    after = at + sign + blanks
    deeper = pen.columns(text[at + sign : after], column + 1) if blanks else column + 2
    if real and not rest[1 : 1 + blanks].strip(" "):
        return after, max(deeper, column + 1)
    pen.galley.replace(line, at, after, "-" + " " * (deeper - column - 1))
    pen.tell_blanks(line, text[at + sign : after], at + sign)
    return after, deeper


def _taken(pen: Pen, nests: Nests, line: int, at: int, column: int) -> bool:
    """Tell whether signs that are no « - » followed by a space begin an entry; if so, it is told."""
    rest = pen.lines[line][at:]
    top = nests.top
    in_list = top is not None and top.listed and top.column == column
    waits = top is None or (top.waits and column >= top.column)
    keyed = ITEM_KEY.match(rest.lstrip(DASHES + BLANKS + "-"))
    known = keyed is not None and words.is_key(keyed[0].rstrip(" :\t"))
    listed = top is not None and fold(top.key) in words.lists()
    if not in_list and not (waits and (known or listed)):
        return False
    spot = Spot(line, at)
    if rest[0] == "-":
        if rest[1:2] in {*HARD, *UNSEEN, "\t"}:
            return True
        glued = rest[1:2].isalpha() and (known or in_list or words.is_key(rest[1:]))
        double = rest.startswith("-- ") or (rest.startswith("--") and rest[2:3].isalpha())
        if glued or double:
            message = "le tiret est lu comme celui d'une liste"
            pen.tell_once(
                spot, message, f"écrire « - {cut_short(rest.lstrip('-').strip())} »", code=Code("tiret-colle")
            )
        return glued or double
    if rest[0] not in DASHES or not (rest[1:2] in {*BLANKS} or known or in_list):
        return False
    if rest[0] == "*" and (rest[1:2] not in {*BLANKS} and not known):
        return False
    message = f"« {rest[0]} » est lu comme le tiret d'une liste"
    advice = "taper le tiret du clavier, « - », puis une espace"
    pen.tell_once(spot, message, advice, code=Code("tiret-typographique"))
    return True
