"""A finished film goes to another machine whole, or not at all."""

import hashlib
from pathlib import Path

import pytest

from pipeline.adapters.shared import films as module
from pipeline.adapters.shared.objects import Trouble
from tests.fakes.objects import FakeObjects, Machine

_FINGERPRINT = "f" * 64


def _go_on() -> None:
    """Nobody asks for anything else."""


@pytest.fixture
def film(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A folder of files, and their digests."""
    folder = tmp_path / "film"
    (folder / "constats").mkdir(parents=True)
    contents = {"petit.mp4": b"images" * 1_000, "constats/plan.png": b"un plan"}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder, {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}


def test_a_film_is_given_and_brought_with_its_record_last(
    here: Machine, there: Machine, objects: FakeObjects, film: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    folder, files = film
    assert there.store.films.record(_FINGERPRINT, _go_on) is None
    assert here.store.films.give(_FINGERPRINT, b"{}", files, folder, _go_on)
    assert list(objects.held)[-1] == f"v1/films/ff/{_FINGERPRINT}"
    there.remote.ask_again("films", _FINGERPRINT)
    assert there.store.films.record(_FINGERPRINT, _go_on) == b"{}"
    assert there.store.films.bring(files, tmp_path / "arrivee", _go_on)
    for name in files:
        assert (tmp_path / "arrivee" / name).read_bytes() == (folder / name).read_bytes()
    assert here.store.films.give(_FINGERPRINT, b"{autre}", files, folder, _go_on), "it is there: two are as good as one"
    assert here.store.remarks() == ()


def test_a_film_of_which_a_file_changed_or_went_is_not_given(
    here: Machine, objects: FakeObjects, film: tuple[Path, dict[str, str]]
) -> None:
    folder, files = film
    (folder / "petit.mp4").write_bytes(b"autre chose")
    assert not here.store.films.give(_FINGERPRINT, b"{}", files, folder, _go_on)
    (folder / "petit.mp4").unlink()
    assert not here.store.films.give(_FINGERPRINT, b"{}", files, folder, _go_on)
    assert f"v1/films/ff/{_FINGERPRINT}" not in objects.held


def test_a_film_of_which_a_file_was_evicted_is_not_brought(
    here: Machine, there: Machine, objects: FakeObjects, film: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    folder, files = film
    here.store.films.give(_FINGERPRINT, b"{}", files, folder, _go_on)
    objects.remove([name for name in list(objects.held) if "fichiers" in name][:1])
    assert not there.store.films.bring(files, tmp_path / "arrivee", _go_on)


def test_a_store_that_holds_an_upload_up_is_waited_for_within_limits(
    here: Machine, objects: FakeObjects, film: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.3)
    objects.hold.clear()
    assert not here.store.films.give(_FINGERPRINT, b"{}", film[1], film[0], _go_on)
    assert "est trop lent pour le film entier" in here.store.remarks()[0]
    objects.hold.set()


def test_neither_a_reader_nor_a_refused_key_gives_anything(
    here: Machine, objects: FakeObjects, film: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    reader = Machine(tmp_path / "lecteur", objects, writes=False)
    assert not reader.store.films.give(_FINGERPRINT, b"{}", film[1], film[0], _go_on)
    objects.writing = Trouble("refuse l'accès avec cette clé", refused=True)
    assert not here.store.films.give(_FINGERPRINT, b"{}", film[1], film[0], _go_on)
    assert objects.held == {}
