"""What somebody certainly meant, taken; what can be read in two ways, told: before YAML reads a file."""

from dataclasses import dataclass

from pipeline.adapters.yaml.taking.galley import Galley
from pipeline.adapters.yaml.taking.pen import Pen
from pipeline.adapters.yaml.taking.walk import Walk
from pipeline.errors import Finding

__all__ = ["Taken", "taken"]


@dataclass(frozen=True, slots=True)
class Taken:
    """A text as it is to be read, the galley that knows where each sign of it was typed, and what is told of it."""

    text: str
    galley: Galley
    findings: tuple[Finding, ...]


def taken(text: str, file: str, tab: int = 2) -> Taken:
    """Return a text as it was meant; `tab` is how many columns a tab reaches to."""
    pen = Pen(galley=Galley.of(text), file=file, tab=tab)
    Walk(pen).go()
    return Taken(pen.galley.text(), pen.galley, pen.told())
