"""Where a line or a subtitle may break: how much sense each place between two words holds together.

Source of the rule: French subtitling never parts article and noun, first and last name, noun and adjective, pronoun
and verb, auxiliary and participle, negation and verb, number and what it counts. Words are told by short lists and by
their endings: no dictionary, so that a break that could be either is merely dearer.
"""

import re
from collections.abc import Sequence

from pipeline.french import function_words as known

BAD = 8
"""The cost from which a break parts what belongs together."""

_HELD = 12
_FULL_STOP = re.compile(r"[.!?…;:][»)\"\u00a0\u202f]*$")
_PAUSE = re.compile(r"[,»)–—]$")
_NAME = re.compile(r"^[A-ZÀ-ÝŒ][\w’'.-]*$")
_DIGIT = re.compile(r"^\d[\d\u202f.,]*(?:er|e|ère)?$")
_EDGES = '«»“”"()[]–—\u00a0\u202f,.;:!?…♪'

_AFTER_PAUSE, _AFTER_STOP = 1, 0
_CLAUSE, _GROUP, _COMPLEMENT, _OBJECT = 1, 2, 4, 3
_UNKNOWN, _LOOSE = 5, 3
_ADJECTIVE = 9
_NAMES = 10
_ROLE = 7


def break_costs(words: Sequence[str]) -> tuple[int, ...]:
    """Return how much a break after each word of a sentence hurts: 0 for nothing, `BAD` and more for what nobody does.

    >>> break_costs(("La", "pluie", "tombe,", "et", "Malo", "Ferrand", "attend."))
    (12, 5, 1, 12, 10, 5, 0)
    """
    return tuple(_cost(words, at) if at + 1 < len(words) else 0 for at in range(len(words)))


def _cost(words: Sequence[str], at: int) -> int:
    """Return what a break between word `at` and the next one costs."""
    raw, word = words[at], _last(words[at])
    if _FULL_STOP.search(raw):
        return _AFTER_STOP
    if _PAUSE.search(raw):
        return _AFTER_PAUSE
    after = _first(words[at + 1])
    before = _last(words[at - 1]) if at and not _PAUSE.search(words[at - 1]) else ""
    later = _bare(words[at + 2]) if at + 2 < len(words) else ""
    if raw.endswith(("’", "'", "\u00a0", "\u202f")):
        return _HELD
    return max(
        _held(word, after, before, words, at),
        _counted(words, at, word, after, later),
        _named(words, at, word, after, later),
        _opened(word, words[at + 1], after),
        _described(word, words[at + 1], after, before),
        _begun(after, words, at),
    )


def _held(word: str, after: str, before: str, words: Sequence[str], at: int) -> int:
    """Return what is lost when a little word is parted from what it leans on."""
    opens = after in known.ARTICLES | known.PREPOSITIONS
    asks = words[at].lower().endswith("est-ce")
    cost = 0
    if word in known.STRESSED and before in known.PREPOSITIONS:
        cost = _LOOSE
    elif word in known.AUXILIARIES:
        cost = BAD if opens else _HELD
    elif word in _LEANING or asks or (word in known.BETWEEN and before in known.AUXILIARIES and not opens):
        cost = _HELD
    elif word in known.DEGREES:
        cost = _degree(word, after, words, at)
    elif word in known.NEGATIONS:
        cost = _ADJECTIVE if _infinitive(after) else _LOOSE
    elif word in known.HELPERS and (_infinitive(after) or after in known.REFLEXIVES):
        cost = _ADJECTIVE
    return cost


def _degree(word: str, after: str, words: Sequence[str], at: int) -> int:
    denied = any(_first(one) in known.NEGATORS for one in words[max(0, at - 3) : at])
    if word in known.NEGATIONS and denied:
        return _ADJECTIVE if _infinitive(after) or _adjective(after) else _LOOSE
    function = known.ARTICLES | known.PREPOSITIONS | known.CONJUNCTIONS | known.RELATIVES | known.SUBJECTS
    return _LOOSE if after in function else _HELD


def _counted(words: Sequence[str], at: int, word: str, after: str, later: str) -> int:
    """Return what is lost between a number and what it counts or dates."""
    number = _number(words[at + 1])
    if _number(words[at]) and word != "et":
        function = known.RELATIVES | known.CONJUNCTIONS | known.SUBJECTS
        if after in {"à", "ou", "et"} and _number(later):
            return _HELD
        year = len(word) == 4 and word.isdigit()
        return _LOOSE if after in function | known.PREPOSITIONS or year or after in known.AUXILIARIES else _HELD
    if number and (word in known.MONTHS | known.DAYS | known.NUMBERED):
        return _HELD
    return _HELD if word in known.DAYS and after in known.MONTHS else 0


def _named(words: Sequence[str], at: int, word: str, after: str, later: str) -> int:
    """Return what is lost inside a name, between a title and a name, inside an address."""
    raw, following = _bare(words[at]).rpartition("'")[2], _bare(words[at + 1])
    name = bool(_NAME.match(raw)) and word not in _FUNCTION | known.NO_NAMES
    if word in known.TITLES and _NAME.match(following):
        return _HELD
    if name and _NAME.match(following):
        return _NAMES
    if name and at and after in {"de", "d", "du", "des", "le", "la"} and _NAME.match(later):
        return _ADJECTIVE
    if word in known.PLACES and (_NAME.match(following) or (after in known.ARTICLES and later[:1].isupper())):
        return _ADJECTIVE
    if word in known.PLACES and after in known.ARTICLES:
        return _ROLE
    return _ROLE if not name and _NAME.match(following) and after not in _FUNCTION else 0


def _opened(word: str, raw: str, after: str) -> int:
    """Return what is lost inside an expression (« afin de », « tout le monde »)."""
    whole = _bare(raw).lower()
    last = word.rpartition("\u00a0")[2]  # « 6 millions » is one word: a no-break space holds it
    return _NAMES if after in (mates := known.OPENERS.get(last, "").split()) or whole in mates else 0


def _described(word: str, raw: str, after: str, before: str) -> int:
    """Return what is lost between a noun and its adjective, a verb and its adverb."""
    if word in _FUNCTION or after in _FUNCTION or raw.startswith(("«", "(", "–", "—")):
        return 0
    if word in known.BEFORE_NOUNS and before in known.ARTICLES | known.BEFORE_NOUNS | frozenset([""]):
        return _ADJECTIVE
    if after == "non" or _adjective(after):
        return _ADJECTIVE
    if _infinitive(after):
        return _ROLE
    return _ROLE if after.endswith("ment") or after in known.BETWEEN | known.DEGREES else 0


def _begun(after: str, words: Sequence[str], at: int) -> int:
    """Return what a break costs by what the next line begins with."""
    denied = after in known.NEGATIONS and any(_first(one) in known.NEGATORS for one in words[max(0, at - 2) : at + 1])
    if denied or _stands_for_a_noun(words, at):
        return _NAMES
    if after in {"et", "ou", "ni"}:
        return _OBJECT
    if after in known.RELATIVES | known.CONJUNCTIONS:
        return _CLAUSE
    if words[at + 1].startswith(("«", "(", "–", "—")) or after in known.SUBJECTS | known.LIGHT:
        return _GROUP
    if after in {"à", "au", "aux", "en", "de", "d", "du", "des"}:
        return _COMPLEMENT
    return _OBJECT if after in known.ARTICLES | known.CLITICS | known.AUXILIARIES else _UNKNOWN


def _stands_for_a_noun(words: Sequence[str], at: int) -> bool:
    """Tell whether the next word is a number whose noun is « en », in front of the verb (« elle en offre un »)."""
    before = _last(words[at - 1]) if at else ""
    dated = _last(words[at]) in known.MONTHS or words[at][:1].isdigit()
    return before == "en" and not dated and _number(words[at + 1])


_LEANING = (
    known.ARTICLES
    | known.SUBJECTS
    | known.CLITICS
    | known.RELATIVES
    | known.CONJUNCTIONS
    | known.PREPOSITIONS
    | known.DEMONSTRATIVES
)

_FUNCTION = _LEANING | known.AUXILIARIES


def _bare(word: str) -> str:
    return word.strip(_EDGES).replace("’", "'")


def _last(word: str) -> str:
    """Return what ends a word, in small letters: « n’a » leans on the next word as « a » does."""
    bare = _bare(word).lower()
    return bare if bare in _FUNCTION | known.WHOLE else bare.rpartition("'")[2] or bare.rstrip("'")


def _first(word: str) -> str:
    """Return what begins a word, in small letters: of « d’un », « d »."""
    bare = _bare(word).lower()
    return bare if bare in _FUNCTION else bare.partition("'")[0]


def _number(word: str) -> bool:
    bare = _bare(word).lower().partition("\u00a0")[0]
    return bool(_DIGIT.match(bare)) or (bool(bare) and all(part in known.NUMBERS for part in bare.split("-")))


def _adjective(word: str) -> bool:
    return word in known.AFTER_NOUNS or (
        word not in known.NUMBERS and (len(word) > 4 and word.endswith(known.ADJECTIVE_ENDINGS))
    )


def _infinitive(word: str) -> bool:
    return len(word) > 3 and word.endswith(known.INFINITIVE_ENDINGS)
