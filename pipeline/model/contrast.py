"""How well a text stands out from what lies under it, and how much is enough.

Source of the thresholds: Web Content Accessibility Guidelines 2.2, success criterion 1.4.3.
"""

from dataclasses import dataclass

ENOUGH, ENOUGH_WHEN_LARGE = 4.5, 3.0

LARGE = 72.0
"""Grid pixels from which a text is large: the 24 CSS pixels of WCAG, in a player that is 640 wide for 1920."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A text colour on a ground, by the names a designer knows; `ratio` is None over a picture, which may be any.

    `sample` is a text and a ground colour as `#rrggbb`, where the contrast is least; `scenes` where it occurs;
    `made` the names of the palette and of a theme (`themes.bonheur.haut`) that it is made of; `asked` its least.
    """

    text: str
    ground: str
    ratio: float | None
    sample: tuple[str, str]
    scenes: tuple[str, ...]
    made: tuple[str, ...] = ()
    asked: float = ENOUGH

    @property
    def enough(self) -> bool:
        """Tell whether the text can be read; nothing is known of one over a picture."""
        return self.ratio is None or self.ratio >= self.asked
