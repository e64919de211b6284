"""One commit, one release: the same bytes in another folder, at another time, for another user."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_LIST = ("git", "-c", "core.quotePath=off", "ls-files", "--cached", "--others", "--exclude-standard")
_DAY = "2050-03-12T20:00:00+0000"
_WHO = {f"GIT_{who}_{what}": "jt" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def _run(folder: Path, *command: str, **environment: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own commands
        command, cwd=folder, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout


def _committed(folder: Path) -> Path:
    """Commit the files of this checkout, as they stand, into a repository of their own."""
    for name in _run(ROOT, *_LIST).splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    _run(folder, "git", "init", "-q")
    _run(folder, "git", "add", "--all", "--force")
    dates = {"GIT_AUTHOR_DATE": _DAY, "GIT_COMMITTER_DATE": _DAY}
    _run(folder, "git", "commit", "-q", "-m", "One", **_WHO, **dates)
    return folder


@pytest.mark.slow  # builds four wheels; wants the package index, for what builds
def test_two_releases_of_one_commit_are_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "here", tmp_path / "somewhere" / "else entirely"
    first.mkdir()
    _committed(first)
    second.parent.mkdir()
    _run(tmp_path, "git", "clone", "-q", str(first), str(second))
    for path in second.rglob("*"):
        if path.is_file() and ".git" not in path.parts:
            path.chmod(0o700 if os.access(path, os.X_OK) and os.name != "nt" else 0o600)
            os.utime(path, (2_000_000_000, 2_000_000_000))
    _run(first, sys.executable, "-m", "release", LC_ALL="C.UTF-8", TZ="UTC")
    under = "import os, runpy; os.umask(0o077); runpy.run_module('release', run_name='__main__')"
    _run(second, sys.executable, "-c", under, LC_ALL="C", LANG="C", TZ="Pacific/Auckland")
    digests = [
        {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (folder / "dist").iterdir()}
        for folder in (first, second)
    ]
    assert digests[0] == digests[1]
    lines = [line.split("  ") for line in (first / "dist" / "SHA256SUMS").read_text("utf-8").splitlines()]
    sums = {name: digest for digest, name in lines}
    assert sums == {name: digest for name, digest in digests[0].items() if name != "SHA256SUMS"}
    assert {"third_party.md", "jt2050-sbom.cdx.json", "NOTES.md"} <= sums.keys()
    assert {Path(name).suffix for name in sums} >= {".whl", ".gz"}
