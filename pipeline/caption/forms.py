"""Every form in which captions are written, one line each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.caption.ass import ass
from pipeline.caption.head import CaptionHead
from pipeline.caption.srt import srt
from pipeline.caption.stl import stl
from pipeline.caption.ttml import ebu_tt_d, imsc
from pipeline.caption.values import Captions
from pipeline.caption.webvtt import webvtt
from pipeline.model.programme import CaptionForm


@dataclass(frozen=True, slots=True)
class WrittenForm:
    """A form of captions: the file it is written to, what people call it, and what makes its content."""

    file: str
    label: str
    make: Callable[[Captions, CaptionHead], str | bytes]


FORMS: Mapping[CaptionForm, WrittenForm] = {
    "vtt": WrittenForm("captions.vtt", "WebVTT", lambda captions, _: webvtt(captions)),
    "srt": WrittenForm("captions.srt", "SRT", lambda captions, _: srt(captions)),
    "imsc": WrittenForm("captions.ttml", "IMSC 1.1", imsc),
    "ebu-tt-d": WrittenForm("captions.ebu-tt-d.xml", "EBU-TT-D", ebu_tt_d),
    "stl": WrittenForm("captions.stl", "EBU STL", stl),
    "ass": WrittenForm("captions.ass", "ASS", ass),
}
"""What is written, by form; which forms go with which delivery is `Preset.captions`."""
