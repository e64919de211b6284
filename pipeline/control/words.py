"""Captions beside the plan of a film: how much of what is said they cover, and which words are left alone."""

import re
from collections.abc import Iterator

import numpy as np

from pipeline.control.measured import CaptionFile, Measured, TimedWords
from pipeline.control.spans import Flags
from pipeline.model.time import FRAME_RATE, Span

LEAST = 0.6
"""Part of what is said that has a caption on screen at the least, below which it is no mishap (house rule)."""

AFTER = 1.0
"""Seconds after the end of the film at which a caption may still begin (house rule)."""


KEPT = 0.3
"""Part of the long words of the film's page that its captions have at the least, corrected as they may be (house)."""

_LONG = 5
_FRAME_MS = 40


def shown_in(cues: CaptionFile, length: int) -> Flags:
    """Return, frame by frame, whether a caption is on screen, shape (length,)."""
    shown = np.zeros(length, np.bool_)
    for cue in cues.cues:
        shown[max(0, _frame(cue.start_ms)) : max(0, _frame(cue.end_ms))] = True
    return shown


def spoken_in(measured: Measured) -> Flags:
    """Return, frame by frame, whether somebody is planned to speak; nobody does where there is no plan."""
    plan = measured.plan
    spoken = np.zeros(plan.length if plan else 0, np.bool_)
    for voice in plan.voices if plan else ():
        spoken[voice.span.start : voice.span.end] = True
    return spoken


def covered(measured: Measured, cues: CaptionFile) -> float:
    """Return the part of planned speech during which a caption is on screen, 0 to 1; 1 when nothing is said."""
    spoken = spoken_in(measured)
    said = int(np.count_nonzero(spoken))
    if not said:
        return 1.0
    return int(np.count_nonzero(spoken & shown_in(cues, len(spoken)))) / said


def foreign(measured: Measured, cues: CaptionFile) -> str:
    """Return why captions cannot be those of the film, in French; empty when they can."""
    end = measured.container.seconds
    if any(cue.start_ms > (end + AFTER) * 1000 for cue in cues.cues):
        return "des sous-titres viennent après la fin du film"
    if cues.cues and (part := covered(measured, cues)) < LEAST:
        return f"ils ne couvrent que {round(part * 100)} % de ce qui est dit : d'un autre film ?"
    page = measured.beside.page
    told = _long_words(page.captions) if page is not None and page.captions is not None else set()
    if cues.cues and told and (part := len(told & _long_words(cues)) / len(told)) < KEPT:
        return f"ils n'ont que {round(part * 100)} % des mots de la page du film : d'un autre film ?"
    return ""


def _long_words(cues: CaptionFile) -> set[str]:
    words = " ".join(line for cue in cues.cues for line in cue.lines).casefold().replace("’", "'")
    return {word for word in re.split(r"[\W_]+", words) if len(word) >= _LONG}


def readable(measured: Measured) -> Iterator[CaptionFile]:
    """Yield the captions that could be read; of files and tracks that say the same, the first."""
    told: list[CaptionFile] = []
    for file in measured.beside.captions:
        if not file.problem and not any(_same(file, other) for other in told):
            told.append(file)
            yield file


def _same(one: CaptionFile, other: CaptionFile) -> bool:
    """Tell whether two files show the same words at the same frames, however each form writes them."""
    return len(one.cues) == len(other.cues) and all(
        abs(here.start_ms - there.start_ms) <= _FRAME_MS
        and abs(here.end_ms - there.end_ms) <= _FRAME_MS
        and _bare(here) == _bare(there)
        for here, there in zip(one.cues, other.cues, strict=True)
    )


def _bare(cue: TimedWords) -> str:
    return "".join(sign for sign in "".join(cue.lines).casefold() if sign.isalnum())


def frames_of(start_ms: int, end_ms: int) -> int:
    """Return how many frames a caption stays on."""
    return Span(_frame(start_ms), max(_frame(start_ms), _frame(end_ms))).length


def _frame(time_ms: int) -> int:
    return round(time_ms * float(FRAME_RATE) / 1000)
