"""`jt check`: everything that is wrong with scripts, in one go."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.cli.reporting import ReportWish, checked_story, report
from pipeline.cli.telling import show_line, tell_findings, tell_line
from pipeline.errors import Level
from pipeline.french.wording import counted
from pipeline.model.batch import FilmStory
from pipeline.model.task import preset_named
from pipeline.service.batch_films import scripts_in
from pipeline.service.check import explained
from pipeline.service.checks import CheckedScript, check_rows, check_scripts


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckWish:
    """What the command line asks of every script."""

    preset: str
    reports: ReportWish
    explain: bool = False
    cache: Path | None = None
    table: Path | None = None
    accessible: bool = False


def check_all(places: list[Path], wish: CheckWish) -> int:
    """Check each script, with each row of a table when there is one; return 0 when none has an error, 1 otherwise.

    A folder stands for the scripts in it. Raises UserError for one that has none.
    """
    scripts = scripts_in(places)
    preset, begun = preset_named(wish.preset), time.monotonic()
    films: list[FilmStory] = []
    failed = False
    checks = (
        check_scripts(scripts, preset, wish.cache)
        if wish.table is None
        else check_rows(scripts, wish.table, preset, wish.cache)
    )
    for checked in map(_listing, checks) if wish.accessible else checks:
        films += checked.films
        failed = failed or checked.good < len(checked.films)
        tell_findings(checked.findings)
        if checked.error:
            tell_line(f"jt : {checked.error}")
        scripts_read = [script for script in checked.scripts if script is not None]
        if wish.explain and len(scripts_read) == len(checked.scripts):
            for script in scripts_read:
                show_line(explained(script), end="")
        else:
            left = "" if preset.draft else _left(checked)
            tell_line(f"{checked.path} : {_verdict(checked, many=wish.table is not None)}{left}")
    report(checked_story(tuple(films), time.monotonic() - begun), wish.reports)
    return 1 if failed else 0


def _listing(checked: CheckedScript) -> CheckedScript:
    """Return a check that tells of every shot that shows what nobody says."""
    added = tuple(found for found in checked.untold if found not in checked.findings)
    first, *rest = checked.films
    films = (replace(first, findings=(*first.findings, *added)), *rest)
    return replace(checked, findings=(*checked.findings, *added), films=films)


def _left(checked: CheckedScript) -> str:
    """Return how many shots show what nobody says, where they are not told one by one."""
    count = sum(found not in checked.findings for found in checked.untold)
    if not count:
        return ""
    shots = "un plan montre" if count == 1 else f"{count} plans montrent"
    return f" ; {shots} ce que personne ne dit (--accessibilite : lesquels, et que dire)"


def _verdict(checked: CheckedScript, *, many: bool) -> str:
    if checked.error:
        return "le script n'a pas pu être vérifié"
    if many and any(film.row for film in checked.films):
        return f"{checked.good} bons sur {counted(len(checked.films), 'film')}"
    if checked.good == len(checked.films):
        return "le script est bon"
    (film,) = checked.films
    return counted(film.count(Level.ERROR), "erreur")
