"""The captions of a film: its cues, and what carries them inside it."""

from collections.abc import Callable
from functools import cache
from typing import Any

from pipeline.caption.beside import beside_interpreter
from pipeline.caption.cues import cues
from pipeline.caption.hues import hex_of
from pipeline.caption.values import Captions
from pipeline.draw import DRAW_VERSION
from pipeline.draw.extent import inks_of
from pipeline.model.brand import LANGUAGES
from pipeline.model.keys import key_of
from pipeline.model.picture import Box, Format, TextSpec
from pipeline.model.programme import Container
from pipeline.model.rundown import Rundown
from pipeline.model.timeline import Timeline
from pipeline.plan.context import PlanContext
from pipeline.ports import Library, Store, TextTrack, TrackCue
from pipeline.produce.ledger import Ledger

_TITLE = "Sous-titres pour sourds et malentendants"
"""What players call the track."""

_HOLDS_TEXT: frozenset[Container] = frozenset({"mp4", "mov"})


def captions_of(timeline: Timeline, rundown: Rundown, context: PlanContext, fmt: Format, inks: Ledger) -> Captions:
    """Return the captions of a timeline, with what its author should know, each at its line of the script.

    They stand beside an interpreter in a picture of this format, where there is one. `inks` knows where texts that
    were measured stand, and is kept.
    """
    places = {line.id: line.mark for line in rundown.lines if line.mark}
    told = cues(timeline, places, context.shape, _measured(context.library, inks))
    inks.save()
    return beside_interpreter(told, timeline.signing, fmt)


def inks_kept(store: Store, script: str, *, reuse: bool = True) -> Ledger:
    """Open the ledger of where the texts of a script stand."""
    return Ledger(store, f"{script}-encres", reuse=reuse)


def _measured(library: Library, inks: Ledger) -> Callable[[TextSpec], Box]:
    """Return what tells where the ink of a text stands; one that was measured before is not drawn again."""
    draw = inks_of(library.read)

    def box(spec: TextSpec) -> Box:
        return inks.fact(key_of("encre", spec, DRAW_VERSION), lambda: draw(spec), _box_in)

    return cache(box)


def _box_in(told: Any) -> Box:
    x, y, width, height = map(float, told)
    return x, y, width, height


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
