"""How much reading one document may cost: bytes, members, depth, elements, seconds; what costs more is refused.

The figures leave room for what a workshop brings (a LibreOffice file with twenty photos as phones take them weighs
100 MB, its text a fraction of one) and end every reading within five seconds.
"""

import time
from dataclasses import dataclass, field

from pipeline.errors import Code, Mark, ScriptError

_OFTEN = 2_000
"""Steps between two looks at the clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may hold at most; sizes in bytes, `seconds` of reading."""

    file: int = 160_000_000
    members: int = 4_000
    part: int = 24_000_000
    """Of one part of text, as it is when it is unpacked."""
    parts: int = 48_000_000
    """Of all parts of text that are read."""
    picture: int = 40_000_000
    pictures: int = 160_000_000
    ratio: int = 250
    """Times that a part of text larger than `small` may grow when it is unpacked."""
    small: int = 2_000_000
    depth: int = 200
    """Elements within elements; a table within a table costs 8, and real documents stay under 60."""
    elements: int = 600_000
    blocks: int = 4_000
    """Paragraphs, items and cells that say something; a workshop's notes have hundreds."""
    text: int = 4_000_000
    """Signs of a file that is text, its markup included."""
    said: int = 400_000
    """Signs of all that it says: two hundred pages. What is read is then understood, sentence by sentence."""
    cells: int = 200_000
    seconds: float = 4.0


@dataclass(slots=True, kw_only=True)
class Effort:
    """What reading one file has cost so far, held against what it may."""

    file: str
    limits: Limits = field(default_factory=Limits)
    elements: int = 0
    parts: int = 0
    pictures: int = 0
    cells: int = 0
    signs: int = 0
    _steps: int = 0
    _until: float = 0.0

    def __post_init__(self) -> None:
        self._until = time.monotonic() + self.limits.seconds

    def step(self, count: int = 1) -> None:
        """Count a step of reading; raises ScriptError when the time is over."""
        self._steps += count
        if self._steps >= _OFTEN:
            self._steps = 0
            self.look()

    def look(self) -> None:
        """Raise ScriptError when the time is over."""
        if time.monotonic() > self._until:
            raise self.too_much("il faut trop de temps pour le lire")

    def element(self) -> None:
        """Count an element."""
        self.elements += 1
        if self.elements > self.limits.elements:
            raise self.too_much(f"il a plus de {self.limits.elements} éléments")
        self.step()

    def cell(self, count: int = 1) -> None:
        """Count cells of tables."""
        self.cells += count
        if self.cells > self.limits.cells:
            raise self.too_much(f"ses tableaux ont plus de {self.limits.cells} cases")
        self.step()

    def text(self, text: str) -> None:
        """Count the signs of a text."""
        self.signs += len(text)
        if self.signs > self.limits.said:
            raise self.too_much(f"il a plus de {self.limits.said} signes")

    def too_much(self, what: str) -> ScriptError:
        """Return what is raised when a document asks for more than it may."""
        advice = "n'en garder que les notes de l'atelier, dans un nouveau document"
        message = f"ce document n'est pas lu : {what}"
        return ScriptError.of(Mark(self.file), message, advice, code=Code("document-demesure"))

    def unsafe(self, what: str) -> ScriptError:
        """Return what is raised when a document holds what no word processor writes."""
        advice = "l'ouvrir dans le traitement de texte et l'enregistrer sous un nouveau nom, ou en copier le texte"
        message = f"ce document n'est pas lu, par prudence : {what}"
        return ScriptError.of(Mark(self.file), message, advice, code=Code("document-piege"))

    def damaged(self, what: str) -> ScriptError:
        """Return what is raised when a document cannot be made out."""
        advice = "l'ouvrir dans le traitement de texte, vérifier ce qu'il montre, et l'enregistrer à nouveau"
        message = f"ce document est abîmé : {what}"
        return ScriptError.of(Mark(self.file), message, advice, code=Code("document-abime"))
