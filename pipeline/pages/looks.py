"""A look in words: how each scene moves, how each style sets its text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.model.picture import Shape
from pipeline.model.scene import Enter, House, Moves, Scene, Style
from pipeline.model.variation import house_in
from pipeline.pages.wording import bare, decimal, lasting

LARGEST = 96
"""Pixels: the page shows larger styles at this size, and says their own."""

_STILL = Moves()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMotion:
    """How a scene moves; an overlay has neither transition nor lengths of its own."""

    name: str
    transition: str
    shortest: str
    around: str
    enters: tuple[str, ...]
    leaves: tuple[str, ...]
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Specimen:
    """A text style, its size on the page, and what is to be known of it."""

    name: str
    style: Style
    size: float
    figures: tuple[str, ...]


def motions(scenes: Mapping[str, Scene]) -> Iterator[ShownMotion]:
    """Yield how every scene moves."""
    for name, scene in scenes.items():
        overlay = scene.role != "plan"
        yield ShownMotion(
            name=name,
            transition="" if overlay else scene.transition,
            shortest="" if overlay else f"{decimal(scene.shortest)} s",
            around="" if overlay else f"{decimal(scene.lead)} s, {decimal(scene.tail)} s",
            enters=tuple(dict.fromkeys(_move(layer.enter) for layer in scene.layers if layer.enter)),
            leaves=tuple(dict.fromkeys(_move(layer.leave) for layer in scene.layers if layer.leave)),
            moves=tuple(dict.fromkeys(_moves(layer.moves) for layer in scene.layers if layer.moves != _STILL)),
        )


def specimens(house: House, shapes: Mapping[Shape, str]) -> Iterator[Specimen]:
    """Yield every text style with its figures, in 16:9 and in the other formats, by their names."""
    narrow = {label: house_in(house, shape).styles for shape, label in shapes.items() if shape != "horizontal"}
    for name, style in house.styles.items():
        others = (
            f"{label.lower()} {bare(own[name].size)} px, {bare(own[name].smallest)}" for label, own in narrow.items()
        )
        figures = (
            f"police {style.face}", f"{bare(style.size)} px, {bare(style.smallest)} au moins",
            *others,
            f"interligne {decimal(style.leading)}", f"approche {bare(style.tracking)}", f"couleur {style.colour}",
        )  # fmt: skip
        yield Specimen(name, style, min(style.size, LARGEST), figures)


def _move(move: Enter) -> str:
    far = "" if move.direction in {"fondu", "volet"} else f", {decimal(move.distance)} px"
    late = f", retard {move.delay}" if move.delay else ""
    return f"{move.direction} {lasting(move.frames)}{far}{late}"


def _moves(moves: Moves) -> str:
    given = moves.model_dump(by_alias=True, exclude_defaults=True)
    return ", ".join(f"{name} {_figure(value)}" for name, value in given.items())


def _figure(value: object) -> str:
    match value:
        case bool():
            return "oui" if value else "non"
        case int() | float():
            return decimal(value)
        case tuple() | list():
            return " → ".join(_figure(part) for part in value)
        case _:
            return str(value)
