"""How a page wears a house: its colours by their names, its letters inside the page itself."""

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from pipeline.pages.colours import properties

FACES: Mapping[str, tuple[str, int]] = {
    "titre": ("jt-titre", 700),
    "lecture": ("jt-lecture", 400),
    "lecture_forte": ("jt-lecture", 600),
}
"""The roles of a house's fonts that pages use: the family that each one makes, and its weight there."""

HEAVIEST = 200_000
"""Bytes of a font beyond which a page asks the system for it, by name, rather than carry it."""


@dataclass(frozen=True, slots=True)
class Dress:
    """`palette` gives a CSS colour for each of the house's names, `faces` the bytes of a font for each of its roles."""

    palette: Mapping[str, str]
    faces: Mapping[str, bytes] = field(default_factory=dict)

    def rules(self) -> Markup:
        """Return the CSS that gives colours and letters; raises SceneError when the palette lacks a colour."""
        return Markup("\n".join((*self._letters(), properties(self.palette))))  # noqa: S704 - checked colours, base64

    def _letters(self) -> Iterator[str]:
        for role, (family, weight) in FACES.items():
            font = self.faces.get(role, b"")
            if 0 < len(font) <= HEAVIEST:
                data = base64.b64encode(font).decode("ascii")
                yield (
                    f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:swap;'
                    f"src:url(data:font/ttf;base64,{data})}}"
                )
