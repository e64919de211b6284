"""The time that archives and bills give for their own making."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from release.errors import ReleaseError

ROOT = Path(__file__).resolve().parents[1]


def moment() -> datetime:
    """Return SOURCE_DATE_EPOCH, else the time of the last commit: never that of the clock.

    Raises ReleaseError when there is neither.
    """
    said = os.environ.get("SOURCE_DATE_EPOCH", "") or _committed()
    if not said.isdecimal():
        raise ReleaseError("no time to give: set SOURCE_DATE_EPOCH, or use a git checkout that has a commit")
    return datetime.fromtimestamp(int(said), UTC)


def _committed() -> str:
    try:
        command = ("git", "log", "-1", "--format=%ct")
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    except FileNotFoundError:  # no git
        return ""
    return done.stdout.strip()
