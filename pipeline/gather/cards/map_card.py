"""A place that gives its department's number is shown on the map.

>>> map_of("Talence (33), ce matin"), map_of("Rue des Lilas, ce matin")
(('Talence', '33'), ('', ''))
"""

import re

_TOWN = re.compile(
    r"(?P<town>[A-ZÀ-Þ][\w’'-]+(?:[ -](?:[a-zà-ÿ]{1,4}[ -])*[A-ZÀ-Þ][\w’'-]+)*)\s*\((?P<code>\d{2}|2[AB]|97[1-6])\)"
)


def map_of(place: str) -> tuple[str, str]:
    """Return the town and the department that a place names, both empty when it does not name both."""
    found = _TOWN.search(place)
    return (found["town"], found["code"]) if found else ("", "")
