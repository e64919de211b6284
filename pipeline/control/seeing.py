"""Watch a picture frame by frame, on a grid of samples, and keep one value a frame of whatever rules ask about."""

from dataclasses import dataclass, fields

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


class PictureMeter:
    """Sees frames one after the other; `first` and `last` are what it saw at both ends."""

    def __init__(self) -> None:
        self._rows: list[tuple[float, ...]] = []
        self._flash: _Transitions | None = None
        self._red: _Transitions | None = None
        self.first: Grid | None = None
        self.last: Grid | None = None

    def see(self, grid: Grid) -> None:
        """See the next frame."""
        before = self.last
        if before is None or self._flash is None or self._red is None:
            self.first = grid
            self._flash = _Transitions(_LUMINANCE[grid.luma], STEP_LUMINANCE, DARKER)
            self._red = _Transitions(_redness(grid), STEP_RED, np.inf)
            self._rows.append((*_still(grid), 0.0, 0.0, 0.0, 0.0, _outside(grid), 0.0, 0.0))
        elif np.array_equal(before.luma, grid.luma) and np.array_equal(before.red, grid.red):
            row = self._rows[-1]
            self._rows.append((row[0], row[1], 0.0, 0.0, 0.0, 0.0, row[6], 0.0, 0.0))
        else:
            apart = np.abs(grid.luma.astype(np.int16) - before.luma)
            up, down = self._flash.then(_LUMINANCE[grid.luma])
            red_up, red_down = self._red.then(_redness(grid))
            mean, lit = _still(grid)
            change, changed = float(apart.mean()), float((apart > VISIBLE).mean())
            self._rows.append((mean, lit, change, changed, up, down, _outside(grid), red_up, red_down))
        self.last = grid

    def series(self) -> PictureSeries:
        """Return what was seen so far."""
        rows = np.array(self._rows, np.float32).reshape(-1, len(PICTURE_ROWS)).T
        mean, lit, change, changed, up, down, outside, red_up, red_down = rows
        return PictureSeries(
            mean=mean,
            lit=lit,
            change=change,
            changed=changed,
            outside=outside,
            up=up,
            down=down,
            red_up=red_up,
            red_down=red_down,
        )


def joined(parts: list[PictureSeries]) -> PictureSeries:
    """Return stretches of a film as one."""
    names = [field.name for field in fields(PictureSeries)]
    return PictureSeries(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def seam(before: Grid, after: Grid) -> PictureSeries:
    """Return the row of a frame `after`, seen right after another."""
    meter = PictureMeter()
    meter.see(before)
    meter.see(after)
    seen = meter.series()
    return PictureSeries(**{field.name: getattr(seen, field.name)[1:] for field in fields(PictureSeries)})


class _Transitions:
    """Finds, sample by sample, the changes that make a flash: each opposite to the one before it."""

    def __init__(self, first: OneEach, step: float, darker: float) -> None:
        self._low, self._high = first.copy(), first.copy()
        self._way = np.zeros(first.shape, np.int8)
        self._step, self._darker = np.float32(step), np.float32(darker)

    def then(self, now: OneEach) -> tuple[float, float]:
        """Return the parts of the picture that went up, and down, with this frame."""
        np.minimum(self._low, now, out=self._low)
        np.maximum(self._high, now, out=self._high)
        up = (now - self._low >= self._step) & (self._low < self._darker) & (self._way <= 0)
        down = (self._high - now >= self._step) & (now < self._darker) & (self._way >= 0) & ~up
        risen, fallen = int(np.count_nonzero(up)), int(np.count_nonzero(down))
        if risen:
            self._way[up] = 1
            self._high[up] = now[up]
        if fallen:
            self._way[down] = -1
            self._low[down] = now[down]
        return risen / now.size, fallen / now.size


def _still(grid: Grid) -> tuple[float, float]:
    return float(grid.luma.mean()), float((grid.luma > LIT).mean())


def _outside(grid: Grid) -> float:
    return float(((grid.luma < LOWEST) | (grid.luma > HIGHEST)).mean())


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
