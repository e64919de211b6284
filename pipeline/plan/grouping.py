"""Texts of one group: they close up, whatever their lengths, and stand together where the first one is anchored."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from pipeline.model.picture import Box, GroupSpec, StagedLayer, TextSpec

_LEVELS = ("haut", "bas")


def grouped(layers: Iterable[tuple[str, StagedLayer]]) -> tuple[StagedLayer, ...]:
    """Return layers in their order, the texts that name the same group set in the box around all of theirs.

    Texts that share a top (a row of columns) are told apart by their span or by their place: a group is one column.
    """
    staged = tuple(layers)
    columns: dict[str, list[TextSpec]] = {}
    for name, layer in staged:
        if name and isinstance(layer.spec, TextSpec):
            columns.setdefault(name, []).append(layer.spec)
    for specs in columns.values():
        specs.sort(key=lambda spec: spec.box[1])
    return tuple(
        replace(layer, spec=_in(columns[name], layer.spec)) if name and isinstance(layer.spec, TextSpec) else layer
        for name, layer in staged
    )


def _in(column: list[TextSpec], spec: TextSpec) -> TextSpec:
    rank = column.index(spec)
    top = min(other.box[1] for other in column)
    bottom = max(other.box[1] + other.box[3] for other in column)
    gaps = [under.box[1] - _bottom(over.box) for over, under in pairwise(column)]
    group = GroupSpec(
        spec.box[3],
        tuple(zip(column[:rank], gaps[:rank], strict=True)),
        tuple(zip(column[rank + 1 :], gaps[rank:], strict=True)),
    )
    anchor = _anchored(column[0].anchor, spec.anchor)
    return replace(spec, box=(spec.box[0], top, spec.box[2], bottom - top), anchor=anchor, group=group)


def _bottom(box: Box) -> float:
    return box[1] + box[3]


def _anchored(first: str, own: str) -> str:
    """Return the height of the first text's anchor with the side of a text's own.

    >>> _anchored("bas-gauche", "droite"), _anchored("gauche", "haut-gauche"), _anchored("haut", "bas")
    ('bas-droite', 'gauche', 'haut')
    """
    level = next((level for level in _LEVELS if first.startswith(level)), "")
    side = next((side for side in ("gauche", "droite") if own.endswith(side)), "")
    return "-".join(filter(None, (level, side))) or "centre"
