"""The marks of any film or picture, ours or not, as values for whoever shows them."""

from pathlib import Path

from pipeline.adapters.marking.reading import read_marks
from pipeline.model.found_marks import FoundMarks

__all__ = ["FoundMarks", "marks_in"]


def marks_in(path: Path) -> FoundMarks:
    """Return every mark of a film or a picture; raises UserError for a file that is none, or cannot be read."""
    return read_marks(path)
