"""One source picture becomes planes of its box: cropped or surrounded, scaled, BT.709 limited range."""

import tempfile
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import cv2
import numpy as np
from av.sidedata.sidedata import SideData, Type
from av.video.frame import VideoFrame

from pipeline.adapters.media.opening import bounded
from pipeline.adapters.rushes.colour import Colours, colours_of, cube
from pipeline.adapters.rushes.geometry import MIDDLE, Fitting, Orientation, fitting, orientation, turned
from pipeline.adapters.rushes.pacing import DecodedPicture
from pipeline.errors import MediaError
from pipeline.ports import Pixels

_BLACK_Y, _NEUTRAL_C = 16, 128
_FLAGS = "flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact"
_DARKER = 0.65
"""Share of its light that a blurred surround keeps, as around photos."""


class Conformer:
    """Brings pictures of one stream into one box; its filters are made again when the stream changes its mind."""

    def __init__(self, name: str, box: tuple[int, int], fit: str, focus: tuple[float, float] = MIDDLE) -> None:
        self._name = name
        self._box = box
        self._fit, self._focus = fit, focus
        self._made_for: tuple[object, ...] = ()
        self._graph: av.filter.Graph | None = None
        self._upright = Orientation()
        self._fitting = Fitting((0, 0, 0, 0), box, (0, 0))

    def planes(self, picture: DecodedPicture) -> Pixels:
        """Return a new array of shape (height * 3 / 2, width) for a decoded picture; raises MediaError."""
        frame = picture.frame
        try:
            graph = self._graph_for(frame, float(picture.pixel or 1))
            graph.vpush(frame)
            whole = np.asarray(graph.vpull().to_ndarray(), np.uint8)
        except av.error.FFmpegError as error:
            raise MediaError(f"{self._name} : image inutilisable ({error.strerror}) ; réexportez la vidéo") from error
        return _boxed([self._upright.apply(plane) for plane in split(whole)], self._fitting, self._box, self._fit)

    def _graph_for(self, frame: VideoFrame, pixel: float) -> av.filter.Graph:
        colours = colours_of(frame)
        upright = upright_of(frame)
        wanted = (frame.width, frame.height, frame.format.name, colours, upright, pixel)
        if self._graph is None or wanted != self._made_for:
            bounded(frame.width, frame.height, self._name)
            self._upright = upright
            self._fitting = fitting((frame.width, frame.height), pixel, upright, self._box, self._fit, self._focus)
            size = self._fitting.size[::-1] if upright.transposed else self._fitting.size
            self._graph = _graph(frame, colours, self._fitting.crop, size)
            self._made_for = wanted
        return self._graph


def upright_of(frame: VideoFrame) -> Orientation:
    """Return how a picture is turned; what stands beside pictures may be of kinds that PyAV does not know."""
    try:
        sides = cast("Mapping[Type, SideData]", frame.side_data)  # PyAV's stubs know one kind only
        turn = sides.get(Type.DISPLAYMATRIX)
    except ValueError:
        return turned(frame.rotation)
    return orientation(None if turn is None else bytes(turn))


def _graph(
    frame: VideoFrame, colours: Colours, crop: tuple[int, int, int, int], size: tuple[int, int]
) -> av.filter.Graph:
    """Return crop, scale and colour conversion as one graph of filters."""
    graph = av.filter.Graph()
    graph.threads = 1
    nodes = [
        graph.add_buffer(
            width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base or Fraction(1, 25)
        )
    ]
    if crop[:2] != (frame.width, frame.height):
        nodes.append(graph.add("crop", ":".join(map(str, crop))))
    levels = "pc" if colours.full else "tv"
    taken = f"w={size[0]}:h={size[1]}:in_color_matrix={colours.matrix}:in_range={levels}:{_FLAGS}"
    hd = "out_color_matrix=bt709:out_range=tv"
    with tempfile.TemporaryDirectory() as folder:
        if colours.matrix == "bt709" and not colours.wide:
            nodes.append(graph.add("scale", f"{taken}:{hd}"))
        else:  # through R'G'B' at full precision: swscale's own way from one matrix to another is a code value off
            nodes += [graph.add("scale", taken), graph.add("format", "gbrpf32")]
            if colours.wide:
                table = Path(folder) / "table.cube"
                table.write_text(cube(colours.transfer, colours.primaries), "ascii")
                nodes.append(graph.add("lut3d", file=str(table), interp="tetrahedral"))
            nodes.append(graph.add("scale", f"{hd}:{_FLAGS}"))
        nodes += [graph.add("format", "yuv420p"), graph.add("buffersink")]
        graph.link_nodes(*nodes)
        graph.configure()
    return graph


def split(whole: Pixels) -> tuple[Pixels, Pixels, Pixels]:
    """Return views of the luma and chroma planes of an array of shape (height * 3 / 2, width)."""
    height, width = whole.shape[0] * 2 // 3, whole.shape[1]
    flat = whole.reshape(-1)
    luma, quarter = height * width, height * width // 4
    half = (height // 2, width // 2)
    return (
        flat[:luma].reshape(height, width),
        flat[luma : luma + quarter].reshape(half),
        flat[luma + quarter :].reshape(half),
    )


def _boxed(inner: list[Pixels], placed: Fitting, box: tuple[int, int], fit: str) -> Pixels:
    """Put upright planes at their place in the box, on black or on their own blur."""
    whole = np.empty((box[1] * 3 // 2, box[0]), np.uint8)
    for index, (outer, plane, neutral) in enumerate(
        zip(split(whole), inner, (_BLACK_Y, _NEUTRAL_C, _NEUTRAL_C), strict=True)
    ):
        step = 2 if index else 1
        left, top = placed.at[0] // step, placed.at[1] // step
        if placed.size != box:
            outer[...] = _surround(plane, outer.shape, neutral, step) if fit == "flou" else neutral
        outer[top : top + plane.shape[0], left : left + plane.shape[1]] = plane
    return whole


def _surround(plane: Pixels, shape: tuple[int, ...], neutral: int, step: int) -> Pixels:
    """Return a plane enlarged to cover `shape` (height, width), blurred and darkened towards `neutral`."""
    height, width = plane.shape
    part = min(width / shape[1], height / shape[0])
    kept_w, kept_h = max(1, round(shape[1] * part)), max(1, round(shape[0] * part))
    left, top = (width - kept_w) // 2, (height - kept_h) // 2
    middle = np.ascontiguousarray(plane[top : top + kept_h, left : left + kept_w])
    small = (max(4, shape[1] * step // 16), max(4, shape[0] * step // 16))
    ground = cv2.resize(middle, small, interpolation=cv2.INTER_AREA).astype(np.float32)
    ground = cv2.GaussianBlur(ground, (0, 0), max(1.5, shape[1] * step / 400), borderType=cv2.BORDER_REPLICATE)
    ground = (ground - neutral) * _DARKER + neutral
    wide = cv2.resize(ground, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(wide + 0.5, 0, 255).astype(np.uint8))


def conformed(frames: Iterator[DecodedPicture], conformer: Conformer) -> Iterator[Pixels]:
    """Yield the planes of every picture; one that is shown again is converted once."""
    last: DecodedPicture | None = None
    planes: Pixels | None = None
    for frame in frames:
        if planes is None or frame is not last:
            planes = conformer.planes(frame)
            last = frame
        yield planes
