"""What an edit changed in a newscast: which shots are no longer what they were, and the one that was worked on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pipeline.model.rundown import Rundown
from pipeline.model.time import Span, sample_at
from pipeline.model.timeline import TimedShot, Timeline


@dataclass(frozen=True, slots=True)
class Edited:
    """The shot to show after an edit, its item, and every shot that changed, by id in the order of the film."""

    shot: TimedShot
    item: Span
    changed: tuple[str, ...]


def edited(before: Timeline | None, after: Timeline, rundown: Rundown, lines: Span | None) -> Edited | None:
    """Return what an edit changed; None when nothing that is seen or heard did.

    `lines` are those of the script that were edited, from 1: of the shots that changed, the one written there is shown,
    else the first. Without a plan before, the poster's shot is.
    """
    if not after.shots:
        return None
    if before is None:
        shot = next(shot for shot in after.shots if after.poster < shot.span.end)
        return Edited(shot, item_span(after, shot.item), tuple(shot.id for shot in after.shots))
    known = _told(before)
    now = _told(after)
    changed = [shot for shot in after.shots if now[shot.id] != known.get(shot.id)]
    if not changed:
        if [shot.id for shot in before.shots] == [shot.id for shot in after.shots]:
            return None
        changed = [_seam(before, after)]
    shot = _worked_on(changed, rundown, lines) or changed[0]
    return Edited(shot, item_span(after, shot.item), tuple(shot.id for shot in changed))


def item_span(timeline: Timeline, item: str) -> Span:
    """Return the frames of an item."""
    spans = [shot.span for shot in timeline.shots if shot.item == item]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def changed_lines(before: str, after: str) -> Span | None:
    """Return the lines of a text that are not those of the text before (from 1, end excluded); None when all are.

    Where lines were only taken out, the line that stands there now.
    """
    if before == after:
        return None
    old, new = before.splitlines(), after.splitlines()
    shorter = min(len(old), len(new))
    heads = zip(old, new, strict=False)
    head = next((at for at, (one, two) in enumerate(heads) if one != two), shorter)
    most = shorter - head
    tails = zip(reversed(old), reversed(new), strict=False)
    tail = min(most, next((at for at, (one, two) in enumerate(tails) if one != two), most))
    return Span(head + 1, max(head + 2, len(new) - tail + 1))


def _told(timeline: Timeline) -> Mapping[str, Any]:
    """Return what each shot shows and says, wherever it stands in the film."""
    said: dict[str, list[Any]] = {}
    shots = iter(timeline.shots)
    shot = next(shots, None)
    for voice in timeline.voices:
        while shot is not None and sample_at(shot.span.end) <= voice.start:
            shot = next(shots, None)
        if shot is not None:
            words = tuple(mark.text for mark in voice.take.sentences)
            said.setdefault(shot.id, []).append((words, voice.take.sound, voice.start - sample_at(shot.span.start)))
    return {
        shot.id: (replace(shot, span=shot.span.shifted(-shot.span.start)), said.get(shot.id, []))
        for shot in timeline.shots
    }


def _seam(before: Timeline, after: Timeline) -> TimedShot:
    """Return the shot that stands where others were taken out or changed places."""
    pairs = zip(before.shots, after.shots, strict=False)
    at = next((rank for rank, (one, two) in enumerate(pairs) if one.id != two.id), len(after.shots) - 1)
    return after.shots[min(at, len(after.shots) - 1)]


def _worked_on(changed: list[TimedShot], rundown: Rundown, lines: Span | None) -> TimedShot | None:
    """Return the changed shot that is written where the script was edited."""
    if lines is None:
        return None
    places = {id_: line for id_, line in _places(rundown) if line < lines.end}
    there = [(places[shot.id], -rank, shot) for rank, shot in enumerate(changed) if shot.id in places]
    return max(there, key=lambda one: one[:2])[2] if there else None


def _places(rundown: Rundown) -> Iterator[tuple[str, int]]:
    """Yield where each shot is written, the place of its words when it has several lines of its own."""
    for shot in rundown.shots:
        marks = [line.mark.line for line in shot.lines if line.mark]
        if shot.mark:
            yield shot.id, max([shot.mark.line, *marks])
        elif marks:
            yield shot.id, max(marks)
