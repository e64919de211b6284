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


@dataclass(frozen=True, slots=True)
class PlannedText:
    """A text on screen: what it says, when it is settled, where: left, top, right, bottom in parts of the picture."""

    text: str
    span: Span
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmPlan:
    """The plan of a film.

    `holds` are spans in which nothing is to move, `silences` those in which nothing is to be heard, `joins` the frames
    at which one encoded stretch follows another, `cuts` those at which the picture is meant to change at once.
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

    @property
    def data(self) -> dict[str, Any]:
        """The plan as JSON data; a span is a pair of frames."""
        return {
            "preset": self.preset,
            "length": self.length,
            "shots": _listed(self.shots),
            "stories": _listed(self.stories),
            "chapters": _listed(self.chapters),
            "voices": _listed(self.voices),
            "holds": [[span.start, span.end] for span in self.holds],
            "silences": [[span.start, span.end] for span in self.silences],
            "joins": list(self.joins),
            "texts": [
                {"text": text.text, "span": [text.span.start, text.span.end], "box": [round(v, 4) for v in text.box]}
                for text in self.texts
            ],
        }


def film_plan_from(data: Mapping[str, Any]) -> FilmPlan:
    """Read a plan from JSON data; raises KeyError, TypeError or ValueError when it is none."""
    left, top, right, bottom = 0, 1, 2, 3
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
        texts=tuple(
            PlannedText(
                str(text["text"]),
                _span(text["span"]),
                (
                    float(text["box"][left]),
                    float(text["box"][top]),
                    float(text["box"][right]),
                    float(text["box"][bottom]),
                ),
            )
            for text in data["texts"]
        ),
    )


def _listed(parts: tuple[PlannedPart, ...]) -> list[dict[str, Any]]:
    return [{"name": part.name, "span": [part.span.start, part.span.end]} for part in parts]


def _parts(listed: Any) -> tuple[PlannedPart, ...]:
    return tuple(PlannedPart(str(part["name"]), _span(part["span"])) for part in listed)


def _span(pair: Any) -> Span:
    start, end = pair
    return Span(int(start), int(end))
