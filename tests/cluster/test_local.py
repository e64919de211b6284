"""A cluster on this machine for as long as a command."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.clusters import ended_after, rendering, said, until
from tests.fakes.processes import alive
from tests.fakes.unsigned import unsigned

pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("grappe-locale")]


@pytest.fixture(autouse=True)
def _limit() -> Iterator[None]:
    with ended_after():
        yield


def commands(told: str) -> set[int]:
    """Return the processes whose command line holds a text."""
    found = set()
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if told in line.read_bytes().decode("utf-8", "replace"):
                found.add(int(line.parent.name))
        except OSError:
            continue
    return found


def test_two_workers_make_the_same_film_and_leave_nothing_running(film: bytes, tmp_path: Path) -> None:
    command = rendering(tmp_path, "--grappe", "local:2", TMPDIR=str(tmp_path))
    ours: set[int] = set()

    def started() -> bool:
        ours.update(commands(str(tmp_path)) - {command.pid})
        return len(ours) >= 3

    until(lambda: started() or command.poll() is not None, "a scheduler and two workers")
    code, out, told = said(command)
    assert code == 0, told
    assert "grappe local:2 : 2 ouvriers" in told
    assert unsigned(Path(out.strip())) == film
    until(lambda: not commands(str(tmp_path)), "everything ended")
    assert not list(tmp_path.glob("jt-*")), "nothing is left in the temporary folder"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_what_stops_the_command_stops_its_workers(tmp_path: Path, how: signal.Signals) -> None:
    command = rendering(tmp_path, "--grappe", "local:2", "--no-cache", TMPDIR=str(tmp_path))
    until(lambda: len(commands(str(tmp_path))) >= 3, "a scheduler and two workers")
    os.kill(command.pid, how)
    code, _, told = said(command)
    assert code == (130 if how is signal.SIGINT else -signal.SIGKILL), told
    assert "Traceback" not in told
    until(lambda: not commands(str(tmp_path)) and not alive(command.pid), "everything ended")
