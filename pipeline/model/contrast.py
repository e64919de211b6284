"""How well a text stands out from what lies under it, and how much is enough.

Source of the thresholds: Web Content Accessibility Guidelines 2.2, success criterion 1.4.3.
"""

from dataclasses import dataclass

ENOUGH, ENOUGH_WHEN_LARGE = 4.5, 3.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A text colour on a ground, by the names a designer knows; `ratio` is None over a picture, which may be any.

    `sample` is a text and a ground colour as `#rrggbb`, where the contrast is least; `scenes` where it occurs.
    """

    text: str
    ground: str
    ratio: float | None
    sample: tuple[str, str]
    scenes: tuple[str, ...]
