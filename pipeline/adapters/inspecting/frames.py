"""Pictures of a film at given moments, as a page holds them in itself."""

import base64
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import av
from PIL import Image

from pipeline.adapters.inspecting.container import picture_track

_WIDEST = 480
_MOST = 60
"""Pictures in a page at most: more would weigh more than the film says."""


def pictures_at(film: Path, moments: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield the address (`data:`) of the picture that is seen at each moment, in milliseconds, as far as it decodes."""
    try:
        with av.open(str(film)) as source:
            track = picture_track(source)
            if track is None or track.time_base is None:
                return
            for moment in sorted(moments)[:_MOST]:
                source.seek(int(moment / 1000 / track.time_base), stream=track)
                for frame in source.decode(track):
                    if frame.time is not None and round(frame.time * 1000) >= moment - 1:
                        yield moment, _address(frame)
                        break
    except (av.error.FFmpegError, OSError):
        return


def _address(frame: av.VideoFrame) -> str:
    picture = Image.fromarray(frame.to_ndarray(format="rgb24"))
    picture.thumbnail((_WIDEST, _WIDEST))
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=80)
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode('ascii')}"
