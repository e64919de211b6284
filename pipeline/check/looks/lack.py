"""A word of the look that means nothing here."""

from dataclasses import dataclass

from pipeline.errors import Code


@dataclass(frozen=True, slots=True)
class Lack:
    """The word as it is written, under which key, what is wrong, what to do (in French), which kind of finding."""

    word: str
    key: str
    message: str
    advice: str
    code: Code
