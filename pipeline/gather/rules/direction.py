"""A line between brackets is for whoever plays or films, and not said; so is where and when a scene plays.

Example::

    [Plan large sur la rue]
    (On entend la cloche.)
    EXT. RUE DES LILAS – NUIT

Reading::

    indication | Plan large sur la rue
    indication | On entend la cloche.
    indication | EXT. RUE DES LILAS – NUIT
"""

import re

from pipeline.french.pauses import as_pause
from pipeline.gather.naming import NAME
from pipeline.gather.sight import Sight
from pipeline.gather.story_kinds import is_scene_head
from pipeline.gather.values import LineKind, NoteReading, NoteRole

_BRACKETED = re.compile(r"^[\[(*_{<]{1,3}\s*(?P<said>[^\[\](){}<>]+?)\s*[\])*_}>]{1,3}\.?$")
_SCHEDULED = re.compile(
    r"^\d{1,2}\s?(?:h|H|:)\s?\d{0,2}(?:\s*(?:-|–|à)\s*\d{1,2}\s?(?:h|H|:)\s?\d{0,2})?\s*[:–-]\s+[a-zà-ÿ]"
)
"""« 16h30 : bilan à chaud » : the hours of a workshop."""

_QUOTED = re.compile(r"^[«“\"]")
_SAID = re.compile(r"[«“\":]")
_SEEN = re.compile(
    r"(?:(?:gros |très gros |premier )?plans?\b|travelling|zoom|panoramique|musique|bruits?\b|g[ée]n[ée]rique|"
    r"silence|rires?\b|"
    r"applaudissements|noir\b|fondu|images?\b|la cam[ée]ra|cam[ée]ra|on (?:voit|entend|aper[çc]oit|d[ée]couvre|"
    r"revient|retrouve)\b|"
    r"jingle|insert|ambiance|retour (?:en |au )?(?:plateau|studio)|carton\b|sonnerie|pause\b|le rideau)",
    re.IGNORECASE,
)
_ACTS = re.compile(
    rf"(?P<who>{NAME}|(?:[LlUu]ne? |[Ll][ea] |[Ll]['’])[a-zà-ÿœ-]+)(?:,[^,]{{2,30}},)? (?:se |s['’]|lui |leur |"
    rf"ne |y |en )?[a-zà-ÿœ]+(?:e|t|d|s)\b"
)
_MOST_WORDS = 18
"""Words of what is to be played or filmed, at the most."""

_ARROW = re.compile(r"^(?:=>|->|→|>>?|\*{2,})\s*(?P<said>\S.*)$")


def direction(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return a direction for a line that stands between brackets, or behind an arrow."""
    if _is_set_apart(sight):
        return (sight.read(NoteRole.DIRECTION, sight.line.text),)
    if is_scene_head(sight.line.text) and sight.line.label is None:
        return (sight.read(NoteRole.DIRECTION, sight.line.text),)
    if _SCHEDULED.match(sight.line.text) and sight.line.label is None:
        return (sight.read(NoteRole.DIRECTION, sight.line.text),)
    found = _BRACKETED.match(sight.line.text) or _ARROW.match(sight.line.text)
    if not found or sight.line.label is not None or as_pause(found["said"]):
        return None
    return (sight.read(NoteRole.DIRECTION, found["said"]),)


def _is_staged(sight: Sight) -> bool:
    """Tell whether a line says what is seen or heard, or what somebody does, amid what people say."""
    line, last, after = sight.line, sight.last, sight.after
    if line.kind is not LineKind.PARAGRAPH or line.label is not None or line.head is not None or line.said_by:
        return False
    if len(line.text.split()) > _MOST_WORDS or last is None or not sight.in_story or _SAID.search(line.text):
        return False
    if line.number in sight.heads.speakers or line.number in sight.heads.stories:
        return False
    amid = last.line.head is not None, after is not None and after.head is not None
    if _SEEN.match(line.text) and (any(amid) or last.role is NoteRole.DIRECTION):
        return True
    acts = _ACTS.match(line.text)
    return all(amid) and acts is not None and sight.company.known(acts["who"]) is not None


def _is_set_apart(sight: Sight) -> bool:
    """Tell whether a line is all in italics amid what people say, who are marked otherwise, as plays set directions."""
    line, last = sight.line, sight.last
    if line.number in sight.heads.staged or _is_staged(sight):
        return True
    if not line.italic or line.label is not None or line.kind is not LineKind.PARAGRAPH or last is None:
        return False
    marked = last.line.head is not None or last.line.number in sight.heads.speakers or bool(sight.speaker)
    return (marked or last.role is NoteRole.DIRECTION) and not _QUOTED.match(line.text)
