"""Pictures of which only a band of rows changes: kept as the first one and what comes after in the band.

Much of a newscast moves in one place: a line of text arrives, a ticker passes, the rings around a voice breathe. The
encoder is given that band alone, and its slices are put back into whole pictures (`adapters.bitstream`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import av
import numpy as np
from av.packet import Packet

from pipeline.model.picture import Format
from pipeline.ports import Held, Pixels

ROW = 16
"""Luma rows of a row of macroblocks."""

_AROUND = 1
"""Rows of macroblocks at rest kept on each side of what changes: motion seldom reaches beyond them."""

_MOST_ROWS = 0.5
"""Share of the rows above which a band is not worth having: some prove useless once encoded."""

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

    def around(self, other: "Rows | None") -> "Rows":
        """Return the rows that hold both."""
        return self if other is None else Rows(min(self.top, other.top), max(self.bottom, other.bottom))


def rows_in(fmt: Format) -> int:
    """Return how many rows of macroblocks a picture has; the last may stand out below it."""
    return -(-fmt.height // ROW)


def cut(samples: Pixels, fmt: Format, rows: Rows) -> Pixels:
    """Return some rows of a picture, as a picture of their own (a copy)."""
    pieces = [plane[where].ravel() for plane, where in _planes(samples, fmt, rows)]
    return np.concatenate(pieces).reshape(rows.part(fmt).samples_shape)


def _paste(part: Pixels, samples: Pixels, fmt: Format, rows: Rows) -> None:
    whole = Rows(0, rows.bottom - rows.top)
    there = _planes(samples, fmt, rows)
    here = _planes(part, rows.part(fmt), whole)
    for (target, at), (source, of) in zip(there, here, strict=True):
        target[at] = source[of]


def _planes(samples: Pixels, fmt: Format, rows: Rows) -> list[tuple[Pixels, slice]]:
    """Return the three planes of a picture, each with the slice of it that these rows are."""
    luma = samples[: fmt.height]
    chroma = samples[fmt.height :].reshape(2, fmt.height // fmt.sampling.rows, fmt.width // 2)
    step = ROW // fmt.sampling.rows
    fine, coarse = slice(rows.top * ROW, rows.bottom * ROW), slice(rows.top * step, rows.bottom * step)
    return [(luma, fine), (chroma[0], coarse), (chroma[1], coarse)]


def changed(one: Pixels, other: Pixels, fmt: Format) -> Rows | None:
    """Return the rows outside which two pictures are the same; None when they are the same everywhere."""
    count = rows_in(fmt)

    def differ(row: int) -> bool:
        here = _planes(one, fmt, Rows(row, row + 1))
        there = _planes(other, fmt, Rows(row, row + 1))
        return any(a[at].tobytes() != b[at].tobytes() for (a, at), (b, _) in zip(here, there, strict=True))

    top = next((row for row in range(count) if differ(row)), None)
    if top is None:
        return None
    return Rows(top, next(row for row in range(count, top, -1) if differ(row - 1)))


@dataclass(frozen=True, slots=True)
class _Step:
    """What one picture has that the one before had not, and for how many frames it stays."""

    rows: Rows | None
    part: Pixels | None
    frames: int


class Group:
    """The pictures from one key frame to the next."""

    def __init__(self, held: Held, fmt: Format) -> None:
        self._fmt = fmt
        self._first = held.picture.copy()
        self._last = held.picture.copy()
        self._steps = [_Step(None, None, held.frames)]
        self._bytes = 0
        self._changed: Rows | None = None

    def add(self, held: Held) -> None:
        """Add the picture that follows."""
        rows = changed(held.picture, self._last, self._fmt)
        part = None
        if rows is not None:
            part = cut(held.picture, self._fmt, rows)
            _paste(part, self._last, self._fmt, rows)
            self._bytes += part.nbytes
            self._changed = rows.around(self._changed)
        self._steps.append(_Step(rows, part, held.frames))

    def __len__(self) -> int:
        """Return how many distinct pictures there are."""
        return len(self._steps)

    @property
    def frames(self) -> tuple[int, ...]:
        """For how many frames each picture stays."""
        return tuple(step.frames for step in self._steps)

    @property
    def band(self) -> Rows:
        """The rows that change, with a little around them."""
        rows = self._changed or Rows(0, 1)
        return Rows(max(0, rows.top - _AROUND), min(rows_in(self._fmt), rows.bottom + _AROUND))

    @property
    def wide(self) -> bool:
        """Whether so much changes that the pictures are better encoded whole."""
        return self._bytes > _MOST_BYTES or self.band.bottom - self.band.top > _MOST_ROWS * rows_in(self._fmt)

    def pictures(self) -> Iterator[Held]:
        """Give the pictures again, whole; each is valid until the next is asked for."""
        now = self._first.copy()
        for step in self._steps:
            if step.rows is not None and step.part is not None:
                _paste(step.part, now, self._fmt, step.rows)
            yield Held(now, step.frames)

    def parts(self, rows: Rows) -> Iterator[Held]:
        """Give some rows of every picture."""
        for held in self.pictures():
            yield Held(cut(held.picture, self._fmt, rows), held.frames)


class Witness:
    """Says of a band encoded alone whether anything in it refers to what is above or below.

    A band encoded alone has its edge rows repeated outside it; in the whole picture something else stands there. So
    the band is decoded as it comes and its motion vectors are read: one that reaches out condemns the band. The
    picture's own edges are edges for both.
    """

    def __init__(self, fmt: Format, rows: Rows) -> None:
        self._decoder = av.CodecContext.create("h264", "r")
        self._decoder.options = {"flags2": "+export_mvs"}
        self._decoder.thread_count = 1
        self._above = -np.inf if rows.top == 0 else 0
        self._below = np.inf if rows.bottom >= rows_in(fmt) else rows.part(fmt).height

    def accepts(self, packet: "Packet[av.VideoStream] | None") -> bool:
        """Look at the next packet, None after the last; False as soon as one picture refers outside."""
        return all(self._inside(frame) for frame in self._decoder.decode(packet))

    def _inside(self, frame: av.VideoFrame) -> bool:
        vectors = frame.side_data.get("MOTION_VECTORS")
        if vectors is None:
            return True
        moves = vectors.to_ndarray()
        moves = moves[moves["motion_y"] != 0]
        top = moves["dst_y"] - moves["h"] // 2 + moves["motion_y"] / moves["motion_scale"]
        return not ((top - _TAPS < self._above) | (top + moves["h"] + _TAPS > self._below)).any()
