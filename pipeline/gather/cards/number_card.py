"""« La cantine sert 240 repas par jour » shows 240; the source is what the notes say, else that a workshop told it.

>>> number_of("240 repas par jour (source : Unccas, 2020)")
('240', 'repas par jour', 'Unccas, 2020')
>>> number_of("Trente voisins"), number_of("57 % des logements, selon l'Unccas"), number_of("beaucoup")
(('Trente', 'voisins', ''), ('57 %', "des logements, selon l'Unccas", ''), None)
"""

import re

from pipeline.french.figures import figure_in
from pipeline.gather import limits

TOLD_BY_WORKSHOP = "récit de l'atelier"
"""The source of a number that notes tell without saying where it comes from."""

_SPELLED = (
    "un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente "
    "quarante cinquante soixante septante quatre-vingts cent deux-cents cents mille dizaine million"
)
_NUMBER = re.compile(
    rf"^(?P<value>(?:\+|-|−|env\. |environ |plus de |près de )?\d[\d .,\u00a0\u202f]*"
    rf"(?:\s?(?:%|€|millions?|milliards?|h|km|m²|°C)(?!\w))?"
    rf"|(?:{'|'.join(_SPELLED.split())})\b(?:[ -](?:et[ -])?(?:{'|'.join(_SPELLED.split())})\b)*)\s*(?P<unit>.*)$",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\s*[(\[–—-]?\s*[Ss]ources?\s*:\s*(?P<source>[^()\[\]]+?)\s*[)\]]?\s*\.?$")


def number_of(told: str) -> tuple[str, str, str] | None:
    """Return the value, the unit and the source of what a label calls a number; None when it holds none."""
    source = ""
    if cited := _SOURCE.search(told):
        source, told = cited["source"], told[: cited.start()]
    told = told.strip(" .")
    found = _NUMBER.match(told)
    if found is None:
        inside = re.search(r"\d", told)
        figure = figure_in(told) if inside else None
        return (figure[0], figure[1], source) if figure else None
    value, unit = found["value"].strip(" .,"), found["unit"].strip(" :–—-")
    if len(value) > limits.VALUE or len(unit) > limits.UNIT or len(source) > limits.SOURCE or not unit:
        return None
    return value, unit, source


def number_in(sentence: str) -> tuple[str, str] | None:
    """Return the value and the unit of what a sentence counts, None when it counts nothing for certain."""
    found = figure_in(sentence)
    return found if found and len(found[0]) <= limits.VALUE and len(found[1]) <= limits.UNIT else None
