"""`jt ecoute install`: every way to the model, digests that decide, a folder that appears whole or not at all."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.adapters.hearing import install as installing
from pipeline.adapters.hearing import model_files
from pipeline.adapters.hearing.install import install
from pipeline.adapters.hearing.model_files import FILES, WEIGHTS, PinnedFile
from pipeline.adapters.hearing.whisper import WhisperRecogniser
from pipeline.errors import HearingError, VoiceError

_BYTES = {name: name.encode() * 20 for name in FILES}


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the model is to be: nothing there yet, its runtime present, no part installed."""
    for name, data in _BYTES.items():
        monkeypatch.setitem(FILES, name, PinnedFile(len(data), hashlib.sha256(data).hexdigest()))
    monkeypatch.setattr(installing, "PACKAGES", {"json": "json"})
    monkeypatch.setattr(installing, "PARTS", ("essai-part1", "essai-part2"))
    monkeypatch.setattr(installing, "PUBLISHED", (tmp_path / "publie" / WEIGHTS).as_uri())
    monkeypatch.setenv("JT_MODELES", str(tmp_path / "modeles"))
    return tmp_path / "modeles" / model_files.NAME


def _lay(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def _in_parts(folder: Path) -> Path:
    small = {name: data for name, data in _BYTES.items() if name != WEIGHTS}
    half = len(_BYTES[WEIGHTS]) // 2
    _lay(folder / "un", small | {f"{WEIGHTS}.part1": _BYTES[WEIGHTS][:half]})
    _lay(folder / "deux", {f"{WEIGHTS}.part2": _BYTES[WEIGHTS][half:]})
    return folder


def _install(source: Path | str = "") -> list[str]:
    told: list[str] = []

    def no_pip(arguments: Sequence[str]) -> None:
        raise VoiceError(f"pas d'internet : {arguments}")

    install(str(source), told.append, no_pip)
    return told


def _whole(target: Path) -> bool:
    return list(target.parent.iterdir()) == [target] and all(
        (target / name).read_bytes() == data for name, data in _BYTES.items()
    )


def test_a_folder_a_file_of_it_and_parts_are_taken(target: Path, tmp_path: Path) -> None:
    given = _lay(tmp_path / "donne", _BYTES)
    told = _install(given)
    assert _whole(target)
    assert str(target) in told[-1]
    for source in (given / WEIGHTS, _in_parts(tmp_path / "parts")):
        (target / WEIGHTS).unlink()
        _install(source)
        assert _whole(target)


def test_what_is_there_stays_and_what_is_damaged_is_replaced(target: Path, tmp_path: Path) -> None:
    _lay(target, _BYTES)
    assert "déjà installé" in _install()[-1]
    (target / WEIGHTS).write_bytes(_BYTES[WEIGHTS][:-1] + b"\0")
    assert "abîmé" in _install(_lay(tmp_path / "donne", _BYTES))[0]
    assert _whole(target)


def test_another_model_is_refused_and_nothing_is_left(target: Path, tmp_path: Path) -> None:
    given = _lay(tmp_path / "donne", _BYTES | {WEIGHTS: b"autre"})
    with pytest.raises(HearingError, match=f"{WEIGHTS} n'a pas la bonne empreinte"):
        _install(given)
    assert not target.parent.exists()


def test_an_installation_that_is_cut_short_leaves_what_was_there(
    target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = _lay(tmp_path / "donne", _BYTES)

    def cut(_path: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", cut)
        with pytest.raises(HearingError, match="JT_MODELES"):
            _install(given)
    assert not list(target.parent.iterdir())


def test_without_a_way_each_one_that_was_tried_is_told(target: Path) -> None:
    with pytest.raises(HearingError, match="jt ecoute install --depuis DOSSIER") as told:
        _install()
    assert all(way in str(told.value) for way in ("paquets installés", "index des paquets", "fichiers publiés"))
    assert not target.exists()


def test_it_is_absent_until_it_is_installed(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: object())
    recogniser = WhisperRecogniser()
    assert "jt ecoute install" in recogniser.unavailable()
    _lay(target, _BYTES)
    assert recogniser.unavailable() == ""
