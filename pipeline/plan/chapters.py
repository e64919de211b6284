"""Chapters of the programme: where each begins, and which are too short to be one."""

from pipeline.model.time import Span
from pipeline.model.timeline import Chapter

_SHORTEST_CHAPTER = 250
_FEWEST_CHAPTERS = 3


def merged(chapters: list[Chapter]) -> tuple[Chapter, ...]:
    """Keep chapters of at least ten seconds: a shorter one joins the one before it, or the one after at the start.

    Source: the practice of video platforms, first at 0:00, at least three, ten seconds each; with fewer than
    three left the short ones stay.
    """
    kept: list[Chapter] = []
    for chapter in chapters:
        short = chapter.span.length < _SHORTEST_CHAPTER
        if kept and short:
            kept[-1] = Chapter(kept[-1].title, kept[-1].item, Span(kept[-1].span.start, chapter.span.end))
        elif kept and kept[-1].span.length < _SHORTEST_CHAPTER:
            kept[-1] = Chapter(chapter.title, chapter.item, Span(kept[-1].span.start, chapter.span.end))
        else:
            kept.append(chapter)
    closed = kept if len(kept) >= _FEWEST_CHAPTERS else chapters
    return _joined(closed)


def _joined(chapters: list[Chapter]) -> tuple[Chapter, ...]:
    """Let every chapter last until the next begins, the first one from frame 0."""
    result: list[Chapter] = []
    for index, chapter in enumerate(chapters):
        start = 0 if index == 0 else chapter.span.start
        end = chapters[index + 1].span.start if index + 1 < len(chapters) else chapter.span.end
        result.append(Chapter(chapter.title, chapter.item, Span(start, end)))
    return tuple(result)
