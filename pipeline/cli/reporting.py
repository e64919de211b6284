"""Reports of many scripts in one go, for continuous integration: files, GitHub's log, GitHub's summary."""

from dataclasses import dataclass
from pathlib import Path

from pipeline import __version__
from pipeline.cli.telling import tell_line
from pipeline.errors import UserError
from pipeline.french.wording import advised
from pipeline.model.batch import BatchStory, FilmStory

GITHUB, NONE = "github", "non"


@dataclass(frozen=True, slots=True)
class ReportWish:
    """Where reports are to go (None: nowhere), and whether GitHub's annotations are wanted (empty: where it runs us).

    Raises UserError for annotations that nobody knows.
    """

    folder: Path | None = None
    annotations: str = ""

    def __post_init__(self) -> None:
        if self.annotations not in {"", GITHUB, NONE}:
            advice = advised(self.annotations, (GITHUB, NONE))
            raise UserError(f"--annotations {self.annotations} : il n'y en a pas de cette sorte ; {advice}")


def report(story: BatchStory, wish: ReportWish) -> None:
    """Write the reports that are wanted; raises UserError when one cannot be."""
    from pipeline.service import batch_reports as service

    if wish.annotations == GITHUB or (not wish.annotations and service.in_github()):
        for line in service.github_annotations(story):
            tell_line(line)
    service.add_step_summary(story)
    if wish.folder is not None:
        service.write_reports(wish.folder, story)
        tell_line(f"rapports : {wish.folder}")


def checked_story(films: tuple[FilmStory, ...], seconds: float) -> BatchStory:
    """Return the story of checks alone."""
    return BatchStory(films=films, seconds=seconds, jobs=1, created_with=__version__)
