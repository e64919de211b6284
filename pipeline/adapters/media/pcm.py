"""Decoded sound as numbers, whatever its samples are."""

import av
import numpy as np

from pipeline.ports import Samples


def floats(frame: av.AudioFrame) -> Samples:
    """Return a frame's samples, full scale ±1, shape (channels, n)."""
    sound = frame.to_ndarray()
    if not frame.format.is_planar:
        sound = sound.reshape(-1, frame.layout.nb_channels).T
    if frame.format.name.startswith("u8"):
        sound, full = sound.astype(np.int16) - 128, 2**7
    else:
        full = {"s16": 2**15, "s32": 2**31, "s64": 2**63}.get(frame.format.name.rstrip("p"), 1)
    whole: Samples = sound.astype(np.float32) / np.float32(full)
    return whole
