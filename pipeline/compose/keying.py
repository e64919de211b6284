"""A person filmed before a plain colour is lifted off it: how much of each pixel is theirs, and their own colours.

The mixing equation is I = a F + (1 - a) B (Porter and Duff, 1984): I is what the camera saw, B the screen behind, F the
person. B is measured (`pipeline.compose.screen`). What is surely screen, and surely person, is told by how much chroma
lies along the screen's hue, less what lies across it (the chroma keyer of K. Jack, « Video Demystified »). Between the
two, F is whatever colour of theirs, near by or anywhere in the shot, puts I nearest to the line from B to F, judged
over a neighbourhood (as sampling mattes do: Wang and Cohen, « Optimized Color Sampling for Robust Matting », 2007);
then a is the projection of I - B onto F - B. Chroma of 4:2:0 has a quarter of the samples and is coded more coarsely:
F is looked for at its size, a at that of luma, in which luma counts `_LUMA` times as much. All planes are Y'CbCr code
values of 8 bits, BT.709 limited range, float32, and only what lies around the person is looked at.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.compose.matte import Floats
from pipeline.compose.planes import NEUTRAL_C, LayerPlanes, Plane, Planes
from pipeline.compose.screen import Screen, Triple, along, behind, each, grained
from pipeline.model.picture import Sampling

Mask = npt.NDArray[np.uint8]

_SCREEN, _PERSON = 0.05, 0.93
"""Below and above which the chroma key is sure."""

_DARKER = 12.0
"""Code values of luma from which a pixel is looked at whose chroma is the screen's: a strand is thinner than chroma."""

_DEEP = 90
"""A pixel is inside somebody when no screen shows within this part of the picture's short side, spill or none."""

_LUMA = 3.0
"""How much more luma counts than chroma in telling alpha: coding blurs chroma and leaves it noise."""

_RESIDUE = 1.8
"""Code values off the line from screen to person at which a colour is taken to be another person's."""

_FURTHER = 0.5
"""What speaks against a colour that is the person's elsewhere: half a `_RESIDUE` squared."""

_AROUND = 7
"""Pixels of chroma over which it is judged which colour is theirs."""

_FAR_OFF = 900.0
"""Squared code values beyond which a colour that is not theirs weighs no more on its neighbours."""

_LEAST = 64.0
"""Squared code values between person and screen under which nothing tells them apart."""

_FLOOR, _CEILING = 0.02, 0.98
"""What is less than the one is noise of the screen, what is more than the other noise of the person."""

_TRUSTED, _DOUBTED = 0.8, 0.3
"""Shares of a pixel from which its own colour is believed, and under which that of the person near by is taken."""

PixelBox = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels of a picture, even."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A person lifted off, whose upper left corner stands at (`left`, `top`), even, of their picture.

    Straight `y` and `alpha` 0..1 of shape (h, w), straight `u` and `v` of shape (h / 2, w / 2); float32.
    """

    left: int
    top: int
    y: Floats
    u: Floats
    v: Floats
    alpha: Floats


def cut_out(picture: Planes, screen: Screen, within: PixelBox | None = None) -> Cut | None:
    """Lift a person off the screen, None where there is nobody; spill of its colour is taken out of what stays.

    Nothing outside `within` is looked at.
    """
    back = behind(picture, screen)
    near = _near(grained(picture), back, screen.hue)
    window = _around(near, picture, within)
    if window is None:
        return None
    left, top, right, bottom = window
    coarse = (slice(top // 2, bottom // 2), slice(left // 2, right // 2))
    shape = (picture.u.shape[1], picture.u.shape[0])
    luma = picture.y[top:bottom, left:right].astype(np.float32)
    y = cv2.resize(luma, ((right - left) // 2, (bottom - top) // 2), interpolation=cv2.INTER_AREA)
    u, v = (plane[coarse].astype(np.float32) - NEUTRAL_C for plane in (picture.u, picture.v))
    ground = each(lambda plane: np.ascontiguousarray(cv2.resize(plane, shape)[coarse]), back)
    there = np.ascontiguousarray(cv2.resize(near, shape, interpolation=cv2.INTER_NEAREST)[coarse])
    seen = (y, u, v)
    trimap = _sorted(seen, ground, there, screen.hue)
    own = _own(seen, ground, trimap, screen.tints)
    alpha = _alpha((luma, u, v), ground, own, trimap)
    return _unmixed((luma, u, v), (ground, own), alpha, screen.hue, (left, top))


@dataclass(frozen=True, slots=True)
class _Trimap:
    """What is surely the person's, and what is to be told apart: 0 and 1 of shape (h, w), at the size of chroma."""

    inside: Mask
    edge: Mask


def _near(small: Triple, back: Triple, hue: tuple[float, float]) -> Mask:
    """Tell what lies near somebody's body, at the grain: specks of a noisy screen, far from it, are none of it."""
    share = along(small[1], small[2], hue) / np.maximum(along(back[1], back[2], hue), 1)
    body = cv2.erode((share < 0.3).astype(np.uint8), np.ones((2, 2), np.uint8))
    near: Mask = cv2.dilate(body, _disc(max(2, round(min(share.shape) / 9))))
    return near


def _around(near: Mask, picture: Planes, within: PixelBox | None) -> PixelBox | None:
    """Return the window in which somebody stands, even, None when nobody does."""
    rows, columns = np.flatnonzero(near.any(axis=1)), np.flatnonzero(near.any(axis=0))
    if not rows.size:
        return None
    height, width = picture.y.shape
    left, top, right, bottom = within or (0, 0, width, height)
    part = (height / near.shape[0], width / near.shape[1])
    left, top = max(left, int(columns[0] * part[1]) // 2 * 2), max(top, int(rows[0] * part[0]) // 2 * 2)
    right = min(right, -int(-(columns[-1] + 1) * part[1] // 2) * 2, width)
    bottom = min(bottom, -int(-(rows[-1] + 1) * part[0] // 2) * 2, height)
    return (left, top, right, bottom) if right - left >= _SMALLEST and bottom - top >= _SMALLEST else None


_SMALLEST = 8
"""Pixels a side of the smallest window that is looked into."""


def _disc(reach: int) -> Mask:
    disc: Mask = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1)).astype(np.uint8)
    return disc


def _sorted(seen: Triple, ground: Triple, near: Mask, hue: tuple[float, float]) -> _Trimap:
    """Tell what is surely the person's, and what may be."""
    share = along(seen[1], seen[2], hue) / np.maximum(along(ground[1], ground[2], hue), 1)
    sure: Floats = np.subtract(1, share, dtype=np.float32)
    kernel = np.ones((3, 3), np.uint8)
    inside = cv2.erode(((sure > _PERSON) & (near > 0)).astype(np.uint8), kernel)
    deep = cv2.erode((sure > 0.5).astype(np.uint8), _disc(max(2, round(min(sure.shape) / _DEEP))))
    inside = inside | (deep & (near > 0).astype(np.uint8))
    maybe = ((sure > _SCREEN) | (np.abs(seen[0] - ground[0]) > _DARKER)) & (near > 0)
    edge: Mask = cv2.dilate(maybe.astype(np.uint8), kernel) & (1 - inside)
    return _Trimap(inside, edge)


def _own(seen: Triple, ground: Triple, trimap: _Trimap, tints: Floats) -> Triple:
    """Return the person's colours: their own inside, in the edge whatever of them explains best what is seen."""
    near_by = _filled(seen, trimap.inside)
    places = np.flatnonzero(trimap.edge)
    if not places.size:
        return near_by
    back, own = (np.stack([plane.ravel()[places] for plane in planes]) for planes in (ground, near_by))
    to_seen = np.stack([plane.ravel()[places] for plane in seen]) - back
    around = cv2.boxFilter(trimap.edge.astype(np.float32), -1, (_AROUND, _AROUND), normalize=False).ravel()[places]
    off = np.zeros(trimap.edge.shape, np.float32)
    theirs = [own, *(tint[:, None] for tint in tints)]
    against: list[Floats] = []
    for number, tint in enumerate(theirs):
        to_tint = tint - back
        share = (to_seen * to_tint).sum(axis=0) / np.maximum((to_tint * to_tint).sum(axis=0), np.float32(_LEAST))
        rest = ((to_seen - np.clip(share, 0, 1) * to_tint) ** 2).sum(axis=0)
        off.ravel()[places] = np.minimum(rest, np.float32(_FAR_OFF))
        mean = cv2.boxFilter(off, -1, (_AROUND, _AROUND), normalize=False).ravel()[places] / around
        against.append(mean / np.float32(2 * _RESIDUE**2) + np.float32(_FURTHER if number else 0))
    costs = np.stack(against)
    weights = np.exp(costs.min(axis=0) - costs)
    weights /= weights.sum(axis=0)
    chosen = np.zeros_like(own)
    for weight, tint in zip(weights, theirs, strict=True):
        chosen += weight * tint
    result = each(np.copy, near_by)
    for plane, values in zip(result, chosen, strict=True):
        plane.ravel()[places] = values
    return result


def _filled(planes: Triple, inside: Mask) -> Triple:
    """Return planes whose colours inside are spread outwards, coarser the further off: by halves, and back again."""
    weight = inside.astype(np.float32)
    levels = [([plane * weight for plane in planes], weight)]
    while min(weight.shape) > 2:
        size = ((weight.shape[1] + 1) // 2, (weight.shape[0] + 1) // 2)
        weight = cv2.resize(weight, size, interpolation=cv2.INTER_AREA)
        levels.append(([cv2.resize(one, size, interpolation=cv2.INTER_AREA) for one in levels[-1][0]], weight))
    sums, weight = levels[-1]
    filled = [np.full_like(weight, float(one.sum()) / max(float(weight.sum()), 1e-6)) for one in sums]
    little = np.float32(0.02)
    for sums, weight in reversed(levels):
        wider = [cv2.resize(one, weight.shape[::-1], interpolation=cv2.INTER_LINEAR) for one in filled]
        filled = [(one + little * wide) / (weight + little) for one, wide in zip(sums, wider, strict=True)]
    return filled[0], filled[1], filled[2]


def _alpha(seen: Triple, ground: Triple, own: Triple, trimap: _Trimap) -> Floats:
    """Return how much of each pixel is the person's, at the size of luma: `seen` has its luma at that size."""
    size = seen[0].shape[::-1]
    alpha: Floats = cv2.resize(trimap.inside, size, interpolation=cv2.INTER_NEAREST).astype(np.float32)
    places = np.flatnonzero(cv2.resize(trimap.edge, size, interpolation=cv2.INTER_NEAREST))

    def there(plane: Floats) -> Floats:
        whole = plane if plane.shape == alpha.shape else cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR)
        values: Floats = whole.ravel()[places]
        return values

    along_it, length = np.zeros(places.size, np.float32), np.zeros(places.size, np.float32)
    for counts, i, b, f in zip((_LUMA, 1, 1), seen, ground, own, strict=True):
        back = there(b)
        to = there(f) - back
        along_it += np.float32(counts) * (there(i) - back) * to
        length += np.float32(counts) * to * to
    share = along_it / np.maximum(length, np.float32(_LEAST))
    alpha.ravel()[places] = np.clip((share - _FLOOR) / (_CEILING - _FLOOR), 0, 1)
    return alpha


def _unmixed(
    seen: Triple, around: tuple[Triple, Triple], alpha: Floats, hue: tuple[float, float], at: tuple[int, int]
) -> Cut:
    """Return the person's own colours: the screen's share taken out, then what it throws onto them.

    `around` is the screen, then the person's colours near by, at the size of chroma.
    """
    size, half = seen[0].shape[::-1], seen[1].shape[::-1]
    coarse = cv2.resize(alpha, half, interpolation=cv2.INTER_AREA)

    def own(i: Floats, b: Floats, f: Floats, share: Floats) -> Floats:
        trust = np.clip((share - _DOUBTED) / np.float32(_TRUSTED - _DOUBTED), 0, 1)
        clean = (i - (1 - share) * b) / np.maximum(share, np.float32(_DOUBTED))
        result: Floats = f + trust * (clean - f)
        return result

    (by, bu, bv), (fy, fu, fv) = around
    wide = [cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR) for plane in (by, fy)]
    luma = own(seen[0], wide[0], wide[1], alpha)
    u, v = own(seen[1], bu, fu, coarse), own(seen[2], bv, fv, coarse)
    spill = along(u, v, hue)
    return Cut(
        left=at[0],
        top=at[1],
        y=np.clip(luma, 16, 235),
        u=np.clip(u - spill * np.float32(hue[0]), -112, 112) + NEUTRAL_C,
        v=np.clip(v - spill * np.float32(hue[1]), -112, 112) + NEUTRAL_C,
        alpha=alpha,
    )


def laid(cut: Cut, x: int, y: int, sampling: Sampling) -> LayerPlanes:
    """Return a person lifted off as a layer; the upper left corner of their picture stands at (x, y), even."""
    height, width = cut.alpha.shape
    half = (width // 2, height // sampling.rows)
    unit = 1 << (sampling.depth - 8)

    def samples(values: Floats, scale: float) -> Plane:
        rounded: Plane = np.clip(values * np.float32(scale) + np.float32(0.5), 0, sampling.full).astype(sampling.dtype)
        return rounded

    coarse: Floats = cv2.resize(cut.alpha, half, interpolation=cv2.INTER_AREA)
    u, v = (
        plane if plane.shape == coarse.shape else cv2.resize(plane, half, interpolation=cv2.INTER_LINEAR)
        for plane in (cut.u, cut.v)
    )
    return LayerPlanes(
        x=x + cut.left,
        y0=y + cut.top,
        y=samples(cut.y * cut.alpha, unit),
        u=samples(u * coarse, unit),
        v=samples(v * coarse, unit),
        keep_y=samples(1 - cut.alpha, sampling.full),
        keep_c=samples(1 - coarse, sampling.full),
        sampling=sampling,
    )
