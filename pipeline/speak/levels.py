"""Every voice at one loudness, whoever speaks: what a take measures, and the gain that brings it there."""

import numpy as np

from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples

VOICE_LOUDNESS = -20.0
"""LUFS of every take once it is on both channels, as the mix lays it; the programme's own loudness is set later.

House choice: where the embedded voice has always been, so that music keeps its distance from speech.
"""

SENTENCE_LOUDNESS = VOICE_LOUDNESS + 0.25
"""LUFS of one sentence of a synthetic voice, whatever stands beside it.

Breaths between sentences take 0.26 dB off a whole line (mean of the 22 lines of several sentences of
scripts/bordeaux.yaml; 0.03 to 0.73): so lines are as loud as recordings, and no sentence depends on its neighbours.
"""

_OFFSET = -0.691
_ABSOLUTE, _RELATIVE = -70.0, -10.0
_BLOCK, _STEP = SAMPLE_RATE * 4 // 10, SAMPLE_RATE // 10
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""The K weighting at 48 kHz, its gates, blocks of 400 ms every 100 ms: Recommendation ITU-R BS.1770-4, annex 1."""

_MOST_GAIN = 30.0
"""Decibels a quiet voice is raised at most: beyond that one hears the room."""

_MOST_LOST = 3.0
"""Decibels given back at most for what bending the peaks took away."""

_CEILING = 10 ** (-3 / 20)
_KNEE = _CEILING * 0.8
_SILENT = -70.0


def loudness(sound: Samples) -> float:
    """Return the integrated loudness in LUFS of mono sound heard on both channels; −70 for silence.

    A sound shorter than a block of 400 ms is one block.
    """
    if not sound.size:
        return _SILENT
    weighted = _weighted(sound)
    starts = np.arange(0, max(1, sound.size - _BLOCK + 1), _STEP)
    summed = np.concatenate([[0.0], np.cumsum(weighted * weighted)])
    ends = np.minimum(starts + _BLOCK, sound.size)
    powers = 2 * (summed[ends] - summed[starts]) / (ends - starts)
    heard = powers[powers > 10 ** ((_ABSOLUTE - _OFFSET) / 10)]
    if not heard.size:
        return _SILENT
    kept = heard[heard > heard.mean() * 10 ** (_RELATIVE / 10)]
    return float(_OFFSET + 10 * np.log10(kept.mean()))


def levelled(sound: Samples, target: float = VOICE_LOUDNESS) -> Samples:
    """Bring speech to a loudness in LUFS, peaks softly held under −3 dBFS; silence stays silence."""
    measured = loudness(sound)
    if measured <= _SILENT:
        return held(sound.astype(np.float32))
    gain = min(target - measured, _MOST_GAIN)
    raised = (sound * np.float32(10 ** (gain / 20))).astype(np.float32)
    bent = held(raised)
    if bent is raised or gain >= _MOST_GAIN:
        return bent
    lost = min(target - loudness(bent), _MOST_LOST)
    return held(raised * np.float32(10 ** (max(lost, 0) / 20)))


def held(sound: Samples) -> Samples:
    """Return the same sound, no sample above −3 dBFS: bent from a knee on, never cut."""
    over = np.abs(sound) > _KNEE
    if not over.any():
        return sound
    bent = sound.astype(np.float32)
    beyond = (np.abs(bent[over]) - _KNEE) / (_CEILING - _KNEE)
    bent[over] = np.sign(bent[over]) * (_KNEE + (_CEILING - _KNEE) * np.tanh(beyond))
    return bent


def _weighted(sound: Samples) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return K-weighted sound: the two filters applied at once, by their response at each frequency."""
    size = 1 << (sound.size + SAMPLE_RATE // 10).bit_length()
    unit = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones(unit.size, np.complex128)
    for above, below in (_SHELF, _HIGH):
        response *= (above[0] + above[1] * unit + above[2] * unit**2) / (
            below[0] + below[1] * unit + below[2] * unit**2
        )
    whole: np.ndarray[tuple[int], np.dtype[np.float64]] = np.fft.irfft(np.fft.rfft(sound, size) * response, size)
    return whole[: sound.size]
