"""Who of a list helps to make the newscast, and is not in it: those who film, who keep the minutes, who lead the day.

>>> makes_newscast("caméra"), makes_newscast("animatrice"), makes_newscast("présentatrice")
(True, True, False)
"""

import re

_MAKING = re.compile(
    r"(?:(?:à la |au |aux |la |le |les )?(?:cam[ée]ra|cadr(?:e|age|eur|euse)|images?|son|prises? de (?:son|vue|notes?)|"
    r"perche|montage|mont(?:eur|euse)|r[ée]gie|r[ée]gisseur|scripte?|maquill\w+|d[ée]cors?|accessoires?|lumi[èe]res?|"
    r"photos?|technique|notes|secr[ée]taire|rapporteu\w+|"
    r"anim(?:ation|ateur|atrice)s?(?! du (?:jt|journal))|facilit\w+|observat\w+|r[ée]da(?:ction|cteur|ctrice)))\b",
    re.IGNORECASE,
)
"""What those of a list do who make a newscast and are not in it."""


def makes_newscast(role: str) -> bool:
    """Tell whether what a list says of somebody is what they do around a newscast."""
    return bool(_MAKING.match(role))
