"""A slate as it is said before the camera, and as a file is named after it: « sujet 3, plan 2, prise 1 »."""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.french.letters import ascii_of

_HIGHEST = 199
"""The highest number that is understood in words."""

_WORDS = ("sujet ", "plan ", "prise ")
_KEYS = "|".join(map(str.strip, _WORDS))
_APART = re.compile(r"[\s_.,;:'’-]+")


@dataclass(frozen=True, slots=True)
class SpokenSlate:
    """What somebody said: the item's number in the rundown, the shot's in its item, the take; 0 for one not said."""

    item: int
    shot: int
    take: int = 0


def spoken_slate(spoken: SpokenSlate) -> str:
    """Return the words to say.

    >>> spoken_slate(SpokenSlate(3, 2)), spoken_slate(SpokenSlate(3, 2, 1))
    ('sujet 3, plan 2', 'sujet 3, plan 2, prise 1')
    """
    said = f"sujet {spoken.item}, plan {spoken.shot}"
    return f"{said}, prise {spoken.take}" if spoken.take else said


def slate_name(spoken: SpokenSlate) -> str:
    """Return the name of the clip's file, without its suffix; `slate_heard` understands it, too.

    >>> slate_name(SpokenSlate(3, 2, 1))
    'sujet3-plan2-prise1'
    """
    return "-".join(_APART.sub("", part) for part in spoken_slate(spoken).split(","))


def slate_heard(text: str) -> SpokenSlate | None:
    """Return the slate that a sentence or a file's name says, in figures or in words; None when it says none.

    >>> slate_heard("Sujet trois, plan vingt-et-un, prise deux. Bonsoir !"), slate_heard("sujet3-plan2 (1)")
    (SpokenSlate(item=3, shot=21, take=2), SpokenSlate(item=3, shot=2, take=0))
    >>> slate_heard("Le sujet plaît.")
    """
    plain = _APART.sub(" ", re.sub(rf"({_KEYS})(?=\d)", r"\1 ", ascii_of(text)))
    starts = (found.start() for found in re.finditer(r"\bsujet ", plain))
    return next(filter(None, (_said_from(plain[start:]) for start in starts)), None)


def _said_from(rest: str) -> SpokenSlate | None:
    """Return the slate with which a text begins."""
    numbers: list[int] = []
    for word in _WORDS:
        count, length = _counted(rest.removeprefix(word)) if rest.startswith(word) else (0, 0)
        if not count:
            break
        numbers.append(count)
        rest = rest[len(word) + length :].lstrip()
    return SpokenSlate(*numbers) if len(numbers) > 1 else None


def _counted(text: str) -> tuple[int, int]:
    """Return the number with which a text begins, and how many signs say it; zeros when it begins with none."""
    if figures := re.match(r"\d{1,3}", text):
        return int(figures[0]), len(figures[0])
    for words, count in _numbers():
        if text == words or text.startswith(f"{words} "):
            return count, len(words)
    return 0, 0


@cache
def _numbers() -> tuple[tuple[str, int], ...]:
    from num2words import num2words  # noqa: PLC0415 - slow to import, and seldom asked for

    words = {_APART.sub(" ", ascii_of(num2words(count, lang="fr"))): count for count in range(1, _HIGHEST + 1)}
    words |= {"premiere": 1, "une": 1}
    return tuple(sorted(words.items(), key=lambda pair: -len(pair[0])))
