"""Values between « [ ] » or « { } »: the texts in them that YAML would take apart, and what only looks like a list."""

import re

from pipeline.adapters.yaml.taking import words
from pipeline.adapters.yaml.taking.flow import Group, Member, group_at, groups_of
from pipeline.adapters.yaml.taking.galley import Spot
from pipeline.adapters.yaml.taking.pen import Pen, shown
from pipeline.adapters.yaml.taking.signs import BLANKS, CLOSING, HARD, OPENING
from pipeline.adapters.yaml.taking.texts import read_plain
from pipeline.errors import Code, Level
from pipeline.french.wording import fold, quoted

_PAIRS = {"[": "]", "{": "}"}
_GLUED = re.compile(r"([^\W\d][\w-]*):(?=[^\s/])")
_NUMBER = re.compile(r"\s*\d+\s*$")
_BREAKS = re.compile(r"[?\[\]{}]|:(?=[ \t,\]}]|$)|(?<=[ \t])#")
"""What ends a text between brackets, for PyYAML."""


def read_bracket(pen: Pen, at: Spot, owner: int, key: str) -> int:
    """Read a value that begins with « [ » or « { »; return the line after it."""
    line = pen.lines[at.line]
    group = group_at(line, at.column)
    if group is None:
        return _open(pen, at, owner, key)
    after = line[group.end :].strip(BLANKS)
    if after.startswith((",", ":")) or not after or re.match(r"[ \t]+#", line[group.end :]):
        if after.startswith(","):
            return at.line + 1
        for each in groups_of(group):
            _mend(pen, at.line, each)
        return at.line + 1
    return read_plain(pen, at, owner, key, reason=line[at.column])


def _open(pen: Pen, at: Spot, owner: int, key: str) -> int:
    """Read a value whose bracket does not close on its line: over the lines under it, else to the end of its own."""
    sign, lines = pen.lines[at.line][at.column], [pen.lines[at.line]]
    depth = len(_missing(lines[0][at.column :]))
    under = _under(pen, at.line, owner)
    for number in under:
        lines += pen.lines[at.line + len(lines) : number + 1]
        text = pen.lines[number]
        depth += sum(sign in _PAIRS for sign in text) - sum(sign in _PAIRS.values() for sign in text)
        if depth <= 0 or number == under[-1]:
            joined = "\n".join(lines)
            group = group_at(joined, at.column)
            if group is not None:
                return at.line + joined.count("\n", 0, group.end) + 1
    held = pen.lines[at.line][at.column + 1 :].strip(BLANKS)
    listed = "," in held or fold(key) in words.lists() or bool(re.match(r"[\w-]+:", held))
    if not listed:
        return read_plain(pen, at, owner, key, reason=sign)
    advice = f"ajouter « {_PAIRS[sign]} » à la fin de la ligne"
    message = f"ce « {sign} » n'est jamais fermé"
    pen.tell(at, message, advice, code=Code("crochet-ouvert"), level=Level.ERROR)
    end = len(pen.lines[at.line].rstrip(BLANKS))
    missing = _missing(pen.lines[at.line][at.column : end])
    whole = f"{pen.lines[at.line][:end]}{missing}"
    group = group_at(whole, at.column)
    if group is not None:
        for each in groups_of(group):
            _mend(pen, at.line, each)
    pen.galley.replace(at.line, end, end, missing)
    return at.line + 1


def _under(pen: Pen, line: int, owner: int) -> list[int]:
    """Return the lines that a value between brackets may go on over: deeper ones, and one that begins by closing it."""
    found: list[int] = []
    for number in pen.follows(line, -1):
        start, column = pen.margin(number)
        if column <= owner and pen.lines[number][start] not in _PAIRS.values():
            break
        found.append(number)
        if column <= owner:
            break
    return found


def _missing(text: str) -> str:
    """Return the signs that close what a text leaves open, the innermost first."""
    open_ones: list[str] = []
    for sign in text:
        if sign in _PAIRS:
            open_ones.append(_PAIRS[sign])
        elif open_ones and sign == open_ones[-1]:
            open_ones.pop()
    return "".join(reversed(open_ones))


def _mend(pen: Pen, line: int, group: Group) -> None:
    """Mend the texts of one pair of brackets."""
    text = pen.lines[line]
    if group.sign == "[" and _decimals(pen, line, group):
        return
    members = list(group.members)
    while members:
        member = members.pop(0)
        if group.sign == "{":
            member = _glued(pen, line, member)
            rest = []
            while members and _is_rest(text, member, members[0]):
                rest.append(members.pop(0))
            if rest:
                _join(pen, line, member, rest[-1].end)
                continue
        _text(pen, line, group, member)


def _glued(pen: Pen, line: int, member: Member) -> Member:
    """Return a member with its key: the space after the colon may be missing, or be no plain one."""
    text = pen.lines[line]
    if member.colon >= 0:
        if text[member.colon - 1] not in "\"'" and text.startswith(('"', "'"), member.colon + 1):
            pen.galley.replace(line, member.colon + 1, member.colon + 1, " ")
            tell_glued(pen, Spot(line, member.colon + 1), text[member.start : member.colon].strip(BLANKS))
        return member
    start = member.start + len(text[member.start : member.end]) - len(text[member.start : member.end].lstrip(BLANKS))
    found = _GLUED.match(text[: member.end], start)
    hard = re.match(f"([^\\W\\d][\\w-]*):[{HARD}]", text[start : member.end])
    if hard and words.is_key(hard[1]):
        colon = start + hard.end() - 2
        pen.galley.replace(line, colon + 1, colon + 2, " ")
        pen.tell_blanks(line, text[colon + 1 : colon + 2], colon + 1)
        return Member(member.start, member.end, colon)
    if found is None or not words.is_key(found[1]):
        return member
    colon = found.end() - 1
    pen.galley.replace(line, found.end(), found.end(), " ")
    tell_glued(pen, Spot(line, found.end()), found[1])
    return Member(member.start, member.end, colon)


def tell_glued(pen: Pen, at: Spot, key: str) -> None:
    """Note that a space is missing after a colon."""
    message = f"il manque une espace après « {key}: » ; la suite est lue comme sa valeur"
    pen.tell(at, message, f"écrire « {key}: » puis une espace, puis le texte", code=Code("espace-manquante"))


def _is_rest(text: str, member: Member, other: Member) -> bool:
    """Tell whether a member without a key is the rest of the text before it, which had a comma."""
    value = text[member.colon + 1 : member.end].strip(BLANKS)
    said = text[other.start : other.end].strip(BLANKS)
    if member.colon < 0 or other.colon >= 0 or not value or not said or value[0] in "\"'[{&*":
        return False
    return not words.is_key(said) and said[0] not in "\"'[{"


def _join(pen: Pen, line: int, member: Member, end: int) -> None:
    """Read a value with the commas in it as one text."""
    text = pen.lines[line]
    start = member.colon + 1 + len(text[member.colon + 1 : end]) - len(text[member.colon + 1 : end].lstrip(BLANKS))
    stop = len(text[:end].rstrip(BLANKS))
    pen.wrap(Spot(line, start), Spot(line, stop))
    key = text[member.start : member.colon].strip(BLANKS)
    message = f"la virgule est lue comme un signe du texte : {quoted(text[start:stop])}"
    advice = f"entre « {{ » et « }} », écrire {shown(text[start:stop], key)}"
    comma = text.find(",", member.colon, stop)
    pen.tell(Spot(line, comma), message, advice, code=Code("virgule-entre-accolades"))


def _decimals(pen: Pen, line: int, group: Group) -> bool:
    """Read `[2,4, 5,1]` as two numbers: a comma without a space is a decimal one when others have theirs."""
    text, members = pen.lines[line], group.members
    if len(members) < 4 or len(members) % 2 or not all(_NUMBER.match(text[one.start : one.end]) for one in members):
        return False
    spaced = [text[one.start : one.start + 1] == " " for one in members]
    if spaced[2::2] != [True] * (len(members) // 2 - 1) or any(spaced[1::2]):
        return False
    for one in members[1::2]:
        pen.galley.replace(line, one.start - 1, one.start, ".")
    message = "les virgules collées sont lues comme celles de nombres"
    advice = "entre « [ » et « ] », écrire les nombres avec un point : " + text[group.start : group.end].replace(
        ", ", " ; "
    ).replace(",", ".").replace(" ; ", ", ")
    pen.tell(Spot(line, members[1].start - 1), message, advice, code=Code("virgule-entre-accolades"))
    return True


def _text(pen: Pen, line: int, group: Group, member: Member) -> None:
    """Read the text of one member as one, whatever signs it holds."""
    text = pen.lines[line]
    first = member.colon + 1 if member.colon >= 0 and (group.sign == "{" or _pair(text, member)) else member.start
    start = first + len(text[first : member.end]) - len(text[first : member.end].lstrip(BLANKS))
    stop = len(text[: member.end].rstrip(BLANKS))
    said = text[start:stop]
    if not said or said[0] in "\"'[{&" or (said[0] == "*" and pen.anchored(said[1:])):
        return
    if said[0] in OPENING and said[-1] in CLOSING and len(said) > 2:
        pen.galley.replace(line, start, start + 1, "'")
        pen.escape(Spot(line, start + 1), Spot(line, stop - 1))
        pen.galley.replace(line, stop - 1, stop, "'")
        message = f"les guillemets {said[0]} {said[-1]} sont lus comme des guillemets droits"
        pen.tell(Spot(line, start), message, f"écrire {shown(said[1:-1])}", code=Code("guillemets-courbes"))
        return
    found = _BREAKS.search(said)
    if found is None and said[0] not in "*@`%!|>":
        return
    pen.wrap(Spot(line, start), Spot(line, stop))
    if found is None or found.start() == 0:
        advice = f"écrire le texte entre guillemets : {shown(said)}"
        pen.tell(Spot(line, start), f"un texte commence par « {said[0]} »", advice, code=Code("signe-reserve"))
        return
    sign = found[0]
    message = (
        f"entre « {group.sign} » et « {_PAIRS[group.sign]} », un texte qui contient « {sign} » veut des guillemets"
    )
    at = Spot(line, start + found.start())
    pen.tell(at, message, f"écrire {shown(said)}", code=Code("liste-mal-ecrite"))


def _pair(text: str, member: Member) -> bool:
    """Tell whether an entry of a list is one key with its value, and no text with a colon in it."""
    key = text[member.start : member.colon].strip(BLANKS)
    rest = text[member.colon + 1 : member.end]
    return re.fullmatch(r"[\w-]+", key) is not None and not re.search(r":(?=[ \t]|$)", rest)
