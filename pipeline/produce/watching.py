"""What is seen and heard of each encoded piece of a film, kept beside it: a control then looks at what is new alone."""

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.control.hearing import STEP, SoundMeter, sound_rows, sound_series
from pipeline.control.measured import PictureSeries, SoundSeries
from pipeline.control.seeing import Grid, WatchedPicture, rows_of, series_of, spliced
from pipeline.model.keys import key_of
from pipeline.ports import Samples, Store

KIND = "controle"
_VERSION = 1
"""Raised when what is measured of a piece changes: older measures are then made again."""

_LEVEL = 3
"""zlib's: what is kept is small, and read back more often than written."""


Watcher = Callable[[Path], WatchedPicture]
"""Watches a film by decoding it."""


@dataclass(frozen=True, slots=True)
class Senses:
    """What was seen and heard of a whole film."""

    picture: PictureSeries
    sound: SoundSeries


def watched_key(chunk: str) -> str:
    """Return the key of what was seen of a chunk."""
    return key_of("vu", chunk, _VERSION)


def heard_key(segment: str) -> str:
    """Return the key of what was heard of a segment."""
    return key_of("entendu", segment, _VERSION)


def watch_chunk(key: str, path: Path, store: Store, watcher: Watcher) -> WatchedPicture:
    """Watch a chunk that was just encoded, keep what was seen, and return it as it is read back."""
    told = _packed(*_arrays(watcher(path)))
    store.keep(KIND, watched_key(key), told)
    return _watched(told)


def hear_segment(key: str, sound: Samples, lead: int, length: int, store: Store) -> SoundSeries:
    """Listen to the own part of a decoded segment, shape (n, 2), and keep what was heard."""
    meter = SoundMeter()
    before = sound[max(0, lead - STEP) : lead].T
    meter.hear(np.pad(before, ((0, 0), (STEP - before.shape[1], 0))), told=False)
    meter.hear(sound[lead : lead + length].T)
    heard = meter.series()
    store.keep(KIND, heard_key(key), _packed(sound_rows(heard)))
    return heard


def seen_of(chunks: Sequence[tuple[str, Path]], store: Store, watcher: Watcher) -> PictureSeries:
    """Return what is seen of a film, chunk after chunk (key and file); what nobody kept is watched now."""
    store.gather(KIND, {watched_key(key) for key, _ in chunks})
    known: dict[str, WatchedPicture] = {}
    for key, path in chunks:
        if key not in known:
            kept = store.read(KIND, watched_key(key), _watched)
            known[key] = kept or watch_chunk(key, path, store, watcher)
    return spliced([known[key] for key, _ in chunks])


def heard_of(keys: Iterable[str], store: Store) -> dict[str, SoundSeries]:
    """Return what is known of segments, by their key."""
    wanted = set(keys)
    store.gather(KIND, {heard_key(key) for key in wanted})
    found = {key: store.read(KIND, heard_key(key), _heard) for key in wanted}
    return {key: series for key, series in found.items() if series is not None}


def _arrays(seen: WatchedPicture) -> tuple[npt.NDArray[np.generic], ...]:
    grids = (grid.coarse for grid in (seen.first, seen.last) if grid is not None)
    return (rows_of(seen.series), *(np.stack((grid.luma, grid.blue, grid.red)) for grid in grids))


def _packed(*arrays: npt.NDArray[np.generic]) -> bytes:
    buffer = BytesIO()
    for array in arrays:
        np.lib.format.write_array(buffer, array, allow_pickle=False)
    return zlib.compress(buffer.getvalue(), _LEVEL)


def _unpacked(content: bytes, count: int) -> list[npt.NDArray[np.generic]]:
    try:
        buffer = BytesIO(zlib.decompress(content))
    except zlib.error as error:
        raise ValueError(str(error)) from error
    return [np.lib.format.read_array(buffer, allow_pickle=False) for _ in range(count)]


def _watched(content: bytes) -> WatchedPicture:
    rows, first, last = _unpacked(content, 3)
    grids = (Grid(*(plane.astype(np.uint8) for plane in planes)) for planes in (first, last))
    return WatchedPicture(series_of(rows.astype(np.float32)), *grids)


def _heard(content: bytes) -> SoundSeries:
    (rows,) = _unpacked(content, 1)
    return sound_series(rows.astype(np.float32))
