"""Where somebody seems to speak, told from the energy of the voice band alone: for films whose plan nobody knows."""

import numpy as np

from pipeline.control.measured import SoundSeries
from pipeline.control.spans import Flags

_SECOND, _EVERY = 100, 10
"""Steps of 10 ms in a window, and from one window to the next."""

SPREAD = 12.0
"""dB between the loud and the quiet tenth of a second of speech at the least: syllables come and go, music stays.

Measured on 541 seconds of three newscasts, voices of synthesis over music: of the windows of speech 95 in 100 spread
over 16 dB or more, half of those of music less than 5, three in four less than 7.5.
"""

_HEARD = -45.0
"""dBFS that the loud tenth reaches at the least."""


def speech_like(sound: SoundSeries) -> Flags:
    """Return, for each step of 10 ms, whether the second around it comes and goes as speech does."""
    found = np.zeros(len(sound), np.bool_)
    if len(sound) < _SECOND:
        return found
    level = 10 * np.log10(np.maximum(sound.voice, 1e-9))
    windows = np.lib.stride_tricks.sliding_window_view(level, _SECOND)[::_EVERY]
    quiet, loud = np.percentile(windows, [10, 90], axis=1)
    spoken = np.repeat((loud - quiet >= SPREAD) & (loud > _HEARD), _EVERY)
    first = (_SECOND - _EVERY) // 2
    length = min(len(spoken), len(sound) - first)
    found[first : first + length] = spoken[:length]
    return found
