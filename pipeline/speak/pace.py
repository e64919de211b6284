"""Recordings that can hardly be of their text: too many or too few words for their length."""

from collections.abc import Iterable, Iterator, Mapping

from pipeline.errors import Code, Finding, Level
from pipeline.errors import Mark as Place
from pipeline.model.rundown import PlannedLine
from pipeline.model.take import RECORDED, Take
from pipeline.model.time import SAMPLE_RATE

SLOWEST, FASTEST = 80, 260
"""Words a minute between which people speak: house choice, around the 150 aimed at."""

_GRACE_SHORT, _GRACE_LONG = 0.3, 1.0
"""Seconds that a short line may be off: « Oui. » is said in a third of a second, or in one."""

_SHOWN = 40


def pace_findings(lines: Iterable[PlannedLine], takes: Mapping[str, Take]) -> tuple[Finding, ...]:
    """Return a warning for each recording that is much too short or too long for its words."""
    return tuple(_of(lines, takes))


def _of(lines: Iterable[PlannedLine], takes: Mapping[str, Take]) -> Iterator[Finding]:
    for line in lines:
        take = takes[line.id]
        if take.engine != RECORDED or not take.sentences:
            continue
        text = " ".join(" ".join(mark.text for mark in take.sentences).split())
        words = sum(any(sign.isalnum() for sign in word) for word in text.split())
        seconds = (take.sentences[-1].end - take.sentences[0].start) / SAMPLE_RATE
        shortest = words * 60 / FASTEST - _GRACE_SHORT
        longest = words * 60 / SLOWEST + _GRACE_LONG
        if shortest <= seconds <= longest:
            continue
        shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
        said = f"{seconds:.1f}".replace(".", ",")
        pace = f"{words} mot{'s' if words > 1 else ''} en {said} s, {words * 60 / max(seconds, 0.01):.0f} à la minute"
        how = "long" if seconds > longest else "court"
        yield Finding(
            line.mark or Place(line.id),
            f"{line.recording} est bien {how} pour « {shown} » : {pace} ({SLOWEST} à {FASTEST} attendus)",
            "vérifier que c'est le bon fichier et que le texte est ce qui est dit",
            Level.WARNING,
            code=Code("voix-allure"),
        )
