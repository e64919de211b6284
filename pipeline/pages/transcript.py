"""The transcript: one HTML page that needs nothing else, to read, to print, with scripts or without."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.model.picture import Shape
from pipeline.model.scene import UNSIGNED, Imprint
from pipeline.model.transcript import ShownTexts, SpokenLine, Transcript, TranscriptChapter
from pipeline.pages.colours import properties
from pipeline.pages.environment import rendered
from pipeline.pages.wording import fragment


@dataclass(frozen=True, slots=True)
class PageFiles:
    """The names, relative to the page, of the film and what goes with it; an empty one is left out."""

    film: str
    captions: str
    chapters: str
    poster: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptPage:
    """What the page shows; `palette` gives a CSS colour for each of the house's names, `date` is in words.

    `imprint` says who publishes.
    """

    transcript: Transcript
    files: PageFiles
    palette: Mapping[str, str]
    date: str = ""
    imprint: Imprint = UNSIGNED
    shape: Shape = "horizontal"


@dataclass(frozen=True, slots=True)
class _Part:
    """What is said or shown at one time; `target` is the link's end that stands here, `named` tells whether who is."""

    said: SpokenLine | None
    shown: ShownTexts | None
    target: str
    named: bool


def transcript_page(page: TranscriptPage) -> str:
    """Return the page as HTML 5, in French; raises SceneError when its palette lacks a colour."""
    return rendered(
        "transcript.html", page=page, colours=properties(page.palette), parts=_parts, language=page.imprint.language
    )


def _parts(chapter: TranscriptChapter) -> Iterator[_Part]:
    """Yield a chapter in order; everything that has a time of its own is where a link to that time leads."""
    taken = {fragment(chapter.start)}
    told: list[SpokenLine | ShownTexts] = [*chapter.on_screen, *chapter.lines]
    before = ""
    for part in sorted(told, key=lambda entry: entry.start):
        at = fragment(part.start)
        target = "" if at in taken else at
        taken.add(at)
        if isinstance(part, ShownTexts):
            yield _Part(None, part, target, named=False)
        else:
            yield _Part(part, None, target, named=part.name != before)
            before = part.name
