"""Notes sent as a message: headers, greeting, what is said to colleagues, signature are not of the newscast.

Only a document that begins as a message does, and that holds something else, has an envelope.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.gather.fields import NoteField
from pipeline.gather.heads import names_a_kind
from pipeline.gather.values import LineKind, NoteLine

_HEADER = re.compile(
    r"^(?:de|d['’]|à|a|cc|cci|objet|sujet du message|date|envoyé|envoyé le|from|to|subject|sent|pièces? jointes?|pj|"
    r"répondre à|destinataires?|expéditeur)\s*:\s",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"\S+@\S+\.\w|^(?:objet|subject)\s*:", re.IGNORECASE)
_GREETS = re.compile(
    r"^(?:(?:re)?bonjour|bonsoir|salut|coucou|hello|cher|chers|chère|chères|madame|monsieur|mesdames)\b"
    r"[^.?:«»]{0,45}[,!.]?$",
    re.IGNORECASE,
)
_TAKES_LEAVE = re.compile(
    r"^(?:(?:grosses? )?bises?|bisous?|cordialement|bien (?:cordialement|à (?:toi|vous))|amicalement|"
    r"(?:bonne|belle) (?:soirée|journée|fin de|lecture|semaine|nuit)|"
    r"merci (?:d['’]avance|encore|à tou\w+|beaucoup|pour)|"
    r"à (?:bientôt|plus|demain|très vite|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|sincèrement|"
    r"salutations|respectueusement|envoyé depuis|sent from|télécharger outlook|j['’]attends vo\w+ retours?)\b",
    re.IGNORECASE,
)
_TALKS = re.compile(r"[«“\"]|^[^:.!?]{1,60}\s?:\s|^[\[<]|\t|^\d{1,2}\s*[.)]|^[–—-]\s")
_TO_COLLEAGUES = re.compile(
    r"\b(?:je|j['’]|tu|te|t['’]|toi|vous|votre|vos|dis-moi|dites-moi|on en|il manque|il faudrait|à vous)\b",
    re.IGNORECASE,
)
_FIRST, _LAST = 8, 10
"""Lines within which a message begins, and takes leave."""

_LONGEST = 120


def enveloped(lines: Sequence[NoteLine]) -> list[NoteLine]:
    """Return the lines of one document, those of a message's envelope as remarks."""
    found = list(lines)
    texts = [at for at, line in enumerate(found) if line.kind in _KINDS and line.text.strip() and line.label is None]
    begins = _opening(found, texts)
    if not begins or not any(_is_matter(found[at]) for at in texts if at not in begins):
        return found
    for at in begins | _ending(found, [at for at in texts if at not in begins]):
        found[at] = replace(found[at], kind=LineKind.PARAGRAPH, label=NoteField.NOTES)
    return found


_KINDS = frozenset({LineKind.PARAGRAPH, LineKind.ITEM, LineKind.HEADING})


def _opening(lines: Sequence[NoteLine], texts: Sequence[int]) -> frozenset[int]:
    """Return the lines of the headers, the greeting and what is said before the first thing of the newscast."""
    headers = [at for at in texts[:_FIRST] if _HEADER.match(lines[at].text)]
    addressed = any(_ADDRESSED.search(lines[at].text) for at in headers)
    headers = headers if len(headers) > 1 and addressed else []
    rest = [at for at in texts if at not in headers]
    greeting = next((at for at in rest[:2] if _GREETS.match(lines[at].text)), None)
    leaves = any(_TAKES_LEAVE.match(lines[at].text) for at in texts[-_LAST:])
    if not headers and (greeting is None or not leaves or lines[greeting].kind is LineKind.HEADING):
        return frozenset()
    opening = set(headers)
    if greeting is not None:
        opening.add(greeting)
        for at in rest[rest.index(greeting) + 1 :]:
            if _is_matter(lines[at]) and not lines[at].text.rstrip().endswith((",", ":)")):
                break
            opening.add(at)
    return frozenset(opening)


def _ending(lines: Sequence[NoteLine], texts: Sequence[int]) -> frozenset[int]:
    """Return the lines from where a message takes leave, and those to colleagues just above."""
    first = next(
        (
            rank
            for rank in range(max(0, len(texts) - _LAST), len(texts))
            if _TAKES_LEAVE.match(lines[texts[rank]].text) and not _TALKS.search(lines[texts[rank]].text)
        ),
        None,
    )
    if first is None or any(_is_matter(lines[at]) and names_a_kind(lines[at].text) for at in texts[first:]):
        return frozenset()
    while first and _is_aside(lines[texts[first - 1]]):
        first -= 1
    return frozenset(texts[first:])


def _is_aside(line: NoteLine) -> bool:
    text = line.text
    return len(text) <= _LONGEST and not _is_matter(line) and bool(_TO_COLLEAGUES.search(text))


def _is_matter(line: NoteLine) -> bool:
    """Tell whether a line is of the newscast: a head, somebody's words, a number."""
    return line.kind is LineKind.HEADING or names_a_kind(line.text) or bool(_TALKS.search(line.text) or line.marker)
