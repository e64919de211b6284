"""What a render knows of itself, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.errors import Finding
from pipeline.model.film_plan import FilmPlan
from pipeline.model.marks import FilmMarks
from pipeline.model.traffic import Traffic


@dataclass(frozen=True, slots=True)
class ChunkFact:
    """A chunk of the picture: reused from an earlier render, or rendered, and why."""

    id: str
    frames: int
    reused: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemFact:
    """An item's length: seconds planned (None when free) and real."""

    item: str
    title: str
    planned: float | None
    real: float


@dataclass(frozen=True, slots=True)
class FilmedFact:
    """What is filmed of a newscast: shots, of how many in which somebody is seen or a film is shown; seconds, share.

    The share is of the whole film, from 0 to 1; everything else is drawn.
    """

    shots: int
    of: int
    seconds: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LoudnessFact:
    """Loudness measured on the decoded file (LUFS, LU, dBTP) beside its target."""

    integrated: float
    range: float
    true_peak: float
    target: float
    ceiling: float
    ok: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceFact:
    """Who spoke, with which voice of which engine: takes in all, takes reused, seconds of speech."""

    speaker: str
    voice: str
    engine: str
    takes: int
    reused: int
    seconds: float


@dataclass(frozen=True, slots=True)
class PictureFact:
    """The picture of the file: pixels, frames a second, length."""

    width: int
    height: int
    rate: float
    frames: int
    seconds: float


@dataclass(frozen=True, slots=True)
class SoundFact:
    """The sound of the file; `difference_ms` is how much longer than the picture it is."""

    rate: int
    channels: int
    seconds: float
    difference_ms: float


@dataclass(frozen=True, slots=True)
class OutputFact:
    """A file that was delivered."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class WorkFact:
    """What one kind of work took, in seconds: from the start of its stage to its end, and of CPU."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class SegmentsFact:
    """The segments of the sound: how many were encoded, how many were there."""

    rendered: int
    reused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """A whole render: what went in, what was done, what came out; `unsigned` is the SHA-256 of the film unsigned."""

    script: str
    preset: str
    created_with: str
    inputs: Mapping[str, str]
    stages: Mapping[str, float]
    work: Mapping[str, WorkFact]
    segments: SegmentsFact
    traffic: Traffic
    chunks: tuple[ChunkFact, ...]
    durations: tuple[ItemFact, ...]
    filmed: FilmedFact
    loudness: LoudnessFact
    voices: tuple[VoiceFact, ...]
    findings: tuple[Finding, ...]
    picture: PictureFact
    sound: SoundFact
    marks: FilmMarks
    unsigned: str
    outputs: Mapping[str, OutputFact]
    plan: FilmPlan
