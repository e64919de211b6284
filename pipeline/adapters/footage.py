"""Pictures and sound out of local media files, conformed to the programme's rate and size."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from PIL import Image

from pipeline.draw.photo import fitted
from pipeline.errors import MediaError
from pipeline.model.picture import Format
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Pixels, Samples, Spoken

_FORMATS = {
    ".mp4": "mov", ".m4v": "mov", ".mov": "mov", ".3gp": "mov", ".m4a": "mov", ".mkv": "matroska", ".webm": "matroska",
    ".avi": "avi", ".mpg": "mpeg", ".mpeg": "mpeg", ".ts": "mpegts", ".wav": "wav", ".mp3": "mp3", ".ogg": "ogg",
    ".oga": "ogg", ".opus": "ogg", ".flac": "flac", ".aac": "aac",
}  # fmt: skip
"""Formats we read, by extension: naming the demuxer keeps a playlist in disguise from opening other files."""


def open_media(path: Path) -> InputContainer:
    """Open a local media file with the demuxer its extension names; raises MediaError when it cannot be read."""
    demuxer = _FORMATS.get(path.suffix.lower())
    if demuxer is None:
        raise MediaError(
            f"{path.name} : format non pris en charge ; convertissez-le en mp4 (image) ou en wav, mp3, m4a (son)"
        )
    try:
        if path.stat().st_size == 0:
            raise MediaError(f"{path.name} : fichier vide ; copiez-le de nouveau depuis l'appareil")
        return av.open(str(path), "r", format=demuxer, options={"protocol_whitelist": "file"})
    except (av.error.FFmpegError, OSError) as error:
        raise MediaError(f"{path.name} : fichier illisible ou tronqué ({error.strerror}) ; réexportez-le") from error


class AvFootage:
    """Reads footage with PyAV."""

    def frames(self, path: Path, fmt: Format, box: tuple[int, int], fit: str, start: float) -> Iterator[Pixels]:
        """Yield RGB pictures of shape (height, width, 3) at the programme's rate; the last one is held for ever.

        Each programme frame shows the source picture that is on screen at its time, so that variable rates keep
        their pace. Raises MediaError when no picture can be read.
        """
        last: Pixels | None = None
        number = 0
        with open_media(path) as source:
            if not source.streams.video:
                raise MediaError(f"{path.name} : ce fichier ne contient pas d'image")
            stream = source.streams.video[0]
            stream.thread_type = "NONE"
            base = stream.time_base or Fraction(1, 90_000)
            origin = Fraction(stream.start_time or 0) * base
            source.seek(int((Fraction(start) + origin) / base), stream=stream)
            try:
                for frame in source.decode(stream):
                    shown = Fraction(frame.pts or 0) * base - origin - Fraction(start)
                    while last is not None and Fraction(number) / fmt.rate < shown:
                        yield last
                        number += 1
                    turned = np.rot90(frame.to_ndarray(format="rgb24"), k=(frame.rotation // 90) % 4)
                    image = fitted(Image.fromarray(np.ascontiguousarray(turned)), box[0], box[1], fit)
                    last = np.asarray(image, dtype=np.uint8)
            except av.error.FFmpegError as error:
                if last is None:
                    raise MediaError(f"{path.name} : image illisible ({error.strerror}) ; réexportez-la") from error
        if last is None:
            raise MediaError(f"{path.name} : aucune image à cet endroit ; vérifiez « de » et « a »")
        while True:
            yield last

    def sound(self, path: Path) -> Samples:
        """Return stereo PCM of shape (n, 2) at 48 kHz, float32; empty when the file has no sound."""
        with open_media(path) as source:
            if not source.streams.audio:
                return np.zeros((0, 2), np.float32)
            resampler = av.AudioResampler(format="flt", layout="stereo", rate=SAMPLE_RATE)
            pieces: list[Samples] = []
            try:
                for frame in source.decode(audio=0):
                    pieces += [_flat(piece) for piece in resampler.resample(frame)]
                pieces += [_flat(piece) for piece in resampler.resample(None)]
            except av.error.FFmpegError as error:
                if not pieces:
                    raise MediaError(f"{path.name} : son illisible ({error.strerror}) ; réexportez-le") from error
        return np.concatenate(pieces) if pieces else np.zeros((0, 2), np.float32)

    def seconds(self, path: Path) -> float:
        """Return the length of the picture in seconds; raises MediaError when the file is no video."""
        with open_media(path) as source:
            if not source.streams.video:
                raise MediaError(f"{path.name} : ce fichier ne contient pas d'image")
            stream = source.streams.video[0]
            if stream.duration and stream.time_base:
                return float(stream.duration * stream.time_base)
            return float((source.duration or 0) / av.time_base)


def _flat(frame: av.AudioFrame) -> Samples:
    return frame.to_ndarray().astype(np.float32, copy=False).reshape(-1, 2)


def resample(spoken: Spoken) -> Samples:
    """Bring mono PCM of any rate to 48 kHz with FFmpeg's resampler."""
    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(spoken.samples, np.float32)[None, :], format="flt", layout="mono"
    )
    frame.sample_rate = spoken.rate
    resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)
    pieces = [*resampler.resample(frame), *resampler.resample(None)]
    return np.concatenate([piece.to_ndarray().reshape(-1) for piece in pieces]).astype(np.float32)
