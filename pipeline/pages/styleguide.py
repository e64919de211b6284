"""The style guide as a page: what every scene looks like, and everything the look is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pipeline.model.contrast import ENOUGH, ENOUGH_WHEN_LARGE, Pair
from pipeline.model.picture import GRIDS, Shape
from pipeline.model.scene import House, Scene
from pipeline.model.time import FRAME_RATE
from pipeline.model.variation import house_in
from pipeline.pages.environment import rendered
from pipeline.pages.looks import LARGEST, motions, specimens

FACES, SOUNDS, LOGO = "polices", "sons", "logo"
"""The folders beside the page in which fonts, sounds and the channel's logo stand."""

SHAPES: Mapping[Shape, str] = {"horizontal": "16:9", "vertical": "Vertical", "carre": "Carré"}
"""The formats of the page, as it names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A scene on the page: the address of its picture in each format, or why there is none."""

    name: str
    label: str
    alias: str
    overlay: bool
    pictures: Mapping[Shape, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """Everything the page shows; `problem` is what is wrong with the house style itself.

    `transitions` are in frames; `contrasts` are those of each format; `version` names this state of the page while it
    is watched, and is empty otherwise.
    """

    house: House | None
    scenes: Mapping[str, Scene]
    shown: tuple[Shown, ...]
    transitions: Mapping[str, int]
    contrasts: Mapping[Shape, tuple[Pair, ...]] = field(default_factory=dict)
    problem: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class _Grid:
    """A format as the page shows it: its grid and the zone that is safe for texts, in pixels and in CSS."""

    label: str
    width: int
    height: int
    safe: tuple[float, float, float, float]
    zone: str


def guide_page(guide: Guide) -> str:
    """Return the page as HTML 5, in French; it asks for nothing but the files beside it."""
    wrong = [guide.problem, *(f"{one.name} : {one.problem}" for one in guide.shown if one.problem)]
    house = guide.house
    return rendered(
        "styleguide.html",
        guide=guide,
        house=house,
        title=f"Charte de {house.label}" if house else "Charte",
        wrong="\n".join(filter(None, wrong)),
        faces_folder=FACES,
        sounds_folder=SOUNDS,
        logo_folder=LOGO,
        file_name=lambda path: PurePosixPath(path).name,
        family=family,
        grids={shape: _grid(house, shape) for shape in SHAPES} if house else {},
        specimens=tuple(specimens(house, SHAPES)) if house else (),
        motions=tuple(motions(guide.scenes)),
        largest=LARGEST,
        thresholds=(ENOUGH, ENOUGH_WHEN_LARGE),
        rate=FRAME_RATE,
    )


def family(face: str) -> str:
    """Return a family's name for the page: letters, digits and hyphens only, whatever the house calls it."""
    return "jt-" + "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in face)


def _grid(house: House, shape: Shape) -> _Grid:
    x, y, width, height = safe = house_in(house, shape).safe
    right, bottom = GRIDS[shape]
    sides = (("left", x / right), ("top", y / bottom), ("width", width / right), ("height", height / bottom))
    zone = ";".join(f"{side}:{100 * value:.3f}%" for side, value in sides)
    return _Grid(SHAPES[shape], right, bottom, safe, zone)
