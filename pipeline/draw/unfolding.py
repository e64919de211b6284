"""What a drawing comes to once its references to itself are followed: a few lines can stand for millions of shapes."""

import re
import xml.etree.ElementTree as ET
from collections import defaultdict

_NAMED = re.compile(r"url\(\s*[\"']?\s*#([^\s\"')]+)", re.IGNORECASE)


def unfolded(root: ET.Element) -> int:
    """Return how many elements are drawn when every reference is; one that leads back to itself counts once.

    The order is that of a walk with a list of its own, since references may follow one another by the thousand.
    """
    named: dict[str, list[ET.Element]] = defaultdict(list)
    for element in root.iter():
        if name := element.get("id"):
            named[name].append(element)
    sizes: dict[ET.Element, int] = {}
    opened: set[ET.Element] = set()
    waiting = [root]
    while waiting:
        element = waiting[-1]
        parts = [*element, *(part for name in _references(element) for part in named.get(name, ()))]
        if element not in opened:
            opened.add(element)
            waiting += [part for part in parts if part not in opened]
        else:
            waiting.pop()
            sizes.setdefault(element, 1 + sum(sizes.get(part, 0) for part in parts))
    return sizes[root]


def _references(element: ET.Element) -> list[str]:
    """Return the names of the elements that one refers to, as often as it does."""
    links = [value.strip().removeprefix("#") for name, value in element.attrib.items() if name.endswith("href")]
    return [*links, *(name for value in element.attrib.values() for name in _NAMED.findall(value))]
