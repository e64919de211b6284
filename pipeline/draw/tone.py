"""Pictures in another tone: their light, then their colours drawn towards two, by how light they are."""

import numpy as np

from pipeline.draw.raster import Rgba, rgba_of
from pipeline.model.picture import DayToneSpec, ToneSpec

_LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""The weights of Recommendation ITU-R BT.709-6, item 3.2."""


def toned(rgba: Rgba, tone: ToneSpec | None) -> Rgba:
    """Return a picture of shape (h, w, 4) in a tone; its alpha stays."""
    if tone is None:
        return rgba
    colours = rgba[..., :3].astype(np.float32)
    if isinstance(tone, DayToneSpec):
        colours = _lit(tone.power)[rgba[..., :3]]
    light = np.clip(colours @ _LUMA, 0, 255).astype(np.uint8)
    colours += (ramp(tone)[light] - colours) * np.float32(tone.strength)
    return np.dstack((np.clip(colours + 0.5, 0, 255).astype(np.uint8), rgba[..., 3]))


def ramp(tone: ToneSpec) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Return the colour of each of the 256 lights, shape (256, 3)."""
    dark, light = (np.array(rgba_of(colour)[:3], np.float32) for colour in (tone.dark, tone.light))
    share = np.linspace(0, 1, 256, dtype=np.float32)[:, None]
    return (dark + (light - dark) * share).astype(np.float32)


def _lit(power: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Return what each of the 256 values becomes in another light, shape (256,)."""
    return (255 * np.linspace(0, 1, 256) ** power).astype(np.float32)
