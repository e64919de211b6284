"""`jt lot --openjd` and `jt lot --reunir`: a batch handed to a farm, and what came back of it."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.cli.batch_lines import BatchLines
from pipeline.cli.batching import BatchLine, exit_code, level_named
from pipeline.cli.telling import show_line
from pipeline.errors import UserError
from pipeline.service.batch_films import BatchWish
from pipeline.service.batch_reports import write_reports
from pipeline.service.events import BatchEnded
from pipeline.service.farm import write_job
from pipeline.service.gathering import gathered


def hand_over(target: Path, places: Sequence[Path], wish: BatchWish, line: BatchLine) -> int:
    """Write the job of a farm and print its path; nothing is rendered. Return the exit code."""
    if line.part or line.size or line.as_json or line.reports.folder or wish.table:
        unwanted = "--part, --max-disque, --tableau, --rapports et --json"
        raise UserError(f"--openjd écrit un travail pour tout le projet et ne rend rien : retirez {unwanted}")
    show_line(str(write_job(target, places, wish, line.minutes)))
    return 0


def gather(folder: Path, line: BatchLine) -> int:
    """Gather the reports of all parts, write those of the whole beside them unless told, return the worst exit code."""
    least = level_named(line.fail_on)
    story = gathered(folder)
    first, *_ = write_reports(line.reports.folder or folder, story)
    BatchLines(quiet=line.quiet).hear(BatchEnded(story))
    show_line(str(first))
    return exit_code(story, least)
