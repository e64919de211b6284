"""A clip as it comes out of a phone, looked over: what it is, when it was made, its slate, a picture of it."""

import datetime as dt
import re
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from pipeline.adapters.media.opening import open_media
from pipeline.adapters.media.survey import survey
from pipeline.adapters.rushes.conform import upright_of
from pipeline.adapters.rushes.pacing import paced, pictures_from
from pipeline.adapters.rushes.sound import mono
from pipeline.adapters.slates.code import may_hold_code, slate_seen
from pipeline.errors import MediaError
from pipeline.model.rushes import ClipLook
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Pixels, Samples
from pipeline.speak.silences import FRAME, listen

LOOK_VERSION = 1
"""Raised when the same clip would be told otherwise."""

_AT_START, _AT_END, _A_SECOND = 8, 4, Fraction(2)
"""Seconds at both ends in which a slate is looked for, and pictures a second that are."""

_LISTENED = 600
"""Seconds of a clip whose level is measured."""

_FULL = 0.985
"""A sample as high as this was cut (as for a recorded voice)."""

_NOISE, _SPEECH = 10, 95
"""Percentiles of the level of 10 ms that tell noise from speech."""

_TAKEN = ("creation_time", "com.apple.quicktime.creationdate", "date")
"""Where phones write when a clip was made: first where it is in universal time."""

_NAMED = re.compile(r"(20\d\d)[-_]?(\d\d)[-_]?(\d\d)[-_T ]?(\d\d)[-_.h]?(\d\d)[-_.m]?(\d\d)(?!\d)")
_WIDE, _QUALITY = 480, 74
"""Pixels of the longer side of a still, and the quality of its JPEG."""


def looked_at(path: Path) -> ClipLook:
    """Return what a clip is; raises MediaError when nothing of it can be had."""
    found = survey(path)
    seen = any(stretch.picture is not None for stretch in found.stretches)
    if not seen and not found.heard:
        raise MediaError(f"{path.name} : ni image ni son lisibles ; copiez ce fichier de nouveau depuis l'appareil")
    long = float(max(stretch.lasts for stretch in found.stretches))
    wide, slate = _pictured(path, float(found.seconds)) if seen else (None, "")
    sound = mono(path, _LISTENED) if found.heard else np.zeros(0, np.float32)
    heard = listen(sound)
    noise, speech = np.percentile(heard.level, (_NOISE, _SPEECH)) if heard.level.size else (0.0, 0.0)
    return ClipLook(
        seconds=round(long, 3),
        seen=seen,
        heard=found.heard,
        upright=wide is not None and wide < 1,
        made=_made(path),
        slate=slate,
        first=round(heard.first * FRAME / SAMPLE_RATE, 3),
        last=round(heard.end * FRAME / SAMPLE_RATE, 3),
        level=round(float(speech - noise), 1),
        cut=round(_cut(sound, heard.level, float(speech)), 4),
    )


def clip_still(path: Path, at: float) -> bytes:
    """Return the picture of a clip at a second as JPEG, upright; raises MediaError when there is none."""
    for start in (Fraction(at), Fraction(0)):
        found = next((picture for second, picture in pictures_from(path, start) if second >= start), None)
        if found is not None:
            frame = found.frame
            ratio = min(1.0, _WIDE / max(frame.width, frame.height))
            small = frame.reformat(max(2, round(frame.width * ratio)), max(2, round(frame.height * ratio)), "rgb24")
            turn = upright_of(frame)
            planes = [turn.apply(plane) for plane in np.moveaxis(np.asarray(small.to_ndarray(), np.uint8), 2, 0)]
            buffer = BytesIO()
            Image.fromarray(np.stack(planes, axis=2)).save(buffer, "JPEG", quality=_QUALITY, optimize=True)
            return buffer.getvalue()
    raise MediaError(f"{path.name} : aucune image lisible ; copiez ce fichier de nouveau ou réexportez-le")


def _pictured(path: Path, seconds: float) -> tuple[float | None, str]:
    """Return the width of the first picture by its height, upright, and what a code shown at either end holds."""
    wide: float | None = None
    spans = [(0.0, min(seconds, _AT_START))]
    if seconds > _AT_START:
        spans.append((max(float(_AT_START), seconds - _AT_END), seconds))
    for start, end in spans:
        count = max(1, int((end - start) * _A_SECOND))
        for picture in islice(paced(pictures_from(path, Fraction(start)), _A_SECOND, Fraction(start), count), count):
            frame = picture.frame
            if wide is None:
                turned = upright_of(frame).transposed
                wide = frame.height / frame.width if turned else frame.width / frame.height
            grey: Pixels = np.asarray(frame.to_ndarray(format="gray"), np.uint8)
            grey = _light(grey)
            if may_hold_code(grey) and (slate := slate_seen(grey)) is not None:
                return wide, slate.text
    return wide, ""


def _light(grey: Pixels) -> Pixels:
    """Return a picture no larger than slates are looked for in."""
    ratio = 1920 / max(grey.shape)
    return grey if ratio >= 1 else np.asarray(cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA))


def _cut(sound: Samples, level: npt.NDArray[np.float64], speech: float) -> float:
    """Return the share of the samples of speech that are cut off."""
    whole = sound[: sound.size // FRAME * FRAME].reshape(-1, FRAME)
    loud = level[: len(whole)] > speech - 20
    return float((np.abs(whole[loud]) >= _FULL).mean()) if loud.any() else 0.0


def _made(path: Path) -> float | None:
    """Return when a clip was recorded, as it says itself, or as its name does."""
    with open_media(path) as source:
        told = {key.lower(): value for key, value in source.metadata.items()}
    for text in (*_dates(told), path.stem):
        if (found := _NAMED.search(text)) is not None:
            try:
                return dt.datetime(*(int(part) for part in found.groups()), tzinfo=dt.UTC).timestamp()  # type: ignore[arg-type, misc]
            except ValueError:
                continue
    return None


def _dates(told: dict[str, str]) -> Iterator[str]:
    yield from (told[key] for key in _TAKEN if key in told)
