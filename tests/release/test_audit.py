"""What is said of an audit: nothing asked is never taken for nothing found."""

import sys
from typing import Any

import pytest

from release.audit import CLEAN, FOUND, UNKNOWN, main, verdict

_SOUND = {"name": "rich", "version": "15.0.0", "vulns": []}
_SKIPPED = {"name": "av", "skip_reason": "Dependency not found on PyPI"}
_HURT = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-2050-1", "fix_versions": ["1.1"]}]}


@pytest.mark.parametrize(
    ("rows", "code", "told"),
    [
        ([_SOUND], CLEAN, "1 distributions, no advisory"),
        ([_HURT, _SOUND], FOUND, "pillow 1.0: PYSEC-2050-1, mended by 1.1"),
        ([_HURT, _SKIPPED], FOUND, "1 could not be asked about"),
        ([_SOUND, _SKIPPED], UNKNOWN, "1 of 2 could not be asked about (av)"),
        ([], UNKNOWN, "nothing is known"),
    ],
)
def test_the_verdict(rows: list[dict[str, Any]], code: int, told: str) -> None:
    found, lines = verdict({"dependencies": rows})
    assert found == code
    assert told in "\n".join(lines)


def test_without_pip_audit_nothing_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(sys.executable) == UNKNOWN
    assert "nothing is known" in capsys.readouterr().err
