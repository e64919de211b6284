"""Cues of a programme that is seen beside an interpreter: they stand over the programme, never over whoever signs."""

import math
from collections.abc import Iterable
from dataclasses import replace

from pipeline.caption.drawn import LINE_PERCENT
from pipeline.caption.values import Captions, Cue
from pipeline.model.picture import Format
from pipeline.model.signing import Signing

_WIDEST_PERCENT = 93
"""The widest line in percent of the picture's shorter side: 37 characters of 5 %, each about half as wide as high."""

_FOOT = 2
"""Percent of the picture's height that stays free under a cue at the foot of the programme."""


def beside_interpreter(captions: Captions, signing: Signing | None, fmt: Format) -> Captions:
    """Return the captions of a programme as they stand in the whole picture; the same ones without an interpreter.

    Where the programme is narrower than a line, players fold each line once more: such cues stand at its foot, under
    whatever it has to read.
    """
    return captions if signing is None else replace(captions, cues=tuple(_moved(captions.cues, signing, fmt)))


def _moved(cues: Iterable[Cue], signing: Signing, fmt: Format) -> Iterable[Cue]:
    window = signing.window(fmt)
    short, height = min(fmt.width, fmt.height), fmt.height
    left, right = max(0, window.left), min(fmt.width, window.left + window.fmt.width)
    foot = min(height, window.top + window.fmt.height)
    across = (round(100 * left / fmt.width), round(100 * (right - left) / fmt.width))
    folds = math.ceil(_WIDEST_PERCENT * short / 100 / (right - left))
    usual = window.top == 0 and foot == height and folds == 1
    for cue in cues:
        tall = LINE_PERCENT * len(cue.lines) * folds * short / height
        top = None if cue.top is None or folds > 1 else window.top + cue.top * window.fmt.height / 100
        if top is not None:
            yield replace(cue, across=across, top=round(100 * top / height))
        else:
            yield replace(cue, across=across, top=None if usual else round(100 * foot / height - _FOOT - tall))
