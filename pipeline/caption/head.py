"""What a file of captions says of itself, whatever its form."""

from dataclasses import dataclass
from datetime import date

from pipeline.model.picture import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionHead:
    """What a file of captions says of itself: the film's title, its language (two letters), a day, its shape.

    `first_frame` is what the programme's clock shows in its first picture, in frames: channels begin at 10:00:00:00.
    """

    title: str
    language: str
    day: date
    shape: Shape = "horizontal"
    first_frame: int = 0
