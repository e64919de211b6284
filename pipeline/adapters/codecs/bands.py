"""Pictures of which only bands of rows change: kept as the first one and what comes after in the bands.

Much of a newscast moves in a place or two: a line of text arrives, a ticker passes, the rings around a voice breathe.
The encoder is given those bands alone, and their slices are put back into whole pictures (`adapters.codecs.bitstream`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import av
import numpy as np
import numpy.typing as npt
from av.packet import Packet

from pipeline.model.picture import Format
from pipeline.ports import Held, Pixels

ROW = 16
"""Luma rows of a row of macroblocks."""

_AROUND = 2
"""Rows of macroblocks at rest kept on each side of what changes: motion vectors of a band are at most 32 rows long."""

_MOST_ROWS = 0.75
"""Share of the rows above which bands are not worth having."""

_MOST_BYTES = 48_000_000
"""What a group may hold while it is decided: two workers do not weigh more than the layers they draw."""

_TAPS = 3
"""Rows beyond a block that moves by a fraction of a row which are read for it (H.264, 8.4.2.2)."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of macroblocks, the end excluded."""

    top: int
    bottom: int

    def part(self, fmt: Format) -> Format:
        """Return the format of these rows of a picture as a picture of their own."""
        return replace(fmt, height=min(fmt.height, self.bottom * ROW) - self.top * ROW)


def rows_in(fmt: Format) -> int:
    """Return how many rows of macroblocks a picture has; the last may stand out below it."""
    return -(-fmt.height // ROW)


def cut(samples: Pixels, fmt: Format, rows: Rows) -> Pixels:
    """Return some rows of a picture, as a picture of their own (a copy)."""
    pieces = [plane[where].ravel() for plane, where in planes_in(samples, fmt, rows)]
    return np.concatenate(pieces).reshape(rows.part(fmt).samples_shape)


def _paste(part: Pixels, samples: Pixels, fmt: Format, rows: Rows) -> None:
    whole = Rows(0, rows.bottom - rows.top)
    there = planes_in(samples, fmt, rows)
    here = planes_in(part, rows.part(fmt), whole)
    for (target, at), (source, of) in zip(there, here, strict=True):
        target[at] = source[of]


def planes_in(samples: Pixels, fmt: Format, rows: Rows) -> list[tuple[Pixels, slice]]:
    """Return the three planes of a picture, each with the slice of it that these rows are."""
    luma = samples[: fmt.height]
    chroma = samples[fmt.height :].reshape(2, fmt.height // fmt.sampling.rows, fmt.width // 2)
    step = ROW // fmt.sampling.rows
    fine, coarse = slice(rows.top * ROW, rows.bottom * ROW), slice(rows.top * step, rows.bottom * step)
    return [(luma, fine), (chroma[0], coarse), (chroma[1], coarse)]


def changed(one: Pixels, other: Pixels, fmt: Format) -> tuple[Rows, ...]:
    """Return the rows outside which two pictures are the same, from top to bottom, apart from each other."""
    return _runs(_differing(one, other, fmt))


def _differing(one: Pixels, other: Pixels, fmt: Format) -> npt.NDArray[np.bool_]:
    """Tell of every row of macroblocks whether two pictures differ there; shape (rows,)."""
    found = np.zeros(rows_in(fmt), np.bool_)
    every = Rows(0, len(found))
    for (here, _), (there, _) in zip(planes_in(one, fmt, every), planes_in(other, fmt, every), strict=True):
        step = ROW if here.shape[0] == fmt.height else ROW // fmt.sampling.rows
        whole = here.shape[0] // step
        words = [plane[: whole * step].reshape(whole, -1).view(np.uint64) for plane in (here, there)]
        found[:whole] |= (words[0] != words[1]).any(axis=1)
        found[whole:] |= not np.array_equal(here[whole * step :], there[whole * step :])
    return found


def _runs(rows: npt.NDArray[np.bool_]) -> tuple[Rows, ...]:
    """Return the stretches of rows that are marked."""
    edges = np.flatnonzero(np.diff(rows, prepend=False, append=False))
    return tuple(Rows(int(top), int(bottom)) for top, bottom in edges.reshape(-1, 2))


@dataclass(frozen=True, slots=True)
class _Step:
    """What one picture has that the one before had not, and for how many frames it stays."""

    parts: tuple[tuple[Rows, Pixels], ...]
    frames: int


class PictureGroup:
    """The pictures from one key frame to the next."""

    def __init__(self, held: Held, fmt: Format) -> None:
        self._fmt = fmt
        self._first = held.picture.copy()
        self._last = held.picture.copy()
        self._steps = [_Step((), held.frames)]
        self._bytes = 0
        self._changed = np.zeros(rows_in(fmt), np.bool_)

    def add(self, held: Held) -> None:
        """Add the picture that follows."""
        parts = tuple(
            (rows, cut(held.picture, self._fmt, rows)) for rows in changed(held.picture, self._last, self._fmt)
        )
        for rows, part in parts:
            _paste(part, self._last, self._fmt, rows)
            self._bytes += part.nbytes
            self._changed[rows.top : rows.bottom] = True
        self._steps.append(_Step(parts, held.frames))

    def __len__(self) -> int:
        """Return how many distinct pictures there are."""
        return len(self._steps)

    @property
    def frames(self) -> tuple[int, ...]:
        """For how many frames each picture stays."""
        return tuple(step.frames for step in self._steps)

    @property
    def bands(self) -> tuple[Rows, ...]:
        """The rows that change, with a little around them, from top to bottom."""
        near = self._changed.copy()
        for away in range(1, _AROUND + 1):
            near[away:] |= self._changed[:-away]
            near[:-away] |= self._changed[away:]
        return _runs(near)

    @property
    def wide(self) -> bool:
        """Whether so much changes that the pictures are better encoded whole."""
        rows = sum(band.bottom - band.top for band in self.bands)
        return self._bytes > _MOST_BYTES or rows > _MOST_ROWS * rows_in(self._fmt)

    def pictures(self) -> Iterator[Held]:
        """Give the pictures again, whole; each is valid until the next is asked for."""
        now = self._first.copy()
        for step in self._steps:
            for rows, part in step.parts:
                _paste(part, now, self._fmt, rows)
            yield Held(now, step.frames)

    def moments(self, rows: Rows) -> tuple[int, ...]:
        """Return the ranks of the pictures in which something in these rows is new: the first, then those that move."""
        moved = (any(at.top < rows.bottom and rows.top < at.bottom for at, _ in step.parts) for step in self._steps[1:])
        return (0, *(rank for rank, moves in enumerate(moved, 1) if moves))

    def stays(self, rows: Rows) -> tuple[int, ...]:
        """Return for how many frames each picture in which something in these rows is new stays as it is there."""
        frames, moments = self.frames, self.moments(rows)
        return tuple(sum(frames[one:other]) for one, other in pairwise((*moments, len(frames))))

    def parts(self, rows: Rows) -> Iterator[Pixels]:
        """Give some rows of those pictures, as pictures of their own."""
        wanted = frozenset(self.moments(rows))
        for rank, held in enumerate(self.pictures()):
            if rank in wanted:
                yield cut(held.picture, self._fmt, rows)

    def settle(self, part: Pixels, rows: Rows, seen: Pixels) -> None:
        """Give what never changes in some rows of a picture the samples that are seen of it once decoded."""
        fmt = rows.part(self._fmt)
        for calm in _runs(~self._changed[rows.top : rows.bottom]):
            _paste(cut(seen, fmt, calm), part, fmt, calm)


class Witness:
    """Says of a band encoded alone whether anything in it refers to what is above or below.

    A band encoded alone has its edge rows repeated outside it; in the whole picture something else stands there. So
    the band is decoded as it comes and its motion vectors are read: one that reaches out condemns the band. The
    picture's own edges are edges for both. `seen` is the last picture that was decoded.
    """

    def __init__(self, fmt: Format, rows: Rows) -> None:
        self._decoder = av.CodecContext.create("h264", "r")
        self._decoder.options = {"flags2": "+export_mvs"}
        self._decoder.thread_count = 1
        self._above = -np.inf if rows.top == 0 else 0
        self._below = np.inf if rows.bottom >= rows_in(fmt) else rows.part(fmt).height
        self.seen: av.VideoFrame | None = None

    def accepts(self, packet: "Packet[av.VideoStream]") -> bool:
        """Look at the next picture; False when it refers outside."""
        (self.seen,) = self._decoder.decode(packet)
        return self._inside(self.seen)

    def _inside(self, frame: av.VideoFrame) -> bool:
        vectors = frame.side_data.get("MOTION_VECTORS")
        if vectors is None:
            return True
        moves = vectors.to_ndarray()
        moves = moves[moves["motion_y"] != 0]
        top = moves["dst_y"] - moves["h"] // 2 + moves["motion_y"] / moves["motion_scale"]
        return not ((top - _TAPS < self._above) | (top + moves["h"] + _TAPS > self._below)).any()
