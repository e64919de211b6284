"""Captions in the picture itself, for screens that are watched without sound: a scene of the house shows each cue.

Its slots are `ligne` (one or two lines) and `teinte`.
The scene's layers are places, the best first: all cues of a shot take the first in which none hides a text.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.caption.cues import cues
from pipeline.caption.values import Cue, frame
from pipeline.model.part import Part
from pipeline.model.picture import Box, StagedLayer, TextSpec
from pipeline.model.scene import Scene
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot, Timeline
from pipeline.plan.context import PlanContext
from pipeline.plan.motion import ShotClock
from pipeline.plan.stage import Stage

_HUES = {"on_screen": "blanc", "off_screen": "jaune", "voice_over": "cyan", "music": "magenta", "sound": "rouge"}
"""The colour that tells who speaks. Source: the French charter for subtitles of December 2011."""


def burned(timeline: Timeline, context: PlanContext) -> Timeline:
    """Return the newscast with its captions in the picture when its script asks for them; the same one otherwise."""
    scene = context.scenes.playing(Part.CAPTION)
    if scene is None or not context.script.burned_captions:
        return timeline
    told = cues(timeline, shape=context.shape).cues
    stage = Stage(context, context.house.default_theme)
    shots = tuple(replace(shot, layers=(*shot.layers, *_layers(shot, told, scene, stage))) for shot in timeline.shots)
    return replace(timeline, shots=shots)


def _layers(shot: TimedShot, told: Iterable[Cue], scene: Scene, stage: Stage) -> Iterator[StagedLayer]:
    """Yield the captions of a shot, all in the first place in which none of them hides a text."""
    clock = ShotClock(shot.span.length, ())
    seen = [cue for cue in told if _shown(cue).overlaps(shot.span)]
    places: list[list[tuple[StagedLayer, ...]]] = [[] for _ in scene.layers]
    hidden = [0 for _ in scene.layers]
    for cue in seen:
        span = _shown(cue).clipped(shot.span).shifted(-shot.span.start)
        values = {"ligne": "\n".join(cue.lines), "teinte": _HUES.get(cue.role, "blanc")}
        taken = _boxes(layer for layer in shot.layers if layer.span.overlaps(span) and not layer.motion.roll)
        for rank, layer in enumerate(scene.layers):
            laid = stage.layers(scene.model_copy(update={"layers": (layer,)}), values, clock, span)
            places[rank].append(laid)
            hidden[rank] += any(_meet(one, other) for one in _boxes(laid) for other in taken) or not laid
    for laid in places[hidden.index(min(hidden))] if seen else ():
        yield from laid


def _shown(cue: Cue) -> Span:
    return Span(frame(cue.start_ms), frame(cue.end_ms))


def _boxes(layers: Iterable[StagedLayer]) -> list[Box]:
    """Return where the texts among layers stand."""
    return [layer.spec.box for layer in layers if isinstance(layer.spec, TextSpec)]


def _meet(one: Box, other: Box) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )
