"""Look for the texts of a film's plan in its decoded pictures."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import av
import numpy as np

from pipeline.adapters.inspecting.container import picture_track
from pipeline.control.lettering import RgbPart, contrast_seen
from pipeline.control.measured import DecodedText, PictureFacts
from pipeline.model.film_plan import FilmPlan, PlannedText

_BT709 = "ITU709"


TextMoment = tuple[int, tuple[PlannedText, ...]]
"""A picture of a film, by its number, and the texts that are looked for in it."""


def texts_seen(film: Path, plan: FilmPlan, facts: PictureFacts) -> tuple[DecodedText, ...]:
    """Return the texts of a plan as they are seen; those in pictures that do not decode are left out."""
    return tuple(seen_at(film, moments_of(plan, facts), facts.rate))


def moments_of(plan: FilmPlan, facts: PictureFacts) -> list[TextMoment]:
    """Return the pictures in which the texts of a plan are looked for, in order.

    It is the first that can be decoded by itself while all its texts stand, where there is one.
    """
    moments = [
        (_nearest(facts.keys, together), together)
        for _, group in groupby(sorted(plan.texts, key=lambda text: text.at), key=lambda text: text.at)
        if (together := tuple(group))
    ]
    return sorted(moments, key=lambda moment: moment[0])


def _nearest(keys: Sequence[int], texts: Sequence[PlannedText]) -> int:
    """Return the first key frame in which texts that are seen together stand; the frame of the plan when none is."""
    first, last = max(text.span.start for text in texts), texts[0].at
    return next((key for key in keys if first <= key <= last), last)


def seen_at(film: Path, moments: Sequence[TextMoment], rate: float) -> Iterator[DecodedText]:
    """Yield the texts of some pictures as they are seen there; a film that does not decode ends it."""
    if not moments:
        return
    try:
        with av.open(str(film)) as source:
            track = picture_track(source)
            if track is None:
                return
            track.codec_context.thread_count = 1
            begun = float((track.start_time or 0) * (track.time_base or 0))
            for number, texts in moments:
                source.seek(int((number / rate + begun) / (track.time_base or 1)), stream=track)
                for frame in source.decode(track):
                    if frame.time is not None and round((frame.time - begun) * rate) >= number:
                        picture: RgbPart = np.asarray(frame.to_ndarray(format="rgb24", src_colorspace=_BT709), np.uint8)
                        yield from (_looked(picture, text, number) for text in texts)
                        break
    except (av.error.FFmpegError, OSError):
        return


def _looked(picture: RgbPart, text: PlannedText, number: int) -> DecodedText:
    height, width = picture.shape[:2]
    left, top, right, bottom = text.box
    rows = slice(max(0, round(top * height)), max(0, round(bottom * height)))
    columns = slice(max(0, round(left * width)), max(0, round(right * width)))
    return DecodedText(text, number, contrast_seen(picture[rows, columns], text.colour, text.share))
