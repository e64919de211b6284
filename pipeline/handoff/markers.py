"""Markers for whoever edits on: chapters, and what was found, at the shot or the line of which it is said."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from pipeline.errors import Finding, Mark
from pipeline.handoff.values import EditMarker
from pipeline.model.rundown import Rundown
from pipeline.model.time import Span, frame_of
from pipeline.model.timeline import Timeline


def markers(timeline: Timeline, rundown: Rundown, findings: Iterable[Finding]) -> tuple[EditMarker, ...]:
    """Return every chapter, and every finding that is said of a place of the script, in order.

    A finding stands at the line or the shot that is written nearest above the place it is said of; one that is said of
    no line of the script is in the report, and nowhere here.
    """
    told = [
        EditMarker(Span(each.span.start, each.span.start + 1), each.title, chapter=True) for each in timeline.chapters
    ]
    told += _found(_written(timeline, rundown), findings)
    return tuple(sorted(told, key=lambda marker: (marker.span.start, not marker.chapter, marker.name)))


def _found(written: Mapping[Mark, int], findings: Iterable[Finding]) -> Iterator[EditMarker]:
    places = sorted(written)
    for finding in dict.fromkeys(findings):
        rank = bisect_right(places, finding.mark) - 1
        if not finding.mark.line or rank < 0 or places[rank].file != finding.mark.file:
            continue
        frame = written[places[rank]]
        yield EditMarker(
            Span(frame, frame + 1), f"{finding.level.value} : {finding.message}", f"{finding.advice} [{finding.code}]"
        )


def _written(timeline: Timeline, rundown: Rundown) -> dict[Mark, int]:
    """Return the frame of every shot and of every line by where it is written."""
    spoken = {voice.take.line: frame_of(voice.start) for voice in timeline.voices}
    starts = {shot.id: shot.span.start for shot in timeline.shots}
    found: dict[Mark, int] = {}
    for shot in rundown.shots:
        if shot.id not in starts:
            continue
        if shot.mark is not None:
            found.setdefault(shot.mark, starts[shot.id])
        for line in shot.lines:
            if line.mark is not None:
                found.setdefault(line.mark, spoken.get(line.id, starts[shot.id]))
    return found
