"""A scene and a house as one format lays them out: what is written under `formats`, applied."""

from collections.abc import Iterable
from typing import Any

from pipeline.model.picture import GRIDS, Shape
from pipeline.model.scene import REDUCED, Box, House, HouseChange, LayerChange, Scene, Style
from pipeline.model.stacking import stacked


def stretched(scene: Scene, shape: Shape, grid: tuple[int, int]) -> Scene:
    """Return a scene of a shape on a wider or higher grid than the shape's own.

    Its boxes are stretched, and what they hold is not: grounds and pictures reach the new edges, texts have more room,
    and whatever stood over the middle of something else still does.
    """
    by = _stretch(shape, grid)
    if by == (1, 1):
        return scene
    return scene.model_copy(update={"layers": tuple(_stretched(layer, by) for layer in scene.layers)})


def stretched_house(house: House, shape: Shape, grid: tuple[int, int]) -> House:
    """Return a house of a shape whose safe area is that of another grid."""
    across, down = by = _stretch(shape, grid)
    x, y, width, height = house.safe
    safe = (x * across, y * down, width * across, height * down)
    return house if by == (1, 1) else house.model_copy(update={"safe": safe})


def _stretch(shape: Shape, grid: tuple[int, int]) -> tuple[float, float]:
    width, height = GRIDS[shape]
    return grid[0] / width, grid[1] / height


def _stretched(layer: Any, by: tuple[float, float]) -> Any:
    if "centre" in type(layer).model_fields:
        x, y = layer.centre
        return layer.model_copy(update={"centre": (x * by[0], y * by[1])})
    if "box" not in type(layer).model_fields:
        return layer
    x, y, width, height = layer.box
    return layer.model_copy(update={"box": (x * by[0], y * by[1], width * by[0], height * by[1])})


def scene_in(scene: Scene, shape: Shape, safe: Box, *, reduced: bool = False) -> Scene:
    """Return the scene as it is in a shape: hidden layers left out, changes applied, full boxes as large as its grid.

    In 16:9 nothing but the hidden layers goes. A scene that says nothing of a shape is stacked in its safe area. What
    it says of a picture that is seen `reduced` comes last.
    """
    if shape != "horizontal" and shape not in scene.formats and _has_places(scene):
        shown = [layer for layer in scene.layers if not layer.hidden]
        return scene.model_copy(update={"layers": stacked(shown, safe, GRIDS[shape]), "formats": {}})
    wanted = (shape, *((REDUCED,) if reduced else ()))
    changes = [scene.formats[name] for name in wanted if name != "horizontal" and name in scene.formats]
    told = [change.layers for change in changes]
    layers = tuple(_changed(layer, (each.get(layer.name) for each in told), shape) for layer in scene.layers)
    shift = next((each.shift for each in reversed(changes) if each.shift is not None), scene.shift)
    layers = tuple(moved(layer, shift) for layer in layers)
    overlays = next((each.overlays for each in reversed(changes) if each.overlays is not None), scene.overlays)
    return scene.model_copy(
        update={"layers": tuple(layer for layer in layers if not layer.hidden), "overlays": overlays, "formats": {}}
    )


def moved(layer: Any, shift: tuple[float, float]) -> Any:
    """Return a layer with its box or its centre elsewhere; one that fills the picture stays."""
    if shift == (0, 0) or not {"box", "centre"} & layer.model_fields_set:
        return layer
    key = "box" if "box" in type(layer).model_fields else "centre"
    x, y, *rest = getattr(layer, key)
    return layer.model_copy(update={key: (x + shift[0], y + shift[1], *rest)})


def house_in(house: House, shape: Shape, share: float = 1.0) -> House:
    """Return the house as it is in a shape: its safe area, its type scale, its grounds.

    A picture that is seen at a `share` of its size has larger letters: none is seen smaller than is allowed.
    """
    change = house.formats.get(shape) if shape != "horizontal" else None
    laid = _laid(house, change, shape) if shape != "horizontal" else house
    if share >= 1:
        return laid
    told = house.formats.get(REDUCED)
    there = told or change
    least = (there.smallest if there else HouseChange.model_fields["smallest"].default) / share
    return _written(laid, told, 1.0, least) if told else _resized(laid, 1.0, least)


def _laid(house: House, change: HouseChange | None, shape: Shape) -> House:
    if change is None:
        width, height = GRIDS[shape]
        return house.model_copy(update={"safe": (width * 0.05, height * 0.05, width * 0.9, height * 0.9)})
    return _written(house, change, change.larger, change.smallest)


def _written(house: House, change: HouseChange, larger: float, least: float) -> House:
    """Return a house with what is written of a format: its safe area, the styles that have sizes of their own."""
    laid = _resized(house, larger, least)
    styles = dict(laid.styles)
    for name, own in change.styles.items():
        if name in styles:
            styles[name] = styles[name].model_copy(update={"size": own.size, "smallest": own.smallest})
    grounds = {**house.grounds, **change.grounds}
    return laid.model_copy(update={"safe": change.safe, "styles": styles, "grounds": grounds})


def _resized(house: House, larger: float, least: float) -> House:
    styles = {name: style.model_copy(update=_sizes(style, larger, least)) for name, style in house.styles.items()}
    return house.model_copy(update={"styles": styles})


def _has_places(scene: Scene) -> bool:
    """Tell whether a layer of the scene stands somewhere in particular."""
    return any({"box", "centre"} & layer.model_fields_set for layer in scene.layers)


def _sizes(style: Style, larger: float, smallest: float) -> dict[str, float]:
    least = max(style.smallest, smallest)
    return {"size": max(style.size * larger, least), "smallest": least}


def _changed(layer: Any, changes: Iterable[LayerChange | None], shape: Shape) -> Any:
    update: dict[str, Any] = {}
    if shape != "horizontal" and "box" in type(layer).model_fields and "box" not in layer.model_fields_set:
        update["box"] = (0.0, 0.0, *(float(side) for side in GRIDS[shape]))
    for change in filter(None, changes):
        update |= {key: getattr(change, key) for key in change.model_fields_set}
    return layer.model_copy(update=update) if update else layer
