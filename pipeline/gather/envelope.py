"""Notes sent as a message: headers, greeting, what is said to colleagues, signature are not of the newscast.

Only a document that begins as a message does, and that holds something else, has an envelope.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.gather.fields import NoteField
from pipeline.gather.story_kinds import names_a_kind
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
    r"(?:a|à|@) ?\+\W*$|a plus\b|ciao\b|tchao\b|merci (?:d['’]avance|encore|à tou\w+|beaucoup|pour)|"
    r"à (?:bientôt|plus|demain|très vite|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|sincèrement|"
    r"salutations|respectueusement|envoyé depuis|sent from|télécharger outlook|j['’]attends vo\w+ retours?)\b",
    re.IGNORECASE,
)
_TALKS = re.compile(
    r"[«“\"]|^[^:.!?]{1,60}\s?:\s|^[\[<]|\t|^[^:.!?]{1,50}?(?:[=-]>|→|\s[–—=|>]\s)|"
    r"^\d{1,2}\s*[.)]|^[–—-]\s"
)
_TO_COLLEAGUES = re.compile(
    r"\b(?:je|j['’]|tu|te|t['’]|toi|vous|votre|vos|(?:dis|dites)[- ]moi|voil[àa] voil[àa]|faut voir|faudra voir|"
    r"on en|il manque|il faudrait|à vous)\b",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"^\W*(?:message d['’]origine|message (?:transf[ée]r[ée]|original)|original message|forwarded message|"
    r"d[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée]))\W*$|"
    r"^(?:le|on) \S.{6,80} (?:a [ée]crit|wrote)\s*:$",
    re.IGNORECASE,
)
"""What stands between a message and the one that it answers, or sends on."""

_TITLE = re.compile(r"[A-ZÀ-Þ][^.!?:;…]{4,62}[^\W_]")
"""What a line may be that titles what follows: short, and no sentence."""

_FIRST, _LAST = 8, 10
"""Lines within which a message begins, and takes leave."""

_LONGEST = 120


def enveloped(lines: Sequence[NoteLine]) -> list[NoteLine]:
    """Return the lines of one document, those of a message's envelope as remarks, and of each that it answers."""
    parts = _messages(lines)
    holds = [any(_is_matter(line) and _is_text(line) for line in part[_opened(part) :]) for part in parts]
    found: list[NoteLine] = []
    for part, matter in zip(parts, holds, strict=True):
        talk = len(parts) > 1 and not matter and any(holds)
        found += [_remark(line) if _is_text(line) else line for line in part] if talk else _unwrapped(part)
    return found


def _messages(lines: Sequence[NoteLine]) -> list[list[NoteLine]]:
    """Return the lines of each message of a thread, what parts them at the head of the one below it."""
    parts: list[list[NoteLine]] = [[]]
    for line in lines:
        if parts[-1] and _is_text(line) and _ANSWERED.search(line.text):
            parts.append([])
        parts[-1].append(line)
    return parts


def _opened(lines: Sequence[NoteLine]) -> int:
    """Return from which line of a message on it says something, behind what parts it, and its headers."""
    at = 0
    while at < len(lines) and (_HEADER.match(lines[at].text) or _ANSWERED.search(lines[at].text)):
        at += 1
    return at


def _unwrapped(lines: Sequence[NoteLine]) -> list[NoteLine]:
    found = list(lines)
    parted = bool(found) and bool(_ANSWERED.search(found[0].text))
    if parted:
        found[0] = _remark(found[0])
    texts = [at for at, line in enumerate(found) if _is_text(line) and line.text.strip()]
    begins = _opening(found, texts, answered=parted)
    if not begins or not any(_is_matter(found[at]) for at in texts if at not in begins):
        return found
    for at in begins | _ending(found, [at for at in texts if at not in begins]):
        found[at] = _remark(found[at])
    return found


def _remark(line: NoteLine) -> NoteLine:
    return replace(line, kind=LineKind.PARAGRAPH, label=NoteField.NOTES)


def _is_text(line: NoteLine) -> bool:
    return line.kind in _KINDS and line.label is None


_KINDS = frozenset({LineKind.PARAGRAPH, LineKind.ITEM, LineKind.HEADING})


def _opening(lines: Sequence[NoteLine], texts: Sequence[int], *, answered: bool) -> frozenset[int]:
    """Return the lines of the headers, the greeting and what is said before the first thing of the newscast."""
    headers = [at for at in texts[:_FIRST] if _HEADER.match(lines[at].text)]
    addressed = any(_ADDRESSED.search(lines[at].text) for at in headers)
    headers = headers if len(headers) > 1 and addressed else []
    rest = [at for at in texts if at not in headers]
    greeting = next((at for at in rest[:2] if _GREETS.match(lines[at].text)), None)
    leaves = any(_TAKES_LEAVE.match(lines[at].text) for at in texts[-_LAST:])
    if not headers and not answered and (greeting is None or not leaves or lines[greeting].kind is LineKind.HEADING):
        return frozenset()
    opening = set(headers)
    if greeting is not None:
        opening.add(greeting)
        for at in rest[rest.index(greeting) + 1 :]:
            if _is_matter(lines[at]) and not lines[at].text.rstrip().endswith((",", ":)")):
                break
            if _TITLE.fullmatch(lines[at].text) and not _TO_COLLEAGUES.search(lines[at].text):
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
