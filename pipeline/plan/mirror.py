"""A shot seen the other way round: its layers change sides, its drawings turn; faces and words are left as they are."""

from dataclasses import replace

from pipeline.model import picture as pic


def mirrored(spec: pic.LayerSpec, width: int, *, flip: bool) -> pic.LayerSpec:
    """Return the specification on the other side of a frame of this width; `flip`: a drawing turns left to right too.

    A full-frame ground has no side, and a depth of an illustration fills the frame.
    """
    if isinstance(spec, pic.GroundSpec) or (isinstance(spec, pic.ArtSpec) and spec.group):
        return spec
    x, y, wide, high = spec.box
    box = (width - x - wide, y, wide, high)
    if isinstance(spec, pic.ArtSpec):
        return replace(spec, box=box, mirror=flip)
    return replace(spec, box=box)
