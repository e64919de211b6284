"""A line that says who presents the newscast, or who reports, without a colon.

Example::

    Présenté par Inès Delcourt, avec Malo sur le terrain.
    Mme Castaing présentera le journal.

Reading::

    présentation | Inès Delcourt | Inès Delcourt
    reportage | Malo | Malo
    présentation | Mme Castaing | Mme Castaing
"""

import re

from pipeline.gather.naming import NAME, is_name
from pipeline.gather.sight import Sight
from pipeline.gather.values import NoteReading, NoteRole

_NEWSCAST = r"(?:le |la |l['’]|notre |ce )?(?:jt|journal|[ée]dition|[ée]mission)\b(?: t[ée]l[ée]vis[ée])?(?: de 2050)?"
_BY = re.compile(
    rf"^(?:(?i:{_NEWSCAST}) )?(?i:(?:est |sera )?pr[ée]sent[ée]e? par|(?<=\w )(?:est |sera )?anim[ée]e? par) "
    rf"(?P<who>{NAME})(?:(?:,| et)? (?i:avec) (?P<reporter>{NAME})(?P<field>[^.;:]{{0,60}}))?\s*[.!]?$"
)
_PRESENTS = re.compile(rf"^(?P<who>{NAME}) (?i:pr[ée]sente(?:ra|rait)?|anime(?:ra)?) (?i:{_NEWSCAST})\s*[.!]?$")


_ASKED_BY = re.compile(
    rf"^(?:[Ee]ntretien|[Ii]nterview|[Ii]tw|[Pp]ropos|[Qq]uestions?|[Rr]eportage|[Rr]encontre) (?:menée?|"
    rf"réalisée?|conduite?|recueillie?s?|faite?|"
    rf"posées?|signée?|préparée?)s? par (?P<who>{NAME})(?:\s*[,(][^.:;]{{2,50}})?\.?$"
)


def presenting(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return who presents, and who is on the spot."""
    line = sight.line
    if line.label is not None or line.number in sight.heads.stories:
        return None
    if asked := _ASKED_BY.match(line.text):
        return (sight.read(NoteRole.REPORTER, asked["who"], who=asked["who"]),) if is_name(asked["who"]) else None
    found = _BY.match(line.text) or _PRESENTS.match(line.text)
    if found is None or not is_name(found["who"]):
        return None
    first = sight.read(NoteRole.PRESENTER, found["who"], who=found["who"])
    reporter = found.groupdict().get("reporter")
    if not reporter or not is_name(reporter):
        return (first,)
    at = found.start("reporter")
    return (
        sight.read(NoteRole.PRESENTER, found["who"], who=found["who"], end=at),
        sight.read(NoteRole.REPORTER, reporter, who=reporter, start=at),
    )
