"""The rundown's sheet (le conducteur) as a value: one row a shot, gathered by item, planned and real lengths."""

from dataclasses import dataclass

from pipeline.model.time import FRAME_RATE, clock


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRows:
    """One item with its rows and its totals; `number` counts the items from 1.

    `intended` are the frames that its author means it to last, None when nothing says so; `notes` what the desk wrote
    of it, `lead_in` what is said before a story.
    """

    number: int
    slug: str
    title: str
    kind: str
    rows: tuple[Row, ...]
    lead_in: str = ""
    intended: int | None = None
    notes: str = ""

    @property
    def length(self) -> int:
        """Frames the item lasts."""
        return sum(row.length for row in self.rows)

    @property
    def planned(self) -> int | None:
        """Frames planned, for the item or for shots of it; what is free counts as it came out."""
        if self.intended is not None:
            return self.intended
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

    def on_air(self, after: int) -> str:
        """Return the time of day at which a frame goes on air, `hh:mm:ss`."""
        whole = int((self.begins + after) / FRAME_RATE) % 86_400
        return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def gap(planned: int | None, length: int) -> str:
    """Return how far from its plan something is, in frames given, signed; less than a second is nothing."""
    over = 0 if planned is None else length - planned
    return f"{'+' if over > 0 else '−'}{clock(abs(over))}" if abs(over) >= FRAME_RATE else ""
