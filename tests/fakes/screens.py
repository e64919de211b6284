"""Somebody filmed before a screen, made on the spot: a figure of known alpha with soft edges and strands of hair."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.compose.planes import to_yuv
from tests.fakes.films import film

Floats = npt.NDArray[np.float32]

SCREENS = {"vert": (50.0, 175.0, 70.0), "bleu": (35.0, 70.0, 190.0), "gris": (128.0, 128.0, 128.0)}
"""R'G'B' of what hangs behind."""

SHIRT = (120.0, 40.0, 60.0)
_SKIN, _HAIR, _LIPS = (205.0, 150.0, 120.0), (45.0, 32.0, 28.0), (150.0, 70.0, 70.0)
_FINE = 2


@dataclass(frozen=True, slots=True)
class Shot:
    """A film, and the alpha of each of its pictures: float32 0..1 of shape (h, w)."""

    path: Path
    alphas: tuple[Floats, ...]


def figure(size: tuple[int, int], at: float, shirt: tuple[float, float, float] = SHIRT) -> tuple[Floats, Floats]:
    """Return R'G'B' of shape (h, w, 3) and alpha of somebody whose middle stands at a share of the width.

    What is seen of them at any pixel has a colour of its own: skin, cloth, or hair, of which single strands stand out.
    """
    width, height = size[0] * _FINE, size[1] * _FINE
    alpha = np.zeros((height, width), np.uint8)
    colours = np.zeros((height, width, 3), np.float32)
    middle, head, radius = int(at * width), int(0.36 * height), int(0.13 * height)
    chin, shoulders = int(0.52 * height), int(0.55 * height)
    colours[...] = shirt
    colours[:shoulders] = _SKIN
    colours[:chin] = _HAIR
    body = (middle, int(1.02 * height)), (int(0.30 * height), int(0.48 * height))
    cv2.ellipse(alpha, *body, 0, 0, 360, 255, -1)
    cv2.rectangle(alpha, (middle - radius // 2, head), (middle + radius // 2, int(0.62 * height)), 255, -1)
    cv2.ellipse(alpha, (middle, head), (radius, int(radius * 1.3)), 0, 0, 360, 255, -1)
    cv2.ellipse(colours, (middle, head + radius // 4), (int(0.8 * radius), int(1.05 * radius)), 0, 0, 360, _SKIN, -1)
    for side in (-1, 1):
        eye = (middle + side * radius // 3, head + radius // 8)
        cv2.ellipse(colours, eye, (radius // 7, radius // 12), 0, 0, 360, _HAIR, -1, cv2.LINE_AA)
    mouth = (middle, head + int(0.75 * radius))
    cv2.ellipse(colours, mouth, (radius // 3, radius // 8), 0, 0, 360, _LIPS, -1, cv2.LINE_AA)
    chance = np.random.default_rng(5)
    for angle in np.linspace(np.pi, 2 * np.pi, 40):
        start = np.array([middle + radius * np.cos(angle), head + 1.3 * radius * np.sin(angle)])
        out = start + radius * 0.35 * np.array([np.cos(angle + chance.normal(0, 0.3)), np.sin(angle)])
        points = tuple(int(value) for value in start), tuple(int(value) for value in out)
        cv2.line(alpha, *points, 255, max(1, height // 540), cv2.LINE_AA)
    hand = (middle + int(0.30 * height), int((0.72 - 0.6 * (at - 0.46)) * height))
    cv2.ellipse(alpha, hand, (radius // 3, radius // 2), 20, 0, 360, 255, -1)
    cv2.ellipse(colours, hand, (radius // 2, int(0.7 * radius)), 20, 0, 360, _SKIN, -1)
    soft = cv2.GaussianBlur(alpha.astype(np.float32) / 255, (0, 0), _FINE * size[1] / 720)
    own = cv2.GaussianBlur(colours, (0, 0), _FINE * size[1] / 720)
    return (
        cv2.resize(own, size, interpolation=cv2.INTER_AREA),
        cv2.resize(soft, size, interpolation=cv2.INTER_AREA),
    )


def lit(size: tuple[int, int], colour: tuple[float, float, float]) -> Floats:
    """Return a screen in uneven light: brighter at the upper left, dark towards the lower right."""
    across, down = np.meshgrid(np.linspace(0, 1, size[0]), np.linspace(0, 1, size[1]))
    light = 1.12 - 0.25 * across - 0.2 * down + 0.04 * np.sin(9 * across)
    whole: Floats = (light[..., None] * np.array(colour)).astype(np.float32)
    return whole


def shot(
    path: Path,
    *,
    screen: str = "vert",
    size: tuple[int, int] = (640, 360),
    count: int = 6,
    shirt: tuple[float, float, float] = SHIRT,
    noise: float = 3.0,
    crf: int = 20,
) -> Shot:
    """Write a film as a phone does, H.264 4:2:0, of somebody who moves before a screen."""
    chance = np.random.default_rng(11)
    behind = lit(size, SCREENS[screen])
    planes, alphas = [], []
    for number in range(count):
        own, alpha = figure(size, 0.46 + 0.08 * number / max(1, count), shirt)
        seen = alpha[..., None] * own + (1 - alpha[..., None]) * behind
        seen = seen + chance.normal(0, noise, seen.shape)
        yuv = to_yuv(np.clip(seen, 0, 255).astype(np.float32))
        half = (size[0] // 2, size[1] // 2)
        parts = [yuv[..., 0].ravel()]
        parts += [cv2.resize(yuv[..., at], half, interpolation=cv2.INTER_AREA).ravel() for at in (1, 2)]
        codes = np.clip(np.concatenate(parts) + 0.5, 0, 255).astype(np.uint8)
        planes.append(codes.reshape(size[1] * 3 // 2, size[0]))
        alphas.append(alpha)
    return Shot(film(path, planes, options={"crf": str(crf), "preset": "fast"}), tuple(alphas))


def edge_band(alpha: Floats) -> npt.NDArray[np.bool_]:
    """Tell where alpha is strictly between 0 and 1 (by half a code value), and one pixel on each side of that."""
    between = ((alpha > 1 / 512) & (alpha < 1 - 1 / 512)).astype(np.uint8)
    band: npt.NDArray[np.bool_] = cv2.dilate(between, np.ones((3, 3), np.uint8)) > 0
    return band
