"""Marks made by hand on a recording: the second at which each of its sentences begins."""

from collections.abc import Iterable, Iterator

from pipeline.errors import Code, Finding, VoiceError
from pipeline.errors import Mark as Place
from pipeline.model.rundown import PlannedLine
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.worded import said

_HOW = "le début de chaque phrase en secondes, la première peut manquer (avec un point décimal : [2.4, 5.1])"
_ORDER = "remettez les instants dans l'ordre"


def hand_marks(line: PlannedLine, sentences: int, seconds: float) -> tuple[float, ...]:
    """Return the second at which each sentence begins as marked by hand, from the first sound kept; none without.

    −1 stands for a first sentence that is not marked: it begins with the speech. `seconds` is how long the sound
    lasts. Raises VoiceError when the marks cannot be those of so many sentences, or lie beyond the end.
    """
    wrong = _wrong(line, sentences) or _beyond(line, seconds)
    if wrong:
        message, advice = wrong
        where = f"{line.mark} : " if line.mark else ""
        raise VoiceError(f"{where}{message} ; {advice}")
    cues = _cues(line)
    return cues if not cues or len(cues) == sentences else (-1.0, *cues)


def mark_findings(lines: Iterable[PlannedLine], lexicon: Lexicon) -> tuple[Finding, ...]:
    """Return what is wrong with marks made by hand, as far as it can be told without the sound."""
    return tuple(_findings(lines, lexicon))


def _findings(lines: Iterable[PlannedLine], lexicon: Lexicon) -> Iterator[Finding]:
    for line in lines:
        if line.recording and (wrong := _wrong(line, len(said(line, lexicon)))):
            message, advice = wrong
            yield Finding(line.mark or Place(line.id), message, advice, code=Code("voix-reperes"))


def _cues(line: PlannedLine) -> tuple[float, ...]:
    return tuple(cue - line.tape.start for cue in line.tape.cues)


def _wrong(line: PlannedLine, sentences: int) -> tuple[str, str] | None:
    """Return what is wrong and what to do, in French: as many as the sentences, or all but the first; in order."""
    cues = _cues(line)
    if not cues:
        return None
    if len(cues) not in {sentences, sentences - 1}:
        wanted = f"{sentences - 1} ou {sentences}" if sentences > 1 else "un ou aucun"
        given = f"{len(cues)} instant{'s' if len(cues) > 1 else ''}"
        message = f"« reperes » donne {given} pour {sentences} phrase{'s' if sentences > 1 else ''}"
        return message, f"il en faut {wanted} : {_HOW}"
    if list(cues) != sorted(set(cues)) or cues[0] < 0:
        return "« reperes » doit aller en croissant, à partir du début du son", _ORDER
    return None


def _beyond(line: PlannedLine, seconds: float) -> tuple[str, str] | None:
    """Return what to say of marks that lie beyond the end of the sound."""
    cues = _cues(line)
    if not cues or cues[-1] < seconds:
        return None
    last, whole = (f"{value:.1f}".replace(".", ",") for value in (line.tape.cues[-1], seconds + line.tape.start))
    return (
        f"« reperes » va jusqu'à {last} s, mais {line.recording or 'le son'} finit à {whole} s",
        "corrigez cet instant",
    )
