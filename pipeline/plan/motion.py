"""How staged layers move: a shot's clock, entrances, what a picture or a voice adds to a motion."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model import picture as pic
from pipeline.model import scene as sc
from pipeline.model.time import Span, frame_of
from pipeline.plan.pulse import ShotVoice, levels, steps
from pipeline.plan.template import Values, fill

_SHORTEST_TURN = 25
"""Frames under which no entry shows alone."""


@dataclass(frozen=True, slots=True)
class ShotClock:
    """A shot's length in frames, where each of its lines is heard, how far into its item it begins, and its takes."""

    length: int
    lines: tuple[tuple[str, Span], ...]
    into_item: int = 0
    voices: tuple[ShotVoice, ...] = ()

    @property
    def whole(self) -> Span:
        """The whole shot."""
        return Span(0, self.length)

    @property
    def sentences(self) -> tuple[int, ...]:
        """The frames at which a sentence begins."""
        return tuple(heard.start + frame_of(mark.start) for heard in self.voices for mark in heard.take.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What a specification adds to its layer's own motion, or the part of the span it is alive."""

    drift: tuple[float, float] = (0.0, 0.0)
    bob: float = 0.0
    pulse: tuple[float, float] = (1.0, 1.0)
    span: Span | None = None
    settled: bool = False
    step: int = 1

    def motion(self, base: pic.Motion) -> pic.Motion:
        """Return the layer's motion with this added."""
        if self.settled:
            return replace(base, enter=None)
        if not (self.drift != (0.0, 0.0) or self.bob or self.pulse != (1.0, 1.0)):
            return base
        return replace(
            base,
            drift=(base.drift[0] + self.drift[0], base.drift[1] + self.drift[1]),
            bob=base.bob + self.bob,
            pulse=self.pulse,
            step=max(base.step, self.step),
        )


def counted_from(motion: pic.Motion, start: int) -> pic.Motion:
    """Return a motion whose steps, told from the shot's start, count from the layer's own."""
    if not motion.steps or not start:
        return motion
    return replace(motion, steps=tuple((frame - start, opacity) for frame, opacity in motion.steps))


def voice_steps(moves: sc.Moves, values: Values, clock: ShotClock) -> tuple[tuple[int, int], ...]:
    """Return the steps by which a layer follows a voice of the shot; none when it follows nobody."""
    if moves.voice is None:
        return ()
    return steps(levels(clock.voices, fill(moves.voice_of, values), clock.length), moves.voice)


def paced(length: int, index: int, count: int) -> int:
    """Return when an entry arrives: the first after ten frames, the last with a quarter of the shot left."""
    return 10 + (length * 3 // 4 - 10) * index // max(1, count)


def turns(length: int, count: int, overlap: int = 0, sentences: Sequence[int] = ()) -> tuple[Span, ...]:
    """Return when each of several entries has the picture, each kept a little under the next.

    Told one by one, after a greeting or not, each begins with its sentence; otherwise they share the shot equally.

    >>> turns(100, 2), turns(100, 2, 12)[0]
    ((Span(start=0, end=50), Span(start=50, end=100)), Span(start=0, end=62))
    >>> turns(150, 2, 0, (10, 40, 100)), turns(150, 2, 0, (10, 30, 60, 90))
    ((Span(start=0, end=100), Span(start=100, end=150)), (Span(start=0, end=75), Span(start=75, end=150)))
    """
    ends = [length * rank // max(1, count) for rank in range(count + 1)]
    if len(sentences) in {count, count + 1}:
        told = [0, *sentences[len(sentences) - count + 1 :], length]
        if all(after - before >= _SHORTEST_TURN for before, after in pairwise(told)):
            ends = told
    return tuple(Span(ends[rank], min(length, ends[rank + 1] + overlap)) for rank in range(count))


def entrance(enter: sc.Enter | None, delay: int) -> pic.Move | None:
    """Return how a layer comes in, so many frames later than its scene says."""
    if enter is None:
        return None
    return pic.Move(enter.direction, enter.frames, enter.delay + delay, enter.distance)
