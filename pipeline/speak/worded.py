"""The words of a line as they are said: its sentences, written and spoken, and the silences written between them."""

from dataclasses import replace

from pipeline.french.pauses import Parted
from pipeline.model.rundown import PlannedLine
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.normalise import spoken
from pipeline.speak.sentences import sentences


def said(line: PlannedLine, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """Return each sentence of a line as written and as spoken; sentences nobody could say join the one before."""
    pairs: list[tuple[str, str]] = []
    for _, piece in _pieces(line):
        for sentence in sentences(piece):
            words = spoken(sentence, lexicon).strip()
            if any(character.isalnum() for character in words):
                pairs.append((sentence.strip(), words))
            elif pairs:
                pairs[-1] = (f"{pairs[-1][0]} {sentence.strip()}", pairs[-1][1])
    return tuple(pairs)


def rests(line: PlannedLine, lexicon: Lexicon) -> tuple[float, ...]:
    """Return the seconds of silence written before each sentence of a line, and after the last; empty without any."""
    if not line.rests or line.recording:
        return ()
    found = [0.0]
    for rest, piece in _pieces(line):
        found[-1] += rest
        found += [0.0] * len(said(replace(line, text=piece, rests=()), lexicon))
    return tuple(found)


def _pieces(line: PlannedLine) -> tuple[tuple[float, str], ...]:
    """Return the text between the pauses of a line with the silence before; a recording is one piece."""
    return Parted(line.text, () if line.recording else line.rests).pieces
