"""The label that announces what is synthetic: from the first frame of a film, the first word, that of each chapter.

It stays over cuts until it has been read, where each shot has room for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.model.part import Part
from pipeline.model.picture import StagedLayer
from pipeline.model.scene import Scene
from pipeline.model.scene_values import MARKS, WITH_SIGN
from pipeline.model.time import Span, frames
from pipeline.model.timeline import Chapter, TimedShot
from pipeline.plan.context import PlanContext
from pipeline.plan.motion import ShotClock
from pipeline.plan.stage import Stage

LABEL_SECONDS = (4.0, 6.0)
"""How long a label stays: until the first cut after the least, the most at most. 35 characters, read at 12 a second
after a second to notice them, as every text here."""

_BREATH = frames(2)
"""Frames for which a label does not go away."""


@dataclass(frozen=True, slots=True)
class LaidShot:
    """A shot as it is laid, with what stages one more layer over it: what else is shown, its clock, its stage."""

    timed: TimedShot
    beside: Mapping[str, Any]
    clock: ShotClock
    stage: Stage


def labelled(
    context: PlanContext, laid: Sequence[LaidShot], chapters: Sequence[Chapter], heard: int | None
) -> tuple[TimedShot, ...]:
    """Return the shots of a film with its labels; those of one without synthetic voices, or without marks, as they are.

    `heard` is the first frame of the shot in which a synthetic voice is first heard, None without any. What marks a
    draft and what wipes a shot in stay above.
    """
    scene = context.scenes.playing(Part.VOICE_DISCLOSURE)
    if scene is None or heard is None or context.house.marking.without:
        return tuple(each.timed for each in laid)
    starts = sorted({0, heard, *(chapter.span.start for chapter in chapters)})
    windows = _joined([_window(start, laid) for start in starts])
    above = {found.id for part in (Part.DRAFT_MARK, Part.WIPE) if (found := context.scenes.playing(part))}
    values = {MARKS: {WITH_SIGN: "oui" if context.house.marking.form == "ia" else ""}}
    return tuple(_over(each, tuple(_layers(each, scene, values, windows)), above) for each in laid)


def _window(start: int, laid: Sequence[LaidShot]) -> Span:
    """Return how long a label stays that begins with a frame."""
    least, most = (start + frames(seconds) for seconds in LABEL_SECONDS)
    cuts = (each.timed.span.end for each in laid if least <= each.timed.span.end <= most)
    return Span(start, next(cuts, most))


def _joined(windows: Sequence[Span]) -> list[Span]:
    """Return the same stretches, those that all but meet as one: a label does not go to come back at once."""
    joined: list[Span] = []
    for window in windows:
        if joined and window.start - joined[-1].end <= _BREATH:
            joined[-1] = Span(joined[-1].start, max(window.end, joined[-1].end))
        else:
            joined.append(window)
    return joined


def _layers(each: LaidShot, scene: Scene, values: Mapping[str, Any], windows: Sequence[Span]) -> Iterator[StagedLayer]:
    shot = each.timed.span
    for window in windows:
        if not window.overlaps(shot):
            continue
        alive = window.clipped(shot).shifted(-shot.start)
        for layer in each.stage.layers(scene, {**each.beside, **values}, each.clock, alive):
            enter = layer.motion.enter if window.start >= shot.start else None
            leave = layer.motion.leave if window.end <= shot.end else None
            yield replace(layer, motion=replace(layer.motion, enter=enter, leave=leave))


def _over(each: LaidShot, label: tuple[StagedLayer, ...], above: set[str]) -> TimedShot:
    if not label:
        return each.timed
    under = each.timed.layers
    at = next((rank for rank, layer in enumerate(under) if layer.scene in above), len(under))
    return replace(each.timed, layers=(*under[:at], *label, *under[at:]))
