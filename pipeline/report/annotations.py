"""What a batch found as commands that GitHub's runner reads in the log, and shows at their lines.

Source of the form and of what is escaped in it: « Workflow commands for GitHub Actions ».
"""

from collections.abc import Iterator, Mapping

from pipeline.errors import Level
from pipeline.french.signs import visible
from pipeline.model.batch import BatchStory
from pipeline.report.told import failures, told_once

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
_MOST = 10
"""Of each command, those of one step that GitHub shows: more would only fill the log."""

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def annotations(story: BatchStory, titles: Mapping[str, str]) -> Iterator[str]:
    """Yield one command a line, the worst first; `titles` says in French what each code is about."""
    told = told_once(story)
    stopped = [(failure.film.script, failure.sentence) for failure in failures(story)]
    for level, command in _COMMANDS.items():
        lines = []
        if level is Level.ERROR:
            lines += [_command(command, {"file": script}, said) for script, said in stopped]
        for each in told:
            mark, code = each.finding.mark, each.finding.code
            if each.finding.level is level:
                place = {"line": str(mark.line), "col": str(mark.column)} if mark.line else {}
                named = {"file": mark.file, **place, "title": titles.get(code, code)}
                lines.append(_command(command, named, f"{each.sentence} [{code}]"))
        yield from lines[:_MOST]


def _command(command: str, properties: Mapping[str, str], message: str) -> str:
    """Return one line that the runner obeys and that nothing in the texts can end before its time."""
    named = ",".join(f"{name}={visible(value).translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{command} {named}::{visible(message).translate(_DATA)}"
