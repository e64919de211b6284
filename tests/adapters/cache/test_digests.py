"""A digest is remembered while the file looks untouched, and never past a change."""

import hashlib
import os
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline.adapters.cache.digests import Digests


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "café.svg"
    path.write_bytes(b"avant")
    return path


def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the file system's clock be well past the last change."""
    later = time.time_ns() + 10_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: later)


def _unread(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count the files that are read from here on."""
    read: list[str] = []
    digest = hashlib.file_digest

    def counted(stream: Any, name: str) -> Any:
        read.append(name)
        return digest(stream, name)

    monkeypatch.setattr(hashlib, "file_digest", counted)
    return read


def test_an_untouched_file_is_read_once_by_all_processes(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _settled(monkeypatch)
    first = Digests(tmp_path / "cache")
    assert first.of(file) == _sha(b"avant")
    first.save()
    read = _unread(monkeypatch)
    assert Digests(tmp_path / "cache").of(file) == _sha(b"avant")
    assert read == []


@pytest.mark.parametrize("how", ["longer", "same_size", "same_size_and_time", "replaced"])
def test_a_changed_file_is_read_again(how: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = file.stat()
    digests = Digests(tmp_path / "cache")
    with monkeypatch.context() as settled:
        _settled(settled)
        digests.of(file)
    time.sleep(0.02)
    if how == "replaced":
        other = tmp_path / "autre"
        other.write_bytes(b"apres")
        other.replace(file)
    else:
        file.write_bytes(b"apres, plus long" if how == "longer" else b"apres")
    if how == "same_size_and_time":
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert digests.of(file) == _sha(file.read_bytes())


def test_a_file_read_within_the_tick_of_its_change_is_read_again(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = file.stat().st_ctime_ns
    monkeypatch.setattr(time, "time_ns", lambda: changed)  # however late this line is reached
    digests = Digests(tmp_path / "cache")
    digests.of(file)
    read = _unread(monkeypatch)
    digests.of(file)
    assert read == ["sha256"]


@pytest.mark.parametrize("content", ["", "[]", '{"/x": 3}', '{"/x": ["a", 1]}', "\0"])
def test_a_spoiled_memory_is_no_memory(content: str, file: Path, tmp_path: Path) -> None:
    (tmp_path / "empreintes.json").write_text(content)
    assert Digests(tmp_path).of(file) == _sha(b"avant")


def test_files_that_are_gone_are_forgotten(file: Path, tmp_path: Path) -> None:
    digests = Digests(tmp_path / "cache")
    digests.of(file)
    file.unlink()
    digests.save()
    assert file.name not in (tmp_path / "cache" / "empreintes.json").read_text("utf-8")


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Digests(tmp_path).of(tmp_path / "rien")
