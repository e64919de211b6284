"""Make the photo of the 40 s job: a town by a lake at dusk, out of noise and arithmetic alone.

It stands for a photo as people bring them: smooth gradients, fine texture, hard edges. No third-party picture.
Run `python -m benchmarks.photo` to make media/job40/photo.jpg again; the same pixels every time.
"""

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

Field = npt.NDArray[np.float32]
"""Shape (height, width) or (height, width, 3), float32, 0..1."""

WIDTH, HEIGHT = 1920, 1080
_SEED = 2050
_SHORE = 690
_QUALITY = 84


def noise(random: np.random.Generator, cells: int, octaves: int) -> Field:
    """Return fractal noise of shape (HEIGHT, WIDTH): `octaves` sheets, each twice as fine and half as strong."""
    total = np.zeros((HEIGHT, WIDTH), np.float32)
    strength = 0.0
    for octave in range(octaves):
        across = cells << octave
        sheet = random.random((max(2, across * HEIGHT // WIDTH), across), np.float32)
        part = 0.5**octave
        total += part * cv2.resize(sheet, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
        strength += part
    whole: Field = np.clip(total / strength, 0, 1)
    return whole


def _mixed(one: Field, other: tuple[float, float, float], share: Field) -> Field:
    mixed: Field = one + (np.array(other, np.float32) - one) * share[..., None]
    return mixed


def _sky(random: np.random.Generator) -> Field:
    down = np.linspace(0, 1, HEIGHT, dtype=np.float32)[:, None].repeat(WIDTH, 1)
    sky = _mixed(np.full((HEIGHT, WIDTH, 3), (0.16, 0.24, 0.47), np.float32), (0.98, 0.66, 0.42), down**1.4)
    clouds = np.clip((noise(random, 5, 6) - 0.48) * 4, 0, 1) * (1 - down * 0.6)
    return _mixed(sky, (1.0, 0.86, 0.74), clouds * 0.75)


def _hills(picture: Field, random: np.random.Generator) -> Field:
    across = np.arange(WIDTH, dtype=np.float32)
    rows = np.arange(HEIGHT, dtype=np.float32)[:, None]
    grain = noise(random, 60, 4)
    for depth, (base, colour) in enumerate(
        ((470, (0.42, 0.42, 0.55)), (540, (0.27, 0.33, 0.40)), (610, (0.15, 0.24, 0.22)))
    ):
        line = base + sum((26 / (k + 1)) * np.sin(across / (260 / (k + 1)) + 1.7 * depth + k * k) for k in range(5))
        inside = (rows > line).astype(np.float32)
        picture = _mixed(picture, colour, inside)
        picture += ((grain - 0.5) * 0.16 * (depth + 1) / 3 * inside)[..., None]
    return picture


def _town(picture: Field, random: np.random.Generator) -> None:
    """Raise houses along the shore, with roofs, lit windows and walls of plaster; in place."""
    plaster = (noise(random, 240, 3) - 0.5) * 0.14
    left = 40
    while left < WIDTH - 80:
        wide, high = int(random.integers(56, 132)), int(random.integers(70, 230))
        top, right = _SHORE - high, min(left + wide, WIDTH - 8)
        wall = 0.35 + 0.45 * random.random(3, np.float32) * np.array((1, 0.86, 0.72), np.float32)
        picture[top:_SHORE, left:right] = wall + plaster[top:_SHORE, left:right, None]
        for step in range(26):
            picture[top - 26 + step, left + 26 - step : right - 26 + step] = (0.45, 0.20, 0.15)
        for y in range(top + 14, _SHORE - 20, 30):
            for x in range(left + 10, right - 16, 24):
                lit = random.random() < 0.4
                picture[y : y + 15, x : x + 10] = (0.99, 0.83, 0.48) if lit else (0.13, 0.15, 0.21)
        left = right + int(random.integers(2, 18))


def _lake(picture: Field, random: np.random.Generator) -> None:
    """Mirror what stands above the shore, broken by ripples that grow towards the bottom; in place."""
    depth = HEIGHT - _SHORE
    mirrored = picture[_SHORE - depth : _SHORE][::-1].copy()
    near = np.linspace(0, 1, depth, dtype=np.float32)[:, None]
    ripple = (cv2.resize(noise(random, 40, 4), (WIDTH // 6, HEIGHT))[:depth] - 0.5) * 2
    ripple = cv2.resize(ripple, (WIDTH, depth), interpolation=cv2.INTER_LINEAR)
    x, y = np.meshgrid(np.arange(WIDTH, dtype=np.float32), np.arange(depth, dtype=np.float32))
    moved = cv2.remap(mirrored, x + ripple * 60 * near, y + ripple * 26 * near, cv2.INTER_LINEAR, None, 4)
    picture[_SHORE:] = moved * 0.72 + np.array((0.04, 0.07, 0.12), np.float32) + (ripple * 0.07 * near)[..., None]


def make() -> Image.Image:
    """Return the picture, RGB, 1920x1080."""
    random = np.random.default_rng(_SEED)
    picture = _hills(_sky(random), random)
    _town(picture, random)
    _lake(picture, random)
    picture += (random.random((HEIGHT, WIDTH, 1), np.float32) - 0.5) * 0.02  # the grain of a sensor
    return Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))


def main() -> None:
    """Write the picture where the job looks for it."""
    path = Path(__file__).resolve().parents[1] / "media" / "job40" / "photo.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    make().save(path, "JPEG", quality=_QUALITY, optimize=True, subsampling=2)
    print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
