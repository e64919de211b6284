"""`jt` as it is typed, in a folder of its own that holds a good script and a wrong one."""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.adapters.project import CACHE_VARIABLE
from pipeline.cli import app

PETIT = """\
titre: Le petit journal
presente_par: Jeanne Martin
conducteur:
  - plateau:
      texte: Bonsoir à tous.
"""
"""A good script of three seconds."""

FAUX = """\
titre: Le petit journal
inconnu: 3
conducteur:
  - sujet: Le banc
    texte: ""
"""
"""A script with two mistakes, at 2:1 and 5:12."""

_ENGLISH = re.compile(
    r"\b(Usage:|Error|error|Invalid|No such|Got unexpected|Missing|requires|expected|Try|Traceback|not a|the)\b"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str

    def sentence(self, code: int = 1) -> str:
        """Return the one French sentence of a command the user can mend; fails when there is anything else."""
        assert (self.code, self.out) == (code, ""), self
        (line,) = (line for line in self.err.splitlines() if not line.startswith("voix"))
        assert line.startswith("jt : "), self
        assert not _ENGLISH.search(line), self
        return line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "scripts"
    home.mkdir()
    (home / "petit.yaml").write_text(PETIT, encoding="utf-8")
    (home / "faux.yaml").write_text(FAUX, encoding="utf-8")
    return home


@pytest.fixture
def jt(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Told]:
    """Run the command line in the folder, on the installed project, with a cache of the test's own."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "output" / ".cache"))

    def run(*words: str) -> Told:
        monkeypatch.setattr(sys, "argv", ["jt", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            app.main()
        printed = capsys.readouterr()
        assert isinstance(left.value.code, int)
        assert "Traceback" not in printed.out + printed.err
        return Told(left.value.code, printed.out, printed.err)

    return run
