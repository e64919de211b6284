"""`jt check`: everything that is wrong with scripts, in one go."""

from pathlib import Path

from pipeline.cli.telling import show_line, tell_findings, tell_line
from pipeline.model.task import preset_named
from pipeline.service.check import check, explained
from pipeline.service.newsroom import Newsroom
from pipeline.service.settings import settings_for
from pipeline.service.source import Source


def check_all(scripts: list[Path], preset_name: str, *, explain: bool, cache: Path | None = None) -> int:
    """Check each script; return 0 when none has an error, 1 otherwise."""
    preset = preset_named(preset_name)
    failed = False
    for path in scripts:
        answer = check(Newsroom(settings_for(path, cache)), Source(path), preset)
        tell_findings(answer.findings)
        failed = failed or answer.script is None
        if answer.script is not None and explain:
            show_line(explained(answer.script), end="")
        else:
            errors = f"{answer.errors} erreur{'s' if answer.errors > 1 else ''}"
            tell_line(f"{path} : {errors if answer.script is None else 'le script est bon'}")
    return 1 if failed else 0
