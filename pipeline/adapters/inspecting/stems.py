"""Listen to the stems beside a film, where they were delivered with it: the voice alone, and all that lies under it."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import av
import numpy as np

from pipeline.adapters.codecs.meter import Ebur128Meter
from pipeline.control.measured import LineOverBed
from pipeline.mix.gating import SILENT, STEP_MS, integrated
from pipeline.mix.stems import FILES, VOICE
from pipeline.model.film_plan import FilmPlan
from pipeline.model.time import SAMPLE_RATE, sample_at
from pipeline.ports import Samples

_STEP = SAMPLE_RATE * STEP_MS // 1000
_LEAD = 2 * _STEP
"""Samples after which K-weighting has forgotten what came before."""

_SHORTEST = 15
"""Steps of 100 ms of a line that says something of its level: 1.5 s."""

_BLOCK = 10 * SAMPLE_RATE


def lines_over_bed(film: Path, plan: FilmPlan) -> tuple[LineOverBed, ...] | None:
    """Return how the stems in a folder beside a film hold each line over its bed, a line without any bed left out.

    None when the stems are not all there, or do not read.
    """
    voice = next(iter(sorted(film.parent.glob(f"*/{FILES[VOICE]}"))), None)
    if voice is None:
        return None
    beds = [voice.with_name(name) for stem, name in FILES.items() if stem != VOICE]
    with suppress(av.error.FFmpegError, OSError):
        return tuple(_lines(plan, _energies([voice]), _energies(beds)))
    return None


def _lines(plan: FilmPlan, voice: Sequence[float], bed: Sequence[float]) -> Iterator[LineOverBed]:
    for line in plan.voices:
        start, end = (sample_at(at) // _STEP for at in (line.span.start, line.span.end))
        under = integrated(bed[start:end])
        if end - start >= _SHORTEST and under > SILENT:
            yield LineOverBed(integrated(voice[start:end]) - under, line.span)


def _energies(files: list[Path]) -> tuple[float, ...]:
    """Return the K-weighted energy of every 100 ms of the sum of files."""
    meter = Ebur128Meter()
    energies: list[float] = []
    waiting = np.zeros((2, _LEAD), np.float32)
    for blocks in zip(*(_blocks(path) for path in files), strict=False):
        length = min(block.shape[1] for block in blocks)
        summed: Samples = np.sum([block[:, :length] for block in blocks], axis=0, dtype=np.float32)
        waiting = np.concatenate([waiting, summed], axis=1)
        whole = (waiting.shape[1] - _LEAD) // _STEP * _STEP
        energies += meter.energies(waiting[:, : _LEAD + whole].T, _LEAD)
        waiting = waiting[:, whole:]
    return tuple(energies)


def _blocks(path: Path) -> Iterator[Samples]:
    """Yield planar stereo of 48 kHz, shape (2, n), ten seconds at a time."""
    with av.open(str(path)) as source:
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=SAMPLE_RATE, frame_size=_BLOCK)
        for frame in source.decode(source.streams.audio[0]):
            for piece in resampler.resample(frame):
                yield piece.to_ndarray().astype(np.float32, copy=False)
        for piece in resampler.resample(None):
            yield piece.to_ndarray().astype(np.float32, copy=False)
