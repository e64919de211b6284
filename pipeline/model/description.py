"""What is told of the picture, for whoever reads or hears it beside the film."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DescriptionCue:
    """A description with its place in the film, in milliseconds.

    One that is not `spoken` fits no silence of this film: it tells of the picture from `start_ms` to `end_ms`, and
    whoever reads it aloud has the film wait.
    """

    start_ms: int
    end_ms: int
    text: str
    spoken: bool = True
