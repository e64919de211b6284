"""Whether editing software can take a video as it is, and show what our film shows, frame for frame.

What cannot is conformed, and the reason said: another rate, a picture that is turned, interlaced, or of another shape,
a container that not every editing software opens.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from pipeline.adapters.media.opening import open_media
from pipeline.adapters.media.survey import picture_of, sound_of, survey
from pipeline.adapters.rushes.geometry import turned
from pipeline.model.picture import Format

_ALIKE = 0.01
"""Shapes that differ by less fill the frame, as in our own film (`geometry.fitting`)."""

_CONTAINERS = frozenset({"mov", "mp4"})
"""What Final Cut, Resolve, Premiere and Kdenlive all open."""

_CODECS = frozenset({"h264", "hevc", "prores", "mpeg4", "mjpeg", "dnxhd"})
"""What they all decode."""

_COLOURS = frozenset({1, 2})
"""BT.709, or nothing said, which is taken for it in HD (ITU-T H.273)."""


@dataclass(frozen=True, slots=True)
class EditableFilm:
    """A video as it is: frames, size in pixels, channels of sound; or why it is not to be used so, in French."""

    frames: int = 0
    size: tuple[int, int] = (0, 0)
    channels: int = 0
    problem: str = ""


def editable(path: Path, fmt: Format) -> EditableFilm:
    """Look a video over; raises MediaError when it cannot be opened."""
    found = survey(path)
    if not found.plain:
        return EditableFilm(problem="plusieurs enregistrements à la suite")
    with open_media(path, found.stretches[0].part) as source:
        stream = picture_of(source, found.stretches[0], path.name)
        sound = sound_of(source, found.stretches[0])
        problem = _problem(stream, source.format.name, fmt) or _seen(next(iter(source.decode(stream)), None))
        if problem:
            return EditableFilm(problem=problem)
        source.seek(0, stream=stream)
        times = sorted(packet.pts for packet in source.demux(stream) if packet.pts is not None)
        step = 1 / fmt.rate / (stream.time_base or Fraction(1))
        if any(abs(time - times[0] - rank * step) > step / 8 for rank, time in enumerate(times)):
            return EditableFilm(problem="cadence irrégulière")
        size = stream.codec_context.width, stream.codec_context.height
        return EditableFilm(len(times), size, sound.channels if sound else 0)


def _problem(stream: VideoStream, container: str, fmt: Format) -> str:
    """Return the first reason for which a video cannot be used as it is, empty when there is none."""
    context = stream.codec_context
    wrapped, shape = container.split(","), context.width / context.height
    colours = {context.colorspace, context.color_trc, context.color_primaries}
    rate = f"{float(stream.average_rate or 0):.4g}".replace(".", ",")
    problems = {
        f"format {wrapped[0]}, que tous les logiciels de montage n'ouvrent pas": not _CONTAINERS.intersection(wrapped),
        f"codage {context.name}, que tous les logiciels de montage ne lisent pas": context.name not in _CODECS,
        f"{rate} images par seconde au lieu de {fmt.rate}": (stream.average_rate or 0) != fmt.rate,
        "pixels qui ne sont pas carrés": stream.sample_aspect_ratio not in {None, Fraction(1)},
        f"image de {context.width} x {context.height}, d'une autre forme que le film": (
            abs(shape - fmt.width / fmt.height) >= _ALIKE
        ),
        "couleurs qui ne sont pas celles de la HD (BT.709)": bool(colours - _COLOURS),
        "horloge qui ne commence pas à zéro": (stream.start_time or 0) != 0,
    }
    return next((problem for problem, met in problems.items() if met), "")


def _seen(frame: VideoFrame | None) -> str:
    """Return what the first picture shows that cannot be used as it is."""
    if frame is None:
        return "première image illisible"
    if frame.interlaced_frame:
        return "images entrelacées"
    return "image tournée" if turned(frame.rotation) != turned(0) else ""
