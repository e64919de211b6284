"""A word of the look that means nothing here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lack:
    """The word as it is written, under which key, what is wrong, what to do (in French)."""

    word: str
    key: str
    message: str
    advice: str
