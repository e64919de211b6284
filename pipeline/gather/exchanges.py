"""Words whose speaker stands beside them: signed on the next line, or taking turns in an interview without names."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.french.people import age_told
from pipeline.gather.fields import NoteField
from pipeline.gather.head_words import HeadWords, head_words
from pipeline.gather.naming import NAME, is_name, is_role
from pipeline.gather.values import LineKind, NoteLine

_TEXTS = frozenset({LineKind.PARAGRAPH, LineKind.ITEM})
_STROKE = re.compile(r"^[–—-]\s*(?=\S)")
_BRACKETED = re.compile(r"^\((?P<who>[^()]{2,60})\)\.?$")
_QUOTED = re.compile(r"[«“\"][^«»“”\"]+[»”\"]\.?")
_ASKS = re.compile(r"\?\s*[»”\"]?$")
_MEETS = re.compile(
    rf"(?P<asks>{NAME}) (?:a (?:rencontré|interrogé|interviewé|reçu|suivi)|rencontre|interroge|interviewe|reçoit|"
    rf"questionne|retrouve) (?P<answers>{NAME}|(?:une?|l[ea]|son|sa) [a-zà-ÿ]+)(?P<about>,[^.;:!?]{{2,60}}?(?=[,.]|$))?"
)
_WITH = re.compile(
    rf"(?:[Ii]nterview|[Ee]ntretien|[Rr]encontre|[Qq]uestions?|[Pp]ortrait|[Tt]émoignage)s? (?:avec |de |d['’]|à )"
    rf"(?P<answers>{NAME}|(?:une?|l[ea]) [a-zà-ÿ]+)(?P<about>,[^.;:!?]{{2,60}})?"
)
_CALLED = re.compile(rf"^(?P<who>{NAME}), |, (?P<last>{NAME}) ?\?$")
_STRANGE = re.compile(r"(?:une?|l[ea]) [a-zà-ÿ]|l['’][a-zà-ÿ]", re.IGNORECASE)
_SAYS_I = re.compile(r"\b(?:je|moi|mon|ma|mes|nous|me)\b|\b[jm]['’]", re.IGNORECASE)
_STOPS = re.compile(r"[.!?…]$")
_BEFORE = 3
"""Lines above an exchange in which who asks and who answers are named."""

_LEAST = 2
_STRANGER = "Journaliste"


def attributed(lines: Sequence[NoteLine], given: Callable[[str], bool]) -> list[NoteLine]:
    """Return the lines of one document; those that are signed, or exchanged, with who speaks."""
    return _exchanged(_announced(_headed(_signed(lines, given), given)), given)


def _signed(lines: Sequence[NoteLine], given: Callable[[str], bool]) -> list[NoteLine]:
    """Return lines in which who signs below (« — Enzo, étudiant ») speaks the line above, where several are signed."""
    found = list(lines)
    pairs = [
        (at, head)
        for at, line in enumerate(found[1:], 1)
        if (head := _signature(line)) is not None and _is_plain(found[at - 1])
    ]
    if sum(_is_sure(head, given) for _, head in pairs) < _LEAST:
        return found
    for at, head in pairs:
        found[at - 1] = replace(found[at - 1], head=head)
        found[at] = replace(found[at], names_only=True)
    return found


def _announced(lines: Sequence[NoteLine]) -> list[NoteLine]:
    """Return lines in which a quotation below « Interview de Zita, 70 ans : » is Zita's."""
    found = list(lines)
    for at, (line, after) in enumerate(pairwise(lines)):
        met = _WITH.search(line.text) if line.text.rstrip().endswith(":") else None
        if met and _is_plain(after) and _QUOTED.fullmatch(after.text):
            found[at + 1] = replace(after, head=_person(met["answers"], met["about"]))
    return found


def _headed(lines: Sequence[NoteLine], given: Callable[[str], bool]) -> list[NoteLine]:
    """Return lines in which « Zita, comptable » alone on a line speaks those below, where several stand so."""
    found = list(lines)
    pairs = [
        (at, head)
        for at, (line, after) in enumerate(pairwise(lines))
        if (head := _person_alone(line)) is not None and _is_spoken(after)
    ]
    sure = [head for at, head in pairs if _is_sure(head, given)]
    if len(sure) < _LEAST or not any(_QUOTED.fullmatch(lines[at + 1].text) for at, _ in pairs):
        return found
    heads = {at for at, _ in pairs}
    for at, head in pairs:
        found[at] = replace(found[at], label=NoteField.NOTES, names_only=True)
        below = at + 1
        while below < len(found) and below not in heads and _is_plain(found[below]) and _is_spoken(found[below]):
            found[below] = replace(found[below], head=head)
            below += 1
    return found


def _person_alone(line: NoteLine) -> HeadWords | None:
    """Return whom a short line names and does nothing else, not even end a sentence."""
    looks = line.kind in _TEXTS or (line.kind is LineKind.HEADING and line.looks)
    text = line.text.rstrip(" :")
    if not looks or line.head is not None or line.label is not None or line.tabular or re.search(r"[.!?…»”\"]$", text):
        return None
    head = head_words(text)
    if head is None or head.part or head.aside or head.voice:
        return None
    return head if head.named or is_role(head.who) or _STRANGE.match(head.who) else None


def _is_spoken(line: NoteLine) -> bool:
    """Tell whether a line is in quotes, or says « je » in a sentence."""
    said = line.kind in _TEXTS and line.head is None and line.label is None and not line.tabular
    return said and bool(_QUOTED.fullmatch(line.text) or (_SAYS_I.search(line.text) and _STOPS.search(line.text)))


def _signature(line: NoteLine) -> HeadWords | None:
    stroke = _STROKE.match(line.text)
    bracketed = _BRACKETED.match(line.text)
    if line.kind not in _TEXTS or line.head is not None or line.label is not None:
        return None
    if bracketed:
        text = bracketed["who"]
    elif stroke or line.marker in {"–", "—"}:
        text = line.text[stroke.end() :] if stroke else line.text
    else:
        return None
    head = head_words(text)
    if head is None or head.part or re.search(r"[!?…]", text):
        return None
    return head if not head.aside or head.named else None


def _is_sure(head: HeadWords, given: Callable[[str], bool]) -> bool:
    called = given(head.who.split()[0]) if head.named else is_role(head.who.lower())
    return called or bool(head.about)


def _is_plain(line: NoteLine) -> bool:
    return line.kind in _TEXTS and line.head is None and line.label is None and not line.tabular and bool(line.text)


def _exchanged(lines: Sequence[NoteLine], given: Callable[[str], bool]) -> list[NoteLine]:
    """Return lines in which questions and answers, told apart by strokes or by how they are set, have who speaks."""
    found = list(lines)
    at = 0
    while at < len(found):
        run = _run(found, at)
        if run < _LEAST:
            at += 1
            continue
        asks, answers = _parties(found, at, run, given)
        if answers is not None:
            for rank in range(at, at + run):
                stroke = _STROKE.match(found[rank].text)
                who = asks if (rank - at) % 2 == 0 else answers
                found[rank] = replace(found[rank], head=who, words_at=stroke.end() if stroke else 0)
        at += run
    return found


def _run(lines: Sequence[NoteLine], at: int) -> int:
    """Return how many lines from one on are questions, each with its answer; 0 for none."""
    taken = 0
    while at + taken + 1 < len(lines):
        question, answer = lines[at + taken], lines[at + taken + 1]
        if not (_is_question(question) and _is_plain(answer)):
            break
        if _ASKS.search(answer.text) or _stroked(question) != _stroked(answer):
            break
        if not _stroked(question) and not (_stands_out(question) and not _stands_out(answer)):
            break
        taken += 2
    return taken


def _is_question(line: NoteLine) -> bool:
    """Tell whether a line asks: a paragraph, or one that only looks like a heading, being in bold."""
    looks = line.kind is LineKind.HEADING and line.looks and line.head is None
    return (_is_plain(line) or looks) and bool(_ASKS.search(line.text))


def _stroked(line: NoteLine) -> bool:
    return bool(_STROKE.match(line.text)) or line.marker in {"–", "—"}


def _stands_out(line: NoteLine) -> bool:
    return line.bold or line.italic or line.kind is LineKind.HEADING


def _parties(
    lines: Sequence[NoteLine], at: int, run: int, given: Callable[[str], bool]
) -> tuple[HeadWords, HeadWords | None]:
    """Return who asks and who answers, as the lines above say, or the questions; None for nobody."""
    asks = HeadWords(who=_STRANGER)
    for line in reversed(lines[max(0, at - _BEFORE) : at]):
        if met := _MEETS.search(line.text):
            return HeadWords(who=met["asks"], named=True), _person(met["answers"], met["about"])
        if met := _WITH.search(line.text):
            return asks, _person(met["answers"], met["about"])
    for question in lines[at : at + run : 2]:
        called = _CALLED.search(_STROKE.sub("", question.text))
        name = (called["who"] or called["last"]) if called else ""
        if name and is_name(name) and given(name.split()[0]):
            return asks, HeadWords(who=name, named=True)
    for line in reversed(lines[max(0, at - _BEFORE) : at]):
        named = [name for name in re.findall(NAME, line.text) if is_name(name) and given(name.split()[0])]
        if named:
            return asks, HeadWords(who=named[-1], named=True)
    return asks, None


def _person(who: str, about: str | None) -> HeadWords:
    told = (about or "").strip(" ,")
    kept = told if told and (age_told(told) is not None or is_role(told) or told[:1].islower()) else ""
    return HeadWords(who=who, about=kept, named=is_name(who))
