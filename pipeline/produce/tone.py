"""A film of the past: each of its pictures in a tone, without leaving luma and chroma."""

import cv2
import numpy as np

from pipeline.compose.planes import BLACK_Y, Planes, new_planes, to_yuv
from pipeline.draw.tone import ramp
from pipeline.model.picture import DayToneSpec, ToneSpec


def toned_planes(planes: Planes, tone: ToneSpec | None) -> Planes:
    """Return a picture of 8 bits in a tone, as `pipeline.draw.tone.toned` does to a still one."""
    if tone is None:
        return planes
    planes = _lit(planes, tone)
    light = np.clip((np.arange(256, dtype=np.float32) - BLACK_Y) * (255 / 219), 0, 255).astype(np.uint8)
    goal = np.clip(np.rint(to_yuv(ramp(tone)[None, light])[0]), 0, 255).astype(np.uint8)
    height, width = planes.y.shape
    result = new_planes(width, height, planes.sampling)
    small = cv2.resize(planes.y, (width // 2, height // planes.sampling.rows), interpolation=cv2.INTER_AREA)
    rows = ((result.y, planes.y, planes.y), (result.u, planes.u, small), (result.v, planes.v, small))
    for channel, (there, here, by) in enumerate(rows):
        there[...] = cv2.addWeighted(here, 1 - tone.strength, cv2.LUT(by, goal[:, channel]), tone.strength, 0)
    return result


def _lit(planes: Planes, tone: ToneSpec) -> Planes:
    """Return a picture in another light, where its tone asks for one: its luma to a power, its chroma as it is."""
    if not isinstance(tone, DayToneSpec):
        return planes
    share = np.clip((np.arange(256, dtype=np.float32) - BLACK_Y) / 219, 0, 1) ** np.float32(tone.power)
    result = new_planes(planes.y.shape[1], planes.y.shape[0], planes.sampling)
    result.y[...] = cv2.LUT(planes.y, np.rint(BLACK_Y + 219 * share).astype(np.uint8))
    result.u[...], result.v[...] = planes.u, planes.v
    return result
