"""Somebody filmed while they speak, in a scene that draws whoever speaks: the clip is the picture and the voice.

What is written of their words is kept as one line, whose recording is the clip; when nothing is written, the line has
no words, and nobody makes any up.
"""

from pipeline.model.part import Part
from pipeline.model.scene import Scene
from pipeline.model.scene_values import FILM
from pipeline.model.script import Line, Shot


def filmed_answer(shot: Shot, scene: Scene) -> bool:
    """Tell whether a shot is of somebody who was filmed, in a scene that would have drawn them."""
    return scene.part is not Part.FOOTAGE and scene.on_camera and bool(shot.slots.get(FILM))


def answered(shot: Shot) -> tuple[Line, ...]:
    """Return the one line of a filmed answer, heard from the clip; one that names another recording keeps it."""
    clip = str(shot.slots[FILM])
    if not shot.lines:
        return (Line.model_construct(speaker="", text="", recording=clip, take="", cues=(), cleanup=True, mark=None),)
    if any(line.recording for line in shot.lines):
        return shot.lines
    first = shot.lines[0]
    words = " ".join(line.text.strip() for line in shot.lines)
    return (first.model_copy(update={"text": words, "recording": clip}),)
