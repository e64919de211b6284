"""Measure loudness with FFmpeg's filters, through PyAV, and true peak where it can be."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame

from pipeline.mix.gating import SILENT, STEP_MS
from pipeline.mix.peaks import TruePeak, decibels
from pipeline.model.programme import MeasuredSound
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples

_WEIGHTING = (
    "b0=1.53512485958697:b1=-2.69169618940638:b2=1.19839281085285:a1=-1.69065929318241:a2=0.73248077421585",
    "b0=1:b1=-2:b2=1:a1=-1.99004745483398:a2=0.99007225036621",
)
"""The two filters of K-weighting at 48 kHz (ITU-R BS.1770-5, tables 1 and 2)."""


class Ebur128Meter:
    """Measures integrated loudness, range and true peak as EBU R128 asks: in steps that add up, or all at once."""

    def energies(self, sound: Samples, lead: int, ms: int = STEP_MS) -> tuple[float, ...]:
        """Return the K-weighted energy of every whole `ms` of stereo sound, shape (n, 2), after `lead` samples.

        The filters forget what is 0.1 s old: after that much lead, steps heard apart are those heard together.
        """
        step = SAMPLE_RATE * ms // 1000
        if len(sound) - lead < step:
            return ()
        weighted = _weighted(sound)[:, lead:]
        steps = weighted.shape[1] // step
        each = weighted[:, : steps * step].reshape(2, steps, step)
        return tuple(float(energy) for energy in np.square(each).mean(axis=2).sum(axis=0))

    def decoded(self, path: Path) -> Samples:
        """Return the decoded sound of a file, shape (n, 2)."""
        return np.concatenate(list(_decoded(path)))

    def measure(self, blocks: Iterator[Samples]) -> MeasuredSound:
        """Measure stereo float32 blocks of shape (n, 2): LUFS, LU, dBTP."""
        return _measure(blocks)

    def measure_file(self, path: Path) -> MeasuredSound:
        """Measure the decoded sound of a file."""
        return _measure(_decoded(path))


def _weighted(sound: Samples) -> npt.NDArray[np.float64]:
    """Return stereo sound through the filters of K-weighting, planar, shape (2, n)."""
    graph = av.filter.Graph()
    last = graph.add_abuffer(
        format="dblp", sample_rate=SAMPLE_RATE, layout="stereo", time_base=Fraction(1, SAMPLE_RATE)
    )
    for taps in _WEIGHTING:
        stage = graph.add("biquad", taps)
        last.link_to(stage)
        last = stage
    sink = graph.add("abuffersink")
    last.link_to(sink)
    graph.configure()
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(sound.T, np.float64), format="dblp", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, 0, Fraction(1, SAMPLE_RATE)
    graph.push(frame)
    graph.push(None)
    pieces: list[npt.NDArray[np.float64]] = []
    while True:
        try:
            pieces.append(graph.pull().to_ndarray().astype(np.float64, copy=False))
        except (av.error.BlockingIOError, av.error.EOFError):
            return np.concatenate(pieces, axis=1)


def _decoded(path: Path) -> Iterator[Samples]:
    """Yield a file's sound, a second at a time: a decoder's own frames are too short to handle one by one."""
    with av.open(str(path)) as source:
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=SAMPLE_RATE, frame_size=SAMPLE_RATE)
        for frame in source.decode(audio=0):
            for piece in resampler.resample(frame):
                yield piece.to_ndarray().astype(np.float32, copy=False).T
        for piece in resampler.resample(None):
            yield piece.to_ndarray().astype(np.float32, copy=False).T


def _measure(blocks: Iterator[Samples]) -> MeasuredSound:
    """Measure stereo float32 blocks of shape (n, 2): LUFS and LU with FFmpeg's ebur128, dBTP here.

    The filter would oversample the whole programme for its peaks, which takes it four times as long as the rest.
    """
    graph, peak = _graph(), TruePeak()
    facts: dict[str, str] = {}
    at = 0
    for block in blocks:
        if not block.size:
            continue
        peak.hear(block.T)
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block).reshape(1, -1), format="flt", layout="stereo")
        frame.sample_rate = SAMPLE_RATE
        frame.pts = at
        frame.time_base = Fraction(1, SAMPLE_RATE)
        at += block.shape[0]
        graph.push(frame)
        facts |= _facts(graph)
    graph.push(None)
    facts |= _facts(graph)
    return MeasuredSound(
        float(facts.get("lavfi.r128.I", SILENT)), float(facts.get("lavfi.r128.LRA", 0.0)), decibels(peak.highest())
    )


def _graph() -> av.filter.Graph:
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        format="flt", sample_rate=SAMPLE_RATE, layout="stereo", time_base=Fraction(1, SAMPLE_RATE)
    )
    meter = graph.add("ebur128", "metadata=1")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    return graph


def _facts(graph: av.filter.Graph) -> dict[str, str]:
    """Return what the frames that are ready tell: each what was measured up to its end, a last short one nothing."""
    facts: dict[str, str] = {}
    while True:
        try:
            facts |= graph.pull().metadata
        except (av.error.BlockingIOError, av.error.EOFError):
            return facts
