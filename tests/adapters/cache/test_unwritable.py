"""A cache that cannot be written to is told as what the user can mend, wherever it is met, in workers too."""

import pickle
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from pipeline.adapters.cache.store import FolderStore
from pipeline.errors import CacheError

_TOLD = (
    r"impossible d'écrire dans le cache .*/v1 \(.*/cache : un fichier se trouve là où il faut un dossier\) ; "
    "déplacez ce fichier, ou choisissez un autre dossier avec --cache, ou avec la variable JT_CACHE"
)


@pytest.fixture
def blocked(tmp_path: Path) -> FolderStore:
    """A store whose folder is a file: nobody can write there, not even root."""
    (tmp_path / "cache").write_text("occupé")
    return FolderStore(tmp_path / "cache" / "v1")


@pytest.mark.parametrize("entered", [lambda s: s.writing("voix", "0" * 32), lambda s: s.alone("rushes", "0" * 32)])
def test_entering_is_refused_with_the_folder_and_the_way_out(
    blocked: FolderStore, entered: Callable[[FolderStore], AbstractContextManager[object]]
) -> None:
    with pytest.raises(CacheError, match=_TOLD), entered(blocked):
        pass


def test_it_crosses_from_a_worker_whole(blocked: FolderStore) -> None:
    with pytest.raises(CacheError) as refused:
        blocked.put("voix", "0" * 32, b"x")
    assert str(pickle.loads(pickle.dumps(refused.value))) == str(refused.value)  # noqa: S301 - our own bytes


def test_nothing_is_found_and_nothing_breaks_when_only_looking(blocked: FolderStore) -> None:
    assert blocked.find("voix", "0" * 32) is None
    with blocked.in_use():
        blocked.sweep()
