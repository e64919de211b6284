"""The captions of a film: its cues, and what carries them inside it."""

from pipeline.caption.beside import beside_interpreter
from pipeline.caption.cues import cues
from pipeline.caption.hues import hex_of
from pipeline.caption.values import Captions
from pipeline.draw.extent import inks_of
from pipeline.model.brand import LANGUAGES
from pipeline.model.picture import Format
from pipeline.model.programme import Container
from pipeline.model.rundown import Rundown
from pipeline.model.timeline import Timeline
from pipeline.plan.context import PlanContext
from pipeline.ports import TextTrack, TrackCue

_TITLE = "Sous-titres pour sourds et malentendants"
"""What players call the track."""

_HOLDS_TEXT: frozenset[Container] = frozenset({"mp4", "mov"})


def captions_of(timeline: Timeline, rundown: Rundown, context: PlanContext, fmt: Format) -> Captions:
    """Return the captions of a timeline, with what its author should know, each at its line of the script.

    They stand beside an interpreter in a picture of this format, where there is one.
    """
    places = {line.id: line.mark for line in rundown.lines if line.mark}
    told = cues(timeline, places, context.shape, inks_of(context.library.read))
    return beside_interpreter(told, timeline.signing, fmt)


def text_tracks(captions: Captions, context: PlanContext, container: Container) -> tuple[TextTrack, ...]:
    """Return the tracks of text inside a film: its captions, where its container can hold them and there are any.

    They are not shown unless somebody asks: players show captions marked as such to those who want them everywhere, a
    page has its own from the same cues, and no film shows them a second time over captions that stand in its picture.
    """
    if container not in _HOLDS_TEXT or not captions.cues:
        return ()
    told = tuple(
        TrackCue(start_ms=cue.start_ms, end_ms=cue.end_ms, lines=cue.lines, colour=hex_of(cue)) for cue in captions.cues
    )
    return (TextTrack(cues=told, language=LANGUAGES.get(context.house.imprint.language, "fra"), title=_TITLE),)
