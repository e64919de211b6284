"""`jt watch` as it is typed: told line by line without a terminal, and ended by Ctrl-C with nothing left running."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes.processes import JT, alive
from tests.fakes.projects import ROOT

SCRIPT = """\
titre: Le petit journal
conducteur:
  - sujet: Le banc
    lancement: non
    plans:
      - carton: {titre: Le banc}
        texte: Un banc parle.
"""
PATIENCE = 300
"""Seconds for what hangs, however busy the machine."""


def until(true: Callable[[], bool]) -> bool:
    """Wait until something is true; tell whether it ever was."""
    limit = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < limit:
        time.sleep(0.05)
    return true()


@pytest.mark.slow
def test_a_script_is_followed_until_it_is_interrupted(tmp_path: Path) -> None:
    script, told = tmp_path / "journal.yaml", tmp_path / "err.txt"
    script.write_text(SCRIPT, "utf-8")

    def says(what: str, times: int = 1) -> bool:
        return told.read_text("utf-8").count(what) >= times

    words = ["watch", "journal.yaml", "--voix", "pico", "--jobs", "2", "--out", "film", "--cache", "cache"]
    with told.open("w") as err:
        running = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-c", JT, *words],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=err,
            start_new_session=True,
        )
        try:
            assert until(lambda: says("j'attends") or running.poll() is not None)
            script.write_text(SCRIPT.replace("parle", "chante"), "utf-8")
            assert until(lambda: says("j'attends", 2) or running.poll() is not None)
            os.killpg(running.pid, signal.SIGINT)  # as a terminal does
            out, _ = running.communicate(timeout=PATIENCE)
            left = until(lambda: not alive(running.pid))
        finally:
            for process in alive(running.pid):
                os.kill(process, signal.SIGKILL)
            running.wait()
    lines = told.read_text("utf-8").splitlines()
    assert running.returncode == 130, lines
    assert left, "a process outlived the command"
    assert out.decode().splitlines() == ["film/journal.mp4"] * 2
    steps = [
        line.partition(" : ")[0] for line in lines if line.startswith(("script : ", "image : ", "sujet : ", "film : "))
    ]
    assert steps == ["script", "image", "sujet", "film"] * 2
    assert lines[-1].startswith("jt : interrompu ; le film est livré, entier")
    assert {file.name for file in (tmp_path / "film-apercu").iterdir()} == {"image.png", "sujet.mp4", "remarques.txt"}
