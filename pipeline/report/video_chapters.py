"""The chapters as video sites read them in a description: a time and a title a line, the first at 0:00."""

from collections.abc import Iterator, Sequence

from pipeline.french.typography import NO_BREAK, typeset
from pipeline.model.time import clock, frames
from pipeline.model.timeline import Chapter

FEWEST = 3
"""Chapters below which video sites show none, by the rule that the largest of them publishes."""

SHORTEST = frames(10)
"""Frames that each chapter lasts at least there."""

_TOO_FEW = (
    f"(Moins de {FEWEST} chapitres d’au moins dix secondes{NO_BREAK}: un site de vidéos n’en montrera aucun, "
    "ces lignes ne servent qu’à être lues.)"
)


def video_chapters(chapters: Sequence[Chapter]) -> str:
    """Return a line for each chapter of ten seconds or more; a shorter one is part of the one before it.

    Of a film that begins with a short one, the first line has the title of what follows. When too few are left for
    video sites, a last line says so.
    """
    kept = list(_long_enough(chapters))
    lines = [f"{clock(start)} {title}" for start, title in kept]
    return "\n".join([*lines, *((f"\n{_TOO_FEW}",) if len(kept) < FEWEST else ())]) + "\n"


def shown_by_sites(chapters: Sequence[Chapter]) -> bool:
    """Tell whether enough chapters last long enough for video sites to show any."""
    return len(list(_long_enough(chapters))) >= FEWEST


def _long_enough(chapters: Sequence[Chapter]) -> Iterator[tuple[int, str]]:
    waiting: Chapter | None = None
    start = 0
    for chapter in chapters:
        if waiting is None or chapter.span.start - start < SHORTEST:
            long = chapter.span.length >= SHORTEST
            waiting = chapter if waiting is None or long else waiting
            continue
        if chapter.span.length < SHORTEST:
            continue
        yield start, typeset(waiting.title)
        waiting, start = chapter, chapter.span.start
    if waiting is not None:
        yield start, typeset(waiting.title)
