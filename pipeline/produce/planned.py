"""What a film was meant to be, for whoever controls it: taken from the timeline and from the runs of its chunks."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model.film_plan import FilmPlan, PlannedPart
from pipeline.model.part import STORY
from pipeline.model.rundown import Rundown
from pipeline.model.time import FRAME_RATE, Span, frame_of, frames_covering, sample_at
from pipeline.model.timeline import Timeline
from pipeline.produce.picture import ChunkJob

_HELD = int(FRAME_RATE)
"""Frames from which a run that stays the same is a hold: one second."""

_QUIET = int(FRAME_RATE)
"""Frames from which a stretch without any sound is a silence: one second."""


def film_plan(rundown: Rundown, timeline: Timeline, jobs: Sequence[ChunkJob], preset: str) -> FilmPlan:
    """Return the plan of a film."""
    return FilmPlan(
        preset=preset,
        length=timeline.length,
        shots=tuple(PlannedPart(shot.id, shot.span) for shot in timeline.shots),
        stories=tuple(_stories(rundown, timeline)),
        chapters=tuple(PlannedPart(chapter.title, chapter.span) for chapter in timeline.chapters),
        voices=tuple(
            PlannedPart(voice.speaker, Span(frame_of(voice.start), max(frame_of(voice.start), frame_of(voice.end))))
            for voice in timeline.voices
        ),
        holds=tuple(_holds(jobs)),
        silences=tuple(_silences(timeline)),
        joins=tuple(_joins(jobs)),
    )


def _stories(rundown: Rundown, timeline: Timeline) -> Iterator[PlannedPart]:
    for item in rundown.items:
        shots = [shot for shot in timeline.shots if shot.item == item.id]
        if item.kind == STORY and shots:
            yield PlannedPart(item.id, Span(shots[0].span.start, shots[-1].span.end))


def _holds(jobs: Iterable[ChunkJob]) -> Iterator[Span]:
    """Yield the stretches in which nothing changes; one that goes on in the next chunk is one."""
    begun: Span | None = None
    at = 0
    for job in jobs:
        for length in job.shown.lengths:
            if length >= _HELD:
                if begun is not None and begun.end == at:
                    begun = Span(begun.start, at + length)
                else:
                    if begun is not None:
                        yield begun
                    begun = Span(at, at + length)
            at += length
    if begun is not None:
        yield begun


def _joins(jobs: Iterable[ChunkJob]) -> Iterator[int]:
    at = 0
    for job in jobs:
        yield at
        at += job.length


def _silences(timeline: Timeline) -> Iterator[Span]:
    """Yield the stretches in which no voice and no sound is planned."""
    heard = sorted(
        (
            *((voice.start, voice.end) for voice in timeline.voices),
            *((each.start, each.end) for each in timeline.sounds),
        )
    )
    at = 0
    for start, end in (*heard, (sample_at(timeline.length), sample_at(timeline.length))):
        if start > at:
            quiet = Span(frames_covering(at), max(frames_covering(at), frame_of(start)))
            if quiet.length >= _QUIET:
                yield quiet
        at = max(at, end)
