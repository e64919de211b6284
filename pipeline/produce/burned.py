"""Captions in the picture itself, for screens that are watched without sound: a scene of the house shows each cue.

Its slots are `ligne` (one or two lines) and `teinte`.
The scene's layers are places, the best first: all cues of a shot take the first in which none hides a text, nor a face
where another leaves it free. Where each of them hides one, the first place is moved, within what the house holds safe,
to where none does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.model.faces import face_of
from pipeline.model.part import Part
from pipeline.model.picture import Box, StagedLayer, TextSpec
from pipeline.model.scene import Scene
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot, Timeline
from pipeline.plan.context import PlanContext
from pipeline.plan.motion import ShotClock
from pipeline.plan.stage import Stage

if TYPE_CHECKING:  # what words captions is loaded for films that have some in their picture
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.caption.obstacles import Extent, Obstacle
    from pipeline.caption.values import Cue

_HUES = {"on_screen": "blanc", "off_screen": "jaune", "voice_over": "cyan", "music": "magenta", "sound": "rouge"}
"""The colour that tells who speaks. Source: the French charter for subtitles of December 2011."""

_STEP = 8
"""Pixels of the grid by which a place is moved up in search of room."""

Laid = tuple[StagedLayer, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """How captions are laid in the picture: the scene, what stages it, where texts stand, where they may."""

    scene: Scene
    stage: Stage
    extent: Extent
    safe: Box


def burned(timeline: Timeline, context: PlanContext) -> Timeline:
    """Return the newscast with its captions in the picture when its script asks for them; the same one otherwise."""
    scene = context.scenes.playing(Part.CAPTION)
    if scene is None or not context.script.burned_captions:
        return timeline
    from pipeline.caption.cues import cues  # noqa: PLC0415 - see above
    from pipeline.draw.extent import inks_of  # noqa: PLC0415

    extent = inks_of(context.library.read)
    told = cues(timeline, shape=context.shape, extent=extent).cues
    look = _Look(scene, Stage(context, context.house.default_theme), extent, context.house.safe)
    shots = tuple(replace(shot, layers=(*shot.layers, *_layers(shot, told, look))) for shot in timeline.shots)
    return replace(timeline, shots=shots)


def _layers(shot: TimedShot, told: Iterable[Cue], look: _Look) -> Iterator[StagedLayer]:
    """Yield the captions of a shot, all in the first place in which none of them hides a text."""
    from pipeline.caption.obstacles import obstacles  # noqa: PLC0415 - see above

    seen = [cue for cue in told if _shown(cue).overlaps(shot.span)]
    if not seen:
        return
    texts = tuple(obstacles((shot,), look.extent))
    around = [tuple(text for text in texts if text.span.overlaps(_shown(cue).clipped(shot.span))) for cue in seen]
    places = [[_laid(shot, cue, rank, look) for cue in seen] for rank in range(len(look.scene.layers))]
    faces = tuple(_faces(shot))
    everywhere = [faces] * len(seen)
    hidden = [(_hidden(laid, around, look.extent), _hidden(laid, everywhere, look.extent)) for laid in places]
    best = places[hidden.index(min(hidden))]
    if min(hidden) > (0, 0):
        clear = [(*texts, *faces) for texts in around]
        by = _moved(places[0], clear, look) or (_moved(places[0], around, look) if min(hidden)[0] else None)
        if by:
            best = [tuple(_shifted(layer, by) for layer in laid) for laid in places[0]]
    for laid in best:
        yield from laid


def _faces(shot: TimedShot) -> Iterator[Obstacle]:
    """Yield the faces of those whom a shot shows, drawn or filmed."""
    from pipeline.caption.obstacles import Obstacle  # noqa: PLC0415 - see above

    for layer in shot.layers:
        if face := face_of(layer):
            left, top, right, bottom = face
            yield Obstacle(layer.span, (left, top, right - left, bottom - top), "")


def _laid(shot: TimedShot, cue: Cue, rank: int, look: _Look) -> Laid:
    """Return a cue in one of the scene's places."""
    only = look.scene.model_copy(update={"layers": (look.scene.layers[rank],)})
    values = {"ligne": "\n".join(cue.lines), "teinte": _HUES.get(cue.role, "blanc")}
    span = _shown(cue).clipped(shot.span).shifted(-shot.span.start)
    return look.stage.layers(only, values, ShotClock(shot.span.length, ()), span)


def _hidden(
    laid: Sequence[Laid], around: Sequence[Sequence[Obstacle]], extent: Extent, by: tuple[float, float] = (0, 0)
) -> float:
    """Return the area of texts that cues hide, in pixels of the grid; one that has no layer hides everything."""
    from pipeline.caption.obstacles import shared  # noqa: PLC0415 - see above

    if not all(laid):
        return float("inf")
    boxes = ((box, texts) for one, texts in zip(laid, around, strict=True) for box in _inks(one, extent))
    return sum(
        shared((x + by[0], y + by[1], wide, tall), text.box) for (x, y, wide, tall), texts in boxes for text in texts
    )


def _moved(laid: Sequence[Laid], around: Sequence[Sequence[Obstacle]], look: _Look) -> tuple[float, float] | None:
    """Return by how much cues are moved so that they hide no text, the least there is; None when nothing helps."""
    if not all(laid):
        return None
    inks = [ink for one in laid for ink in _inks(one, look.extent)]
    left, right = min(ink[0] for ink in inks), max(ink[0] + ink[2] for ink in inks)
    top, foot = min(ink[1] for ink in inks), max(ink[1] + ink[3] for ink in inks)
    x, y, wide, tall = look.safe
    aside = (0.0, x + wide - right, x - left)
    ways = [(across, y + tall - foot - up) for across in aside for up in range(0, int(tall - (foot - top)) + 1, _STEP)]
    ways.sort(key=lambda by: abs(by[0]) + abs(by[1]))
    return next((by for by in ways if not _hidden(laid, around, look.extent, by)), None)


def _inks(laid: Laid, extent: Extent) -> list[Box]:
    return [extent(layer.spec) for layer in laid if isinstance(layer.spec, TextSpec)]


def _shifted(layer: StagedLayer, by: tuple[float, float]) -> StagedLayer:
    spec = layer.spec
    if not isinstance(spec, TextSpec):
        return layer
    x, y, wide, tall = spec.box
    return replace(layer, spec=replace(spec, box=(x + by[0], y + by[1], wide, tall)))


def _shown(cue: Cue) -> Span:
    from pipeline.caption.values import frame  # noqa: PLC0415 - see above

    return Span(frame(cue.start_ms), frame(cue.end_ms))
