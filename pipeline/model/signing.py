"""The version in French sign language as values: where programme and interpreter stand, which film is seen when.

Boxes are pixels of the whole picture's grid (`pipeline.model.picture.GRIDS`); the programme is laid out in the shape
of its own box, whatever the shape of the whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.errors import Mark
from pipeline.model.picture import GRIDS, Asset, Box, Format, Picture, Shape, StagedLayer
from pipeline.model.time import Span

FADE = 8
"""Frames in which an interpreter comes and goes where what is said begins or ends: a third of a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """A film of an interpreter: its path, where it is named, what is known of the file (nothing when it is unusable).

    `frames` is its length at the programme's rate, `aspect` its width by its height, upright. `began` says where each
    item was, and for how many frames, in the film that the interpreter watched; empty: where it is now.
    """

    path: str
    mark: Mark | None = None
    file: Asset | None = None
    frames: int = 0
    aspect: float = 1.0
    began: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedSpan:
    """A stretch of the programme in which a stretch of an interpreter's film is seen, from its frame `first` on.

    `box` is where, in grid pixels; `comes` and `goes` are the frames in which it appears and goes.
    """

    span: Span
    file: Asset
    first: int
    box: Box
    comes: int = 0
    goes: int = 0

    def opacity(self, number: int) -> int:
        """Return how much of it is seen in a frame of its span, from 1 to 256."""
        since, left = number - self.span.start + 1, self.span.end - number
        share = min(1.0, since / (self.comes + 1), left / (self.goes + 1))
        return max(1, round(share * 256))

    def clipped(self, kept: Span) -> "SignedSpan":
        """Return the part of it that lies in `kept`, on the clock that begins there."""
        span = self.span.clipped(kept)
        comes = max(0, self.comes - (span.start - self.span.start))
        goes = max(0, self.goes - (self.span.end - span.end))
        first = self.first + span.start - self.span.start
        return replace(self, span=span.shifted(-kept.start), first=first, comes=comes, goes=goes)


@dataclass(frozen=True, slots=True)
class Window:
    """Where a programme is seen in a larger picture: the format it is composed in, its corner in output pixels.

    `beneath` is what is painted under it.
    """

    fmt: Format
    left: int
    top: int
    beneath: Picture = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """A programme beside its interpreter: the box of the programme, what is painted beneath, who is seen when."""

    programme: Box
    beneath: tuple[StagedLayer, ...]
    passages: tuple[SignedSpan, ...]

    @property
    def shape(self) -> Shape:
        """The layout that the programme takes in its box."""
        return laid_in(self.programme)

    @property
    def grid(self) -> tuple[int, int]:
        """The grid on which the programme is laid out in its box."""
        return grid_in(self.programme)

    def window(self, fmt: Format, beneath: Picture = ()) -> Window:
        """Return where the programme is in a picture of this format, on even pixels."""
        left, top, width, height = (even(value * fmt.scale) for value in self.programme)
        return Window(replace(fmt, width=width, height=height), left, top, beneath)

    def excerpt(self, kept: Span) -> "Signing":
        """Return what is seen of the interpreters in a span of the programme."""
        return replace(self, passages=tuple(each.clipped(kept) for each in self.passages if each.span.overlaps(kept)))

    def during(self, span: Span) -> Iterator[SignedSpan]:
        """Yield the passages of which something is seen in a span."""
        return (each for each in self.passages if each.span.overlaps(span))


def laid_in(box: Box) -> Shape:
    """Return the layout of a programme that is seen in a box.

    >>> laid_in((0, 0, 1080, 1080)), laid_in((0, 0, 720, 1280)), laid_in((0, 0, 1280, 720))
    ('carre', 'vertical', 'horizontal')
    """
    return Format(even(box[2]), even(box[3])).shape


def grid_in(box: Box) -> tuple[int, int]:
    """Return the grid of a programme that is seen in a box: its short side is 1080, as in every layout.

    >>> grid_in((0, 0, 1280, 1080)), grid_in((0, -120, 720, 1280))
    ((1280, 1080), (1080, 1920))
    """
    fmt = Format(even(box[2]), even(box[3]))
    return round(fmt.width / fmt.scale), round(fmt.height / fmt.scale)


def share_in(box: Box) -> float:
    """Return at which share of its own size a programme is seen in a box, 1 at most.

    >>> share_in((0, 0, 1080, 1080)), round(share_in((0, 0, 720, 1280)), 3)
    (1.0, 0.667)
    """
    return min(1.0, box[2] / GRIDS[laid_in(box)][0])


def even(value: float) -> int:
    """Return the even number nearest to a value."""
    return round(value / 2) * 2
