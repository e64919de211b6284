"""A number that a plain text counts something with: worth a picture of its own when nothing makes it doubtful."""

import re

_FIGURE = re.compile(
    r"(?<![\w.,:/’'-])(?P<number>\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)"
    r"(?:[ \u00a0\u202f]?(?P<share>%)|\s(?P<large>millions?|milliards?))?"
    r"\s(?P<unit>(?:d['’]|des?\s|du\s)?(?P<counted>[a-zà-ÿœ]{3,})(?:\s(?:par|sur|de)\s[a-zà-ÿœ]+|\sd['’][a-zà-ÿœ]+)?)"
)
_DOUBTFUL = re.compile(r"\b(?:1[789]|20)\d\d\b|\bselon\b|\bd['’]après\b", re.IGNORECASE)
"""A year or somebody quoted: the figure may be a real one, whose source only its author knows."""

_NOT_COUNTED = frozenset({
    "ans", "mois", "jours", "heures", "minutes", "secondes", "fois", "pas",
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
})  # fmt: skip
"""Words after a number that tell an age, an hour, a date or how long something lasts."""

_LEAST = 10
"""What is counted on one's fingers needs no picture."""


def figure_in(sentence: str) -> tuple[str, str] | None:
    """Return the value and the unit of the first thing that a sentence counts, as they are written.

    >>> figure_in("La cantine sert 240 repas par jour, et pas une frite.")
    ('240', 'repas par jour')
    >>> figure_in("Ici, 57 % des logements sont partagés.")
    ('57 %', 'des logements')
    >>> figure_in("Odile, 84 ans, part à 7 h 10."), figure_in("En 2019, 300 familles attendaient.")
    (None, None)
    """
    if _DOUBTFUL.search(sentence):
        return None
    for found in _FIGURE.finditer(sentence):
        number, size = found["number"], found["share"] or found["large"]
        counted = found["counted"]
        if counted in _NOT_COUNTED or not (size or counted.endswith(("s", "x"))):
            continue
        if not size and int(re.sub(r"\D", "", number)) < _LEAST:
            continue
        return (f"{number} {size}" if size else number), found["unit"]
    return None
