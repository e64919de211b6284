"""A film of somebody before a screen, picture by picture: its screen is measured once, each picture is cut once."""

from dataclasses import fields

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.compose.keying import Cut, PixelBox, cut_out
from pipeline.compose.planes import Planes, new_planes, planes_of, to_rgb
from pipeline.compose.screen import Screen, screen_of
from pipeline.model.picture import Format, KeyedSpec
from pipeline.ports import Film

_LOOKED_AT = 7
"""Pictures of a film, evenly spread, in which its screen is measured: somebody who moves uncovers what is behind."""


class LiftedFilm:
    """Lifts somebody off the pictures of a film; the last picture is kept, for whoever it shows and for their shadow.

    `at` is where the film stands in the frame, and its size: x, y, width, height in even pixels. Of its pictures,
    what lies outside the frame is not looked at.
    """

    def __init__(self, film: Film, spec: KeyedSpec, fmt: Format) -> None:
        self._film, self._spec, self._fmt = film, spec, fmt
        x, y, width, height = (round(value * fmt.scale / 2) * 2 for value in spec.box)
        self.at = (x, y, width, height)
        self._screen: Screen | None = None
        self._measured = False
        self._last: tuple[int, Planes, Cut | None] | None = None

    @property
    def screen(self) -> Screen | None:
        """The screen of the shot, None where there is none."""
        if not self._measured:
            last = max(0, self._spec.length - 1)
            looked = sorted({round(last * part / (_LOOKED_AT - 1)) for part in range(_LOOKED_AT)})
            copies = [planes_of(self._film.planes(number).copy(), self.at[3]) for number in looked]
            self._screen = screen_of(copies, self._spec.screen)
            self._measured = True
        return self._screen

    def cut(self, number: int) -> tuple[Planes, Cut | None]:
        """Return a picture of the film, and whoever it shows, lifted off; None where there is nobody, or no screen."""
        if self._last is None or self._last[0] != number:
            screen = self.screen
            picture = planes_of(self._film.planes(number), self.at[3])
            self._last = (number, picture, None if screen is None else cut_out(picture, screen, self._window()))
        return self._last[1], self._last[2]

    def _window(self) -> PixelBox:
        x, y, width, height = self.at
        left, top = max(0, -x), max(0, -y)
        return (left, top, max(left, min(width, self._fmt.width - x)), max(top, min(height, self._fmt.height - y)))


def seen_in(spec: KeyedSpec) -> KeyedSpec:
    """Return whom a layer shows, or the shadow of whom it is: the same for both."""
    return KeyedSpec(**{field.name: getattr(spec, field.name) for field in fields(KeyedSpec)})


def painted(cut: Cut) -> npt.NDArray[np.uint8]:
    """Return a person lifted off as RGBA of shape (h, w, 4), uint8, straight."""
    height, width = cut.alpha.shape
    planes = new_planes(width, height)
    for there, here in ((planes.y, cut.y), (planes.u, cut.u), (planes.v, cut.v)):
        there[...] = np.rint(here)
    alpha = np.rint(cut.alpha * np.float32(255)).astype(np.uint8)
    rgba: npt.NDArray[np.uint8] = cv2.merge((*cv2.split(to_rgb(planes)), alpha))
    return rgba
