"""Words that come too fast to be read: findings about the script or the voice, never about the viewer."""

from collections.abc import Sequence

from pipeline.caption.reading import speed
from pipeline.caption.values import Cue, frame
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.french.typography import NO_BREAK
from pipeline.model.reading import REFUSED_SPEED, REPORTED_SPEED
from pipeline.model.time import clock


def pressed(cues: Sequence[Cue], speaker: str, where: Mark) -> list[Finding]:
    """Return a warning about the fastest cue of a sentence when it goes beyond 15 characters a second."""
    rate, cue = max(((_speed(cue), cue) for cue in cues), key=lambda pair: pair[0], default=(0.0, None))
    if cue is None or rate <= REPORTED_SPEED:
        return []
    figure = f"{rate:.1f}".replace(".", ",")
    quoted = f"«{NO_BREAK}{' '.join(cue.lines)}{NO_BREAK}»"
    by = f" ({speaker}, à {clock(frame(cue.start_ms))})"
    if rate > REFUSED_SPEED:
        most = f"{REFUSED_SPEED:.0f} au plus"
        message = f"sous-titre trop rapide pour être lu, {figure} signes par seconde pour {most}"
        advice = "écrivez plus court, ou ralentissez la voix"
    else:
        message = f"sous-titre rapide à lire, {figure} signes par seconde"
        advice = f"visez {REPORTED_SPEED:.0f} signes par seconde : quelques mots de moins suffisent"
    return [Finding(where, f"{message} : {quoted}{by}", advice, Level.WARNING, code=Code("sous-titre-rapide"))]


def _speed(cue: Cue) -> float:
    return speed(cue.characters, frame(cue.end_ms) - frame(cue.start_ms))
