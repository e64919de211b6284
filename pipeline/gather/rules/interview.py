"""« Q : … » and « R : … » : who asks is the reporter, who answers is whom the notes say to be interviewed.

Example::

    Sujet : Interview de Mme Castaing, pharmacienne
    Q : Qui vient vous voir ?
    R : Les insomniaques, surtout.

Reading::

    titre d’un sujet | Interview de Mme Castaing, pharmacienne
    parole | Journaliste | Qui vient vous voir ?
    parole | Mme Castaing | pharmacienne | Les insomniaques, surtout.
"""

import re

from pipeline.french.wording import fold
from pipeline.gather.naming import NAME, is_name, is_role
from pipeline.gather.quoting import about_somebody
from pipeline.gather.sight import Sight
from pipeline.gather.speaking import HEAD, unquoted
from pipeline.gather.values import NoteReading, NoteRole

_ASKS = frozenset({"q", "q.", "question", "questions"})
_ANSWERS = frozenset({"r", "r.", "rep", "rep.", "reponse", "reponses"})
_ASKING, _ANSWERING = "Journaliste", "Personne interrogée"
_WITH = re.compile(
    rf"\b(?:[Ii]nterview|[Ii]tw|[Ee]ntretien|[Rr]encontre|[Pp]ortrait|[Qq]uestions?|[Tt][ée]moignage|[Pp]arole)s? "
    rf"(?:avec |de |d['’]|à |du )(?P<who>{NAME}|(?:une?|l[ea]|l['’]) ?[a-zà-ÿœ-]+)"
    r"(?P<about>\s*,\s*[^.;:«»!?]{1,90}|\s*\([^()]{1,80}\))?"
)


def interview(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return a question or an answer, in notes that have both."""
    found = HEAD.match(sight.line.text)
    if found is None or sight.line.number in sight.heads.stories:
        return None
    head = fold(found["name"]).strip()
    both = _heads(sight, _ASKS) and _heads(sight, _ANSWERS)
    if not both or head not in _ASKS | _ANSWERS:
        return None
    who, about = (_ASKING, "") if head in _ASKS else interviewed(sight.about) or (_ANSWERING, "")
    return (sight.read(NoteRole.TURN, unquoted(found["text"]), who=who, about=about, whole=""),)


def interviewed(text: str) -> tuple[str, str] | None:
    """Return whom words announce an interview of, and what is said of them; None when they announce none.

    >>> interviewed("Interview de Tarek, 17 ans, livreur"), interviewed("La fête")
    (('Tarek', '17 ans, livreur'), None)
    """
    found = _WITH.search(text)
    if found is None or not (is_name(found["who"]) or is_role(found["who"])):
        return None
    return found["who"], about_somebody(found["about"] or "")


def _heads(sight: Sight, heads: frozenset[str]) -> bool:
    return any(sight.often.get(head, 0) for head in heads)
