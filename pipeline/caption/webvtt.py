"""WebVTT: captions with the colours of the French charter, and chapters."""

from collections.abc import Iterable

from pipeline.caption.heard import shown
from pipeline.caption.values import MUSIC_ROLE, SOUND_ROLE, Captions, Cue, milliseconds
from pipeline.model.description import DescriptionCue
from pipeline.model.time import timestamp
from pipeline.model.timeline import Timeline

COLOURS = {
    "on_screen": "white",
    "off_screen": "yellow",
    "voice_over": "cyan",
    SOUND_ROLE: "red",
    MUSIC_ROLE: "magenta",
    "foreign": "lime",
}
"""Colour by role, named as WebVTT names its classes; source: the French charter of 2011."""

BAND_OPACITY = 0.92
"""Opacity of the dark band behind the text, so that red keeps a contrast of 4.5:1 (WCAG 2.2, 1.4.3)."""


def webvtt(captions: Captions) -> str:
    """Return the captions as WebVTT, the style block before the first cue."""
    blocks = ["WEBVTT", _style(), *(_cue(number, cue) for number, cue in enumerate(captions.cues, 1))]
    return "\n\n".join(blocks) + "\n"


def chapters(timeline: Timeline) -> str:
    """Return the chapters as WebVTT, for a player's list of chapters."""
    blocks = ["WEBVTT"]
    for number, chapter in enumerate(timeline.chapters, 1):
        title = _escaped(" ".join(shown(chapter.title))) or f"Chapitre {number}"
        times = _times(milliseconds(chapter.span.start), milliseconds(chapter.span.end))
        blocks.append(f"{number}\n{times}\n{title}")
    return "\n\n".join(blocks) + "\n"


def descriptions(cues: Iterable[DescriptionCue]) -> str:
    """Return what is told of the picture as WebVTT, for a track of descriptions."""
    blocks = ["WEBVTT"]
    for number, cue in enumerate(cues, 1):
        text = _escaped(" ".join(shown(cue.text)))
        blocks.append(f"{number}\n{_times(cue.start_ms, max(cue.end_ms, cue.start_ms + 1))}\n{text}")
    return "\n\n".join(blocks) + "\n"


def _style() -> str:
    rules = [f"::cue {{ background-color: rgba(0, 0, 0, {BAND_OPACITY}); color: white; }}"]
    rules += [f"::cue(.{colour}) {{ color: {colour}; }}" for colour in COLOURS.values()]
    return "\n".join(["STYLE", *rules])


def _cue(number: int, cue: Cue) -> str:
    place = "" if cue.top is None else f" line:{cue.top}%"
    if cue.across is not None:
        left, width = cue.across
        place += f" position:{left + width / 2:g}% size:{width}%"
    text = "\n".join(_escaped(line) for line in cue.lines)
    colour = COLOURS.get(cue.role, COLOURS["on_screen"])
    return f"{number}\n{_times(cue.start_ms, cue.end_ms)}{place}\n<c.{colour}>{text}</c>"


def _times(start: int, end: int) -> str:
    return f"{timestamp(start)} --> {timestamp(end)}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
