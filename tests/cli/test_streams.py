"""Standard streams that are closed, full or read by nobody cost no film, and what is lost of an answer is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SCRIPT = "titre: Essai\nconducteur:\n  - breve: {titre: Nancy, texte: Bonsoir.}\n"

posix = pytest.mark.skipif(not Path("/dev/full").exists(), reason="wants a shell and /dev/full")


def _jt(folder: Path, words: str, **around: str) -> "subprocess.CompletedProcess[str]":
    """Run a command of a shell in which `jt` is the real one."""
    shell = f'jt() {{ {sys.executable} -m pipeline "$@"; }}; set -o pipefail; {words}'
    return subprocess.run(  # noqa: S603 - our own command
        ["/bin/bash", "-c", shell],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(PROJECT)} | around,
        capture_output=True,
        text=True,
        check=False,
    )


@posix
def test_an_answer_that_cannot_be_written_is_told_and_fails(tmp_path: Path) -> None:
    told = _jt(tmp_path, "jt guide voix >/dev/full")
    assert told.returncode == 1
    assert told.stderr.startswith("jt : ce qui devait s'afficher n'a pas pu être écrit (le disque est plein)")
    assert len(told.stderr.splitlines()) == 1


@posix
@pytest.mark.parametrize(
    ("words", "out"),
    [
        ("jt guide voix | head -1", "# Les voix\n"),
        ("jt guide voix >&-", ""),
        ("jt guide 2>&- | head -c 0", ""),
        ("jt check nano.yaml <&- >&- 2>&-", ""),
    ],
)
def test_a_reader_that_left_or_a_stream_that_is_closed_is_no_fault(tmp_path: Path, words: str, out: str) -> None:
    (tmp_path / "nano.yaml").write_text(SCRIPT, "utf-8")
    told = _jt(tmp_path, words, PYTHONIOENCODING="ascii", TERM="dumb")
    assert (told.returncode, told.stdout, told.stderr) == (0, out, "")
    assert {path.name for path in tmp_path.iterdir()} == {"nano.yaml"}


@posix
@pytest.mark.slow
@pytest.mark.parametrize("around", ["<&- >&- 2>&-", ">/dev/full 2>&1", "2>&1 | head -1", "2>/dev/full | head -c 0"])
def test_a_film_is_delivered_whoever_listens(tmp_path: Path, around: str) -> None:
    (tmp_path / "nano.yaml").write_text(SCRIPT, "utf-8")
    told = _jt(tmp_path, f"jt render nano.yaml --preset draft --voix pico --jobs 2 {around}")
    assert told.returncode == 0
    assert (tmp_path / "output" / "nano" / "nano.mp4").stat().st_size > 10_000
    assert {path.name for path in tmp_path.iterdir()} == {"nano.yaml", "output"}
