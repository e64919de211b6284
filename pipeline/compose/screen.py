"""The plain colour behind somebody who was filmed, measured where it shows and spread to where it does not.

Everything is measured at a `GRAIN`th of the size, over several pictures of one shot: somebody who moves uncovers what
is behind. All planes are Y'CbCr code values of 8 bits, BT.709 limited range, chroma about 0, float32.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.compose.matte import Floats
from pipeline.compose.planes import NEUTRAL_C, Planes

Triple = tuple[Floats, Floats, Floats]
"""Luma, Cb and Cr of the same shape (h, w)."""


def each(change: Callable[[Floats], Floats], planes: Triple) -> Triple:
    """Return the same done to each of three planes."""
    return change(planes[0]), change(planes[1]), change(planes[2])


GRAIN = 8
"""Pixels of a picture to one of those that a screen is measured in."""

_HUES = {"vert": (-0.385, -0.454), "bleu": (0.5, -0.046)}
"""Cb and Cr of pure green and pure blue (BT.709), by the words of a script."""

_WHICHEVER = "auto"
"""The word for whichever colour is there."""

_NEAR = np.cos(np.radians(50))
"""How near a screen's hue is to the pure one: painted walls and cloths are up to 40 degrees off."""

_ALIKE = np.cos(np.radians(25))
"""How near to the screen's measured hue its own pixels are."""

_LEAST_CHROMA = 12.0
"""Code values of chroma under which a colour is a grey, in any light that a camera sees."""

_SHARE = 0.08
"""Share of the pictures that must be screen for it to be one."""

_CORNER = 0.08
"""Share of the height and width of an upper corner that is measured."""

_TINTS = 6
"""Colours that somebody is taken to have besides those that are seen near by: skin, hair, cloths."""

_HELD = 0.15
"""Weight of what the shot says of the screen against what the picture itself shows of it near by."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The colour behind, at a `GRAIN`th of the size: planes of shape (h, w); `hue` a unit vector of (Cb, Cr).

    `tints` are the colours of who stands before it, shape (n, 3).
    """

    colour: Triple
    hue: tuple[float, float]
    share: float
    tints: Floats


def screen_of(pictures: Sequence[Planes], wanted: str) -> Screen | None:
    """Measure the screen over several pictures of one shot; None where there is none.

    `wanted` is « vert », « bleu », « coin » (whatever colour the upper corners have), or « auto »: whichever of these.
    """
    if wanted == _WHICHEVER:
        found = [screen for name in _HUES if (screen := screen_of(pictures, name)) is not None]
        return max(found, key=lambda screen: screen.share) if found else screen_of(pictures, "")
    small = [grained(picture) for picture in pictures]
    hue = _hue(small, wanted)
    if hue is None:
        return None
    masks = [on_screen(u, v, hue) for _, u, v in small]
    share = float(np.mean([mask.mean() for mask in masks]))
    if share < _SHARE:
        return None
    colour = _measured(small, [_inner(mask) for mask in masks])
    if colour is None:
        return None
    for _ in range(_PURER):  # strands and shadows darken what is measured first
        pure = [_pure(one, colour, hue) for one in small]
        colour = _measured(small, [_inner(mask) for mask in pure]) or colour
    return Screen(colour, hue, share, _tints(small, masks))


_PURER = 3
"""How often the screen is measured again where it is as strong as it was found to be."""

_PURE = 0.94
"""Share of the screen's own chroma that a pixel has in which there is nothing else."""


def _measured(small: Sequence[Triple], inside: Sequence[Floats]) -> Triple | None:
    """Return the screen spread from where it shows, None where it shows nowhere."""
    weight: Floats = np.sum(inside, axis=0, dtype=np.float32)
    if not weight.any():
        return None
    sums = (np.sum([one[at] * by for one, by in zip(small, inside, strict=True)], axis=0) for at in range(3))
    y, u, v = (_spread(plane.astype(np.float32), weight) for plane in sums)
    return y, u, v


def _pure(small: Triple, colour: Triple, hue: tuple[float, float]) -> npt.NDArray[np.bool_]:
    """Tell which pixels are screen and nothing else."""
    pure: npt.NDArray[np.bool_] = along(*small[1:], hue) > _PURE * np.maximum(along(*colour[1:], hue), 1)
    return pure


def behind(picture: Planes, screen: Screen) -> Triple:
    """Return the screen as it is in one picture, at its grain: lights and exposure change while one films."""
    small = grained(picture)
    here = _inner(_pure(small, screen.colour, screen.hue))
    if not here.any():
        return screen.colour
    by = cv2.GaussianBlur(here, (0, 0), _LOCAL) + np.float32(1e-3 * _HELD)
    sides: list[Floats] = []
    for plane, whole in zip(small, screen.colour, strict=True):
        off = cv2.GaussianBlur((plane - whole) * here, (0, 0), _LOCAL)
        drift = np.float32(np.median((plane - whole)[here > 0]))
        sides.append((whole + (off + _HELD * drift) / (by + _HELD)).astype(np.float32))
    return sides[0], sides[1], sides[2]


_LOCAL = 4.0
"""How far round about a picture's own screen counts, in pixels of the grain."""


def grained(picture: Planes) -> Triple:
    """Return a picture's planes at a `GRAIN`th of its size, chroma about 0."""
    size = (max(4, picture.y.shape[1] // GRAIN), max(4, picture.y.shape[0] // GRAIN))
    y, u, v = (
        cv2.resize(plane, size, interpolation=cv2.INTER_AREA).astype(np.float32)
        for plane in (picture.y, picture.u, picture.v)
    )
    return y, u - NEUTRAL_C, v - NEUTRAL_C


def along(u: Floats, v: Floats, hue: tuple[float, float]) -> Floats:
    """Return how much chroma lies along the screen's hue, less what lies across it; never below 0."""
    result: Floats = np.maximum(u * np.float32(hue[0]) + v * np.float32(hue[1]) - np.abs(
        v * np.float32(hue[0]) - u * np.float32(hue[1])
    ), 0)  # fmt: skip
    return result


def on_screen(u: Floats, v: Floats, hue: tuple[float, float]) -> npt.NDArray[np.bool_]:
    """Tell which pixels have the screen's colour: its hue, and at least a third of its strength."""
    chroma = np.hypot(u, v)
    like: npt.NDArray[np.bool_] = (u * hue[0] + v * hue[1] > _ALIKE * chroma) & (chroma > _LEAST_CHROMA)
    if like.any():
        like &= chroma > 0.35 * np.percentile(chroma[like], 75)
    return like


def _inner(mask: npt.NDArray[np.bool_]) -> Floats:
    inner: Floats = cv2.erode(mask.astype(np.float32), np.ones((3, 3), np.uint8))
    return inner


def _hue(small: Sequence[Triple], wanted: str) -> tuple[float, float] | None:
    """Return the screen's hue as a unit vector of (Cb, Cr), None where nothing is like it."""
    if wanted in _HUES:
        u, v = (np.concatenate([one[at].ravel() for one in small]) for at in (1, 2))
        cb, cr = np.divide(_HUES[wanted], np.hypot(*_HUES[wanted]))
        chroma = np.hypot(u, v)
        like = (chroma > _LEAST_CHROMA) & (u * cb + v * cr > _NEAR * chroma)
    else:
        high, wide = (max(1, round(_CORNER * side)) for side in small[0][0].shape)
        u, v = (
            np.concatenate([part.ravel() for one in small for part in (one[at][:high, :wide], one[at][:high, -wide:])])
            for at in (1, 2)
        )
        chroma = np.hypot(u, v)
        like = chroma > _LEAST_CHROMA
        if like.mean() < 0.8:  # corners that are half something else measure nothing
            return None
    if not like.any():
        return None
    strong = like & (chroma >= np.percentile(chroma[like], 50))
    middle = np.array([np.median(u[strong]), np.median(v[strong])], np.float64)
    length = float(np.hypot(*middle))
    if length < _LEAST_CHROMA:
        return None
    return float(middle[0] / length), float(middle[1] / length)


def _spread(weighted: Floats, weight: Floats) -> Floats:
    """Return a plane from sums and weights: smoothed where it is known, spread ever wider where it is not."""
    result = np.zeros_like(weighted)
    known = np.zeros_like(weight)
    sigma = 1.5
    while True:
        by = cv2.GaussianBlur(weight, (0, 0), sigma, borderType=cv2.BORDER_REFLECT)
        plane = cv2.GaussianBlur(weighted, (0, 0), sigma, borderType=cv2.BORDER_REFLECT)
        here = (by > 0.02) & (known == 0)
        result[here] = plane[here] / by[here]
        known[here] = 1
        if known.all() or sigma > 2 * max(weight.shape):
            break
        sigma *= 2
    result[known == 0] = float(weighted.sum() / max(float(weight.sum()), 1e-6))
    return result


def _tints(small: Sequence[Triple], masks: Sequence[npt.NDArray[np.bool_]]) -> Floats:
    """Return the colours that are furthest apart of all that is no screen, each the middle of those nearest to it."""
    kernel = np.ones((5, 5), np.uint8)
    shown = [cv2.dilate(mask.astype(np.uint8), kernel) == 0 for mask in masks]
    seen = np.concatenate([np.stack(one, axis=-1)[here] for one, here in zip(small, shown, strict=True)])
    seen = seen[:: max(1, len(seen) // _LOOKED_AT)]
    if not len(seen):
        return np.zeros((0, 3), np.float32)
    middles = np.median(seen, axis=0, keepdims=True)
    while len(middles) < _TINTS:
        far = ((seen[:, None] - middles) ** 2).sum(axis=2).min(axis=1)
        if far.max() < _APART**2:
            break
        middles = np.concatenate([middles, seen[[int(far.argmax())]]])
    for _ in range(_ROUNDS):
        nearest = ((seen[:, None] - middles) ** 2).sum(axis=2).argmin(axis=1)
        groups = (seen[nearest == number] for number in range(len(middles)))
        middles = np.stack([group.mean(axis=0) if len(group) else middles[0] for group in groups])
    tints: Floats = middles.astype(np.float32)
    return tints


_LOOKED_AT, _APART, _ROUNDS = 4000, 12.0, 6
"""Pixels whose colours are told apart, the code values that part two of them, and how often they are sorted anew."""
