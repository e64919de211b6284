"""Lines that only name who speaks below, as in a play: « ODILE », « La maire », « PLATEAU NINA »."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.french.people import gender_told
from pipeline.gather.fields import field_of
from pipeline.gather.head_words import head_words
from pipeline.gather.naming import is_name, is_role, is_voice
from pipeline.gather.values import LineKind, NoteLine

_LONGEST_NAME = 40
_CALLED = re.compile(r"(?:(?:une?|l[ea]) |l['’])[^\W\d_]+(?:[ -][^\W\d_]+){0,3}\s*:?", re.IGNORECASE)
"""Who is called by an article and a few words, set as names are: « Une petite fille »."""

_STOPS = (".", "!", "?", "…", "»")
_PEOPLE_HEAD = re.compile(
    r"(?:les )?(?:participant|intervenant|personnage|pr[ée]sentateurs|t[ée]moins|habitants|groupe)"
)


def heads_of_speech(lines: Sequence[NoteLine]) -> frozenset[int]:
    """Return the lines that only name who speaks below: a name comes alone twice or more; others set alike follow."""
    alone = [line for line in lines if len(line.text) <= _LONGEST_NAME and only_name(line.text)]
    alone = [line for line in alone if line.label is None and line.kind is not LineKind.ITEM]
    often = Counter(only_name(line.text) for line in alone)
    again = {name for name, times in often.items() if times > 1}
    sets = {_set_as(line) for line in alone if only_name(line.text) in again}
    called = [line for line in lines[1:] if _is_called(line.text) and line.label is None]
    above = {line.number for line, after in pairwise(lines) if after in alone}
    called = [line for line in called if _set_as(line) in sets - {""} and line.number not in above]
    speak = [line for line in alone if only_name(line.text) in again or _set_as(line) in sets]
    return frozenset(line.number for line in (*speak, *called))


def _is_called(text: str) -> bool:
    """Tell whether words call somebody by what they are: « Une petite fille »."""
    return bool(_CALLED.fullmatch(text)) and (is_role(text.lower()) or bool(gender_told(text.lower())))


def _set_as(line: NoteLine) -> str:
    """Return how a name stands out: by its style, in capitals, in bold, before a colon."""
    bare = re.sub(r"\([^)]*\)", "", line.text)
    if line.kind is LineKind.HEADING and not line.looks:
        return f"heading {line.level}"
    ways = (("capitals", bare.isupper()), ("bold", line.bold), ("colon", line.text.rstrip().endswith(":")))
    return next((way for way, fits in ways if fits), "")


def only_name(text: str) -> str:
    """Return the name that a line is and nothing else, folded; empty for any other line."""
    told = head_words(text) if len(text) <= _LONGEST_NAME and not text.rstrip().endswith(_STOPS) else None
    sure = told is not None and (told.part or _is_label(told.aside) or (text.isupper() and told.about))
    if told is not None and told.named and sure:
        return told.who.casefold()
    bare = re.sub(r"\([^)]*\)", "", text).strip(" :.").strip()
    caps = bare.title() if bare.isupper() else bare
    small = bare.lower()
    called = is_role(small) or is_voice(small) or bool(re.match(r"(?:une?|l[ea]) \S+$", small) and gender_told(small))
    if not bare or not (called or (is_name(caps) and field_of(bare) is None)):
        return ""
    return "" if _PEOPLE_HEAD.match(small) else bare.casefold()


def _is_label(aside: str) -> bool:
    return bool(aside) and all(field_of(part) is not None for part in aside.split(", "))
