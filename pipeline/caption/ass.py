"""ASS, for editing software and players: a style a role, in its colour, on the dark band, at the height of each cue."""

from pysubs2 import Alignment, Color, SSAEvent, SSAFile, SSAStyle

from pipeline.caption.head import CaptionHead
from pipeline.caption.hues import rgb_of
from pipeline.caption.srt import harmless
from pipeline.caption.values import Captions, Cue
from pipeline.caption.webvtt import BAND_OPACITY
from pipeline.model.picture import GRIDS

_SIZE = 0.052
"""Height of the letters in parts of the picture's shorter side: two lines of 37 characters fit its width."""

_FOOT, _SIDE = 0.05, 0.05
"""Margins, in parts of the picture's height and width."""


def ass(captions: Captions, head: CaptionHead) -> str:
    """Return the captions as ASS text, laid out on the grid of the picture's shape."""
    width, height = GRIDS[head.shape]
    file = SSAFile()
    file.info |= {"Title": head.title, "PlayResX": str(width), "PlayResY": str(height), "ScaledBorderAndShadow": "yes"}
    file.styles.clear()
    for cue in captions.cues:
        if cue.role not in file.styles:
            file.styles[cue.role] = _style(cue, width, height)
        file.append(_event(cue, width, height))
    return file.to_string("ass")


def _style(cue: Cue, width: int, height: int) -> SSAStyle:
    band = Color(0, 0, 0, round(255 * (1 - BAND_OPACITY)))
    return SSAStyle(
        fontname="Arial",
        fontsize=round(_SIZE * min(width, height)),
        primarycolor=Color(*rgb_of(cue)),
        outlinecolor=band,  # what a box of style 3 is painted with
        backcolor=band,
        borderstyle=3,
        outline=6,
        shadow=0,
        alignment=Alignment.BOTTOM_CENTER,
        marginl=round(_SIDE * width),
        marginr=round(_SIDE * width),
        marginv=round(_FOOT * height),
    )


def _event(cue: Cue, width: int, height: int) -> SSAEvent:
    """Return a cue; one with a height of its own hangs from it, one with a place of its own has its margins."""
    text = r"\N".join(harmless(line) for line in cue.lines)
    event = SSAEvent(start=cue.start_ms, end=cue.end_ms, text=text, style=cue.role, name=cue.speaker)
    if cue.top is not None:
        event.text = rf"{{\an{Alignment.TOP_CENTER.value}}}{text}"
        event.marginv = round(cue.top * height / 100)
    if cue.across is not None:
        left, wide = cue.across
        event.marginl, event.marginr = round(left * width / 100), round((100 - left - wide) * width / 100)
        event.marginl, event.marginr = max(1, event.marginl), max(1, event.marginr)  # 0 is the style's own
    return event
