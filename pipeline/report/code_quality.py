"""What a batch found as GitLab shows it in merge requests: its « Code Quality » report, a list of issues."""

from pipeline.errors import Level
from pipeline.french.signs import visible
from pipeline.model.batch import BatchStory
from pipeline.report.told import failures, line_of, told_once

_SEVERITIES = {Level.ERROR: "critical", Level.WARNING: "minor", Level.NOTE: "info"}


def code_quality(story: BatchStory) -> list[dict[str, object]]:
    """Return the report as JSON data; no two issues share a fingerprint, since GitLab shows one of those only."""
    found: list[dict[str, object]] = [
        {
            "description": visible(told.sentence),
            "check_name": told.finding.code,
            "fingerprint": told.identity,
            "severity": _SEVERITIES[told.finding.level],
            "location": {"path": told.finding.mark.file, "lines": {"begin": line_of(told.finding.mark)}},
        }
        for told in told_once(story)
    ]
    broken: list[dict[str, object]] = [
        {
            "description": visible(failure.sentence),
            "check_name": f"film-{failure.film.fate.name.lower()}",
            "fingerprint": failure.identity,
            "severity": "critical",
            "location": {"path": failure.film.script, "lines": {"begin": 1}},
        }
        for failure in failures(story)
    ]
    return [*found, *broken]
