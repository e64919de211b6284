"""Where somebody who was filmed stands in a scene that would have drawn them: whole, or lifted off into its set."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from fractions import Fraction

from pipeline.model import picture as pic
from pipeline.model.faces import FacedSpec
from pipeline.model.layers import ArtLayer, FootageLayer, Layer
from pipeline.model.rundown import Sighted
from pipeline.model.scene import House, Scene
from pipeline.model.scene_values import FILM
from pipeline.model.time import FRAME_RATE, Span
from pipeline.plan.template import Values

SCREEN, SEEN = "incrustation", "personne_vue"
"""The slot of a screen's colour, and the value under which what was seen in the film is told."""

_HEAD = 0.07
"""Share of a drawn portrait's height above its head."""

_WIDE = 0.85
"""Share of a drawn portrait's width that somebody seated takes at the least."""

_TALLEST = 3.0
"""Times the short side of the frame that a film is enlarged at most: more than that is no picture any more."""

_CUT_STEP = 50
"""Frames to which the wanted part of a video is rounded up: a word more in a line keeps what was taken in."""

_SHADOW = "encre"
"""What a shadow is made of: the ink of the house."""

_ANYONE = (0.25, 0.12, 0.75, 1.0)
"""Where somebody is taken to stand in a picture that nobody has looked at."""


def keyed(values: Values) -> bool:
    """Tell whether somebody filmed is lifted off a screen, into the set."""
    return bool(values.get(FILM) and values.get(SCREEN))


def whole(scene: Scene, values: Values, shape: pic.Shape) -> Scene:
    """Return a scene that shows the film of whoever speaks full frame, what lies over it kept; or the same scene."""
    if not scene.on_camera or not values.get(FILM) or keyed(values) or FILM not in scene.slots:
        return scene
    if any(isinstance(layer, FootageLayer) for layer in scene.layers):
        return scene
    film = FootageLayer(type="video", file=str(values[FILM]), box=(0, 0, *pic.GRIDS[shape]))
    return scene.model_copy(update={"layers": (film,), "mirrored": ""})


def sided(portrait: pic.Box, shape: pic.Shape, *, other: bool) -> pic.Box:
    """Return where a portrait stands, on the other side of the frame if its shot is seen the other way round."""
    return (pic.GRIDS[shape][0] - portrait[0] - portrait[2], *portrait[1:]) if other else portrait


def seated(file: pic.Asset, portrait: pic.Box, values: Values, *, start: Fraction, length: int) -> pic.KeyedSpec:
    """Return the film of somebody lifted off a screen, placed where and as large as a portrait would be drawn."""
    seen = values.get(SEEN)
    told = seen if isinstance(seen, Sighted) else Sighted(16 / 9)
    left, top, right, bottom = told.person or _ANYONE
    x, y, width, height = portrait
    tall = max((1 - _HEAD) * height / max(bottom - top, 0.05), _WIDE * width / (told.aspect * max(right - left, 0.05)))
    tall = min(tall, _TALLEST * min(pic.GRIDS["horizontal"]))
    wide = tall * told.aspect
    box = (x + width / 2 - wide * (left + right) / 2, y + _HEAD * height - tall * top, wide, tall)
    return pic.KeyedSpec(file=file, box=box, fit="remplit", start=start, length=length, screen=str(values[SCREEN]))


def faced(film: pic.FootageSpec, values: Values) -> pic.FootageSpec:
    """Return a film with where the face of whoever speaks in it is, when it was seen."""
    seen = values.get(SEEN)
    if not isinstance(seen, Sighted) or seen.face is None:
        return film
    told = {field.name: getattr(film, field.name) for field in fields(pic.FootageSpec)}
    return FacedSpec(**told, face=seen.face, aspect=seen.aspect)


def shaded(
    layer: Layer, ones: Iterable[pic.StagedLayer], before: Iterable[tuple[str, pic.StagedLayer]], house: House
) -> Iterator[pic.StagedLayer]:
    """Yield what a layer shows, then the shadow that somebody lifted off a screen, behind it, throws onto it."""
    someone = [one.spec for _, one in before if isinstance(one.spec, pic.KeyedSpec)]
    for one in ones:
        yield one
        if someone and isinstance(layer, ArtLayer) and layer.shaded and isinstance(one.spec, pic.ArtSpec):
            told = {field.name: getattr(someone[-1], field.name) for field in fields(pic.KeyedSpec)}
            yield replace(one, spec=pic.ShadeSpec(**told, onto=one.spec, colour=house.palette[_SHADOW]))


def stretch(values: Values, span: Span) -> tuple[Fraction, int]:
    """Return the second at which a film begins to be shown, and for how many frames it is wanted."""
    start = _seconds(values.get("de"))
    length = -(-span.length // _CUT_STEP) * _CUT_STEP
    if values.get("a"):  # what comes after is not to be shown, however long the words: the last picture is held
        length = min(length, max(1, round((_seconds(values["a"]) - start) * FRAME_RATE)))
    return start, length


def _seconds(value: object) -> Fraction:
    return Fraction(str(value or 0).replace(",", "."))
