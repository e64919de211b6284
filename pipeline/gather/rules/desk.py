"""What is said to those who watch, before the first story and after the last one.

Example::

    Bonsoir et bienvenue dans ce journal.
    Sujet : La maison
    Une maison parle.
    Merci de nous avoir suivis.

Reading::

    plateau | Bonsoir et bienvenue dans ce journal.
    titre d’un sujet | La maison
    commentaire | Une maison parle.
    plateau | Merci de nous avoir suivis.
"""

import re

from pipeline.gather.sight import Sight
from pipeline.gather.values import LineKind, NoteReading, NoteRole, Section

_OPENS = re.compile(
    r"^(?:bonsoir|bonjour|bienvenue|mesdames|ch[eè]re?s? t[ée]l[ée]|nous sommes (?:le|en)\b|il est (?:20|13|19|8) ?h)",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"^(?:merci (?:de nous|d['’]avoir|de votre|à tou|pour votre)|c['’]est (?:la fin|tout pour|fini)|"
    r"ainsi s['’]ach[èe]ve|voil[àa],? c['’]est|à (?:demain|bient[ôo]t|la semaine|tr[èe]s vite)\b.{0,60}$|"
    r"bonne (?:soir[ée]e|nuit|fin de)|"
    r"au revoir|rendez-vous demain|restez avec nous|c['’][ée]tait (?:le|votre) (?:jt|journal)|je vous souhaite|"
    r"nous vous souhaitons|belle soir[ée]e)",
    re.IGNORECASE,
)
_LONGEST = 900


def desk(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return what the presenter says at the desk; what closes the newscast ends the last story."""
    line = sight.line
    if line.kind is LineKind.HEADING or len(line.text) > _LONGEST or line.label is not None:
        return None
    if _CLOSES.match(line.text):
        return (sight.read(NoteRole.DESK, line.text, section=Section.CLOSING),)
    if not sight.in_story and _OPENS.match(line.text) and sight.section is not Section.CLOSING:
        return (sight.read(NoteRole.DESK, line.text, section=Section.OPENING),)
    if sight.section in {Section.OPENING, Section.CLOSING}:
        return (sight.read(NoteRole.DESK, line.text),)
    return None
