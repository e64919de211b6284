"""The meter reads what FFmpeg's own measure of everything reads, in a quarter of its time."""

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame

from pipeline.adapters.codecs.aac import AacEncoder
from pipeline.adapters.codecs.meter import Ebur128Meter
from pipeline.mix.gating import integrated, loudness_range
from pipeline.mix.loudness import limited
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples


def _sound(seed: int, seconds: float, loud: float = 0.3) -> Samples:
    """Return stereo noise that comes and goes as syllables do, of the spectrum of a voice."""
    random = np.random.default_rng(seed)
    count = int(seconds * SAMPLE_RATE)
    noise = np.cumsum(random.normal(0, 1, (count, 2)), axis=0)
    noise -= np.repeat(noise[::480], 480, axis=0)[:count]
    sound = noise / np.abs(noise).max() * 4 * loud * np.abs(np.sin(np.arange(count) / 9000))[:, None] ** 2
    result: Samples = sound.astype(np.float32)
    return result


def _by_ffmpeg(sound: Samples) -> tuple[float, float, float]:
    """Measure with ebur128 alone, true peak included."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        format="flt", sample_rate=SAMPLE_RATE, layout="stereo", time_base=Fraction(1, SAMPLE_RATE)
    )
    meter, sink = graph.add("ebur128", "metadata=1:peak=true"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(sound).reshape(1, -1), format="flt", layout="stereo")
    frame.sample_rate = SAMPLE_RATE
    graph.push(frame)
    graph.push(None)
    facts: dict[str, str] = {}
    highest = 0.0
    while True:
        try:
            facts |= graph.pull().metadata
        except (av.error.BlockingIOError, av.error.EOFError):
            break
        highest = max(highest, float(facts["lavfi.r128.true_peak"]))
    return float(facts["lavfi.r128.I"]), float(facts["lavfi.r128.LRA"]), 20 * float(np.log10(highest))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("ceiling", [10.0, 0.5])
def test_agrees_with_ffmpeg(seed: int, ceiling: float) -> None:
    sound = np.concatenate(list(limited(iter([_sound(seed, 6)]), ceiling)))
    heard = Ebur128Meter().measure(iter([sound]))
    integrated, spread, peak = _by_ffmpeg(sound)
    assert heard.integrated == pytest.approx(integrated, abs=0.01)
    assert heard.loudness_range == pytest.approx(spread, abs=0.01)
    assert heard.true_peak == pytest.approx(peak, abs=0.1)


def test_the_size_of_a_block_changes_nothing() -> None:
    sound = _sound(1, 5.03)
    edges = [0, 1, 700, 48_000, 48_024, 200_001, len(sound)]
    pieces = [sound[one:two] for one, two in pairwise(edges)]
    assert Ebur128Meter().measure(iter(pieces)) == Ebur128Meter().measure(iter([sound]))


@pytest.mark.parametrize("seconds", [0.0, 0.01, 3.0])
def test_silence_is_measured_as_silence(seconds: float) -> None:
    heard = Ebur128Meter().measure(iter([np.zeros((int(seconds * SAMPLE_RATE), 2), np.float32)]))
    assert (heard.integrated, heard.true_peak) == (-70.0, -120.0)


def test_a_file_is_measured_to_its_last_sample(tmp_path: Path) -> None:
    sound = _sound(2, 4.37, 0.1)
    sound[-3000:] *= 4
    AacEncoder().encode(tmp_path / "son.m4a", iter([sound]), 192)
    wanted, heard = Ebur128Meter().measure(iter([sound])), Ebur128Meter().measure_file(tmp_path / "son.m4a")
    assert heard.integrated == pytest.approx(wanted.integrated, abs=0.2)
    assert heard.true_peak == pytest.approx(wanted.true_peak, abs=0.7)


@pytest.mark.parametrize("seed", range(3))
def test_steps_heard_apart_add_up_to_what_ffmpeg_measures(seed: int) -> None:
    sound = _sound(seed, 20.05)
    meter, edge, lead = Ebur128Meter(), 8 * SAMPLE_RATE, 18_432
    together = meter.energies(sound, 0)
    apart = meter.energies(sound[:edge], 0) + meter.energies(sound[edge - lead :], lead)
    assert len(together) == len(apart) == 200
    assert np.allclose(together, apart, rtol=1e-6)
    wanted, spread, _ = _by_ffmpeg(sound)
    assert integrated(together) == pytest.approx(wanted, abs=0.02)
    assert loudness_range(together) == pytest.approx(spread, abs=0.1)


def test_less_than_a_step_has_no_energy() -> None:
    assert Ebur128Meter().energies(_sound(1, 0.09), 0) == ()
