"""A person filmed before a plain colour is lifted off it: how much of each pixel is theirs, and their own colours.

The mixing equation is I = a F + (1 - a) B (Porter and Duff, 1984): I is what the camera saw, B the screen behind, F the
person. B is known, for the screen is measured where it shows and spread to where it does not, so that uneven light is
part of it. How much of a pixel is surely screen is told by its chroma along the screen's own hue, less what lies across
it (the chroma keyer of K. Jack, « Video Demystified »). In the edge that is left, F is spread from the person's inside
and a is the projection of I - B onto F - B, in chroma; luma, four times as finely sampled in 4:2:0, brings back what
chroma blurs. All planes are Y'CbCr code values of 8 bits, BT.709 limited range, float32.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.compose.matte import Floats
from pipeline.compose.planes import NEUTRAL_C, LayerPlanes, Plane, Planes
from pipeline.model.picture import Sampling

_HUES = {"vert": (-0.385, -0.454), "bleu": (0.5, -0.046)}
"""Cb and Cr of pure green and pure blue (BT.709), by the words of a script."""

_NEAR = np.cos(np.radians(50))
"""How near a screen's hue is to the pure one: painted walls and cloths are up to 40 degrees off."""

_ALIKE = np.cos(np.radians(25))
"""How near to the screen's measured hue its own pixels are."""

_LEAST_CHROMA = 12.0
"""Code values of chroma under which a colour is a grey, in any light that a camera sees."""

_SHARE = 0.08
"""Share of the pictures that must be screen for it to be one."""

_GRAIN = 8
"""Pixels of a picture to one of those that the screen is measured in."""

_CORNER = 0.08
"""Share of the height and width of an upper corner that is measured."""

_SCREEN, _PERSON = 0.14, 0.90
"""Below and above which the chroma key is sure."""

_LUMA_TRUST = 18.0
"""Code values of luma between person and screen from which luma's detail counts by half."""

_DARK, _SOFT, _FADES = 0.5, 22.0, 70.0
"""A shadow: its share of ink where it is darkest, how soft its edge is and over how much it fades, in grid pixels."""

_FLOOR, _CEILING = 0.03, 0.97
"""What is less than the one is noise of the screen, what is more than the other noise of the person."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The colour behind, at a `_GRAIN`th of the size: `y`, `u`, `v` of shape (h, w), chroma about 0; `hue` a unit."""

    y: Floats
    u: Floats
    v: Floats
    hue: tuple[float, float]
    share: float


@dataclass(frozen=True, slots=True)
class Cut:
    """A person lifted off: straight `y`, `u`, `v` and `alpha` 0..1, all float32 of shape (h, w)."""

    y: Floats
    u: Floats
    v: Floats
    alpha: Floats


def screen_of(pictures: Sequence[Planes], wanted: str) -> Screen | None:
    """Measure the screen over several pictures of one shot; None where there is none.

    `wanted` is « vert », « bleu », or « coin »: whatever colour the upper corners have.
    """
    small = [_small(picture) for picture in pictures]
    hue = _hue(small, wanted)
    if hue is None:
        return None
    masks = [_on_screen(u, v, hue) for _, u, v in small]
    share = float(np.mean([mask.mean() for mask in masks]))
    if share < _SHARE:
        return None
    kernel = np.ones((3, 3), np.uint8)
    inside: list[Floats] = [cv2.erode(mask.astype(np.float32), kernel) for mask in masks]
    weight: Floats = np.sum(inside, axis=0, dtype=np.float32)
    if not weight.any():
        return None
    planes = (np.sum([one[at] * by for one, by in zip(small, inside, strict=True)], axis=0) for at in range(3))
    y, u, v = (_spread(plane.astype(np.float32), weight) for plane in planes)
    return Screen(y, u, v, hue, share)


def cut_out(picture: Planes, screen: Screen) -> Cut:
    """Lift a person off the screen; spill of its colour is taken out of what stays."""
    height, width = picture.y.shape
    size = (width, height)
    y = picture.y.astype(np.float32)
    u, v = (_full(plane, size) for plane in (picture.u, picture.v))
    by, bu, bv = (cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR) for plane in (screen.y, screen.u, screen.v))
    behind = np.clip(_along(u, v, screen.hue) / np.maximum(_along(bu, bv, screen.hue), np.float32(1)), 0, 1)
    sure: Floats = np.subtract(1, behind, dtype=np.float32)
    near = _near(sure)
    person = (sure > _PERSON) & near
    reach = max(1, round(min(size) / 360))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    inside = cv2.erode(person.astype(np.uint8), disc)
    edge = (cv2.dilate(((sure > _SCREEN) & near).astype(np.uint8), disc) > 0) & (inside == 0)
    fy, fu, fv = _own_colours((y, u, v), inside, min(size))
    alpha = _projected((y, u, v), (fy, fu, fv), (by, bu, bv), size)
    alpha = np.where(inside > 0, np.float32(1), np.where(edge, alpha, np.float32(0)))
    alpha = np.clip((alpha - _FLOOR) / (_CEILING - _FLOOR), 0, 1).astype(np.float32)
    return _unmixed((y, u, v), (fy, fu, fv), (by, bu, bv), alpha, screen.hue)


def _small(picture: Planes) -> tuple[Floats, Floats, Floats]:
    """Return a picture's planes at a `_GRAIN`th of its size, chroma about 0."""
    size = (max(4, picture.y.shape[1] // _GRAIN), max(4, picture.y.shape[0] // _GRAIN))
    y, u, v = (
        cv2.resize(plane.astype(np.float32), size, interpolation=cv2.INTER_AREA)
        for plane in (picture.y, picture.u, picture.v)
    )
    return y, u - NEUTRAL_C, v - NEUTRAL_C


def _hue(small: Sequence[tuple[Floats, Floats, Floats]], wanted: str) -> tuple[float, float] | None:
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


def _on_screen(u: Floats, v: Floats, hue: tuple[float, float]) -> npt.NDArray[np.bool_]:
    """Tell which pixels have the screen's colour: its hue, and at least a third of its strength."""
    chroma = np.hypot(u, v)
    like: npt.NDArray[np.bool_] = (u * hue[0] + v * hue[1] > _ALIKE * chroma) & (chroma > _LEAST_CHROMA)
    if like.any():
        like &= chroma > 0.35 * np.percentile(chroma[like], 75)
    return like


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


def _full(plane: npt.NDArray[np.uint8], size: tuple[int, int]) -> Floats:
    """Return chroma about 0 at the size of luma."""
    whole: Floats = cv2.resize(plane.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
    whole -= NEUTRAL_C
    return whole


def _along(u: Floats, v: Floats, hue: tuple[float, float]) -> Floats:
    """Return how much chroma lies along the screen's hue, less what lies across it; never below 0."""
    result: Floats = np.maximum(u * hue[0] + v * hue[1] - np.abs(v * hue[0] - u * hue[1]), 0).astype(np.float32)
    return result


def _near(sure: Floats) -> npt.NDArray[np.bool_]:
    """Tell what lies near somebody's body: specks of a noisy screen, far from it, are none of it."""
    height, width = sure.shape
    size = (max(4, width // _GRAIN), max(4, height // _GRAIN))
    body = (cv2.resize(sure, size, interpolation=cv2.INTER_AREA) > 0.7).astype(np.uint8)
    reach = max(2, round(min(size) / 9))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    body = cv2.dilate(cv2.erode(body, np.ones((2, 2), np.uint8)), disc)
    near: npt.NDArray[np.bool_] = cv2.resize(body, (width, height), interpolation=cv2.INTER_NEAREST) > 0
    return near


def _own_colours(
    planes: tuple[Floats, Floats, Floats], inside: npt.NDArray[np.uint8], side: int
) -> tuple[Floats, Floats, Floats]:
    """Return the person's colours spread from the inside outwards, at half the size and back."""
    height, width = inside.shape
    half = (max(4, width // 2), max(4, height // 2))
    weight = cv2.resize(inside.astype(np.float32), half, interpolation=cv2.INTER_AREA)
    spread: list[Floats] = []
    near, far = max(1.5, side / 360), max(6.0, side / 50)
    close, wide = (cv2.GaussianBlur(weight, (0, 0), sigma) for sigma in (near, far))
    total = max(float(weight.sum()), 1e-6)
    for plane in planes:
        small = cv2.resize(plane, half, interpolation=cv2.INTER_AREA) * weight
        mean = np.float32(small.sum() / total)
        outer = (cv2.GaussianBlur(small, (0, 0), far) + mean * np.float32(1e-4)) / (wide + np.float32(1e-4))
        inner = (cv2.GaussianBlur(small, (0, 0), near) + outer * np.float32(0.02)) / (close + np.float32(0.02))
        spread.append(cv2.resize(inner, (width, height), interpolation=cv2.INTER_LINEAR))
    return spread[0], spread[1], spread[2]


def _projected(
    seen: tuple[Floats, Floats, Floats],
    own: tuple[Floats, Floats, Floats],
    behind: tuple[Floats, Floats, Floats],
    size: tuple[int, int],
) -> Floats:
    """Return how much of each pixel is the person's: by chroma, with the detail of luma where it tells them apart."""
    (y, u, v), (fy, fu, fv), (by, bu, bv) = seen, own, behind
    du, dv, dy = fu - bu, fv - bv, fy - by
    coarse = ((u - bu) * du + (v - bv) * dv) / np.maximum(du * du + dv * dv, 64)
    fine = (y - by) / np.where(np.abs(dy) < 4, np.float32(4), dy)
    fine = np.clip(fine, -0.2, 1.2)
    half = (size[0] // 2, size[1] // 2)
    blurred = cv2.resize(cv2.resize(fine, half, interpolation=cv2.INTER_AREA), size, interpolation=cv2.INTER_LINEAR)
    trust = dy * dy / (dy * dy + np.float32(_LUMA_TRUST**2))
    result: Floats = np.clip(coarse + trust * (fine - blurred), 0, 1).astype(np.float32)
    return result


def _unmixed(
    seen: tuple[Floats, Floats, Floats],
    own: tuple[Floats, Floats, Floats],
    behind: tuple[Floats, Floats, Floats],
    alpha: Floats,
    hue: tuple[float, float],
) -> Cut:
    """Return the person's own colours: the screen's share taken out, then what it throws onto them."""
    solid = np.maximum(alpha, np.float32(0.05))
    trust = np.clip((alpha - np.float32(0.3)) / np.float32(0.5), 0, 1)
    y, u, v = (
        trust * ((i - (1 - alpha) * b) / solid) + (1 - trust) * f for i, f, b in zip(seen, own, behind, strict=True)
    )
    spill = _along(u, v, hue)
    return Cut(
        y=np.clip(y, 16, 235),
        u=np.clip(u - spill * np.float32(hue[0]), -112, 112) + NEUTRAL_C,
        v=np.clip(v - spill * np.float32(hue[1]), -112, 112) + NEUTRAL_C,
        alpha=alpha,
    )


def laid(cut: Cut, x: int, y: int, sampling: Sampling) -> LayerPlanes:
    """Return a person lifted off as a layer whose upper left corner stands at an even place of the frame."""
    height, width = cut.alpha.shape
    half = (width // 2, height // sampling.rows)
    unit = 1 << (sampling.depth - 8)

    def samples(values: Floats, scale: float) -> Plane:
        rounded: Plane = np.clip(values * np.float32(scale) + np.float32(0.5), 0, sampling.full).astype(sampling.dtype)
        return rounded

    def halved(values: Floats) -> Floats:
        smaller: Floats = cv2.resize(values, half, interpolation=cv2.INTER_AREA)
        return smaller

    return LayerPlanes(
        x=x,
        y0=y,
        y=samples(cut.y * cut.alpha, unit),
        u=samples(halved(cut.u * cut.alpha), unit),
        v=samples(halved(cut.v * cut.alpha), unit),
        keep_y=samples(1 - cut.alpha, sampling.full),
        keep_c=samples(1 - halved(cut.alpha), sampling.full),
        sampling=sampling,
    )


def cast(alpha: Floats, place: tuple[int, int], size: tuple[int, int]) -> Floats:
    """Return alpha as it stands at a place of another picture of `size` (width, height), 0 around it."""
    result = np.zeros((size[1], size[0]), np.float32)
    x, y = place
    left, top = max(0, x), max(0, y)
    right, bottom = min(size[0], x + alpha.shape[1]), min(size[1], y + alpha.shape[0])
    if right > left and bottom > top:
        result[top:bottom, left:right] = alpha[top - y : bottom - y, left - x : right - x]
    return result


def shadow(person: Floats, onto: npt.NDArray[np.uint8], scale: float) -> npt.NDArray[np.uint8]:
    """Return the alpha of a soft contact shadow: under the person, on what stands before them, less and less down it.

    `person` is 0..1, `onto` the alpha 0..255 of what takes the shadow, both of shape (h, w).
    """
    solid = onto > 127
    top = np.where(solid.any(axis=0), solid.argmax(axis=0), onto.shape[0])
    down = (np.arange(onto.shape[0], dtype=np.float32)[:, None] - top[None, :]) / np.float32(_FADES * scale)
    small = (max(1, onto.shape[1] // _GRAIN), max(1, onto.shape[0] // _GRAIN))
    soft = cv2.GaussianBlur(
        cv2.resize(person, small, interpolation=cv2.INTER_AREA), (0, 0), max(0.8, _SOFT * scale / _GRAIN)
    )
    wide = cv2.resize(soft, onto.shape[::-1], interpolation=cv2.INTER_LINEAR)
    thrown = _DARK * wide * np.exp(-np.maximum(down, 0)) * (onto / np.float32(255))
    result: npt.NDArray[np.uint8] = np.clip(thrown * 255 + 0.5, 0, 255).astype(np.uint8)
    return result


@dataclass(frozen=True, slots=True)
class ScreenedPerson:
    """Where somebody stands before a screen: left, top, right and bottom in shares of the picture.

    `holes` is the share of them that has the screen's colour, at height `hole` (0 at their head, 1 at the bottom);
    `beyond` the share of the picture's upper edge that is no screen.
    """

    person: tuple[float, float, float, float]
    holes: float
    hole: float
    beyond: float


def person_before(pictures: Sequence[Planes], wanted: str) -> ScreenedPerson | None:
    """Return where somebody stands in the pictures of one shot; None without a screen, or without anybody."""
    screen = screen_of(pictures, wanted)
    if screen is None:
        return None
    alphas = np.stack([cut_out(picture, screen).alpha for picture in pictures])
    body = (alphas.max(axis=0) > 0.5).astype(np.uint8)
    height, width = body.shape
    count, labels, stats, _ = cv2.connectedComponentsWithStats(body)
    if count < 2:
        return None
    largest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    left, top, wide, high, area = (int(value) for value in stats[largest])
    if area < _SOMEBODY * body.size:
        return None
    outline = (labels == largest).astype(np.uint8)
    contours, _ = cv2.findContours(outline, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    filled = cv2.drawContours(np.zeros_like(outline), [cv2.convexHull(max(contours, key=cv2.contourArea))], -1, 1, -1)
    single = np.median(alphas, axis=0) > 0.5
    holes = (_enclosed(outline, filled) & ~single).astype(np.uint8)
    rows = np.flatnonzero(holes.any(axis=1))
    hole = (float(rows.mean()) - top) / max(1, high) if rows.size else 0.0
    beyond = float((alphas[:, : max(1, height // 50)] > 0.5).mean())
    return ScreenedPerson(
        (left / width, top / height, (left + wide) / width, (top + high) / height),
        float(holes.sum() / max(1, int(outline.sum()) + int(holes.sum()))), hole, beyond,
    )  # fmt: skip


_SOMEBODY = 0.01
"""Share of a picture under which what hides the screen is nobody."""


def _enclosed(outline: npt.NDArray[np.uint8], hull: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Tell what lies inside somebody: between their left and right, and under what is above, within their hull."""
    across = (np.maximum.accumulate(outline, axis=1) & np.maximum.accumulate(outline[:, ::-1], axis=1)[:, ::-1]) > 0
    under = np.maximum.accumulate(outline, axis=0) > 0
    inside: npt.NDArray[np.bool_] = (outline == 0) & across & under & (hull > 0)
    return inside
