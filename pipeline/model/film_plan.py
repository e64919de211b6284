"""What a finished film was planned to be, as its report keeps it: enough to tell a fault from an intention.

All times are frames of the film, `end` excluded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.model.time import Span


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A named part of the plan: a shot, a story, a chapter, who speaks."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedText:
    """A text on screen: what it says, when it is settled, where: left, top, right, bottom in parts of the picture.

    In the frame `at` it is seen with all the others that name the same. `size` is its em in pixels of the grid,
    `colour` that of its letters (red, green, blue), `share` how much of its box they fill, 0 to 1.
    """

    text: str
    span: Span
    at: int
    box: tuple[float, float, float, float]
    size: float
    colour: tuple[int, int, int]
    share: float

    @property
    def data(self) -> dict[str, Any]:
        """The text as JSON data."""
        return {
            "text": self.text,
            "span": [self.span.start, self.span.end],
            "at": self.at,
            "box": [round(value, 4) for value in self.box],
            "size": self.size,
            "colour": list(self.colour),
            "share": self.share,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmPlan:
    """The plan of a film.

    `holds` are spans in which nothing is to move, `silences` those in which nothing is to be heard, `joins` the frames
    at which one encoded stretch follows another. `excerpt` tells that more of the newscast was left out.
    """

    preset: str
    length: int
    shots: tuple[PlannedPart, ...] = ()
    stories: tuple[PlannedPart, ...] = ()
    chapters: tuple[PlannedPart, ...] = ()
    voices: tuple[PlannedPart, ...] = ()
    holds: tuple[Span, ...] = ()
    silences: tuple[Span, ...] = ()
    joins: tuple[int, ...] = ()
    texts: tuple[PlannedText, ...] = field(default=())
    excerpt: bool = False

    @property
    def data(self) -> dict[str, Any]:
        """The plan as JSON data; a span is a pair of frames."""
        return {
            "preset": self.preset,
            "length": self.length,
            "excerpt": self.excerpt,
            "shots": _listed(self.shots),
            "stories": _listed(self.stories),
            "chapters": _listed(self.chapters),
            "voices": _listed(self.voices),
            "holds": [[span.start, span.end] for span in self.holds],
            "silences": [[span.start, span.end] for span in self.silences],
            "joins": list(self.joins),
            "texts": [text.data for text in self.texts],
        }


def film_plan_from(data: Mapping[str, Any]) -> FilmPlan:
    """Read a plan from JSON data; raises KeyError, TypeError or ValueError when it is none."""
    return FilmPlan(
        preset=str(data["preset"]),
        length=int(data["length"]),
        shots=_parts(data["shots"]),
        stories=_parts(data["stories"]),
        chapters=_parts(data["chapters"]),
        voices=_parts(data["voices"]),
        holds=tuple(_span(pair) for pair in data["holds"]),
        silences=tuple(_span(pair) for pair in data["silences"]),
        joins=tuple(int(frame) for frame in data["joins"]),
        texts=tuple(_text(text) for text in data["texts"]),
        excerpt=bool(data.get("excerpt", False)),
    )


def _listed(parts: tuple[PlannedPart, ...]) -> list[dict[str, Any]]:
    return [{"name": part.name, "span": [part.span.start, part.span.end]} for part in parts]


def _parts(listed: Any) -> tuple[PlannedPart, ...]:
    return tuple(PlannedPart(str(part["name"]), _span(part["span"])) for part in listed)


def _text(told: Any) -> PlannedText:
    left, top, right, bottom = map(float, told["box"])
    red, green, blue = map(int, told["colour"])
    return PlannedText(
        text=str(told["text"]),
        span=_span(told["span"]),
        at=int(told["at"]),
        box=(left, top, right, bottom),
        size=float(told["size"]),
        colour=(red, green, blue),
        share=float(told["share"]),
    )


def _span(pair: Any) -> Span:
    start, end = pair
    return Span(int(start), int(end))
