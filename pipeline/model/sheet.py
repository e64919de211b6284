"""The rundown's sheet (le conducteur) as a value: one row a shot, gathered by item, planned and real lengths."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One shot of the rundown; lengths are frames, `planned` None when nobody wrote one.

    `elapsed` counts from the programme's start to the end of the shot.
    """

    number: str
    kind: str
    source: str
    speakers: str
    picture: str
    sound: str
    thirds: tuple[str, ...]
    planned: int | None
    length: int
    elapsed: int
    start: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemRows:
    """One item with its rows and its totals; `number` counts the items from 1."""

    number: int
    slug: str
    title: str
    kind: str
    rows: tuple[Row, ...]

    @property
    def length(self) -> int:
        """Frames the item lasts."""
        return sum(row.length for row in self.rows)

    @property
    def planned(self) -> int | None:
        """Frames planned, where the plan says something; what is free counts as it came out."""
        if all(row.planned is None for row in self.rows):
            return None
        return sum(row.length if row.planned is None else row.planned for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The whole sheet; `length` is the programme's, `begins` when it goes on air, both in frames (since midnight)."""

    title: str
    city: str
    script: str
    begins: int
    length: int
    groups: tuple[ItemRows, ...]

    @property
    def planned(self) -> int | None:
        """Frames planned in all, what is free counted as it came out; None when nothing is planned."""
        if all(group.planned is None for group in self.groups):
            return None
        return sum(group.length if group.planned is None else group.planned for group in self.groups)
