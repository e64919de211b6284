"""Watch a picture frame by frame, on a grid of samples, and keep one value a frame of whatever rules ask about."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.control.measured import PICTURE_ROWS, OneEach, PictureSeries

Samples8 = npt.NDArray[np.uint8]
"""A plane of samples, 8 bits."""

PEAK = 200.0
"""Candelas a square metre of peak white: the display for which ITU-R BT.1702-3 states its 20 and 160 cd/m²."""

GAMMA = 2.4
"""The display's transfer function, luminance = PEAK × signal ** GAMMA, black at 0 (ITU-R BT.1886)."""

STEP_LUMINANCE, DARKER = 20.0, 160.0
"""cd/m²: a transition is a change of so much whose darker side is under so much (ITU-R BT.1702-3)."""

STEP_RED, SATURATED = 20.0, 0.8
"""Red transition: (R − G − B) × 320 changes by more than 20 and either side has R / (R + G + B) ≥ 0.8 (WCAG 2.1)."""

LIT = 28
"""Luma codes above which a sample is not black: BT.709 black is 16, a little noise allowed."""

LOWEST, HIGHEST = 5, 246
"""Luma codes outside which nothing should be, in 8 bits (EBU R103 v3)."""

VISIBLE = 3
"""Luma codes by which a sample must differ for anybody to see that it changed."""

_REDDISH = 160
"""Cr codes under which no colour is a saturated red: nothing more is worked out then."""

_CODES = (np.arange(256) - 16) / 219
_LUMINANCE = (PEAK * np.clip(_CODES, 0, 1) ** GAMMA).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Grid:
    """The samples of a frame: luma, and both colour differences on the same places, uint8, shape (rows, columns)."""

    luma: Samples8
    blue: Samples8
    red: Samples8

    def rows(self, band: slice) -> "Grid":
        """Return some rows of it."""
        return Grid(self.luma[band], self.blue[band], self.red[band])

    @property
    def coarse(self) -> "Grid":
        """Every second sample of every second row: a quarter of it."""
        return Grid(*(plane[::2, ::2] for plane in (self.luma, self.blue, self.red)))


@dataclass(frozen=True, slots=True)
class WatchedPicture:
    """What was seen of a stretch of film: one value a frame, and the samples of its first and last frames."""

    series: PictureSeries
    first: Grid | None
    last: Grid | None


class PictureMeter:
    """Sees frames one after the other; only the rows of samples that changed are worked out anew."""

    def __init__(self) -> None:
        self._rows: list[tuple[float, ...]] = []
        self._flash = self._red = _Transitions(np.zeros((0, 0), np.float32), STEP_LUMINANCE, DARKER)
        self._sums = np.zeros((3, 0), np.int64)
        self._reddish = False
        self._first: Grid | None = None
        self._last: Grid | None = None

    def see(self, grid: Grid) -> None:
        """See the next frame; the very grid seen before says that nothing changed."""
        before, self._last = self._last, grid
        if before is None:
            self._begin(grid)
            return
        band = None if grid is before else _apart(before, grid)
        if band is None:
            row = self._rows[-1]
            self._rows.append((row[0], row[1], 0.0, 0.0, row[4], 0.0, 0.0, 0.0, 0.0))
            return
        now = grid.rows(band)
        gap = np.abs(now.luma.astype(np.int16) - before.luma[band])
        up, down = self._flash.then(_LUMINANCE[now.luma], band)
        self._reddish = self._reddish or bool((now.red >= _REDDISH).any())
        red_up, red_down = self._red.then(_redness(now), band) if self._reddish else (0.0, 0.0)
        self._sums[:, band] = _summed(now)
        mean, lit, outside = self._sums.sum(axis=1) / grid.luma.size
        change, changed = gap.sum() / grid.luma.size, np.count_nonzero(gap > VISIBLE) / grid.luma.size
        self._rows.append((mean, lit, change, changed, outside, up, down, red_up, red_down))

    def _begin(self, grid: Grid) -> None:
        self._first = grid
        self._reddish = bool((grid.red >= _REDDISH).any())
        self._flash = _Transitions(_LUMINANCE[grid.luma], STEP_LUMINANCE, DARKER)
        self._red = _Transitions(_redness(grid), STEP_RED, np.inf)
        self._sums = _summed(grid)
        mean, lit, outside = self._sums.sum(axis=1) / grid.luma.size
        self._rows.append((mean, lit, 0.0, 0.0, outside, 0.0, 0.0, 0.0, 0.0))

    def watched(self) -> WatchedPicture:
        """Return what was seen so far."""
        rows = np.array(self._rows, np.float32).reshape(-1, len(PICTURE_ROWS)).T
        return WatchedPicture(series_of(rows), self._first, self._last)


def series_of(rows: npt.NDArray[np.float32]) -> PictureSeries:
    """Return rows in the order of `PICTURE_ROWS`, shape (9, frames), as a series."""
    return PictureSeries(**dict(zip(PICTURE_ROWS, rows, strict=True)))


def rows_of(series: PictureSeries) -> npt.NDArray[np.float32]:
    """Return a series as rows, shape (9, frames)."""
    return np.stack([getattr(series, name) for name in PICTURE_ROWS])


def spliced(parts: Sequence[WatchedPicture]) -> PictureSeries:
    """Return stretches that follow one another as one film; what changes between two is seen on their samples."""
    rows = [rows_of(part.series) for part in parts]
    for before, after, values in zip(parts, parts[1:], rows[1:], strict=False):
        if before.last is not None and after.first is not None and values.shape[1]:
            meter = PictureMeter()
            meter.see(before.last)
            meter.see(after.first)
            seen = rows_of(meter.watched().series)[:, 1]
            values[2:4, 0], values[5:, 0] = seen[2:4], seen[5:]
    return series_of(np.concatenate(rows, axis=1))


def _apart(before: Grid, grid: Grid) -> slice | None:
    """Return the rows of samples between the first and the last that changed, None when none did."""
    rows = (before.luma != grid.luma).any(axis=1) | (before.red != grid.red).any(axis=1)
    found = np.flatnonzero(rows)
    return slice(int(found[0]), int(found[-1]) + 1) if found.size else None


def _summed(grid: Grid) -> npt.NDArray[np.int64]:
    """Return, for each row of samples: the sum of luma, how many are lit, how many are out of levels; shape (3, n)."""
    luma = grid.luma
    return np.stack(
        (
            luma.sum(axis=1, dtype=np.int64),
            np.count_nonzero(luma > LIT, axis=1),
            np.count_nonzero((luma < LOWEST) | (luma > HIGHEST), axis=1),
        )
    )


class _Transitions:
    """Finds, sample by sample, the changes that make a flash: each opposite to the one before it."""

    def __init__(self, first: OneEach, step: float, darker: float) -> None:
        self._low, self._high = first.copy(), first.copy()
        self._way = np.zeros(first.shape, np.int8)
        self._step, self._darker = np.float32(step), np.float32(darker)

    def then(self, now: OneEach, band: slice) -> tuple[float, float]:
        """Return the parts of the picture that went up, and down, with this frame, of which some rows changed."""
        low, high, way = self._low[band], self._high[band], self._way[band]
        np.minimum(low, now, out=low)
        np.maximum(high, now, out=high)
        up = (now - low >= self._step) & (low < self._darker) & (way <= 0)
        down = (high - now >= self._step) & (now < self._darker) & (way >= 0) & ~up
        risen, fallen = int(np.count_nonzero(up)), int(np.count_nonzero(down))
        if risen:
            way[up] = 1
            high[up] = now[up]
        if fallen:
            way[down] = -1
            low[down] = now[down]
        return risen / self._way.size, fallen / self._way.size


def _redness(grid: Grid) -> OneEach:
    """Return (R − G − B) × 320 in linear light where red is saturated, 0 elsewhere."""
    redness = np.zeros(grid.luma.shape, np.float32)
    some = grid.red >= _REDDISH
    if not some.any():
        return redness
    luma = (grid.luma[some].astype(np.float32) - 16) / 219
    blue, red = ((plane[some].astype(np.float32) - 128) / 224 for plane in (grid.blue, grid.red))
    # BT.709: R' = Y' + 1.5748 Cr, B' = Y' + 1.8556 Cb, G' = Y' − 0.4681 Cr − 0.1873 Cb
    shown = np.stack((luma + 1.5748 * red, luma - 0.4681 * red - 0.1873 * blue, luma + 1.8556 * blue))
    linear = np.clip(shown, 0, 1) ** 2.2
    saturated = linear[0] >= SATURATED * np.maximum(linear.sum(axis=0), 1e-6)
    redness[some] = np.where(saturated, np.maximum(0, (linear[0] - linear[1] - linear[2]) * 320), 0)
    return redness
