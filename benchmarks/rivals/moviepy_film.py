"""The film with MoviePy 2.2, written as somebody who knows MoviePy well would.

Pictures are `ImageClip`s with positions and effects; only what fades, wipes or turns has an effect, and only for as
long as it does, because a clip with an effect costs more than one without. Run as a program:
`python -m benchmarks.rivals.moviepy_film film.json film.mp4`.
"""

import math
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from moviepy import AudioFileClip, CompositeVideoClip, ImageClip, vfx

from benchmarks import ffmpeg
from benchmarks.film import BOB, SETTLE, Entrance, Film, Layer, Shot, load

_BT709 = ("-vf", "scale=out_color_matrix=bt709:out_range=tv")


def clip_of(film: Film, folder: Path) -> Any:
    """Return the whole film, silent: every shot, its opening faded in over the last picture of the one before."""
    clips: list[Any] = []
    for index, shot in enumerate(film.shots):
        whole = _shot(film, shot, folder)
        begin, fade = shot.start / film.rate, shot.fade / film.rate
        if not shot.fade or not index:
            clips.append(whole.with_start(begin))
            continue
        last = ImageClip(clips[-1].get_frame(clips[-1].duration - 0.5 / film.rate))
        clips.append(last.with_start(begin).with_duration(fade))
        clips.append(whole.subclipped(0, fade).with_start(begin).with_effects([vfx.CrossFadeIn(fade)]))
        clips.append(whole.subclipped(fade).with_start(begin + fade))
    return CompositeVideoClip(clips, size=(film.width, film.height)).with_duration(film.frames / film.rate)


def _shot(film: Film, shot: Shot, folder: Path) -> Any:
    clips = [clip for layer in shot.layers for clip in _layer(film, shot, layer, folder)]
    return CompositeVideoClip(clips, size=(film.width, film.height)).with_duration(shot.length / film.rate)


def _layer(film: Film, shot: Shot, layer: Layer, folder: Path) -> Iterator[Any]:
    """Yield the clips of one layer on its shot's clock: coming, there, going."""
    rate = film.rate
    if layer.zoom != (1.0, 1.0):
        low, high = layer.zoom

        def size(time: float) -> float:
            return low + (high - low) * (1 - math.cos(math.pi * min(1.0, (time * rate + 0.5) / shot.length))) / 2

        yield _during(folder, layer.file, 0, shot.length, rate).resized(size).with_position("center")
        return
    start = layer.start + (layer.enter.delay if layer.enter else 0)
    here = start + (layer.enter.frames if layer.enter else 0)
    going = layer.end - (layer.leave.frames + layer.leave.delay if layer.leave else 0)
    if layer.turn:
        yield _turning(folder, layer, rate)
        here = layer.start + SETTLE
    elif layer.enter:
        yield _moving(folder, layer, layer.enter, (start, here), rate, coming=True)
    if going > here:
        still = _during(folder, layer.file, here, going, rate).with_position(_path(layer, here, rate))
        yield still if layer.opacity == 1 else still.with_opacity(layer.opacity)
    if layer.leave:
        yield _moving(folder, layer, layer.leave, (going, layer.end - layer.leave.delay), rate, coming=False)


def _during(folder: Path, file: str, start: int, end: int, rate: int) -> Any:
    return ImageClip(str(folder / file)).with_start(start / rate).with_duration((end - start) / rate)


def _path(layer: Layer, since: int, rate: int) -> Callable[[float], tuple[float, float]] | tuple[int, int]:
    """Return where the layer is: a place, or a function of the seconds since frame `since` of the shot."""
    if not layer.scroll and not layer.bob:
        return layer.x, layer.y

    def place(time: float) -> tuple[float, float]:
        frame = time * rate + since - layer.start
        sway = layer.bob * math.sin(2 * math.pi * frame / BOB)
        return layer.x - layer.scroll * (frame + layer.phase), layer.y + sway

    return place


def _moving(folder: Path, layer: Layer, way: Entrance, frames: tuple[int, int], rate: int, *, coming: bool) -> Any:
    """Return the layer while it comes or goes."""
    clip = _during(folder, layer.file, *frames, rate)
    if way.way == "volet":
        clip = clip if clip.mask is not None else clip.with_mask()
        return clip.with_mask(_wiping(clip.mask, way.frames, rate, coming=coming)).with_position((layer.x, layer.y))

    def place(time: float) -> tuple[float, float]:
        away = _away(time, way.frames, rate, coming=coming)
        return layer.x + way.dx * away, layer.y + way.dy * away

    effect = vfx.CrossFadeIn if coming else vfx.CrossFadeOut
    return clip.with_position(place).with_effects([effect(way.frames / rate)])


def _away(time: float, frames: int, rate: int, *, coming: bool) -> float:
    """Return how far the layer still is from its place (coming), or already (going), from 1 to 0."""
    local = round(time * rate)
    return max(0.0, 1 - (local + 1) / frames) ** 3 if coming else min(1.0, (local + 1) / frames) ** 3


def _wiping(mask: Any, frames: int, rate: int, *, coming: bool) -> Any:
    """Return the mask with only its left part let through."""

    def uncovered(get_frame: Callable[[float], Any], time: float) -> Any:
        shown = get_frame(time).copy()
        share = 1 - _away(time, frames, rate, coming=coming)
        shown[:, round(shown.shape[1] * share) :] = 0
        return shown

    return mask.transform(uncovered)


def _turning(folder: Path, layer: Layer, rate: int) -> Any:
    """Return the layer while it turns, on its square."""

    def angle(time: float) -> float:
        settled = 1 - max(0.0, 1 - time * rate / SETTLE) ** 3
        return -layer.turn * (settled - 1)  # MoviePy counts anticlockwise

    clip = _during(folder, layer.turning, layer.start, layer.start + SETTLE, rate).with_position(layer.turning_at)
    return clip.with_effects([vfx.Rotate(angle, resample="bilinear", expand=False)])


def write(film: Film, folder: Path, out: Path) -> None:
    """Encode the film with the settings of all engines."""
    sound = AudioFileClip(str(folder / film.sound))
    own = ["-x264-params", film.x264] if film.x264 else []
    clip_of(film, folder).with_audio(sound).write_videofile(
        str(out),
        fps=film.rate,
        codec="libx264",
        preset=film.preset,
        threads=ffmpeg.THREADS,
        audio_codec="aac",
        audio_bitrate=f"{film.audio_kbps}k",
        ffmpeg_params=["-crf", film.crf, *own, *_BT709, *ffmpeg.TAGS],
        temp_audiofile=str(out.with_suffix(".m4a")),
        logger=None,
    )


def main() -> None:
    """Read the manifest named first, write the film named second."""
    np.seterr(all="raise")
    manifest, out = map(Path, sys.argv[1:3])
    write(load(manifest), manifest.parent, out)


if __name__ == "__main__":
    main()
