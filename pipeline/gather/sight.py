"""What a rule sees when it looks at a line: the line, what was read just before, and what is known by then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypedDict, Unpack

from pipeline.gather.heads import Heads
from pipeline.gather.naming import Company
from pipeline.gather.values import NoteLine, NoteReading, NoteRole, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A line, the ones around it, and the state of the reading.

    `speaker` is who was announced on a line of their own, `subject` who a form says to live the story; `often` counts
    the heads before colons over the whole document.
    """

    line: NoteLine
    after: NoteLine | None
    last: NoteReading | None
    section: Section
    in_story: bool
    titled: bool
    speaker: str
    subject: str
    company: Company
    heads: Heads
    often: Mapping[str, int]
    begun: bool
    """Something has been told in the story already."""

    about: str = ""
    """The last line that announced somebody: a story's title, or what stands below it."""

    def read(self, role: NoteRole, text: str, **more: Unpack["_More"]) -> NoteReading:
        """Return a reading of this line."""
        return NoteReading(role=role, line=self.line, text=text, **more)


class _More(TypedDict, total=False):
    """What else a reading may say, by the names that it has for it."""

    start: int
    end: int
    who: str
    about: str
    whole: str
    note: str
    section: Section


LineRule = Callable[[Sight], tuple[NoteReading, ...] | None]
"""Returns what a line is, None to leave it to the rules below."""
