"""What the system tells of processes that a test has started."""

from pathlib import Path

JT = """\
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from pipeline.cli import app
app.main()
"""
"""The real command, for `python -c`, except that its cache is in a folder of the test.

It hears Ctrl-C even where the tests themselves run in the background, whose programs are started deaf to it.
"""


def alive(group: int) -> list[int]:
    """Return the processes of a group that still run (the dead that nobody has buried do not)."""
    found: list[int] = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, grouped = stat.read_text().rpartition(")")[2].split()[:3]
        except (OSError, ValueError):
            continue
        if int(grouped) == group and state not in {"Z", "X"}:
            found.append(int(stat.parent.name))
    return found
