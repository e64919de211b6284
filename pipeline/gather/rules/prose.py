"""Anything else in a story is told, but what somebody is quoted saying; before the first story it is a remark.

Example::

    Sujet : La rue
    Il pleut. « On ne se perd plus », sourit Odile, 84 ans.

Reading::

    titre d’un sujet | La rue
    commentaire | Il pleut.
    citation | Odile | 84 ans | On ne se perd plus.
"""

import re

from pipeline.gather.naming import NAME, is_name
from pipeline.gather.quoting import segments
from pipeline.gather.sight import Sight
from pipeline.gather.speaking import head_of, name_parted, named, says_office, speaks, unquoted
from pipeline.gather.values import NoteReading, NoteRole, Section

_TO_DO = re.compile(
    r"^(?:(?:bien |ne pas (?:oublier )?(?:de |d['’])?)?(?:penser à|pr[ée]voir|apporter|amener|demander à|rappeler|"
    r"v[ée]rifier|imprimer|"
    r"voir avec|filmer|tourner|apprendre son|oublier|acheter|r[ée]cup[ée]rer|r[ée]server|relire)\b(?! (?:est|"
    r"c['’]est|sera|ne|n['’])\b)|"
    r"(?:le groupe|nous|on) (?:souhait|voudr|aimer|propos|pr[ée]voi|a pr[ée]vu|d[ée]cid|pens)\w* (?:de |à |d['’])?"
    r"(?:tourner|filmer|jouer|enregistrer|ajouter|changer|refaire|utiliser|reprendre)\b)",
    re.IGNORECASE,
)
"""How a sentence begins that says to those who make the newscast what to do."""

_ROLES = {
    Section.LEAD_IN: NoteRole.LEAD_IN,
    Section.TAG: NoteRole.TAG,
    Section.OPENING: NoteRole.DESK,
    Section.CLOSING: NoteRole.DESK,
    Section.ASIDES: NoteRole.ASIDE,
    Section.QUESTION: NoteRole.QUESTION,
}


def prose(sight: Sight) -> tuple[NoteReading, ...]:
    """Return what a line tells; nothing is left to other rules."""
    if sight.section in _ROLES:
        return (sight.read(_ROLES[sight.section], sight.line.text),)
    if not sight.in_story:
        return (sight.read(NoteRole.ASIDE, sight.line.text),)
    return told_in(sight, sight.line.text, 0)


def told_in(sight: Sight, text: str, at: int) -> tuple[NoteReading, ...]:
    """Return what a text tells and quotes, a sentence a piece; `at` is where it stands in its line.

    A sentence behind a name and a colon is what that person says.
    """
    found: list[NoteReading] = []
    for segment in segments(text, lambda word: _is_known(sight, word)):
        goes_on = segment.quoted and not (segment.who or segment.pronoun) and bool(found)
        speaker = found[-1].who if goes_on and found[-1].role is NoteRole.QUOTE else ""
        if goes_on and found[-1].role is NoteRole.NARRATION:
            speaker = _subject_of(sight, found[-1].text)
        start, end = at + segment.start, at + segment.end
        whole = segment.whole or segment.text
        head = head_of(whole)
        name, about = name_parted(named(head["name"].strip())) if head else ("", "")
        amid = segment.start > 0 and about and not sight.company.known(name) and not head_quoted(head)
        if head and not amid and says_office(name, about) and speaks(sight, name, head["text"], about):
            role = NoteRole.TURN
            found.append(sight.read(role, unquoted(head["text"]), who=name, about=about, start=start, end=end))
            continue
        if not segment.quoted and _TO_DO.match(segment.text):
            found.append(sight.read(NoteRole.DIRECTION, segment.text, start=start, end=end))
            continue
        found.append(
            sight.read(
                NoteRole.QUOTE if segment.quoted else NoteRole.NARRATION,
                segment.text,
                who=named(segment.who) or speaker,
                about=segment.about or (f"({segment.pronoun})" if segment.pronoun else ""),
                whole=segment.whole,
                start=start,
                end=end,
            )
        )
    return tuple(found)


def head_quoted(head: re.Match[str] | None) -> bool:
    """Tell whether what stands behind a head is in quotes."""
    return head is not None and head["text"].startswith(("«", "“", '"'))


def _is_known(sight: Sight, word: str) -> bool:
    return sight.company.is_given_name(word) or sight.company.known(word) is not None


def _subject_of(sight: Sight, told: str) -> str:
    """Return the one person whom a sentence names: whoever is quoted right behind it, unsigned; empty for others."""
    names = [name for name in re.findall(NAME, told) if is_name(name) and _is_known(sight, name.split()[0])]
    return names[0] if len(set(names)) == 1 else ""
