"""A scene and a house as one format lays them out: what is written under `formats`, applied."""

from typing import Any

from pipeline.model.picture import GRIDS, Shape
from pipeline.model.scene import Box, House, LayerChange, Scene, Style
from pipeline.model.stacking import stacked


def scene_in(scene: Scene, shape: Shape, safe: Box) -> Scene:
    """Return the scene as it is in a shape: hidden layers left out, changes applied, full boxes as large as its grid.

    In 16:9 nothing but the hidden layers goes. A scene that says nothing of a shape is stacked in its safe area.
    """
    if shape != "horizontal" and shape not in scene.formats and _has_places(scene):
        shown = [layer for layer in scene.layers if not layer.hidden]
        return scene.model_copy(update={"layers": stacked(shown, safe, GRIDS[shape]), "formats": {}})
    change = scene.formats.get(shape) if shape != "horizontal" else None
    told = change.layers if change else {}
    layers = tuple(_changed(layer, told.get(layer.name), shape) for layer in scene.layers)
    shift = scene.shift if change is None or change.shift is None else change.shift
    layers = tuple(moved(layer, shift) for layer in layers)
    overlays = scene.overlays if change is None or change.overlays is None else change.overlays
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


def house_in(house: House, shape: Shape) -> House:
    """Return the house as it is in a shape: its safe area, its type scale, its grounds."""
    if shape == "horizontal":
        return house
    change = house.formats.get(shape)
    if change is None:
        width, height = GRIDS[shape]
        return house.model_copy(update={"safe": (width * 0.05, height * 0.05, width * 0.9, height * 0.9)})
    styles = {
        name: style.model_copy(update=_sizes(style, change.larger, change.smallest))
        for name, style in house.styles.items()
    }
    for name, own in change.styles.items():
        if name in styles:
            styles[name] = styles[name].model_copy(update={"size": own.size, "smallest": own.smallest})
    return house.model_copy(
        update={"safe": change.safe, "styles": styles, "grounds": {**house.grounds, **change.grounds}}
    )


def _has_places(scene: Scene) -> bool:
    """Tell whether a layer of the scene stands somewhere in particular."""
    return any({"box", "centre"} & layer.model_fields_set for layer in scene.layers)


def _sizes(style: Style, larger: float, smallest: float) -> dict[str, float]:
    least = max(style.smallest, smallest)
    return {"size": max(style.size * larger, least), "smallest": least}


def _changed(layer: Any, change: LayerChange | None, shape: Shape) -> Any:
    update: dict[str, Any] = {}
    if shape != "horizontal" and "box" in type(layer).model_fields and "box" not in layer.model_fields_set:
        update["box"] = (0.0, 0.0, *(float(side) for side in GRIDS[shape]))
    if change is not None:
        update |= {key: getattr(change, key) for key in change.model_fields_set}
    return layer.model_copy(update=update) if update else layer
