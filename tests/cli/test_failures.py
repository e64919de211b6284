"""What is not the user's fault is said to be ours, shortly; the details are kept for whoever mends it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from pipeline.cli import checking
from pipeline.errors import BugError
from pipeline.service import render as service

Jt = Callable[..., Any]


def _raising(error: BaseException) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "told"),
    [(RuntimeError("la pellicule est cassée"), "RuntimeError : "), (BugError("la pellicule est cassée"), "")],
    ids=["unexpected", "promised"],
)
@pytest.mark.parametrize(
    ("command", "room", "name"), [("check", checking, "check_scripts"), ("render", service, "render")]
)
def test_a_bug_is_told_in_one_line_and_its_trace_kept(
    jt: Jt,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    room: Any,
    name: str,
    error: Exception,
    told: str,
) -> None:
    monkeypatch.setattr(room, name, _raising(error))
    found = jt(command, "petit.yaml")
    kept = folder / "jt-erreur.txt"
    assert (found.code, found.out) == (3, "")
    assert found.err == (
        f"jt : erreur interne, ce n'est pas votre faute ({told}la pellicule est cassée) ; "
        f"le détail est dans {kept}, joignez-le à votre signalement\n"
    )
    trace = kept.read_text(encoding="utf-8")
    assert trace.startswith("Traceback (most recent call last):")
    assert f"{type(error).__name__}: la pellicule est cassée" in trace


def test_a_trace_that_cannot_be_kept_is_shown(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pipeline.cli.telling import tell_bug

    monkeypatch.chdir(folder)
    (folder / "jt-erreur.txt").mkdir()
    assert tell_bug(ValueError("mauvais")) == 3
    assert "ValueError: mauvais" in capsys.readouterr().err


def test_an_interruption_anywhere_is_no_bug(jt: Jt, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "check_scripts", _raising(KeyboardInterrupt()))
    found = jt("check", "petit.yaml")
    assert (found.code, found.out) == (130, "")
    assert found.err.startswith("jt : interrompu ; le film précédent est intact")
    assert len(found.err.splitlines()) == 1
    assert not (folder / "jt-erreur.txt").exists()


def test_a_bug_in_one_script_does_not_stop_the_next(jt: Jt, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def fail(_newsroom: object, task: Any, _progress: object) -> NoReturn:
        seen.append(task.path.name)
        raise BugError("cassé")

    monkeypatch.setattr(service, "render", fail)
    assert jt("render", "petit.yaml", "faux.yaml").code == 3
    assert seen == ["petit.yaml", "faux.yaml"]
