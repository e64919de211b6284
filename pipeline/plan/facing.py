"""On which side somebody who speaks is seen: whoever answers is on the other, as when two people are met in turn."""

import hashlib
from dataclasses import dataclass, field

from pipeline.model.scene import Scene
from pipeline.model.script import Shot
from pipeline.plan.template import Values, holds

_SIDE = "cote"


@dataclass
class Facing:
    """Gives the people of one item their sides: the first one's from the item's id, then each time the other one."""

    item: str
    _sides: dict[str, str] = field(default_factory=dict)
    _last: str = ""

    def told(self, shot: Shot, scene: Scene) -> Shot:
        """Return the shot with the side of whom it shows, as written or as chosen; any other shot as it is."""
        slot = scene.slots.get(_SIDE)
        who = str(shot.slots.get(scene.speaks, "")) if scene.speaks else ""
        if slot is None or not who or not scene.mirrored:
            return shot
        side = str(shot.slots.get(_SIDE) or "") or self._sides.get(who) or self._other(slot.choices)
        self._sides[who] = self._last = side
        return shot.model_copy(update={"slots": {**shot.slots, _SIDE: side}})

    def _other(self, sides: tuple[str, ...]) -> str:
        if not self._last:
            return sides[hashlib.sha256(self.item.encode()).digest()[0] % len(sides)]
        return sides[(sides.index(self._last) + 1) % len(sides)] if self._last in sides else sides[0]


def turned(scene: Scene, slots: Values) -> bool:
    """Tell whether a shot is seen turned left to right: its lower-thirds then stand on the other side."""
    return bool(scene.mirrored) and holds(scene.mirrored, slots)
