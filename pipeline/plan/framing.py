"""Where a face may stand in a shot that is filmed: clear of what is laid over it, and kept by the vertical film."""

from collections.abc import Iterable, Iterator

from pipeline.model.part import Part, Role
from pipeline.model.picture import GRIDS, Box, GroundSpec, StagedLayer
from pipeline.model.scenes import Scenes
from pipeline.model.shooting import Framing

_LAID_OVER = frozenset({Role.LOWER_THIRD, Role.PLACE, Role.TICKER, Role.MARK})
_WIDE, _HIGH = GRIDS["horizontal"]
_WHOLE: Box = (0.0, 0.0, float(_WIDE), float(_HIGH))
_UPRIGHT = GRIDS["vertical"]
_MIDDLE = 0.5


def framing_of(
    wide: Iterable[StagedLayer], upright: Iterable[StagedLayer], scenes: Scenes, vertical: Scenes
) -> Framing:
    """Return the guides of a shot by its layers in the wide and in the vertical film, each with its scenes.

    A clip of 16:9 is taken to fill the vertical picture as the footage scene does there, cropped about its middle.
    """
    upright_box = _footage_box(vertical)
    ratio = upright_box[2] / upright_box[3]
    width = min(1.0, ratio * _HIGH / _WIDE)
    kept = ((1 - width) / 2, 0.0, width, 1.0)
    across = [(layer, _shares(box, _WHOLE)) for layer, box in _over(wide, scenes)]
    along = [(layer, _within(_shares(box, upright_box), kept)) for layer, box in _over(upright, vertical)]
    everything = [*across, *along]
    covered = tuple(dict.fromkeys(found for _, found in everything if found[2] > 0 and found[3] > 0))
    named = dict.fromkeys(found for layer, found in across if layer.role is Role.LOWER_THIRD)
    return Framing(kept=kept, covered=covered, named=tuple(named), clear=_clear(kept, covered))


def _over(layers: Iterable[StagedLayer], scenes: Scenes) -> Iterator[tuple[StagedLayer, Box]]:
    """Yield the texts and the plates that are laid over a shot in a film to be published, each with its box."""
    for layer in layers:
        scene = scenes.get(layer.scene)
        if layer.role not in _LAID_OVER or (scene is not None and scene.part is Part.DRAFT_MARK):
            continue
        if not isinstance(layer.spec, GroundSpec):
            yield layer, layer.spec.box


def _footage_box(scenes: Scenes) -> Box:
    """Return where the vertical film shows footage."""
    shown = next((scene for scene in scenes.values() if scene.part is Part.FOOTAGE), None)
    boxes: Iterator[Box | None] = (getattr(layer, "box", None) for layer in shown.layers) if shown else iter(())
    width, height = _UPRIGHT
    return next((box for box in boxes if box), (0.0, 0.0, float(width), float(height)))


def _shares(box: Box, of: Box) -> Box:
    """Return a box as shares of another, cut to it."""
    left, top = max(0.0, (box[0] - of[0]) / of[2]), max(0.0, (box[1] - of[1]) / of[3])
    right = min(1.0, (box[0] + box[2] - of[0]) / of[2])
    bottom = min(1.0, (box[1] + box[3] - of[1]) / of[3])
    return left, top, max(0.0, right - left), max(0.0, bottom - top)


def _within(box: Box, kept: Box) -> Box:
    """Return shares of the kept part as shares of the whole picture."""
    left, top, width, height = kept
    return left + box[0] * width, top + box[1] * height, box[2] * width, box[3] * height


def _clear(kept: Box, covered: Iterable[Box]) -> Box:
    """Return the part of what is kept that lies between what covers its top and what covers its bottom."""
    left, top, width, height = kept
    bottom = top + height
    for box in covered:
        if box[0] + box[2] <= left or box[0] >= left + width:
            continue
        if box[1] + box[3] / 2 < _MIDDLE:
            top = max(top, box[1] + box[3])
        else:
            bottom = min(bottom, box[1])
    return left, top, width, max(0.0, bottom - top)
