"""How long words will take to say, before anyone has said them."""

import re
from dataclasses import replace

from pipeline.french.pauses import Parted
from pipeline.model.rundown import PlannedLine, Rundown
from pipeline.model.take import SentenceMark, Take
from pipeline.model.time import samples

WORDS_A_MINUTE = 150
"""The pace aimed at: reports stay within a subtitle reader's 15 characters a second."""

ESTIMATED = "estimation"
"""What stands for the engine of a take that nobody has said yet."""

_PAUSE = 0.3


def estimates(rundown: Rundown) -> dict[str, Take]:
    """Return a provisional take of every line, by its id; what a film shows as it is heard lasts as long as it does."""
    found: dict[str, Take] = {}
    for shot in (shot for item in rundown.items for shot in item.shots):
        lasts = shot.footage.moving if shot.footage else None
        for line in shot.lines:
            take = estimate(line)
            found[line.id] = _lasting(take, samples(lasts)) if line.tape.in_sync and lasts else take
    return found


def _lasting(take: Take, length: int) -> Take:
    """Return a take whose sentences are spread over so many samples."""
    by = length / max(1, take.samples)
    marks = tuple(replace(mark, start=round(mark.start * by), end=round(mark.end * by)) for mark in take.sentences)
    return replace(take, samples=length, sentences=marks)


def estimate(line: PlannedLine) -> Take:
    """Return a provisional take: one mark a sentence, at 150 words a minute with a breath between sentences."""
    marks: list[SentenceMark] = []
    at = end = 0
    for rest, piece in Parted(line.text, () if line.recording else line.rests).pieces:
        at = max(at, end + samples(rest)) if rest else at
        end = max(end, at) if rest else end
        for sentence in re.split(r"(?<=[.!?…])\s+", piece.strip()):
            if not sentence:
                continue
            length = samples(spoken_for(sentence))
            marks.append(SentenceMark(sentence, at, at + length))
            end = at + length
            at = end + samples(_PAUSE)
    return Take(line=line.id, samples=end, sentences=tuple(marks), sound="", voice=line.voice, engine=ESTIMATED)


def spoken_for(sentence: str) -> float:
    """Return about how many seconds a sentence takes to say."""
    return max(0.4, len(sentence.split()) * 60 / WORDS_A_MINUTE)
