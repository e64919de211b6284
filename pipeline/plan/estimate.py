"""How long words will take to say, before anyone has said them."""

import re

from pipeline.model.rundown import PlannedLine
from pipeline.model.take import SentenceMark, Take
from pipeline.model.time import samples

WORDS_A_MINUTE = 150
"""The pace aimed at: reports stay within a subtitle reader's 15 characters a second."""

ESTIMATED = "estimation"
"""What stands for the engine of a take that nobody has said yet."""

_PAUSE = 0.3


def estimate(line: PlannedLine) -> Take:
    """Return a provisional take: one mark a sentence, at 150 words a minute with a breath between sentences."""
    sentences = [part for part in re.split(r"(?<=[.!?…])\s+", line.text.strip()) if part]
    marks: list[SentenceMark] = []
    at = 0
    for sentence in sentences:
        length = samples(max(0.4, len(sentence.split()) * 60 / WORDS_A_MINUTE))
        marks.append(SentenceMark(sentence, at, at + length))
        at += length + samples(_PAUSE)
    end = marks[-1].end if marks else 0
    return Take(line=line.id, samples=end, sentences=tuple(marks), sound="", voice=line.voice, engine=ESTIMATED)
