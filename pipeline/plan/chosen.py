"""Each shot that was filmed takes the place of the drawn one: choices laid over a rundown that is planned."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.model.part import Part
from pipeline.model.rundown import Footage, PlannedLine, PlannedShot, Rundown, Tape
from pipeline.model.scene_values import FILM
from pipeline.model.scenes import Scenes

_SCREEN = "incrustation"
"""The slot that says what whoever is filmed is lifted off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenClip:
    """A clip that can be used, by its path from the project's root, from one second to another (None: to its end).

    `seen` says that it has pictures; else it is heard under the drawn one.
    """

    path: str
    start: float = 0.0
    end: float | None = None
    seen: bool = True


def with_clips(rundown: Rundown, chosen: Mapping[str, ChosenClip], scenes: Scenes) -> Rundown:
    """Return a rundown in which the chosen clips are shown and heard, by the ids of their shots.

    Whoever speaks is heard from the clip; over a view, those who speak are heard as before.
    """
    if not chosen:
        return rundown

    def told(shot: PlannedShot) -> PlannedShot:
        clip = chosen.get(shot.id)
        return shot if clip is None else filmed_shot(shot, clip, scenes)

    items = tuple(replace(item, shots=tuple(told(shot) for shot in item.shots)) for item in rundown.items)
    return replace(rundown, items=items)


def filmed_shot(shot: PlannedShot, clip: ChosenClip, scenes: Scenes) -> PlannedShot:
    """Return a shot with its clip; in a scene that shows no film, the one that plays films stands in."""
    spoken = any(line.on_camera and line.text.strip() for line in shot.lines)
    lines = _heard(shot.lines, clip) if spoken or not clip.seen else shot.lines
    thirds = tuple(replace(third, line=0) for third in shot.thirds) if spoken else shot.thirds
    if not clip.seen:
        return replace(shot, lines=lines, thirds=thirds)
    screen = str(shot.slots.get(_SCREEN) or "")
    film = Footage(path=clip.path, start=clip.start, end=clip.end, sound="ambiance", screen=screen)
    told = {FILM: clip.path, "de": _written(clip.start), "a": "" if clip.end is None else _written(clip.end)}
    if FILM in scenes[shot.scene].slots:
        return replace(shot, lines=lines, thirds=thirds, footage=film, slots={**shot.slots, **told})
    scene = scenes.needed(Part.FOOTAGE)
    return replace(
        shot, lines=lines, thirds=thirds, footage=film, slots=told, scene=scene.id, part=scene.part, look=scene.label
    )


def _heard(lines: tuple[PlannedLine, ...], clip: ChosenClip) -> tuple[PlannedLine, ...]:
    """Return what is said in a shot as one line, whose voice is the clip's; silences are those of whoever spoke."""
    if not lines:
        return lines
    first = next((line for line in lines if line.on_camera), lines[0])
    words = " ".join(line.text.strip() for line in lines if line.text.strip())
    tape = Tape(start=clip.start, end=clip.end, clean=first.tape.clean, in_sync=clip.seen)
    line = replace(first, id=lines[0].id, text=words, rests=(), recording=clip.path, tape=tape)
    return (replace(line, on_camera=line.on_camera or clip.seen),)


def _written(seconds: float) -> str:
    return f"{seconds:g}"
