"""What went wrong, as it is told on a terminal, and the exit codes that say so to machines."""

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import BugError, Finding, Level, ScriptError, UserError
from pipeline.french.signs import visible
from pipeline.french.wording import counted

EXIT_USER, EXIT_USAGE, EXIT_BUG = 1, 2, 3
"""What the user can mend; a command line that cannot be read; what is ours to mend."""
MOST_TOLD = 50
"""Findings printed for one script: nobody reads more at once, and the first ones are often behind the others."""


def show_line(text: object, *, end: str = "\n", flush: bool = False) -> None:
    """Print what was asked for; nothing in it is obeyed by a terminal."""
    print(visible(str(text)), end=end, flush=flush)


def tell_line(text: object) -> None:
    """Print what is told beside, on standard error; nothing in it is obeyed by a terminal."""
    print(visible(str(text)), file=sys.stderr, flush=True)


def tell_findings(findings: Sequence[Finding]) -> None:
    """Print findings in their order, at most 50 of them, errors before all others; then how many are left."""
    grave = [at for at, finding in enumerate(findings) if finding.level is Level.ERROR]
    others = [at for at, finding in enumerate(findings) if finding.level is not Level.ERROR]
    for at in sorted([*grave, *others][:MOST_TOLD]):
        tell_line(findings[at])
    left = len(findings) - MOST_TOLD
    if left > 0:
        tell_line(f"… et {counted(left, 'autre remarque', 'autres remarques')}")


def tell_error(error: UserError) -> None:
    """Print what the user can mend: every finding of a script, one a line, else one sentence."""
    if isinstance(error, ScriptError):
        tell_findings(error.findings)
    else:
        tell_line(f"jt : {error}")


def tell_bug(error: BaseException, film: str = "") -> int:
    """Say that the fault is ours, keep the trace in a file (one for each film of a batch), return the exit code."""
    trace = "".join(traceback.format_exception(error))
    kept = Path(f"jt-erreur-{film}.txt" if film else "jt-erreur.txt")
    try:
        kept.write_text(trace, "utf-8")
        where = f"le détail est dans {kept.resolve()}, joignez-le à votre signalement"
    except OSError:
        where = trace
    kind = "" if isinstance(error, BugError) else f"{type(error).__name__} : "
    tell_line(f"{film or 'jt'} : erreur interne, ce n'est pas votre faute ({kind}{error}) ; {where}")
    return EXIT_BUG
