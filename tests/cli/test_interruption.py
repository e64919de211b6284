"""Ctrl-C during a real render: it stops at once, says so, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import pytest

from pipeline.cli.interruption import Outcome, insistent
from pipeline.cli.leaving import INTACT
from pipeline.service.events import Delivered, Hear
from tests.fakes.processes import JT, alive

PROJECT = Path(__file__).resolve().parents[2]

LONG = "titre: Le long journal\nconducteur:\n" + "".join(
    f"  - sujet: Sujet {number}\n    texte: Voici une phrase, puis une autre. Et encore une, pour que le plan dure.\n"
    for number in range(1, 6)
)

posix = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")


def _until(wanted: Callable[[], bool], seconds: float) -> bool:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if wanted():
            return True
        time.sleep(0.05)
    return wanted()


@posix
@pytest.mark.parametrize(
    ("jobs", "asked"), [("2", signal.SIGINT), ("1", signal.SIGINT), ("2", signal.SIGTERM), ("2", signal.SIGKILL)]
)
def test_a_stopped_render_leaves_the_previous_film_and_no_process(
    tmp_path: Path, jobs: str, asked: signal.Signals
) -> None:
    (tmp_path / "long.yaml").write_text(LONG, encoding="utf-8")
    films = tmp_path / "films"
    films.mkdir()
    for name in ("long.mp4", "captions.vtt", "report.json"):
        (films / name).write_text(f"avant : {name}", encoding="utf-8")
    cache = tmp_path / "cache"
    words = ["render", "long.yaml", "--preset", "draft", "--no-cache", "--jobs", jobs, "--out", "films"]
    with (tmp_path / "err.txt").open("w") as err:
        running = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-c", JT, *words],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(PROJECT), "JT_CACHE": str(cache)},
            stdout=subprocess.PIPE,
            stderr=err,
            start_new_session=True,
        )
        try:
            encoding = _until(lambda: any(cache.rglob("images/*/.en-cours-*")) or running.poll() is not None, 300)
            assert encoding, "no picture was begun"
            assert running.poll() is None, (tmp_path / "err.txt").read_text(encoding="utf-8")
            assert list(tmp_path.glob(".en-cours-*"))
            if asked == signal.SIGINT:  # a terminal tells all of its processes
                os.killpg(running.pid, asked)
            else:
                running.send_signal(asked)
            out, _ = running.communicate(timeout=120)  # a bound for what hangs, however busy the machine
            left = _until(lambda: not alive(running.pid), 60)
        finally:
            for process in alive(running.pid):
                os.kill(process, signal.SIGKILL)
            running.wait()
    told = (tmp_path / "err.txt").read_text(encoding="utf-8")
    assert "Traceback" not in told
    assert "Error" not in told
    assert out == b""
    assert left, "a worker outlived the command"
    kept = {"captions.vtt", "long.mp4", "report.json"}
    for name in kept:
        assert (films / name).read_text(encoding="utf-8") == f"avant : {name}"
    if asked != signal.SIGKILL:  # of which nothing can be told, nor put in order
        assert running.returncode == 130, told
        assert told.splitlines()[-1].startswith("jt : interrompu ; le film précédent est intact")
        assert {path.name for path in films.iterdir()} == kept
    assert not (tmp_path / "jt-erreur.txt").exists()


def _lose_one_and_go_on(asked: signal.Signals = signal.SIGINT) -> None:
    """Lose an interruption, as compiled code can."""
    with suppress(KeyboardInterrupt):
        signal.raise_signal(asked)
        raise AssertionError("no interruption came")
    time.sleep(120)  # ended by what is tested, or by nothing


@pytest.fixture
def heard() -> Iterator[None]:
    """Hear Ctrl-C, as a command started by hand does."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@posix
@pytest.mark.usefixtures("heard")
def test_an_interruption_that_a_library_loses_comes_again() -> None:
    with pytest.raises(KeyboardInterrupt), insistent(Outcome()):
        _lose_one_and_go_on()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@posix
@pytest.mark.usefixtures("heard")
def test_tidying_up_after_an_interruption_is_left_in_peace() -> None:
    tidied: list[str] = []

    def work() -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            time.sleep(0.4)
            try:
                Path("/nowhere").read_bytes()
            except FileNotFoundError:
                time.sleep(0.4)
            tidied.append("all of it")

    with pytest.raises(KeyboardInterrupt), insistent(Outcome()):
        work()
    assert tidied == ["all of it"]
    time.sleep(0.4)  # nothing comes after


@posix
def test_a_command_that_is_not_to_hear_interruptions_does_not() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with insistent(Outcome()):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


@posix
def test_a_command_in_the_background_hears_that_it_is_cancelled() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    ending = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        with pytest.raises(KeyboardInterrupt), insistent(Outcome()):
            _lose_one_and_go_on(signal.SIGTERM)
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGINT, before)
        signal.signal(signal.SIGTERM, ending)


EARLY = """\
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
MODULE = sys.argv.pop()
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == MODULE:
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
from pipeline.__main__ import main
main()
"""
"""The real command, interrupted as it begins to load a module."""


@posix
@pytest.mark.parametrize("module", ["dataclasses", "typer", "pydantic"])
def test_interrupted_while_modules_are_loaded_a_command_says_one_line(tmp_path: Path, module: str) -> None:
    (tmp_path / "petit.yaml").write_text(LONG, encoding="utf-8")
    told = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", EARLY, "check", "petit.yaml", module],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout) == (130, "")
    assert told.stderr == f"{INTACT}\n"
    assert not (tmp_path / "jt-erreur.txt").exists()


THROUGH_TEXT = """\
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from pipeline.cli import checking
def interrupted(*_, **__):
    eval("signal.raise_signal(signal.SIGINT)", {"signal": signal})
checking.check_scripts = interrupted
from pipeline.__main__ import main
main()
"""


@posix
def test_interrupted_amid_compiled_text_a_command_ends_with_its_exit_code_and_not_by_the_signal(tmp_path: Path) -> None:
    (tmp_path / "petit.yaml").write_text(LONG, encoding="utf-8")
    told = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", THROUGH_TEXT, "check", "petit.yaml"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout, told.stderr) == (130, "", f"{INTACT}\n")


@posix
@pytest.mark.usefixtures("heard")
def test_ctrl_c_again_and_again_leaves_tidying_up_in_peace() -> None:
    tidied: list[str] = []

    def work() -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGINT):
                signal.raise_signal(number)
            tidied.append("all of it")

    with pytest.raises(KeyboardInterrupt), insistent(Outcome()):
        work()
    assert tidied == ["all of it"]


@posix
@pytest.mark.usefixtures("heard")
def test_interrupted_once_the_film_stands_that_is_what_is_said(jt: Callable[..., Any], monkeypatch: Any) -> None:
    from pipeline.service import render as service

    def render(_newsroom: object, _task: object, hear: Hear) -> NoReturn:
        hear(Delivered("output/petit/petit.mp4"))
        raise KeyboardInterrupt

    monkeypatch.setattr(service, "render", render)
    told = jt("render", "petit.yaml")
    assert (told.code, told.out) == (130, "")
    assert told.err == "jt : interrompu ; le film est livré, entier : output/petit/petit.mp4\n"
