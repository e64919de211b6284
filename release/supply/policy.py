"""Which licences may stand where, with the reason; and the SPDX names of what metadata say in other words.

The project is EUPL-1.2. Its wheel carries the media of `media/` and nothing of anybody's code: what it depends on is
fetched from the package index by whoever installs it. Three places, then, and not one rule: carried in the wheel, of
the base installation, of an extra or of our own tools. Source of the compatible licences: the appendix of the EUPL-1.2
(GPL v2 and v3, AGPL v3, LGPL v2.1 and v3, MPL 2.0, among others).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum


class Place(Enum):
    """Where a thing stands; the later, the less is asked of it."""

    CARRIED = "carried in the wheel"
    BASE = "base"
    EXTRA = "extra"
    TOOL = "tools"

    @property
    def rank(self) -> int:
        """How far it is from what we hand out, from 0."""
        return list(Place).index(self)


@dataclass(frozen=True, slots=True)
class Rule:
    """What may be done with a licence: the place nearest to us where it may stand (None: nowhere), and why."""

    nearest: Place | None
    why: str

    def admits(self, place: Place) -> bool:
        """Tell whether something under this licence may stand there."""
        return self.nearest is not None and place.rank >= self.nearest.rank


_FREE = Rule(Place.CARRIED, "permissive: asks for its notice, which travels with it")
_WEAK = Rule(
    Place.BASE, "weak copyleft, named by the EUPL: used as published, replaceable, its source with its authors"
)
_STRONG = Rule(
    Place.BASE,
    "copyleft, named by the EUPL as compatible: we hand out nothing of it; whoever hands out an image or an installer "
    "that holds it does so under the GPL",
)
_MEDIA = Rule(Place.CARRIED, "for works that are no programs: asks for its author's name, or for nothing")

RULES = {
    **dict.fromkeys(("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "FTL", "HPND", "ISC"), _FREE),
    **dict.fromkeys(("IJG", "libpng-2.0", "libtiff", "MIT", "MIT-0", "MIT-CMU", "MIT-Modern-Variant"), _FREE),
    **dict.fromkeys(("OpenSSL", "PSF-2.0", "X11", "Zlib", "Unicode-3.0"), _FREE),
    "BSD-3-Clause-Clear": Rule(Place.BASE, "permissive, and says nothing of patents"),
    "EUPL-1.2": Rule(Place.CARRIED, "the project's own"),
    **dict.fromkeys(("CC0-1.0", "CC-BY-4.0"), _MEDIA),
    "OFL-1.1": Rule(Place.CARRIED, "fonts: carried with its text, never sold alone; films made with it are free of it"),
    "Bitstream-Vera": Rule(Place.CARRIED, "fonts: as OFL-1.1; a changed font may not be called Bitstream Vera"),
    **dict.fromkeys(
        ("LGPL-2.0-or-later", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-2.0"),
        _WEAK,
    ),
    **dict.fromkeys(("GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later"), _STRONG),
    "GPL-3.0-or-later WITH GCC-exception-3.1": Rule(Place.BASE, "the GPL, which stops at what was compiled with it"),
    "GPL-2.0-only": Rule(None, "cannot stand with Apache-2.0, which half of the dependencies have"),
    "SSPL-1.0": Rule(None, "no free licence; asks for the source of whatever runs beside it"),
    "BUSL-1.1": Rule(None, "no free licence before its date"),
    **dict.fromkeys(
        ("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-ND-4.0", "CC-BY-NC-ND-4.0"),
        Rule(None, "forbids selling or changing, which the EUPL and the towns' own use allow"),
    ),
}
"""By SPDX identifier. A licence that is not here is refused until somebody has read it and written its row."""

_WORDS = {
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "bsd 2-clause license": "BSD-2-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "isc license": "ISC",
    "mit license": "MIT",
    "psfl": "PSF-2.0",
}
"""What `License` says in other words than SPDX, small letters."""

_CLASSIFIERS = {
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: ISC License (ISCL)": "ISC",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""Those that name one licence; « BSD License » names three, « LGPL » two versions: somebody has to look."""

_OPERATORS = re.compile(r"\s+(AND|OR)\s+|[()]")


def said(expression: str, words: str, classifiers: Iterable[str]) -> str:
    """Return what metadata say, as SPDX: the expression, else the words, else the only classifier; else nothing.

    >>> said("", "UNKNOWN", ["License :: OSI Approved :: ISC License (ISCL)"])
    'ISC'
    >>> said("", "BSD", ["License :: OSI Approved :: BSD License"])
    ''
    """
    if expression:
        return expression
    plain = words.strip()
    if plain.lower() in _WORDS or _known(plain):
        return _WORDS.get(plain.lower(), plain)
    named = {_CLASSIFIERS.get(text, "") for text in classifiers}
    return named.pop() if len(named) == 1 else ""


def _known(expression: str) -> bool:
    return bool(expression) and all(part in RULES for part in parts(expression))


def parts(expression: str) -> list[str]:
    """Return the licences that an expression names.

    >>> parts("MIT AND (Apache-2.0 OR GPL-3.0-or-later WITH GCC-exception-3.1)")
    ['MIT', 'Apache-2.0', 'GPL-3.0-or-later WITH GCC-exception-3.1']
    """
    return [part.strip() for part in _OPERATORS.split(expression) if part and part.strip() not in {"", "AND", "OR"}]


def refused(expression: str, place: Place) -> Iterator[str]:
    """Yield why something under these licences may not stand there; one of several that may be chosen is enough."""
    if not expression:
        yield "no licence is known"
        return
    for choice in _choices(expression):
        faults = [fault for name in parts(choice) if (fault := _fault(name, place))]
        if not faults:
            return
    yield from faults


def _choices(expression: str) -> list[str]:
    """Return the sides of the outermost OR; parentheses keep theirs together."""
    sides, depth, start = [], 0, 0
    for found in re.finditer(r"[()]|\s+OR\s+", expression):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if not depth and found[0].strip() == "OR":
            sides.append(expression[start : found.start()])
            start = found.end()
    return [*sides, expression[start:]]


def _fault(name: str, place: Place) -> str:
    rule = RULES.get(name)
    if rule is None:
        return f"{name}: nobody has judged this licence; read it and write its row in release/supply/policy.py"
    return "" if rule.admits(place) else f"{name} may not be {place.value}: {rule.why}"
