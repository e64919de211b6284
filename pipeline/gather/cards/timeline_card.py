"""Two to five dated entries make a timeline; what is said is the dates and their words.

>>> timeline_of((("1953", "Bureaux d'aide sociale"), ("2050", "Une maison parle")))
"1953 : Bureaux d'aide sociale. 2050 : Une maison parle."
"""

from collections.abc import Sequence

from pipeline.gather import limits


def timeline_of(entries: Sequence[tuple[str, str]]) -> str:
    """Return what is said of dated entries; empty when a picture has no room for them."""
    fits = all(len(date) <= limits.MILESTONE_DATE and len(text) <= limits.MILESTONE for date, text in entries)
    return dated(entries) if fits and 2 <= len(entries) <= limits.MILESTONES else ""


def dated(entries: Sequence[tuple[str, str]]) -> str:
    """Return dated entries as sentences."""
    return " ".join(f"{date} : {text.rstrip(' .;,')}." for date, text in entries)
