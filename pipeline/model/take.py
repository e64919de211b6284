"""A take: one spoken line with its measured length, the marks of its sentences and of their words."""

from dataclasses import dataclass

RECORDED = "enregistre"
"""The engine of a take that somebody recorded."""

LEVEL_SAMPLES = 4_800
"""Samples of a moment of which a take's level is told: 100 ms."""


@dataclass(frozen=True, slots=True)
class SentenceMark:
    """One sentence inside a take: written words, first and end sample at 48 kHz.

    `words` holds the sample at which each written word (a run without spaces) begins, empty when nobody knows;
    `measured` tells that the engine said so, and that they are no estimate.
    """

    text: str
    start: int
    end: int
    words: tuple[int, ...] = ()
    measured: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One spoken line: `samples` at 48 kHz mono, `sound` the store key of its PCM (empty when estimated).

    `levels` tells how loud each `LEVEL_SAMPLES` of it are, in whole decibels under its loud moments; empty when nobody
    has said it yet.
    """

    line: str
    samples: int
    sentences: tuple[SentenceMark, ...]
    sound: str
    voice: str
    engine: str
    seconds_spent: float = 0.0
    reused: bool = False
    levels: tuple[int, ...] = ()
