"""The reference engine: the same frames from the same drawn layers, composed in RGB by MoviePy.

Slow and plain on purpose: what the fast engine does with planes is held against it. Only the last step is shared,
RGB to YUV 4:2:0, so that both are encoded alike.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

import cv2
import numpy as np
import numpy.typing as npt
from moviepy import ColorClip, CompositeVideoClip, ImageClip, VideoClip, concatenate_videoclips

from pipeline.adapters.clips.player import pixels_of
from pipeline.adapters.clips.track import middle, number_at, track
from pipeline.compose.lifting import LiftedFilm, painted, seen_in
from pipeline.compose.planes import planes_of, to_rgb, to_yuv
from pipeline.compose.shadow import shaded
from pipeline.compose.transition import OPENING
from pipeline.draw.layers import draw
from pipeline.draw.raster import Raster, rgba_of
from pipeline.draw.tone import toned
from pipeline.model.picture import (
    YUV420,
    Asset,
    ClipSpec,
    FootageSpec,
    Format,
    Frame,
    KeyedSpec,
    LayerSpec,
    Picture,
    Placement,
    ShadeSpec,
)
from pipeline.ports import ClipPlayer, Film, FootageReader, Library, Pixels

_BLACK = (0, 0, 0)


class MoviePyEngine:
    """Composes frames with MoviePy; draws every layer of a chunk once."""

    def __init__(self, library: Library, footage: FootageReader, clips: ClipPlayer) -> None:
        self._library = library
        self._footage = footage
        self._clips = clips

    def frames(self, frames: Sequence[Frame], layers: Mapping[str, LayerSpec], fmt: Format) -> Iterator[Pixels]:
        """Yield planar YUV 4:2:0 arrays of shape (height * 3 / 2, width), one a frame."""
        programme = self.clip(frames, layers, fmt)
        last: Pixels | None = None
        for number, frame in enumerate(frames):
            if last is None or frame != frames[number - 1]:
                last = planar(programme.get_frame(middle(number, fmt.rate)), fmt)
            yield last

    def clip(self, frames: Sequence[Frame], layers: Mapping[str, LayerSpec], fmt: Format) -> VideoClip:
        """Return a chunk as one MoviePy clip: runs of frames that show the same layers, end to end."""
        drawn = self._drawn(layers, fmt)
        runs = [_run(tuple(run), drawn, fmt) for _, run in groupby(frames, _shown)]
        return runs[0] if len(runs) == 1 else concatenate_videoclips(runs, method="chain")

    def _drawn(self, layers: Mapping[str, LayerSpec], fmt: Format) -> Callable[[Placement], Raster]:
        """Return what draws a layer when first seen, and reads a moving one forward."""
        held: dict[str, Raster] = {}
        films: dict[str, Film] = {}
        lifted: dict[KeyedSpec, LiftedFilm] = {}

        def content(asset: Asset) -> bytes:
            return self._library.read(asset.path)

        def drawn(placement: Placement) -> Raster:
            key, spec = placement.layer, layers[placement.layer]
            if isinstance(spec, ClipSpec):
                x, y, _, _ = pixels_of(spec.box, fmt)
                return Raster(self._clips.picture(spec, fmt, placement.source), x, y)
            if isinstance(spec, KeyedSpec):
                who = seen_in(spec)
                if who not in lifted:
                    film = self._footage.film(self._library.path(spec.file.path), spec, fmt)
                    lifted[who] = LiftedFilm(film, who, fmt)
                onto = draw(spec.onto, content, fmt) if isinstance(spec, ShadeSpec) else None
                return _lifted(lifted[who], placement.source, spec, onto, fmt)
            if isinstance(spec, FootageSpec):
                if key not in films:
                    films[key] = self._footage.film(self._library.path(spec.file.path), spec, fmt)
                return _footage(films[key].planes(placement.source), spec, fmt)
            if key not in held:
                held[key] = draw(spec, content, fmt)
            return held[key]

        return drawn


def _footage(whole: Pixels, spec: FootageSpec, fmt: Format) -> Raster:
    """Return a picture of a film, kept as planes, as an opaque drawing."""
    x, y, width, height = pixels_of(spec.box, fmt)
    sampling = fmt.sampling if whole.dtype == fmt.sampling.dtype else YUV420
    rgb = to_rgb(planes_of(whole, height, sampling))
    return Raster(toned(np.dstack([rgb, np.full((height, width), 255, np.uint8)]), spec.tone), x, y)


def _lifted(lifted: LiftedFilm, number: int, spec: KeyedSpec, onto: Raster | None, fmt: Format) -> Raster:
    """Return somebody lifted off a screen, or the shadow that they throw onto a drawing."""
    x, y, width, height = lifted.at
    picture, cut = lifted.cut(number)
    if onto is not None and isinstance(spec, ShadeSpec):
        place = (x - onto.x, y - onto.y)
        rgba, left, top = shaded(cut, place, onto.rgba[..., 3], rgba_of(spec.colour)[:3], fmt.scale)
        return Raster(rgba, onto.x + left, onto.y + top)
    if cut is not None:
        return Raster(painted(cut), x + cut.left, y + cut.top)
    if lifted.screen is not None:
        return Raster(np.zeros((2, 2, 4), np.uint8), 0, 0)
    return Raster(np.dstack([to_rgb(picture), np.full((height, width), 255, np.uint8)]), x, y)


def planar(rgb: npt.NDArray[np.uint8], fmt: Format) -> Pixels:
    """Convert RGB of shape (h, w, 3) to planar YUV of `Format.samples_shape`, limited range."""
    yuv = to_yuv(rgb.astype(np.float32))
    half = (fmt.width // 2, fmt.height // fmt.sampling.rows)
    chroma = cv2.resize(yuv[..., 1:], half, interpolation=cv2.INTER_AREA)
    finer = 1 << (fmt.sampling.depth - 8)
    codes = np.concatenate([plane.reshape(-1) for plane in (yuv[..., 0], chroma[..., 0], chroma[..., 1])]) * finer
    whole: Pixels = np.clip(codes + 0.5, 0, 256 * finer - 1).astype(fmt.sampling.dtype)
    return whole.reshape(fmt.samples_shape)


def _shown(frame: Frame) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return what makes two frames of one run: the transition, and the layers of both pictures in paint order."""
    return frame.how, tuple(p.layer for p in frame.picture), tuple(p.layer for p in frame.incoming)


def _run(frames: Sequence[Frame], drawn: Callable[[Placement], Raster], fmt: Format) -> VideoClip:
    now = _stack([frame.picture for frame in frames], drawn, fmt)
    if not frames[0].how:
        return now
    return _mixed(now, _stack([frame.incoming for frame in frames], drawn, fmt), frames, fmt)


def _stack(pictures: Sequence[Picture], drawn: Callable[[Placement], Raster], fmt: Format) -> VideoClip:
    """Lay the tracks of a run over one another, on black."""
    seconds = float(len(pictures) / fmt.rate)
    size = (fmt.width, fmt.height)
    tracks = [track(places, drawn, fmt) for places in zip(*pictures, strict=True)]
    if not tracks:
        return ColorClip(size, color=_BLACK, duration=seconds)
    whole = CompositeVideoClip(tracks, size=size, bg_color=_BLACK).with_duration(seconds)
    if all(picture == pictures[0] for picture in pictures):
        return ImageClip(whole.get_frame(middle(0, fmt.rate)), duration=seconds)
    return whole


def _mixed(before: VideoClip, after: VideoClip, frames: Sequence[Frame], fmt: Format) -> VideoClip:
    """Go from one picture to the next: by a mask over time, or by places over time."""
    size = (fmt.width, fmt.height)

    def share(time: float) -> float:
        return frames[number_at(time, fmt.rate, len(frames))].progress / 256

    def covered(time: float) -> int:
        return int(fmt.width * share(time)) // 2 * 2

    def dissolve(time: float) -> npt.NDArray[np.float64]:
        return np.full((fmt.height, fmt.width), share(time))

    def wipe(time: float) -> npt.NDArray[np.float64]:
        return np.tile((np.arange(fmt.width) < covered(time)).astype(np.float64), (fmt.height, 1))

    def opening(time: float) -> npt.NDArray[np.float64]:
        across, down = np.meshgrid(np.arange(fmt.width), np.arange(fmt.height))
        away = np.hypot(across - (fmt.width - 1) / 2, down - (fmt.height - 1) / 2)
        shown = away < OPENING * share(time) * np.hypot(fmt.width, fmt.height) / 2
        return np.asarray(shown, np.float64)

    match frames[0].how:
        case "fondu":
            clips = [before, after.with_mask(VideoClip(dissolve, is_mask=True))]
        case "balayage":
            clips = [before, after.with_mask(VideoClip(wipe, is_mask=True))]
        case "virgule":
            clips = [before, after.with_mask(VideoClip(opening, is_mask=True))]
        case "glisse":
            clips = [
                before.with_position(lambda time: (-covered(time), 0)),
                after.with_position(lambda time: (fmt.width - covered(time), 0)),
            ]
        case _:
            clips = [after]
    return CompositeVideoClip(clips, size=size, bg_color=_BLACK).with_duration(float(len(frames) / fmt.rate))
