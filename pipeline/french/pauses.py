"""Silences and stage directions that authors write into what is said: « [pause 2 s] », « (silence) », a line of « … ».

A pause is heard and never said; a direction (« [rires] ») is for whoever plays, and neither heard nor read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

USUAL = 1.0
"""Seconds of a pause that says no length: longer than the breath between two sentences, shorter than a hole."""

LONGEST = 10.0
"""Seconds; a longer silence is a shot of its own, or a slip."""

_SECONDS = {
    "un": 1.0, "une": 1.0, "deux": 2.0, "trois": 3.0, "quatre": 4.0, "cinq": 5.0, "six": 6.0, "sept": 7.0, "huit": 8.0,
    "neuf": 9.0, "dix": 10.0, "demi": 0.5, "demie": 0.5,
}  # fmt: skip
_UNITS = {"s": 1.0, "m": 60.0, "ms": 0.001}
_LENGTHS = {"longue": 2.0, "long": 2.0, "courte": 0.5, "court": 0.5, "petite": 0.5, "petit": 0.5, "bref": 0.5}

_AMOUNT = rf"(?P<amount>[0-9]+(?:[.,][0-9]+)?|{'|'.join(_SECONDS)})"
_UNIT = r"(?P<unit>ms|millisecondes?|mn|min|minutes?|secondes?|sec\.?|s|[\"″])?"
_SIZE = "|".join(_LENGTHS)
_WORDS = (
    rf"(?:marque[rz]? |fai(?:re|tes) |moment de )?(?:une? )?(?:(?P<before>{_SIZE}) )?"
    rf"(?:pause|silence|temps|blanc|attente|attendre|break)(?: (?P<after>{_SIZE}))?"
    rf"(?: ?[:=,-]? ?(?:de |d['’])?{_AMOUNT} ?{_UNIT}(?P<half> et demie?)?)?"
)
_AFTER_AMOUNT = rf"{_AMOUNT} ?{_UNIT}(?P<half> et demie?)? (?:de |d['’])(?:pause|silence|blanc|attente)"
_INSIDE = re.compile(rf"{_WORDS} ?[.…]?", re.IGNORECASE)
_INSIDE_TURNED = re.compile(rf"{_AFTER_AMOUNT} ?[.…]?", re.IGNORECASE)
_TAG = r"<break(?: time=[\"']?(?P<tagged>[0-9.]+)(?P<of>ms|s)[\"']?)? ?/?>"
_BRACKETED = r"(?:[\[({<*]|\(\(|\[\[|\{\{|\*\*)\s*(?P<said>[^\[\](){}<>*\n]{4,30}?)\s*(?:\)\)|\]\]|\}\}|\*\*|[\])}>*])"
_DOTS = r"(?m:^[^\S\n]*(?:…|\.{3,}|\.(?: \.){2,})[^\S\n]*$)|(?<=[.!?»…]\s)(?:…|\.{3,})(?=\s+[«A-ZÀ-Ý])"
_MARK = re.compile(
    rf"(?:(?<!\s)\s+)?(?:{_TAG}|{_BRACKETED}|{_DOTS})(?P<stop>[.,;:!?…]*)(?:\s+|\Z|(?<=[\])}}>*.,;:!?…]))",
    re.IGNORECASE,
)

_SPACE = re.compile(r"[\s\u00a0\u202f]+")

_PLAYED = (
    r"rires?|rit|riant|en riant|sourires?|sourit|souriant|en souriant|applaudissements?|applaudit|soupirs?|soupire|"
    r"toux|tousse|inaudible|voix off|hors[ -]champ|regard cam[ée]ra|face cam[ée]ra|hésite|hésitation|chuchot\w*|"
    r"en chuchotant|en criant|en aparté|aparté"
)
_CALLED = (
    r"musique|jingle|g[ée]n[ée]rique|off|on|in|bruits?(?: [^\]]{2,25})?|ambiance|fondu(?: au noir)?|noir|gros plan|"
    r"plan (?:large|serr[ée]|moyen|fixe)|respire|respiration|inspiration|crie|enjou[ée]e?|enthousiaste|ému|émue"
)
_DIRECTION = re.compile(
    rf"(?:(?<![^\S\n])[^\S\n]+)?(?:\[\s*(?:{_PLAYED}|{_CALLED})\s*\]|\(\s*(?:{_PLAYED})\s*\))(?P<stop>[.!?…]*)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"(?<![^\W\d_])\[(?!…\]|\.\.\.\]|sic\])[^\[\]\n]{1,60}\](?![^\W\d_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Silence:
    """A pause in a text: where it is written (from, to), how many seconds it lasts, the punctuation that closes it."""

    start: int
    end: int
    seconds: float
    stop: str = ""


@dataclass(frozen=True, slots=True)
class Parted:
    """A text without its pauses, and each pause: after how many characters of it, and for how many seconds."""

    text: str
    rests: tuple[tuple[int, float], ...] = ()

    @property
    def pieces(self) -> tuple[tuple[float, str], ...]:
        """Return the pieces of the text between its pauses, each with the seconds of silence before it."""
        places = [0, *(at for at, _ in self.rests), len(self.text)]
        befores = [0.0, *(seconds for _, seconds in self.rests)]
        return tuple(
            (before, self.text[first:last]) for before, (first, last) in zip(befores, pairwise(places), strict=True)
        )


def silences(text: str) -> Iterator[Silence]:
    """Yield the pauses that are written in a text, with the spaces around them.

    >>> [(each.seconds, "Un [pause 1,5 s] deux."[each.start : each.end]) for each in silences("Un [pause 1,5 s] deux.")]
    [(1.5, ' [pause 1,5 s] ')]
    """
    if not any(sign in text for sign in "[({<…*") and not re.search(r"\.\s*\.\s*\.", text):
        return
    for found in _MARK.finditer(text):
        length = _length(found)
        if length is not None:
            yield Silence(found.start(), found.end(), length, found["stop"])


def parted(text: str) -> Parted:
    """Return a text without its pauses; without any it is the very same. What is too long is cut to `LONGEST`.

    >>> parted("Il vient. [pause 2s] Nous chercher.")
    Parted(text='Il vient. Nous chercher.', rests=((9, 2.0),))
    """
    left, at, between = "", 0, ""
    rests: list[tuple[int, float]] = []
    for silence in silences(text):
        left = _joined(left, between, text[at : silence.start]) + silence.stop
        rests.append((len(left), min(LONGEST, silence.seconds)))
        at, between = silence.end, "\n" if "\n" in text[silence.start : silence.end] else " "
    return Parted(_joined(left, between, text[at:]), tuple(rests)) if rests else Parted(text)


def _joined(before: str, between: str, after: str) -> str:
    return before + between + after if before and after else before or after


def undirected(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without its stage directions, and these.

    >>> undirected("Oui. [rires] On danse (en souriant).")
    ('Oui. On danse.', ('[rires]', '(en souriant)'))
    """
    found = tuple(each[0].strip().rstrip(".!?…") for each in _DIRECTION.finditer(text))
    return (_DIRECTION.sub(r"\g<stop>", text).strip(), found) if found else (text, ())


def bracketed(text: str) -> str:
    """Return the first words between square brackets that are neither a pause nor an editor's, empty for none."""
    found = _BRACKETS.search(parted(text).text)
    return found[0] if found else ""


def as_pause(words: str) -> str:
    """Return the mark of a pause whose brackets YAML took for a list, « pause 2s »; empty when it is none."""
    return f"[{words}]" if _INSIDE.fullmatch(_SPACE.sub(" ", words.strip())) else ""


def _length(found: re.Match[str]) -> float | None:
    """Return the seconds of what looks like a pause, None when it is none."""
    if found["tagged"]:
        return float(found["tagged"]) * _UNITS[found["of"].lower()]
    if not found["said"]:
        return USUAL
    words = _SPACE.sub(" ", found["said"])
    told = _INSIDE_TURNED.fullmatch(words) or _INSIDE.fullmatch(words)
    if told is None:
        return None
    if not told["amount"]:
        size = told["before"] or told["after"] or ""
        return _LENGTHS.get(size.lower(), USUAL)
    more = 0.5 if told["half"] else 0.0
    amount = more + (_SECONDS.get(told["amount"].lower()) or float(told["amount"].replace(",", ".")))
    unit = (told["unit"] or "s").lower().translate({ord('"'): "s", ord("″"): "s"})
    return amount * _UNITS["ms" if unit.startswith(("ms", "milli")) else unit[0]]
