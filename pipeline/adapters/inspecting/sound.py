"""Listen to a film: its sound decoded once, at 48 kHz, in stereo, measured by the step and for loudness."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.container import InputContainer

from pipeline.adapters.codecs.meter import Ebur128Meter
from pipeline.control.hearing import SoundMeter
from pipeline.control.measured import LoudnessMeasures, SoundSeries
from pipeline.mix.gating import SILENT, STEP_MS, integrated, loudness_range
from pipeline.mix.peaks import TruePeak, decibels
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples

_STEP = SAMPLE_RATE * STEP_MS // 1000
_LEAD = 2 * _STEP
"""Samples after which K-weighting has forgotten what came before."""

_SHORT = 30
"""Steps of 100 ms in a short-term block: 3 s (EBU Tech 3341)."""


@dataclass(frozen=True, slots=True)
class HeardFilm:
    """What was heard of a film: the series by step, the energy of every 100 ms, the true peak in dBTP.

    `lost` are the seconds at which a packet did not decode: silence stands for it.
    """

    series: SoundSeries
    energies: tuple[float, ...]
    true_peak: float
    samples: int
    lost: tuple[float, ...] = ()

    def loudness(self, stories: Mapping[str, tuple[int, int]]) -> LoudnessMeasures:
        """Return the loudness of the whole and of stories, told by their spans in samples."""
        long_enough = len(self.energies) >= _SHORT
        loudest = float(np.convolve(self.energies, np.ones(_SHORT) / _SHORT, "valid").max()) if long_enough else 0.0
        return LoudnessMeasures(
            integrated=integrated(self.energies),
            range=loudness_range(self.energies),
            short_term=float(10 * np.log10(loudest)) - 0.691 if loudest > 0 else SILENT,
            true_peak=self.true_peak,
            stories={
                name: integrated(self.energies[start // _STEP : -(-end // _STEP)])
                for name, (start, end) in stories.items()
            },
        )


def listened(path: Path, track: int = 0) -> HeardFilm:
    """Listen to a sound track of a film, as far as it decodes."""
    steps, peak, meter = SoundMeter(), TruePeak(), Ebur128Meter()
    energies: list[float] = []
    samples = 0
    lost: list[float] = []
    waiting = np.zeros((2, _LEAD), np.float32)
    for block in _blocks(path, track, lost):
        steps.hear(block)
        peak.hear(block)
        samples += block.shape[1]
        waiting = np.concatenate([waiting, block], axis=1)
        whole = (waiting.shape[1] - _LEAD) // _STEP * _STEP
        energies += meter.energies(waiting[:, : _LEAD + whole].T, _LEAD)
        waiting = waiting[:, whole:]
    return HeardFilm(steps.series(), tuple(energies), decibels(peak.highest()), samples, tuple(lost))


def _blocks(path: Path, track: int, lost: list[float]) -> Iterator[Samples]:
    """Yield planar stereo, shape (2, n), ten seconds at a time; of two first tracks of one channel each, both sides."""
    if track == 0 and _apart(path):
        for left, right in zip(_decoded(path, 0, "mono", lost), _decoded(path, 1, "mono", lost), strict=False):
            length = min(left.shape[1], right.shape[1])
            yield np.concatenate([left[:, :length], right[:, :length]])
    else:
        yield from _decoded(path, track, "stereo", lost)


def _apart(path: Path) -> bool:
    """Tell whether both sides have a track of their own, as channels ask for them."""
    with av.open(str(path)) as source:
        first = source.streams.audio[:2]
        return len(first) == 2 and all(track.channels == 1 for track in first)


def _decoded(path: Path, track: int, layout: str, lost: list[float]) -> Iterator[Samples]:
    """Yield a track in blocks of ten seconds, shape (channels, n); `lost` is told when a packet does not decode."""
    with av.open(str(path)) as source:
        resampler = av.AudioResampler(format="fltp", layout=layout, rate=SAMPLE_RATE, frame_size=10 * SAMPLE_RATE)
        for frame in _frames(source, track, lost):
            for piece in resampler.resample(frame):
                yield piece.to_ndarray().astype(np.float32, copy=False)
        for piece in resampler.resample(None):
            yield piece.to_ndarray().astype(np.float32, copy=False)


def _frames(source: InputContainer, track: int, lost: list[float]) -> Iterator[AudioFrame]:
    """Yield the frames of a track; of a packet that does not decode, the frame before, silenced."""
    last: AudioFrame | None = None
    try:
        for packet in source.demux(source.streams.audio[track]):
            try:
                for frame in packet.decode():
                    last = frame
                    yield frame
            except av.error.FFmpegError:
                lost.append(float((packet.pts or 0) * (packet.time_base or 0)))
                if last is not None:
                    yield _silent(last)
    except av.error.FFmpegError:
        return  # cut short: what is missing shows in its length


def _silent(frame: AudioFrame) -> AudioFrame:
    """Return a frame as long as another, in which nothing is heard."""
    silent = AudioFrame.from_ndarray(np.zeros_like(frame.to_ndarray()), frame.format.name, frame.layout.name)
    silent.sample_rate = frame.sample_rate
    return silent
