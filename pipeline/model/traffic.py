"""How much of what a film is made of came from where."""

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Haul:
    """Some entries of a store, and their bytes."""

    entries: int = 0
    size: int = 0

    def __add__(self, other: "Haul") -> "Haul":
        """Put two together."""
        return Haul(self.entries + other.entries, self.size + other.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """What was there in the local cache, what came from the shared store, what was made, what was sent there."""

    local: Haul = Haul()
    shared: Haul = Haul()
    made: Haul = Haul()
    sent: Haul = Haul()

    def __add__(self, other: "Traffic") -> "Traffic":
        """Put two together."""
        return Traffic(**{field.name: getattr(self, field.name) + getattr(other, field.name) for field in fields(self)})

    @property
    def figures(self) -> Mapping[str, int]:
        """The same as plain figures: `local_entries`, `local_bytes`, and so on."""
        hauls = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            f"{name}_{unit}": figure
            for name, haul in hauls.items()
            for unit, figure in (("entries", haul.entries), ("bytes", haul.size))
        }
