"""Where the face of somebody filmed stands on the grid, and what a crop towards it keeps in its middle."""

from dataclasses import dataclass

from pipeline.model.picture import ArtSpec, Box, FootageSpec, StagedLayer

FACE_AT = 0.42
"""Share of the height at which the middle of a face stands in a picture that is cropped towards it: eyes at a third."""


_DRAWN = (0.33, 0.24, 0.67, 0.57)
"""Left, top, right and bottom of a drawn face, from brow to chin, in shares of its portrait's box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacedSpec(FootageSpec):
    """Somebody filmed whose `face` is known: left, top, width and height in shares of a picture of this `aspect`."""

    face: Box
    aspect: float


def focus_of(spec: FacedSpec) -> tuple[float, float]:
    """Return what a crop keeps in its middle: shares of the picture's width and height, to a hundredth.

    >>> from fractions import Fraction
    >>> from pipeline.model.picture import Asset
    >>> upright = {"file": Asset("a.mov", ""), "box": (0, 0, 1080, 1920), "fit": "remplit", "start": Fraction(0)}
    >>> focus_of(FacedSpec(**upright, length=50, face=(0.6, 0.2, 0.2, 0.3), aspect=16 / 9))
    (0.7, 0.43)
    """
    left, top, width, height = spec.face
    kept = min(1.0, spec.aspect * spec.box[3] / spec.box[2])
    return round(left + width / 2, 2), round(top + height / 2 + (0.5 - FACE_AT) * kept, 2)


def face_on_grid(spec: FacedSpec) -> Box:
    """Return the left, top, right and bottom of a face on the grid, as its film stands in its box."""
    x, y, width, height = spec.box
    fills = spec.fit == "remplit"
    wider = spec.aspect > width / height
    wide = height * spec.aspect if fills == wider else width
    high = wide / spec.aspect
    across, down = focus_of(spec) if fills else (0.5, 0.5)
    left = x - _within(across * wide - width / 2, wide - width) if fills else x + (width - wide) / 2
    top = y - _within(down * high - height / 2, high - height) if fills else y + (height - high) / 2
    face = spec.face
    return (
        left + face[0] * wide,
        top + face[1] * high,
        left + (face[0] + face[2]) * wide,
        top + (face[1] + face[3]) * high,
    )


def face_of(layer: StagedLayer) -> Box | None:
    """Return the left, top, right and bottom on the grid of the face that a layer shows, drawn or filmed, if any."""
    if isinstance(layer.spec, FacedSpec):
        return face_on_grid(layer.spec)
    if layer.bust and isinstance(layer.spec, ArtSpec):
        x, y, wide, high = layer.spec.box
        left, top, right, bottom = _DRAWN
        return x + left * wide, y + top * high, x + right * wide, y + bottom * high
    return None


def _within(value: float, most: float) -> float:
    return max(0.0, min(value, most))
