"""A piece of a layer as it must be laid in one frame."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from pipeline.compose.planes import Plane, Planes
from pipeline.model.picture import Sampling

_ALL = 4096
"""`Placement.reveal` of a layer seen whole."""


def revealed(columns: int, reveal: int) -> int:
    """Return how many of a layer's columns are seen, an even number."""
    return columns * reveal // _ALL // 2 * 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """Samples on an even origin, and what they let through (None: nothing)."""

    x: int
    y0: int
    y: Plane
    u: Plane
    v: Plane
    keep_y: Plane | None
    keep_c: Plane | None

    def first(self, columns: int) -> "Patch":
        """Keep the left columns of the patch, an even number."""
        half = columns // 2
        return replace(
            self,
            y=self.y[:, :columns],
            u=self.u[:, :half],
            v=self.v[:, :half],
            keep_y=None if self.keep_y is None else self.keep_y[:, :columns],
            keep_c=None if self.keep_c is None else self.keep_c[:, :half],
        )

    def faded(self, opacity: int, sampling: Sampling) -> "Patch":
        """Let the patch through by `opacity` / 256."""
        share = opacity / 256

        def keep(plane: Plane | None, like: Plane) -> Plane:
            source = np.zeros_like(like) if plane is None else plane
            kept: Plane = cv2.addWeighted(source, share, source, 0, sampling.full * (1 - share))
            return kept

        def scaled(plane: Plane) -> Plane:
            result: Plane = cv2.addWeighted(plane, share, plane, 0, 0)
            return result

        return replace(
            self,
            y=scaled(self.y),
            u=scaled(self.u),
            v=scaled(self.v),
            keep_y=keep(self.keep_y, self.y),
            keep_c=keep(self.keep_c, self.u),
        )

    def over(self, target: Planes) -> None:
        """Blend the patch over a picture, in place; what is outside the picture is left."""
        height, width = target.y.shape
        left, top = max(0, self.x), max(0, self.y0)
        right = min(width, self.x + self.y.shape[1])
        bottom = min(height, self.y0 + self.y.shape[0])
        if right <= left or bottom <= top:
            return
        for plane, samples, keep, across, down in (
            (target.y, self.y, self.keep_y, 1, 1),
            (target.u, self.u, self.keep_c, 2, target.sampling.rows),
            (target.v, self.v, self.keep_c, 2, target.sampling.rows),
        ):
            there = plane[top // down : bottom // down, left // across : right // across]
            rows = slice((top - self.y0) // down, (bottom - self.y0) // down)
            columns = slice((left - self.x) // across, (right - self.x) // across)
            if keep is None:
                there[...] = samples[rows, columns]
                continue
            cv2.multiply(there, keep[rows, columns], dst=there, scale=1 / target.sampling.full)
            cv2.add(there, samples[rows, columns], dst=there)
