"""`python -m release.audit PYTHON`: hold the versions of constraints.txt against public advisories, with pip-audit.

PYTHON is an interpreter that has pip-audit: it stays out of our environment (`make audit` makes one). Needs a network.
Exit code 0: no advisory; 1: at least one; 2: nothing, or not everything, could be asked.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CLEAN, FOUND, UNKNOWN = 0, 1, 2

LONGEST = 600
"""Seconds: some 150 questions, one after the other, over a slow line."""


def main(python: str) -> int:
    """Ask, and tell; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="jt-audit-") as folder:
        report = Path(folder) / "report.json"
        command = (python, "-m", "pip_audit", "--requirement", str(ROOT / "constraints.txt"), "--no-deps")
        options = ("--disable-pip", "--progress-spinner", "off", "--format", "json", "--output", str(report))
        try:
            done = subprocess.run((*command, *options), capture_output=True, text=True, timeout=LONGEST, check=False)  # noqa: S603 - our own command
        except subprocess.TimeoutExpired:
            print(f"audit: no answer within {LONGEST} s; nothing is known", file=sys.stderr)
            return UNKNOWN
        if not report.is_file():
            last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            print(f"audit: pip-audit could not ask (no network?); nothing is known: {last}", file=sys.stderr)
            return UNKNOWN
        code, lines = verdict(json.loads(report.read_text("utf-8")))
    print("\n".join(lines), file=sys.stderr if code else sys.stdout)
    return code


def verdict(report: dict[str, Any]) -> tuple[int, list[str]]:
    """Return the exit code, and what to say, of a report of pip-audit's.

    pip-audit itself leaves with 0 when it could ask about nothing at all: whatever was skipped is unknown here.
    """
    rows = report["dependencies"]
    found = list(_advisories(rows))
    skipped = [row["name"] for row in rows if "skip_reason" in row]
    if found:
        unknown = [f"audit: {len(skipped)} could not be asked about"] if skipped else []
        return FOUND, [*found, *unknown, "audit: what to do with each is in docs/advisories.md"]
    if skipped or not rows:
        first = ", ".join(skipped[:5]) + (", …" if len(skipped) > 5 else "")
        told = (
            f"audit: {len(skipped)} of {len(rows)} could not be asked about ({first}): no network, or an index without"
        )
        return UNKNOWN, [f"{told} advisories; nothing is known of them"]
    return CLEAN, [f"audit: {len(rows)} distributions, no advisory"]


def _advisories(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        for one in row.get("vulns", ()):
            mended = ", ".join(one["fix_versions"]) or "no version yet"
            yield f"{row['name']} {row['version']}: {one['id']}, mended by {mended}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
