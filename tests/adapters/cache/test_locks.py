"""A lock keeps other processes out, whatever the system."""

import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock, SoftFileLock, Timeout

from pipeline.adapters.cache.locks import locked

_COUNT = 40
_COUNTING = f"""
import sys
from pathlib import Path
from pipeline.adapters.cache.locks import locked
lock, count = Path(sys.argv[1]), Path(sys.argv[2])
for _ in range({_COUNT}):
    with locked(lock):
        before = int(count.read_text())
        count.write_text("")
        count.write_text(str(before + 1))
"""
"""Without a lock, two that do this read the same figure, or find the file empty."""


def test_two_processes_never_hold_it_at_once(tmp_path: Path) -> None:
    lock, count = tmp_path / "en-cours" / "verrou", tmp_path / "compte"
    count.write_text("0")
    command = [sys.executable, "-c", _COUNTING, str(lock), str(count)]
    pair = [subprocess.Popen(command) for _ in range(2)]  # noqa: S603 - ours
    assert [one.wait() for one in pair] == [0, 0]
    assert int(count.read_text()) == 2 * _COUNT, "both were inside at once"


def test_another_process_finds_it_held_until_it_is_let_go(tmp_path: Path) -> None:
    lock = tmp_path / "verrou"
    code = "import sys; from filelock import FileLock; FileLock(sys.argv[1]).acquire(timeout=0)"
    command = [sys.executable, "-c", code, str(lock)]
    with locked(lock):
        inside = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - ours
        with pytest.raises(Timeout):
            FileLock(lock).acquire(timeout=0)
    assert Timeout.__name__ in inside.stderr
    assert subprocess.run(command, check=False).returncode == 0  # noqa: S603 - ours


def test_it_is_the_systems_own_which_a_dead_process_cannot_keep() -> None:
    assert not issubclass(FileLock, SoftFileLock), "a file that only exists would outlive its process"


def test_what_a_holder_fails_at_is_heard_and_lets_others_in(tmp_path: Path) -> None:
    def fail() -> None:
        with locked(tmp_path / "verrou"):
            raise ValueError("perdu")

    with pytest.raises(ValueError, match="perdu"):
        fail()
    with locked(tmp_path / "verrou"):
        pass


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    with pytest.raises(OSError, match="fichier"), locked(tmp_path / "fichier" / "verrou"):
        pass
