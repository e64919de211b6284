"""Ids for items that have none: made from the title, so that they stay when other items move."""

from collections.abc import Iterable

from pipeline.check.shape.forms import entry
from pipeline.check.vocabulary import PLAN, STORY
from pipeline.french.wording import slug
from pipeline.model.marked import MapNode, TextNode

_LONGEST_NAME = 40


def with_ids(items: Iterable[MapNode]) -> tuple[MapNode, ...]:
    """Return the items, each with an id; those that were written are never given to another item."""
    items = tuple(items)
    taken = {item.text("id") for item in items} - {""}
    named = []
    for item in items:
        if item.get("id") is not None:
            named.append(item)
            continue
        identifier = free(_wanted(item), taken)
        taken.add(identifier)
        made = entry("id", TextNode(item.mark, identifier))
        named.append(MapNode(item.mark, (made, *item.entries)))
    return tuple(named)


def free(wanted: str, taken: set[str]) -> str:
    """Return the id, or the first of -2, -3… that nobody has.

    >>> free("virgule", {"virgule", "virgule-2"})
    'virgule-3'
    """
    number, identifier = 1, wanted
    while identifier in taken:
        number += 1
        identifier = f"{wanted}-{number}"
    return identifier


def _wanted(item: MapNode) -> str:
    kind = item.text("kind")
    title = slug(item.text("titre"))
    if kind == STORY:
        return title or STORY
    scene = _scene(item) if kind == PLAN else kind
    return slug(f"{scene} {title}"[:_LONGEST_NAME]) if title else slug(scene) or PLAN


def _scene(item: MapNode) -> str:
    plans = item.get("plans")
    first = plans.items[0] if plans is not None and not isinstance(plans, (MapNode, TextNode)) else None
    return first.text("scene") if isinstance(first, MapNode) else PLAN
