"""Letters that stand for who speaks: « Q : » and « R : » in an interview, « P. : » for Pierrick who is named above."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.french.letters import ascii_of
from pipeline.gather.head_words import HeadWords
from pipeline.gather.naming import NAME, is_initials, is_name
from pipeline.gather.quoting import about_somebody
from pipeline.gather.values import LineKind, NoteLine
from pipeline.model.civil import words_of

_HEAD = re.compile(
    r"^(?:[-–—•]\s+)?\(?(?P<letters>[A-ZÀ-Þ][a-zà-ÿ]{0,3}\.|(?:[A-ZÀ-Þ]\.?-?){1,3}|[qr]\.?|(?i:question|"
    r"r[ée]ponse|r[ée]p))"
    r"\s?(?:n°\s?)?\d{0,2}\)?\s*(?::|[–—-]|>|→|=|\))\s*(?P<words>\S.*)$"
)
_ASKS = frozenset({"q", "qu", "quest", "question"})
_ANSWERS = frozenset({"r", "re", "rep", "reponse"})
_ASKED_BY = re.compile(
    rf"(?:[Qq]uestions? (?:posées? par|de)|[Pp]ropos recueillis par|[Rr]ecueillie?s? par|[Pp]osées? par|"
    rf"(?:menée?|réalisée?|conduite?|faite?|préparée?|enregistrée?|interviewée?|interrogée?)s? par) (?P<who>{NAME})|"
    rf"(?P<poses>{NAME}) (?:pose|posera|a posé|interroge|interviewe|mène|a mené|fait) (?:les questions|"
    rf"l['’](?:interview|entretien))"
)
_ANSWERED = re.compile(
    rf"(?:^|\b(?:[Ii]nterview|[Ii]tw|[Ee]ntretien|[Rr]encontre|[Pp]ortrait|[Tt]émoignage|[Pp]arole|[Ii]nvitée?|"
    rf"(?:[Pp]ersonne )?(?:[Ii]nterrogée?|[Ii]nterviewée?)) ?)"
    rf"(?:[Aa]vec |de |d['’]|: ?|– ?)(?P<who>{NAME}|(?:une?|l[ea]) [a-zà-ÿ]+)(?P<about>\s*[,(][^.;:«»!?()]{{2,80}})?"
)
_ALONE = re.compile(rf"^(?P<who>{NAME})\s*[,(–—-]+\s*(?P<about>[a-zà-ÿ0-9][^.!?:;«»]{{2,70}}?)\)?\.?$")
_CALLED = re.compile(rf"^(?P<first>{NAME}), |, (?P<last>{NAME}) ?\?$")
_TEXTS = frozenset({LineKind.PARAGRAPH, LineKind.ITEM})
_STRANGER, _ANSWERER = HeadWords(who="Journaliste"), HeadWords(who="Personne interrogée")
_ABOVE = 8
_LEAST = 3
_TITLES = frozenset({"m", "mr", "mme", "mlle", "dr", "pr", "me"})


@dataclass(frozen=True, slots=True)
class _Told:
    """A line behind letters: where it stands, the letters folded, from which sign on the words are."""

    at: int
    letters: str
    words_at: int


def spelled_out(lines: Sequence[NoteLine], given: Callable[[str], bool]) -> list[NoteLine]:
    """Return the lines of one document, those behind letters with who the letters stand for."""
    told = list(_told(lines))
    kinds = {one.letters for one in told}
    found = list(lines)
    if kinds & _ASKS and kinds & _ANSWERS:
        asked = [one for one in told if one.letters in _ASKS | _ANSWERS]
        found = _interviewed(found, asked, given)
        told = [one for one in told if one not in asked]
    return _initialled(found, told, given)


def _told(lines: Sequence[NoteLine]) -> Iterator[_Told]:
    for at, line in enumerate(lines):
        if line.kind not in _TEXTS or line.label is not None or line.struck or line.said_by:
            continue
        head = _HEAD.match(line.text)
        if head and (letters := re.sub(r"[^a-z]", "", ascii_of(head["letters"]))) not in _TITLES:
            yield _Told(at, letters, head.start("words"))


def _interviewed(lines: list[NoteLine], told: Sequence[_Told], given: Callable[[str], bool]) -> list[NoteLine]:
    """Return lines in which questions are who asks', answers whose the lines above, or the questions, say."""
    asker = _asker(lines)
    answerer: HeadWords | None = None
    above = -1
    for one in told:
        if one.letters in _ASKS and one.at > above + 1:
            between = lines[max(above + 1, one.at - _ABOVE) : one.at]
            answerer = _announced(between, asker.who) or answerer
        above = one.at
        if one.letters in _ASKS and answerer is None:
            answerer = _called(lines[one.at].text[one.words_at :], given)
        who = asker if one.letters in _ASKS else answerer or _ANSWERER
        lines[one.at] = replace(lines[one.at], head=who, words_at=one.words_at)
    return lines


def _asker(lines: Sequence[NoteLine]) -> HeadWords:
    for line in lines:
        if (found := _ASKED_BY.search(line.text)) and is_name(name := found["who"] or found["poses"]):
            return HeadWords(who=name.rstrip("."), named=True)
    for line in lines:
        reporter = re.search(rf"\b(?:[Rr]eporter|[Jj]ournaliste|[Ii]ntervieweu(?:r|se)) ?: (?P<who>{NAME})$", line.text)
        if reporter and is_name(reporter["who"]):
            return HeadWords(who=reporter["who"], named=True)
    return _STRANGER


def _announced(lines: Sequence[NoteLine], asker: str) -> HeadWords | None:
    """Return who is announced to answer by the lines above; the nearest counts."""
    for line in reversed(lines):
        for pattern in (_ANSWERED, _ALONE):
            found = pattern.search(line.text)
            if found and found["who"].rstrip(".") != asker and (is_name(found["who"]) or found["who"][:1].islower()):
                about = about_somebody(found["about"] or "")
                who = found["who"].rstrip(".")
                return HeadWords(who=who, about=about, named=is_name(who))
    return None


def _called(question: str, given: Callable[[str], bool]) -> HeadWords | None:
    called = _CALLED.search(question)
    name = (called["first"] or called["last"]) if called else ""
    sure = is_name(name) and (given(name.split()[0]) or len(name.split()) > 1)
    return HeadWords(who=name, named=True) if sure else None


def _initialled(lines: list[NoteLine], told: Sequence[_Told], given: Callable[[str], bool]) -> list[NoteLine]:
    """Return lines in which letters that come again and begin the name of one person only are that person."""
    often = Counter(one.letters for one in told)
    if len(told) < _LEAST or max(often.values()) < 2:
        return lines
    apart = {one.at for one in told}
    speak = dict.fromkeys(name for at, line in enumerate(lines) if at not in apart and (name := _speaker(line)))
    named = dict.fromkeys(name for at, line in enumerate(lines) for name in _names(line, given, whole=at not in apart))
    meant = {letters: _only(letters, list(speak)) or _only(letters, list(named)) for letters in often}
    for one in told:
        if name := meant[one.letters]:
            head = HeadWords(who=name, named=True)
            lines[one.at] = replace(lines[one.at], head=head, words_at=one.words_at)
    return lines


def _speaker(line: NoteLine) -> str:
    """Return the name before a line's words; empty for a line without one."""
    if line.head is not None:
        return line.head.who if line.head.named else ""
    head, colon, _ = line.text.partition(":")
    return head.strip() if colon and is_name(head.strip()) and line.label is None else ""


def _names(line: NoteLine, given: Callable[[str], bool], *, whole: bool) -> Iterator[str]:
    for found in re.findall(NAME, line.text) if whole else ():
        name = found.rstrip(".")
        words = words_of(name)
        if is_name(name) and words and (given(words[0]) or len(words) < len(name.split())):
            yield name


def _only(letters: str, names: Sequence[str]) -> str:
    """Return the one person whose initials letters are, or whose first or last name they begin; empty for others."""
    for fits in (
        [name for name in names if len(letters) > 1 and is_initials(letters, name)],
        [name for name in names if ascii_of(" ".join(words_of(name))).startswith(letters)],
        [name for name in names if ascii_of(words_of(name)[-1] if words_of(name) else "").startswith(letters)],
    ):
        firsts = {ascii_of(words_of(name)[0]) for name in fits}
        if len(firsts) == 1:
            return max(fits, key=len)
    return ""
