"""A take: one spoken line with its measured length and the marks of its sentences."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """One sentence inside a take: written words, first and end sample at 48 kHz."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Take:
    """One spoken line: `samples` at 48 kHz mono, `sound` the store key of its PCM (empty when estimated)."""

    line: str
    samples: int
    sentences: tuple[Mark, ...]
    sound: str
    voice: str
    engine: str
    seconds_spent: float = 0.0
    reused: bool = False
