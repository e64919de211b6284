"""Measure loudness with FFmpeg's ebur128 filter, through PyAV, and true peak where it can be."""

import math
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame

from pipeline.mix.peaks import TruePeak
from pipeline.model.programme import MeasuredSound
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples

_NOTHING, _NO_PEAK = -70.0, -120.0
"""What is said of silence: the absolute gate of BS.1770 in LUFS, and dBTP under any 16-bit sample."""


class Ebur128Meter:
    """Measures integrated loudness, range and true peak as EBU R128 asks."""

    def measure(self, blocks: Iterator[Samples]) -> MeasuredSound:
        """Measure stereo float32 blocks of shape (n, 2): LUFS, LU, dBTP."""
        return _measure(blocks)

    def measure_file(self, path: Path) -> MeasuredSound:
        """Measure the decoded sound of a file."""
        return _measure(_decoded(path))


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
        float(facts.get("lavfi.r128.I", _NOTHING)), float(facts.get("lavfi.r128.LRA", 0.0)), _decibels(peak.highest())
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


def _decibels(linear: float) -> float:
    return 20 * math.log10(linear) if linear > 0 else _NO_PEAK
