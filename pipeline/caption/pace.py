"""Words that come too fast to be read: findings about the script or the voice, never about the viewer."""

from collections.abc import Sequence

from pipeline.caption.reading import calm, least, speed
from pipeline.caption.values import Cue, frame
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.french.typography import NO_BREAK
from pipeline.model.reading import REFUSED_SPEED, REPORTED_SPEED
from pipeline.model.time import clock, seconds


def pressed(cues: Sequence[Cue], speaker: str, where: Mark) -> list[Finding]:
    """Return what is told of the cue of a line that lacks most time to be read, with the least that mends it.

    A note when it is quicker than the charter's table and within its tolerance, at 15 to 17 characters a second; a
    warning beyond.
    """
    cue = max(cues, key=_lack, default=None)
    if cue is None or _lack(cue) <= 0:
        return []
    rate = _speed(cue)
    figure = f"{rate:.1f}".replace(".", ",")
    quoted = f"«{NO_BREAK}{' '.join(cue.lines)}{NO_BREAK}»"
    by = f" ({speaker}, à {clock(frame(cue.start_ms))})"
    if rate > REFUSED_SPEED:
        most = f"{REFUSED_SPEED:.0f} au plus"
        message = f"sous-titre trop rapide pour être lu, {figure} signes par seconde pour {most}"
        advice = "écrivez plus court"
    elif rate > REPORTED_SPEED:
        message = f"sous-titre rapide à lire, {figure} signes par seconde"
        advice = f"visez {REPORTED_SPEED:.0f} signes par seconde : quelques mots de moins suffisent"
    else:
        message = f"sous-titre trop bref pour être lu, {_seconds(_length(cue))} s pour {cue.characters} signes"
        advice = f"il lui faut {_seconds(calm(cue.characters))} s : quelques mots de moins suffisent"
    level = Level.WARNING if _length(cue) < least(cue.characters) else Level.NOTE
    fewer = _fewer(cue)
    advice += f" (environ {fewer} signe{'s' if fewer > 1 else ''} de moins), ou ralentissez la voix"
    return [Finding(where, f"{message} : {quoted}{by}", advice, level, code=Code("sous-titre-rapide"))]


def _length(cue: Cue) -> int:
    return frame(cue.end_ms) - frame(cue.start_ms)


def _speed(cue: Cue) -> float:
    return speed(cue.characters, _length(cue))


def _lack(cue: Cue) -> int:
    """Return the frames that a cue lacks to be read."""
    return calm(cue.characters) - _length(cue)


def _fewer(cue: Cue) -> int:
    """Return how many characters fewer could be read in the same time."""
    return next(less for less in range(cue.characters + 1) if calm(cue.characters - less) <= _length(cue))


def _seconds(frames: int) -> str:
    return f"{seconds(frames):.1f}".replace(".", ",")
