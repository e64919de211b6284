"""What a film says of itself, made once: its tags, its XMP, its manifest, its pages and its report all say the same.

Source of the digital source types: IPTC NewsCodes, http://cv.iptc.org/newscodes/digitalsourcetype/ (September 2024).
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from pipeline.model.script import Value

_IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"

LabelForm = Literal["mots", "ia"]
"""How a film announces what is synthetic: in words, or with the sign « IA » before fewer of them."""


class DigitalSource(StrEnum):
    """Where pictures or sound come from, in the words of IPTC.

    A voice is `TRAINED` when its model was derived from sampled content, as neural voices and the statistical model of
    pico were; `ALGORITHMIC` when it is made by rules alone, as formants are. A film of which one element is either is
    `SYNTHETIC`; one of several elements, none of which is, `COMPOSITE`.
    """

    CAPTURE = "digitalCapture"
    CREATION = "digitalCreation"
    TRAINED = "trainedAlgorithmicMedia"
    ALGORITHMIC = "algorithmicMedia"
    COMPOSITE = "composite"
    SYNTHETIC = "compositeSynthetic"

    @property
    def uri(self) -> str:
        """The name that every machine knows."""
        return f"{_IPTC}{self}"


SYNTHETIC_VOICES = frozenset({DigitalSource.TRAINED, DigitalSource.ALGORITHMIC})
"""What a voice is made by that nobody spoke."""


SOURCE_TAG = "digital_source_type"
"""The tag that tells what a film is where a container has no place for XMP; mp4 and mov do not keep it."""

LONGEST_REASON = 200
"""Signs in which whoever leaves marks out says why."""


class Marking(Value):
    """How films are marked: the form of the label, and why they are not, empty when they are."""

    form: LabelForm = Field(default="mots", alias="forme", description="« mots », ou « ia » : le sigle, puis les mots")
    without: Annotated[str, Field(max_length=LONGEST_REASON)] = Field(
        default="", alias="sans", description="pourquoi les films ne portent pas de marques ; le rapport le garde"
    )


MARKED = Marking()
"""In words, and marked."""


@dataclass(frozen=True, slots=True)
class SyntheticVoice:
    """An engine that speaks in a film, and what its sound comes from."""

    engine: str
    source: DigitalSource


@dataclass(frozen=True, slots=True)
class ShownLabel:
    """A label on screen: its words, its first frame and the one after its last."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmMarks:
    """What a film says of itself.

    `made` is the day of its making where whoever renders says it, `workshop` when its words were found, both in
    ISO 8601 and perhaps empty: no clock is asked, so that the same script stays the same film. `fiction_date` is the
    day it plays on. `voices` are those that nobody spoke, none when every line is a recording; `recorded` tells of
    lines that somebody spoke, `photos` and `footage` of pictures that somebody took and filmed; drawings are in every
    film. `labels` are what announces synthetic voices on screen. `without` is why it bears no marks, empty when it
    does.
    """

    title: str
    city: str
    channel: str
    publisher: str
    licence: str
    language: str
    made: str
    workshop: str
    fiction_date: str
    voices: tuple[SyntheticVoice, ...]
    recorded: bool
    footage: bool
    photos: bool = False
    labels: tuple[ShownLabel, ...] = ()
    without: str = ""

    @property
    def still(self) -> "FilmMarks":
        """The same of a picture taken out of the film, in which nobody speaks."""
        return replace(self, voices=(), recorded=False)

    @property
    def author(self) -> str:
        """Who answers for the film: its publisher, else its channel."""
        return self.publisher or self.channel

    @property
    def date(self) -> str:
        """When it was made, else when its words were found: a day, a month or a year; empty when nobody says."""
        return self.made or self.workshop

    @property
    def sources(self) -> tuple[DigitalSource, ...]:
        """What each kind of element comes from, in the order of IPTC's names as they are listed here."""
        found = {DigitalSource.CREATION, *(voice.source for voice in self.voices)}
        if self.recorded or self.footage or self.photos:
            found.add(DigitalSource.CAPTURE)
        return tuple(source for source in DigitalSource if source in found)

    @property
    def source(self) -> DigitalSource:
        """What the film as a whole is."""
        if self.voices:
            return DigitalSource.SYNTHETIC
        return self.sources[0] if len(self.sources) == 1 else DigitalSource.COMPOSITE


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs films: the names on the certificate and of whoever issued it, its last day (ISO 8601).

    One that is `self_signed` was made on this machine and proves no identity.
    """

    name: str
    issuer: str
    until: str
    self_signed: bool


@dataclass(frozen=True, slots=True)
class SealedFilm:
    """Where the manifest of a film is, and what is to be known of its signature, in French, mostly nothing."""

    manifest: Path
    remark: str = ""
