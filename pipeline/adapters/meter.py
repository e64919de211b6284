"""Measure loudness with FFmpeg's ebur128 filter, through PyAV."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame

from pipeline.model.programme import MeasuredSound
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples


class Ebur128Meter:
    """Measures integrated loudness, range and true peak as EBU R128 asks."""

    def measure(self, blocks: Iterator[Samples]) -> MeasuredSound:
        """Measure stereo float32 blocks of shape (n, 2): LUFS, LU, dBTP."""
        return _measure(blocks)

    def measure_file(self, path: Path) -> MeasuredSound:
        """Measure the decoded sound of a file."""
        return _measure(_decoded(path))


def _decoded(path: Path) -> Iterator[Samples]:
    with av.open(str(path)) as source:
        resampler = av.AudioResampler(format="flt", layout="stereo", rate=SAMPLE_RATE)
        for frame in source.decode(audio=0):
            for piece in resampler.resample(frame):
                yield piece.to_ndarray().astype(np.float32, copy=False).reshape(-1, 2)


def _measure(blocks: Iterator[Samples]) -> MeasuredSound:
    """Measure stereo float32 blocks of shape (n, 2) with FFmpeg's ebur128: LUFS, LU, dBTP."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        format="flt", sample_rate=SAMPLE_RATE, layout="stereo", time_base=Fraction(1, SAMPLE_RATE)
    )
    meter = graph.add("ebur128", "metadata=1:peak=true")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    integrated, spread, peak = -70.0, 0.0, -120.0
    at = 0

    def drain() -> None:
        nonlocal integrated, spread, peak
        while True:
            try:
                frame = graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            facts = frame.metadata
            integrated = float(facts.get("lavfi.r128.I", integrated))
            spread = float(facts.get("lavfi.r128.LRA", spread))
            for name, value in facts.items():
                if name.startswith("lavfi.r128.true_peaks_ch"):
                    linear = float(value)
                    peak = max(peak, 20 * float(np.log10(linear)) if linear > 0 else -120.0)

    for block in blocks:
        if not block.size:
            continue
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block).reshape(1, -1), format="flt", layout="stereo")
        frame.sample_rate = SAMPLE_RATE
        frame.pts = at
        frame.time_base = Fraction(1, SAMPLE_RATE)
        at += block.shape[0]
        graph.push(frame)
        drain()
    graph.push(None)
    drain()
    return MeasuredSound(integrated, spread, peak)
