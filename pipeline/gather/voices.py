"""How a document marks who speaks, found over the whole of it: before a colon, a stroke, a tab, in brackets, in bold.

A way counts where several lines have it, most of them behind somebody who is surely one: a name that people bear, a
title, an age, a trade. Then it counts on the lines of those who are in no list, too.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.french.dialogue import is_nobody
from pipeline.french.letters import ascii_of
from pipeline.french.people import age_told
from pipeline.gather.fields import NoteField, field_of
from pipeline.gather.head_words import HeadWords, head_words
from pipeline.gather.naming import NAME, is_name, is_role
from pipeline.gather.people_lists import people_in
from pipeline.gather.small_letters import with_capitals, without_capitals
from pipeline.gather.speaking import named
from pipeline.gather.story_kinds import is_scene_head, names_a_kind
from pipeline.gather.values import LineKind, NoteLine

_BEFORE = r"^(?P<before>(?:[\[(]?\d{1,2}[:hH.]\d{2}(?:[:.]\d{2})?[\])]?\s*[-–—:]?\s+)?(?:[-–—•]\s+)?)"
"""An hour, as transcripts write it, or a stroke."""

_WAYS: Mapping[str, re.Pattern[str]] = {
    "colon": re.compile(_BEFORE + r"(?P<head>[^:«»“”\"]{2,60}?)\s*[:=](?:\s+|(?=[«“\"]))(?P<words>\S.*)$"),
    "stroke": re.compile(_BEFORE + r"(?P<head>[^:«»“”\"–—]{2,60}?)\s+[–—-]+\s+(?P<words>\S.*)$"),
    "brackets": re.compile(_BEFORE + r"[\[<](?P<head>[^\[\]<>]{2,50})[\]>]\s*:?\s*(?P<words>[^\s:].*)$"),
    "parentheses": re.compile(_BEFORE + r"\((?P<head>[^()]{2,50})\)\s*:?\s*(?P<words>[^\s:].*)$"),
    "arrow": re.compile(_BEFORE + r"(?P<head>[^:«»“”\"<>→|]{2,50}?)\s*(?:>+|→|[=-]>|\|)\s*(?P<words>\S.*)$"),
}
_SIGNED = re.compile(r"^(?:[«“\"])?.{0,40}\S\s*:\s")
_STOPPED = re.compile(r"[.!?…»”\"]\s*[)\]]?$")
_QUOTED = re.compile(r"^[«“\"]")
_AMID = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Þ][\w’'-]+")
"""Names amid a sentence: who speaks is told of elsewhere."""

_ARTICLE = re.compile(r"^(?:(?:une?|l[ea]) |l['’])", re.IGNORECASE)
_TITLE = re.compile(r"^(?:M\.?|Mr|Mme|Mlle|Dr|Docteure?|Madame|Monsieur|Maître)(?=\s)", re.IGNORECASE)
_NAMED_BEHIND = re.compile(r"\s*[–—-]\s+[^:.!?«»]{2,50}?\s*:\s")
"""« Témoin » set apart, and then « – Mme Ley : » : the head goes on to the colon."""

_ASIDE = re.compile(r"[\s.]*\((?P<aside>[^()]{2,60})\)\s*(?=[.:–—-])")
"""How to say it, behind a name that is set apart."""

_ANYBODY = re.compile(
    r"(?:t[ée]moin|personne|voix|intervenante?|habitante?|passante?|interview[ée]e?)\b", re.IGNORECASE
)
"""What those are called who have no name."""

_ROLE_HELD = re.compile(rf"^(?P<role>[^:]{{3,40}}?)\s*:\s*(?P<who>{NAME})\.?$")
_HELD = frozenset({NoteField.PRESENTER, NoteField.REPORTER, NoteField.WHO})
_GROUP = re.compile(r"(?:le |notre )?(?:groupe|[ée]quipe|atelier)\b", re.IGNORECASE)
_TEXTS = frozenset({LineKind.PARAGRAPH, LineKind.ITEM})
_SPOKEN = frozenset({None, NoteField.TEXT, NoteField.SOUNDBITE, NoteField.LEAD_IN})
_LEAST_SURE = 2
_LEAST_WORDS = 3
_LONGEST_LEAD = 60


@dataclass(frozen=True, slots=True)
class _Voice:
    """What a line may be: a way, who speaks in it, from which sign on, and whether it is surely somebody."""

    way: str
    head: HeadWords
    words_at: int
    sure: bool


def voiced(lines: Sequence[NoteLine], given: Callable[[str], bool]) -> list[NoteLine]:
    """Return the lines of one document, those of somebody with who speaks.

    `given` tells the first names that people bear.
    """
    called = frozenset(name for line in lines for name in _AMID.findall(line.text)) | _declared(lines)

    def borne(name: str) -> bool:
        return given(name) or name in called or name.casefold() in called

    small = without_capitals([line.text for line in lines if line.kind in _TEXTS])
    seen = [list(_voices_of(line, borne, small=small)) for line in lines]
    often = Counter(_key(one.head) for found in seen for one in {each.way: each for each in found}.values())
    ways = _accepted(seen, often)
    found: list[NoteLine] = []
    for line, may in zip(lines, seen, strict=True):
        fitting = [one for one in may if one.way in ways and (one.sure or _counts(line, one, often))]
        if not fitting:
            found.append(line)
            continue
        best = max(fitting, key=lambda one: (one.sure, -one.words_at))
        found.append(replace(line, head=best.head, words_at=best.words_at))
    return found


def _declared(lines: Sequence[NoteLine]) -> frozenset[str]:
    """Return the first names of those whom a line says to have a role, as « Présentatrice : Solène » does."""
    found = [_ROLE_HELD.match(line.text) for line in lines]
    held = [one for one in found if one and (field_of(one["role"]) in _HELD or is_role(one["role"]))]
    return frozenset(one["who"].split()[0].casefold() for one in held if is_name(one["who"]))


def _accepted(seen: Sequence[Sequence[_Voice]], often: Mapping[tuple[str, str], int]) -> frozenset[str]:
    """Return the ways that the document has: several lines, most of them surely somebody's."""
    lines: Counter[str] = Counter()
    sure: Counter[str] = Counter()
    surely: Counter[str] = Counter()
    for may in seen:
        for one in may:
            lines[one.way] += 1
            sure[one.way] += one.sure or (one.head.named and often[_key(one.head)] > 1)
            surely[one.way] += one.sure
    return frozenset(way for way in lines if surely[way] >= _LEAST_SURE and 2 * sure[way] >= lines[way])


def _counts(line: NoteLine, one: _Voice, often: Mapping[tuple[str, str], int]) -> bool:
    """Tell whether a line is somebody's who is not surely one, in a document that has the way."""
    return (
        one.way in {"tab", "set apart", "brackets", "parentheses"}
        or bool(_ARTICLE.match(one.head.who))
        or (one.head.named and len(one.head.who.split()) > 1)
        or often[_key(one.head)] > 1
        or bool(_QUOTED.match(line.text[one.words_at :]))
    )


def _voices_of(line: NoteLine, given: Callable[[str], bool], *, small: bool) -> Iterator[_Voice]:
    if (
        line.kind not in _TEXTS
        or line.label not in _SPOKEN
        or line.struck
        or line.said_by
        or line.opens_story
        or line.head
    ):
        return
    if is_scene_head(line.text) or names_a_kind(line.text):
        return
    for way, head, words_at in _heads_of(line):
        words = line.text[words_at:]
        told = head_words(with_capitals(named(head)) if small else named(head))
        if told is None or is_nobody(head) or _GROUP.match(head) or not _said(told, words, small=small):
            continue
        told = _surely_named(told, given)
        if field_of(head) is not None and not is_role(head) and not told.voice and not told.named:
            continue
        yield _Voice(way, told, words_at, _sure(told, given))


def _heads_of(line: NoteLine) -> Iterator[tuple[str, str, int]]:
    for way, pattern in _WAYS.items():
        found = pattern.match(line.text)
        if found is None or (way == "stroke" and _SIGNED.match(found["words"]) and len(found["head"].split()) < 2):
            continue
        yield way, found["head"], found.start("words")
    if line.lead and len(line.lead) <= _LONGEST_LEAD and line.text.startswith(line.lead):
        rest = line.text[len(line.lead) :]
        if _NAMED_BEHIND.match(rest):
            return
        aside = _ASIDE.match(rest)
        bare = rest[aside.end() if aside else 0 :].lstrip(" .:–—-")
        head = line.lead.strip(" .:–—-") + (f" ({aside['aside']})" if aside else "")
        yield line.lead_by, head, len(line.text) - len(bare)


def _surely_named(head: HeadWords, given: Callable[[str], bool]) -> HeadWords:
    """Return a head with who is surely somebody first: « Patient — M. Lambert », « Témoin 2 (un inconnu) »."""
    surely = [part for part in head.about.split(", ") if is_name(part) and _borne(part, given)]
    unnamed = [part for part in head.about.split(", ") if _ARTICLE.match(part)]
    if head.named and len(surely) == 1 and not _borne(head.who, given):
        first = surely[0]
    elif not head.named and _ANYBODY.match(head.who) and len(unnamed) == 1:
        first = unnamed[0]
    else:
        return head
    others = [part for part in head.about.split(", ") if part != first]
    return replace(head, who=first, about=", ".join([head.who[:1].lower() + head.who[1:], *others]))


def _borne(name: str, given: Callable[[str], bool]) -> bool:
    return bool(_TITLE.match(name)) or given(name.split(maxsplit=1)[0])


def _said(head: HeadWords, words: str, *, small: bool) -> bool:
    """Tell whether words behind a head are said, rather than what a list of people tells of somebody."""
    if len(words.split()) < _LEAST_WORDS and not _STOPPED.search(words):
        return False
    if _STOPPED.search(words):
        return not (is_name(words.rstrip(".")) and len(words.split()) <= _LEAST_WORDS)
    people = list(people_in(words))
    if people and all(is_name(name) for name, _ in people) and len(words.split()) <= _LEAST_WORDS * len(people):
        return False
    about = (words[:1].islower() and not small) or is_role(words) or age_told(words) is not None
    return not (about and head.named)


def _sure(head: HeadWords, given: Callable[[str], bool]) -> bool:
    if head.voice or not head.named:
        return head.voice or is_role(head.who.lower())
    return _borne(head.who, given) or bool(head.about)


def _key(head: HeadWords) -> tuple[str, str]:
    return ascii_of(re.sub(r"\W*(?:n\s?[°o])?\s*\d+$", "", head.who)), "voice" if head.voice else ""
