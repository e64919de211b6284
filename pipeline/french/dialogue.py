"""Dialogues as people write them in one text: « Malo : On danse. » at the start of lines, or of sentences.

Only what comes twice is a dialogue: « Attention : travaux. » is prose.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_WORD = r"[\w’'.-]+"
_NAME = rf"(?P<name>[A-ZÀ-ÖØ-Þ][\w’'.-]*(?:[^\S\n]{_WORD}){{0,3}})(?:[^\S\n]\([^()\n]{{1,30}}\))?"
_AT_LINES = re.compile(rf"(?m:^)[^\S\n]*(?:[-–—•][^\S\n]*)?[«“]?{_NAME}[^\S\n]*:(?=[^\S\n])[^\S\n]*")
_AT_SENTENCES = re.compile(rf"(?:\A|(?<=[.!?…»]\s))(?:[-–—•]\s*)?{_NAME}[\s]*:(?=\s)\s*")
_DASHES = re.compile(r"(?m:^)[^\S\n]*[–—][^\S\n]*\S")
_SENTENCE = re.compile(r"[.!?…»”\"]\s*\Z")
_CAPITALS = re.compile(rf"(?:[A-ZÀ-ÖØ-Þ]{_WORD[:-1]}*|[A-ZÀ-ÖØ-Þ]\.?|de|du|des|la|le)(?:\s|\Z)")

_SPELLED = (
    "attention rappel résultat note nota remarque conclusion exemple bilan objectif lieu date dates "
    "heure horaires tarif tarifs prix contact contacts adresse renseignements inscription inscriptions téléphone tél "
    "courriel mail site info infos information précision programme menu ingrédients étape jour lundi mardi mercredi "
    "jeudi vendredi samedi dimanche janvier février mars avril juin juillet août septembre octobre novembre décembre "
    "matin midi soir après-midi avant après hier aujourd'hui demain ici là premièrement deuxièmement d'abord ensuite "
    "enfin pour contre oui non plus moins source sources titre sujet thème question réponse bref important urgent "
    "constat verdict surprise morale mystère preuve reste total budget coût public durée météo sport culture"
)
_LABELS = frozenset(_SPELLED.split())
"""What stands before a colon in prose, and is nobody's name."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says in a dialogue; `name` as it is written, empty for what stands before the first one."""

    name: str
    text: str


def turns(text: str, known: Callable[[str], bool]) -> tuple[Turn, ...]:
    """Return the turns of a dialogue between people who are `known`; nothing when a text is none.

    >>> turns("Malo : On danse. Lou : Moi non.", {"Malo", "Lou"}.__contains__)
    (Turn(name='Malo', text='On danse.'), Turn(name='Lou', text='Moi non.'))
    """
    heads = _AT_LINES if "\n" in text.strip() else _AT_SENTENCES
    found = [head for head in heads.finditer(text) if known(head["name"])]
    if not found:
        return ()
    before = text[: found[0].start()].strip()
    ends = [*(head.start() for head in found[1:]), len(text)]
    parts = [Turn(head["name"], text[head.end() : end].strip()) for head, end in zip(found, ends, strict=True)]
    return (*([Turn("", before)] if before else []), *parts)


def strangers(text: str) -> tuple[str, ...]:
    r"""Return who seems to speak in a text that reads as a dialogue, each name once; nothing when it does not.

    >>> strangers("Malo : On danse ce soir.\nLou : Moi non."), strangers("Rappel : on danse.\nLieu : la place.")
    (('Malo', 'Lou'), ())
    """
    heads = _AT_LINES if "\n" in text.strip() else _AT_SENTENCES
    found = list(heads.finditer(text))
    if len(found) < 2:
        return ()
    ends = [*(head.start() for head in found[1:]), len(text)]
    said = [text[head.end() : end] for head, end in zip(found, ends, strict=True)]
    names = [head["name"] for head in found]
    if not all(map(_is_name, names)) or not all(_SENTENCE.search(words) for words in said):
        return ()
    return tuple(dict.fromkeys(names))


def dashed(text: str) -> bool:
    """Tell whether two lines or more begin with a dash, as in a printed dialogue."""
    return len(_DASHES.findall(text)) > 1


def is_nobody(words: str) -> bool:
    """Tell whether what stands before a colon is a usual label, and nobody: « Rappel », « Lieu »."""
    first = words.split(maxsplit=1)[:1]
    return not first or first[0].lower().replace("’", "'") in _LABELS


def _is_name(words: str) -> bool:
    """Tell whether words look like somebody's name: capitals, and no usual label."""
    return not is_nobody(words) and all(_CAPITALS.fullmatch(word) for word in words.split())
