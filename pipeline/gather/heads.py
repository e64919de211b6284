"""Which lines of a document head its stories, and which one names the newscast: as its own habits say, surest first."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from pipeline.gather.fields import NoteField, field_of
from pipeline.gather.outline import announced, branches, depths
from pipeline.gather.people_lists import group_in
from pipeline.gather.speech_heads import heads_of_speech, only_name
from pipeline.gather.story_kinds import (
    IDEA,
    NAMED_KIND,
    NUMBERED,
    bare_head,
    is_counted,
    is_scene_head,
    is_titled,
    is_told_of,
    kind_of,
    names_a_kind,
)
from pipeline.gather.surroundings import about_workshop, staged_lines, titles_again
from pipeline.gather.values import LineKind, NoteLine

_NEWSCAST = re.compile(
    r"\bj\.?t\.?\b|journal|20 ?h(?:eures)?\b|[ée]dition|flash|t[ée]l[ée]|2050|conducteur|\bnotes?\b|atelier|"
    r"compte[ -]rendu|sc[ée]nario|script|d[ée]roul[ée]",
    re.IGNORECASE,
)
_GREETS = re.compile(r"^(?:bonsoir|bonjour|bienvenue|mesdames|merci|ce soir)\b", re.IGNORECASE)
_LONGEST_HEAD = 110
_LONGEST_SHORT = 64
_FEW = 2
_LED = re.compile(r"^(?P<kind>[^\W\d_]+)(?: [^\s:–—]+){0,2}\s*(?:[:–—]|\s-\s)\s*(?P<rest>\S.*)$")
_TITLE_QUOTED = re.compile(r"[«“\"]\s*[^«»“”\".!?…]{3,80}?\s*[»”\"]")
_RULE = re.compile(r"^[\s=_*~#.–—-]{3,}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The title of each line that heads a story, by its number (empty for « Groupe 2 »), and the newscast's line."""

    stories: dict[int, str] = field(default_factory=dict)
    title: int | None = None
    speakers: frozenset[int] = frozenset()
    """Lines that only name who speaks below, as in a play."""

    below: frozenset[int] = frozenset()
    """Headings within a story."""

    announced: frozenset[int] = frozenset()
    """Titles in the rows of a rundown, the stories of which are told below."""

    around: frozenset[int] = frozenset()
    """Headings of what is about the workshop: « Et maintenant ? »."""

    staged: frozenset[int] = frozenset()
    """Lines in italics that say what to play, amid what people say."""


def heads_of(lines: Sequence[NoteLine], *, alone: bool) -> Heads:
    """Return the heads of one document; `alone` when no other document goes into the same newscast."""
    told = [line for line in lines if line.kind not in {LineKind.MARGIN, LineKind.END, LineKind.PICTURE}]
    told = [line for line in told if not line.struck and not _RULE.match(line.text)]
    names = heads_of_speech(told)
    free = [line for line in told if line.label is None and not line.tabular and line.number not in names]
    if one := _one_story(free):
        return Heads(stories={one.number: one.text}, speakers=names, below=_below(free, {one.number}) - names)
    by_rows = {line.number: line.text for line in told if line.opens_story}
    if again := titles_again(free, by_rows):
        told_again = _below(free, set(again))
        return Heads(
            stories=again, title=_title(free, again), speakers=names, below=told_again - names,
            staged=staged_lines(told, names), announced=frozenset(by_rows),
        )  # fmt: skip
    if by_rows:
        found: dict[int, str] = {}
    else:
        found = next((heads for way in _WAYS if (heads := way(free))), {})
        found = _named_below(free, found)
    title = _title(free, {**found, **by_rows})
    if (
        title is None
        and not by_rows
        and len(found) == 1
        and alone
        and _first_is(free, found)
        and _NEWSCAST.search(next(iter(found.values())))
    ):
        title = next(iter(found))
        rest = [line for line in free if line.number != title]
        found = next((heads for way in _WAYS if (heads := way(rest))), {})
    if not found and not by_rows:
        found = {line.number: bare_head(line.text) or line.text for line in branches(free)}
    found = _without_what_all_say(found)
    if title is not None and not found and not by_rows and not alone:
        found, title = {title: next(line.text for line in free if line.number == title)}, None
    around = about_workshop(told, found, names)
    found = {number: text for number, text in found.items() if number not in around}
    below = _below(free, {*found, *({title} if title is not None else ())})
    return Heads(
        stories={**found, **by_rows}, title=title, speakers=names, below=below - names, around=around,
        staged=staged_lines(told, names),
    )  # fmt: skip


def _below(lines: Sequence[NoteLine], heads: set[int]) -> frozenset[int]:
    return frozenset(line.number for line in lines if line.kind is LineKind.HEADING and line.number not in heads)


def _one_story(lines: Sequence[NoteLine]) -> NoteLine | None:
    """Return the title of a document that tells one story, in parts: « L'histoire », « Pourquoi ce sujet »."""
    heads = [line for line in lines if line.kind is LineKind.HEADING and line.head is None]
    parts = [line for line in heads[1:] if field_of(line.text) is NoteField.TEXT]
    if len(parts) != 1 or not heads or heads[0].number != lines[0].number or heads[0].level >= parts[0].level:
        return None
    alone = not any(names_a_kind(line.text) or only_name(line.text) for line in lines if line.head is None)
    beside = {line.level for line in heads[1:]} == {parts[0].level}
    return heads[0] if alone and beside and not _NEWSCAST.search(heads[0].text) else None


def _without_what_all_say(heads: dict[int, str]) -> dict[int, str]:
    """Return titles without what each of them begins with: « Groupe bleu : « Une place » », « Groupe vert : … »."""
    parted = {number: _LED.match(title) for number, title in heads.items() if title}
    kinds = {found["kind"].casefold() for found in parted.values() if found}
    if len(parted) < 2 or len(kinds) != 1 or not all(parted.values()):
        return heads
    return {
        number: found["rest"].strip(' «»"“”').rstrip(" .:;,-–—") if (found := parted.get(number)) else title
        for number, title in heads.items()
    }


def is_rule(text: str) -> bool:
    """Tell whether a line only parts what is above from what is below."""
    return bool(_RULE.match(text))


def _is_section(line: NoteLine) -> bool:
    named = field_of(line.text)
    return named is not None


def _is_idea(line: NoteLine) -> bool:
    """Tell whether « Notre idée : … » is a sentence, rather than the title of a story."""
    return bool(IDEA.match(line.text)) and _sentence(line.text)


def _kinds_told(lines: Sequence[NoteLine]) -> dict[int, str]:
    """Return « Sujet 1 : … », « Groupe 2 », « Deuxième reportage »; else « Sujet : … » or « Titre : … »."""
    numbered = {
        line.number: bare_head(line.text)
        for line in lines
        if len(line.text) <= _LONGEST_HEAD and is_counted(line.text) and not _sentence(line.text)
    }
    named = {
        line.number: bare_head(line.text)
        for line in lines
        if NAMED_KIND.match(NUMBERED.sub(r"\g<rest>", line.text))
        and len(line.text) <= _LONGEST_HEAD
        and names_a_kind(NUMBERED.sub(r"\g<rest>", line.text))
        and not _is_idea(line)
    }
    if sum(is_titled(line.text) for line in lines) > 1:
        named = {number: title for number, title in named.items() if number not in _told_of(lines)}
    if numbered:
        kinds = {kind_of(line.text) for line in lines if line.number in numbered}
        alike = {line.number for line in lines if line.number in named and kind_of(line.text) in kinds}
        return {number: title for number, title in {**named, **numbered}.items() if number in {*numbered, *alike}}
    if len(named) > 1 or (named and not any(line.kind is LineKind.HEADING and not _is_section(line) for line in lines)):
        return named
    return {}


def _told_of(lines: Sequence[NoteLine]) -> set[int]:
    return {line.number for line in lines if is_told_of(line.text)}


def _headings(lines: Sequence[NoteLine]) -> dict[int, str]:
    """Return the headings of the first level that has several; the only one of the deepest level else."""
    heads = [
        line
        for line in lines
        if line.kind is LineKind.HEADING and line.head is None and not _is_section(line)
        and not (line.looks and _sentence(line.text))
        and not line.text.rstrip().endswith(":") and not _GREETS.match(line.text) and not is_scene_head(line.text)
    ]  # fmt: skip
    if heads and heads[0].level == 0:
        heads = [line for line in heads if line.level > 0] or heads
    elif len(heads) > 1 and lines and heads[0].number == lines[0].number and _NEWSCAST.search(heads[0].text):
        heads = heads[1:]
    if below := announced(heads):
        return {line.number: bare_head(line.text) or line.text for line in below}
    deep = depths(heads)
    for depth in sorted(set(deep.values())):
        if _only_hold(lines, heads, depth, deep):
            continue
        here = [line for line in heads if deep[line.number] == depth]
        deeper = [line for line in heads if deep[line.number] > depth]
        numbered = [line for line in here if NUMBERED.match(f"{line.marker} {line.text}".strip())]
        if len(numbered) > 1:
            here = [line for line in here if line.number >= numbered[0].number]
        if len(here) > 1 or not deeper:
            return {line.number: bare_head(line.text) or line.text for line in here}
    return {}


def _only_hold(lines: Sequence[NoteLine], heads: Sequence[NoteLine], depth: int, deep: Mapping[int, int]) -> bool:
    """Tell whether one of the headings of a depth holds stories: several deeper ones, the first right below it."""
    for at, line in enumerate(heads):
        if deep[line.number] != depth:
            continue
        below = list(takewhile(lambda other: deep[other.number] > depth, heads[at + 1 :]))
        after = _after(lines, line)
        if len(below) > 1 and after is not None and after.number == below[0].number:
            return True
    return False


def _loud_lines(lines: Sequence[NoteLine]) -> dict[int, str]:
    """Return short lines all in capitals, or all in bold, that no sentence ends."""
    loud = [
        line
        for line in lines
        if line.kind is LineKind.PARAGRAPH and len(line.text) <= _LONGEST_HEAD and not _sentence(line.text)
        and line.head is None
        and ":" not in line.text and not _is_section(line) and not is_scene_head(line.text)
        and (line.bold or _capitals(line.text))
    ]  # fmt: skip
    first = bool(loud) and loud[0].number == lines[0].number
    ways = [(line.bold, _capitals(line.text)) for line in loud]
    alike = len(set(ways[1:])) == 1
    otherwise = alike and len(loud) > _FEW and ways[0] != ways[1]
    if len(loud) > 1 and first and (otherwise or _followed_by(lines, loud[0], loud)):
        loud = loud[1:]
    numbered = [line for line in loud if NUMBERED.match(f"{line.marker} {line.text}".strip())]
    loud = numbered if len(numbered) > 1 else loud
    return {line.number: bare_head(line.text) or line.text for line in loud}


def _named_below(lines: Sequence[NoteLine], heads: dict[int, str]) -> dict[int, str]:
    """Return heads with the titles that stand out on the line below « SUJET A », which has none."""
    named = dict(heads)
    for line, after in pairwise(lines):
        stands_out = after.kind is LineKind.HEADING or after.bold or _capitals(after.text)
        is_else = _is_section(after) or _sentence(after.text) or bool(only_name(after.text)) or ":" in after.text
        if heads.get(line.number) == "" and after.number not in heads and stands_out and not is_else:
            named[after.number] = bare_head(after.text) or after.text
    return named


def _numbered_lines(lines: Sequence[NoteLine]) -> dict[int, str]:
    """Return short numbered lines that longer text follows."""
    numbered = [
        line
        for line in lines
        if NUMBERED.match(f"{line.marker} {line.text}".strip()) and len(line.text) <= _LONGEST_HEAD
        and line.head is None
    ]  # fmt: skip
    numbered = [line for line in numbered if not _sentence(line.text)]
    heads = [line for line in numbered if (after := _after(lines, line)) is not None and after not in numbered]
    return (
        {line.number: bare_head(line.text) for line in heads} if len(heads) > 1 and len(heads) == len(numbered) else {}
    )


def _short_lines(lines: Sequence[NoteLine]) -> dict[int, str]:
    """Return short lines without a full stop that a sentence follows, where there is nothing surer."""
    short = [line for line in lines if _is_short(line)]
    heads = [
        line
        for line in short
        if (after := _after(lines, line)) is not None and (_sentence(after.text) or len(after.text) > _LONGEST_SHORT)
    ]
    heads = [line for line in heads if not _NEWSCAST.search(line.text) or line.number != lines[0].number]
    return {line.number: bare_head(line.text) for line in heads}


def _is_short(line: NoteLine) -> bool:
    text = line.text
    return (
        line.kind is LineKind.PARAGRAPH
        and line.head is None
        and 3 <= len(text) <= _LONGEST_SHORT
        and not re.search(r"[.!…:;,»”\")\]]\s*$", text)
        and not re.search(r"\s:\s|^[«“\"(\[–—]", text)
        and text[:1].isupper()
        and not _GREETS.match(text)
        and not _is_section(line)
        and not group_in(text)
    )


def _title(lines: Sequence[NoteLine], stories: dict[int, str]) -> int | None:
    """Return the line that names the newscast: a heading, or a short line, at the very beginning, before any story."""
    first = next((line for line in lines), None)
    if first is None or first.head is not None or first.number in stories or (stories and first.number > min(stories)):
        return None
    if first.kind is LineKind.HEADING and not _is_section(first):
        return first.number
    short = (
        len(first.text) <= 90
        and not _sentence(first.text)
        and not _GREETS.match(first.text)
        and field_of(first.text) is None
    )
    if (
        short
        and ":" not in first.text
        and first.kind is LineKind.PARAGRAPH
        and (_NEWSCAST.search(first.text) or first.bold or _capitals(first.text))
    ):
        return first.number
    return None


def _first_is(lines: Sequence[NoteLine], found: dict[int, str]) -> bool:
    return bool(lines) and lines[0].number in found


def _followed_by(lines: Sequence[NoteLine], line: NoteLine, others: Sequence[NoteLine]) -> bool:
    after = _after(lines, line)
    return after is not None and (after in others or bool(_NEWSCAST.search(line.text)))


def _after(lines: Sequence[NoteLine], line: NoteLine) -> NoteLine | None:
    """Return the line below one; numbers rise from line to line."""
    at = bisect_right(lines, line.number, key=lambda each: each.number)
    return lines[at] if at < len(lines) else None


def _sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does."""
    return (bool(re.search(r"[.…][»”\")]?\s*$", text)) and len(text.split()) > 3) or bool(re.search(r"[;,]\s*$", text))


def _capitals(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) > 4 and sum(sign.isupper() for sign in letters) > 0.85 * len(letters) and len(text.split()) > 1


def _parted(lines: Sequence[NoteLine]) -> dict[int, str]:
    """Return the short lines right below a rule, or in quotes, where several stand so above what is told."""
    heads = [
        line
        for line, after in pairwise(lines)
        if (line.below_rule or _TITLE_QUOTED.fullmatch(line.text)) and line.head is None
        and len(line.text) <= _LONGEST_HEAD and not _sentence(line.text) and not after.below_rule
    ]  # fmt: skip
    return {line.number: bare_head(line.text) or line.text for line in heads} if len(heads) > 1 else {}


_WAYS = (_kinds_told, _headings, _loud_lines, _numbered_lines, _parted, _short_lines)
"""The ways in which a document heads its stories, surest first."""
