"""Export what JT 2050 draws, so that every engine starts from equal artwork.

Each layer of the job becomes one PNG with its place and its motion (see `benchmarks.film`); the mixed sound becomes
one WAV file; the composed frames become one raw file for x264 alone. Rivals are timed from there: drawing, speaking
and mixing are left out of their time and stay in ours.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks import ffmpeg
from benchmarks.errors import BenchError
from benchmarks.film import Entrance, Film, Layer, Shot
from benchmarks.plan import Laid, composed
from pipeline.draw.layers import draw
from pipeline.draw.raster import Raster, Rgba
from pipeline.model.picture import Motion, Move, StagedLayer
from pipeline.model.programme import BENCH_VIDEO, PRESETS
from pipeline.model.timeline import TimedShot
from pipeline.service.newsroom import Newsroom

_SLIDES = {"gauche": (-1, 0), "droite": (1, 0), "haut": (0, -1), "bas": (0, 1), "fondu": (0, 0), "volet": (0, 0)}
_SPARE = 400_000_000


def export(plan: Laid, newsroom: Newsroom, folder: Path, x264: str) -> Film:
    """Draw every layer of the plan to PNG in `folder` and return the film they make.

    Raises BenchError when a layer moves in a way the rivals were not taught.
    """
    preset = PRESETS["bench"]
    drawn: dict[str, Raster] = {}
    for spec, key in plan.keys.items():
        drawn[key] = even(draw(spec, lambda asset: newsroom.library.read(asset.path), plan.fmt))
        _saved(drawn[key].rgba, folder / f"{key}.png")
    shots = tuple(
        Shot(
            shot.span.start,
            shot.span.length,
            shot.transition_frames,
            tuple(_layer(layer, plan.keys[layer.spec], drawn, folder) for layer in _visible(shot)),
        )
        for shot in plan.timeline.shots
    )
    if any(shot.transition not in {"fondu", "coupe"} for shot in plan.timeline.shots):
        raise BenchError("the rivals know cross-fades and cuts only")
    return Film(
        plan.fmt.width,
        plan.fmt.height,
        int(plan.fmt.rate),
        plan.timeline.length,
        "sound.wav",
        BENCH_VIDEO.speed,
        str(BENCH_VIDEO.quality),
        x264,
        preset.audio_kbps,
        shots,
    )


def even(raster: Raster) -> Raster:
    """Give a drawing an even origin, by a clear row or column: ffmpeg's overlay would shift an odd one by a pixel."""
    left, top = raster.x % 2, raster.y % 2
    if not left and not top:
        return raster
    return Raster(np.pad(raster.rgba, ((top, 0), (left, 0), (0, 0))), raster.x - left, raster.y - top)


def _visible(shot: TimedShot) -> Iterator[StagedLayer]:
    return (layer for layer in shot.layers if layer.span.length)


def _layer(layer: StagedLayer, key: str, drawn: dict[str, Raster], folder: Path) -> Layer:
    motion, raster = layer.motion, drawn[key]
    if motion.drift != (0.0, 0.0) or motion.roll or motion.pulse != (1.0, 1.0) or layer.clip is not None:
        raise BenchError(f"the rivals cannot move « {layer.label} » ; keep drifts, rolls and pulses out of the job")
    turning, at = _turning(motion, key, raster, folder)
    height, width = raster.rgba.shape[:2]
    return Layer(
        f"{key}.png",
        raster.x,
        raster.y,
        width,
        height,
        bool(raster.rgba[..., 3].min() == 255),
        layer.span.start,
        layer.span.end,
        layer.opacity,
        _entrance(motion.enter),
        _entrance(motion.leave),
        motion.zoom,
        motion.turn,
        turning,
        at,
        motion.bob,
        motion.scroll,
        motion.phase,
    )


def _entrance(move: Move | None) -> Entrance | None:
    if move is None:
        return None
    across, down = _SLIDES[move.direction]
    return Entrance(move.direction, move.frames, move.delay, across * move.distance, down * move.distance)


def _turning(motion: Motion, key: str, raster: Raster, folder: Path) -> tuple[str, tuple[int, int]]:
    """Put a layer that turns on a clear square wide enough to turn in; return its file and place."""
    if not motion.turn:
        return "", (0, 0)
    height, width = raster.rgba.shape[:2]
    side = int(np.ceil(np.hypot(width, height) / 2)) * 2
    left, top = (side - width) // 2, (side - height) // 2
    square = np.zeros((side, side, 4), np.uint8)
    square[top : top + height, left : left + width] = raster.rgba
    _saved(square, folder / f"{key}-turning.png")
    return f"{key}-turning.png", (raster.x - left, raster.y - top)


def _saved(rgba: Rgba, path: Path) -> None:
    image = Image.fromarray(rgba)
    (image.convert("RGB") if rgba[..., 3].min() == 255 else image).save(path, compress_level=1)


@dataclass(frozen=True, slots=True)
class Composed:
    """The composed frames on disk: the ffmpeg input options that read them, and how they are kept."""

    options: tuple[str, ...]
    how: str


def keep_frames(plan: Laid, newsroom: Newsroom, folder: Path) -> Composed:
    """Compose the whole plan once into a raw file, in memory (/dev/shm) where there is room, else in `folder`.

    Raises BenchError when neither has room.
    """
    wanted = plan.fmt.width * plan.fmt.height * 3 // 2 * plan.timeline.length
    places = [place for place in (Path("/dev/shm"), folder) if place.is_dir()]
    place = next((place for place in places if shutil.disk_usage(place).free > wanted + _SPARE), None)
    if place is None:
        raise BenchError(f"composed frames need {wanted / 1e9:.1f} GB in {' or '.join(map(str, places))}")
    path = place / f"{folder.name}-frames.yuv" if place != folder else folder / "frames.yuv"
    with path.open("wb") as out:
        for planes in composed(plan, newsroom):
            out.write(planes.data)
    size = f"{plan.fmt.width}x{plan.fmt.height}"
    options = (
        "-f",
        "rawvideo",
        "-pix_fmt",
        "yuv420p",
        *ffmpeg.TAGS,
        "-video_size",
        size,
        "-framerate",
        str(plan.fmt.rate),
    )
    return Composed((*options, "-i", str(path)), f"raw YUV 4:2:0, {wanted / 1e9:.1f} GB in {place}")


def keep_sound(film: Path, folder: Path) -> Path:
    """Decode the film's sound to WAV, for the rivals to encode."""
    path = folder / "sound.wav"
    ffmpeg.run("-y", "-i", str(film), "-vn", "-c:a", "pcm_s16le", str(path))
    return path
