"""Who speaks where a name stands before a colon, and what is said of them there."""

import re

from pipeline.french.dialogue import is_nobody
from pipeline.french.people import age_told
from pipeline.french.wording import fold
from pipeline.gather.fields import field_of
from pipeline.gather.naming import is_name, is_role, tidy_name
from pipeline.gather.quoting import SAYING, about_somebody
from pipeline.gather.sight import Sight
from pipeline.gather.values import NoteRole, Section

HEAD = re.compile(
    r"^(?:[-–—•]\s*)?(?P<name>[^:«»“”\"()\[\]]{1,60}?)\s*(?P<said>(?:[(\[][^()\[\]]{1,70}[)\]]\s*)?)"
    r"(?::|=)(?:\s+|(?=[«“\"]))(?P<text>\S.*)$"
)
"""Who speaks, what is said of them between brackets, and what they say."""

SAYS = re.compile(
    rf"^(?P<name>[^:«»“”\"()\[\].,!?]{{2,40}}?)\s*(?P<said>)(?:,\s*)?(?:{SAYING})\s*:\s*(?P<text>[^\s«“\"].*)$"
)
"""« leocadie dit : je mange mieux » : a name without a capital, as telephones write it."""

SIGNED_DASH = re.compile(r"^(?P<name>[^:«»“”\"().,!?]{2,40}?)\s+[–—-]\s+(?P<text>[«“\"].*)$")
"""« Odile – « Je danse. » » : who speaks, before a stroke and quotes."""

_FOREWORD = re.compile(
    r"^(?:selon |pour |d['’]apr[èe]s |ce (?:que|qu['’]) ?(?:dit|disent|raconte|r[ée]pond|pense|en dit|nous dit) )|"
    r"^(?:les? |l['’])?(?:paroles?|t[ée]moignages?|interview|itw|sonore|citation|r[ée]ponse|mots?|avis|phrase)s? "
    r"(?:de |d['’]|du |par )",
    re.IGNORECASE,
)
"""What may stand before the name of who speaks."""

_SOMEBODY = re.compile(r"une? [a-zà-ÿœ-]+", re.IGNORECASE)
"""Who is called by a word that is in no list: « Un insomniaque : « … » »."""

_OFFICE = re.compile(r"(?:(?:une?|l[ea]|son|sa) |l['’])[a-zà-ÿœ-]+(?: [a-zà-ÿœ-]+){0,3}", re.IGNORECASE)
_LONGEST_ROLE = 5
_NAME_AND_OFFICE = 2
"""Words of « Samira jardinière », as telephones write it."""

_QUOTED = re.compile(r"^[«“\"]\s*(?P<inner>[^«»“”\"]+?)\s*[»”\"]\s*[.]?$")


def head_of(text: str) -> re.Match[str] | None:
    """Return who seems to speak in a line: « Nom : ses mots », « Nom dit : ses mots », « Nom – « ses mots » »."""
    return SAYS.match(text) or HEAD.match(text) or SIGNED_DASH.match(text)


def named(head: str) -> str:
    """Return a head without what stands before the name: « Paroles de Robert »."""
    return _FOREWORD.sub("", head)


def speaks(sight: Sight, name: str, text: str, about: str = "") -> bool:
    """Tell whether a head before a colon is somebody who speaks."""
    bare = tidy_name(name)
    if not bare or len(bare.split()) > 6 or is_nobody(name) or (field_of(name) is not None and not is_role(name)):
        return False
    if (sight.company.known(bare) or sight.company.known(name)) is not None or (
        is_role(name) and len(name.split()) <= _LONGEST_ROLE
    ):
        return True
    if _SOMEBODY.fullmatch(name.strip()) and text.startswith(("«", "“", '"')):
        return True
    says = SAYS.match(sight.line.text)
    if says is not None and says["name"].strip() == name.strip() and is_name(bare.title()):
        return True
    if not is_name(bare) or name[:1].islower():
        return False
    sure = sight.company.is_given_name(bare.split()[0]) or sight.often.get(fold(bare), 0) > 1 or bool(about)
    exchanged = sight.section is Section.QUESTION or (sight.last is not None and sight.last.role is NoteRole.TURN)
    return sure or exchanged or text.startswith(("«", "“", '"'))


def unquoted(text: str) -> str:
    """Return words without the quotes around all of them."""
    quoted = _QUOTED.match(text)
    return quoted["inner"] if quoted else text


def name_parted(name: str) -> tuple[str, str]:
    """Return a name and what is said of it: « Odile, 84 ans », « le gardien, Marcel »."""
    head, _, rest = name.partition(",")
    words = head.split()
    if not rest and len(words) == _NAME_AND_OFFICE and words[1].islower() and is_name(words[0]) and is_role(words[1]):
        return words[0], words[1]
    if is_name(rest.strip()) and is_role(head) and not is_name(head.strip()):
        return rest.strip(), head.strip()
    return (head.strip(), rest.strip()) if rest else (name.strip(), "")


def named_inside(head: str, aside: str) -> tuple[str, str] | None:
    """Return who is named between brackets behind what they are, and as what: « La guide (Odile, 24 ans) : … ».

    >>> named_inside("La guide", "Odile, 24 ans"), named_inside("La guide", "en riant")
    (('Odile', 'la guide, 24 ans'), None)
    """
    name, _, rest = (part.strip() for part in aside.partition(","))
    if not (is_role(head) or _OFFICE.fullmatch(head)) or not is_name(name):
        return None
    if rest and age_told(rest) is None and not is_role(rest):
        return None
    office = head[:1].lower() + head[1:]
    return name, ", ".join(filter(None, (office, rest)))


def says_office(name: str, about: str) -> bool:
    """Tell whether what stands behind a name is what somebody is, rather than what they are doing.

    Behind a whole name or « Mme », letters in capitals are an office as well: « M. Haddad, AS ».
    """
    told = about_somebody(about) == about.strip()
    sure = is_name(name) and len(name.split()) > 1 and len(about.split()) <= _LONGEST_ROLE
    return told or (sure and about.strip()[:1].isupper() and not re.search(r"[.!?]", about))


def tells(aside: str) -> bool:
    """Tell whether words between brackets say who somebody is, rather than how to say it."""
    if not aside or aside.split(maxsplit=1)[0].endswith("ant"):
        return False
    return age_told(aside) is not None or is_role(aside) or bool(about_somebody(aside))
