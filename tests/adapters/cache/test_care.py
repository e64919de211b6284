"""A cache is counted, checked and made smaller; what a render under way may use stays."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline.adapters.cache.care import CacheEntry, Freed, beyond, discard, entries, unused, verdicts
from pipeline.adapters.cache.leases import DAY, in_use
from pipeline.adapters.cache.store import FolderStore
from tests.fakes.odd_places import put_there

_DATA = b"x" * 1_000
_SEALED = len(_DATA) + 64
KEYS = [f"{number:02}" * 8 for number in range(4)]


@pytest.fixture
def caches(tmp_path: Path) -> Path:
    """Four entries of the version in use, last used 4, 3, 2 and 1 days ago, and one of an old version, used today."""
    store = FolderStore(tmp_path / "v1", {"images": ".mp4"})
    for age, key in enumerate(reversed(KEYS), 1):
        _aged(store.put("images" if age % 2 else "voix", key, _DATA), age)
    FolderStore(tmp_path / "v0").put("images", "aa" * 8, _DATA)
    return tmp_path


def _aged(path: Path, days: float) -> None:
    then = time.time() - days * DAY
    os.utime(path, (then, then))


def _keys(several: tuple[CacheEntry, ...]) -> list[str]:
    return [entry.path.stem for entry in several if entry.version == "v1"]


def test_every_entry_of_every_version_is_counted_the_oldest_first(caches: Path) -> None:
    found = entries(caches)
    assert _keys(found) == KEYS
    assert [entry.version for entry in found].count("v0") == 1
    assert {entry.size for entry in found} == {_SEALED}
    assert {entry.kind for entry in found} == {"images", "voix"}


def test_no_cache_holds_nothing(tmp_path: Path) -> None:
    assert entries(tmp_path / "rien") == ()


def test_entries_that_have_not_served_for_long_are_chosen(caches: Path) -> None:
    assert _keys(unused(entries(caches), 2.5 * DAY, time.time())) == KEYS[:2]


def test_an_entry_that_is_found_has_just_been_used(caches: Path) -> None:
    assert FolderStore(caches / "v1", {"images": ".mp4"}).find("voix", KEYS[0])
    assert _keys(unused(entries(caches), 2.5 * DAY, time.time())) == KEYS[1:2]


def test_use_is_noted_at_most_once_an_hour(caches: Path) -> None:
    store = FolderStore(caches / "v1", {"images": ".mp4"})
    path = store.find("images", KEYS[1])
    assert path is not None
    _aged(path, 0.5 / 24)
    before = path.stat().st_mtime
    assert store.find("images", KEYS[1])
    assert path.stat().st_mtime == before


def test_the_old_version_goes_first_then_the_least_recently_used(caches: Path) -> None:
    found = entries(caches)
    total = 5 * _SEALED
    assert beyond(found, total, "v1") == ()
    assert [entry.version for entry in beyond(found, total - 1, "v1")] == ["v0"]
    assert _keys(beyond(found, 2 * _SEALED, "v1")) == KEYS[:2]
    assert len(beyond(found, 0, "v1")) == 5


def test_what_is_chosen_is_removed_with_its_sum(caches: Path) -> None:
    chosen = beyond(entries(caches), 3 * _SEALED, "v1")
    assert discard(caches, chosen) == Freed(2, 2 * _SEALED, 0)
    assert _keys(entries(caches)) == KEYS[1:]
    assert not [path for entry in chosen for path in entry.path.parent.glob(f"{entry.path.name}*")]
    assert discard(caches, chosen) == Freed(), "what is gone already is not counted"


def test_an_entry_used_since_it_was_chosen_stays(caches: Path) -> None:
    chosen = entries(caches)
    assert FolderStore(caches / "v1", {"images": ".mp4"}).find("voix", KEYS[0])
    assert discard(caches, chosen).kept == 1
    assert _keys(entries(caches)) == KEYS[:1]


def test_what_a_render_under_way_may_have_found_stays(caches: Path) -> None:
    store = FolderStore(caches / "v1", {"images": ".mp4"})
    with store.in_use():
        assert store.find("images", KEYS[3])
        store.put("voix", "ff" * 8, _DATA)
        done = discard(caches, entries(caches))
    assert _keys(entries(caches)) == [KEYS[3], "ff" * 8]
    assert done.kept == 2


def test_what_a_render_is_writing_stays(caches: Path) -> None:
    store = FolderStore(caches / "v1")
    with store.writing("voix", "ff" * 8) as aside:
        aside.write_bytes(_DATA)
        assert discard(caches, entries(caches)).kept == 1
    assert store.find("voix", "ff" * 8)


def test_what_an_interrupted_render_left_a_day_ago_goes(caches: Path) -> None:
    left = caches / "v1" / "voix" / "00" / ".en-cours-abc.npz"
    left.write_bytes(_DATA)
    _aged(left, 2)
    discard(caches, unused(entries(caches), DAY, time.time()))
    assert not left.exists()


def test_a_render_waits_for_a_cleaning_to_end(caches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cleaning = caches / "v1" / "en-cours" / f"menage-ailleurs-{os.getpid()}-x"
    cleaning.parent.mkdir(exist_ok=True)
    cleaning.write_bytes(b"")
    _aged(cleaning, 60 / DAY)
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        _aged(cleaning, (60 + 200 * len(waited)) / DAY)

    monkeypatch.setattr(time, "sleep", sleep)
    with in_use(caches / "v1"):
        assert not cleaning.exists(), "a cleaning of another machine that never ended is ignored after ten minutes"
    assert len(waited) == 3, "it is asked for again after every wait, of 200 s each here, and no longer"


@pytest.mark.skipif(os.name != "posix", reason="only POSIX tells whether a process lives without harming it")
def test_a_render_that_died_holds_nothing_back(caches: Path) -> None:
    import socket
    import subprocess
    import sys

    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    folder = caches / "v1" / "en-cours"
    folder.mkdir(exist_ok=True)
    (folder / f"rendu-{socket.gethostname()}-{dead.pid}-x").write_bytes(b"")
    assert discard(caches, entries(caches)).kept == 0
    assert entries(caches) == ()


def test_false_entries_are_told_from_true_ones(caches: Path) -> None:
    by_key = {entry.path.stem: entry.path for entry in entries(caches) if entry.version == "v1"}
    by_key[KEYS[0]].write_bytes(b"y" * 1_000)
    by_key[KEYS[1]].unlink()
    (caches / "v1" / "empreintes.json").write_text("{}")
    with FolderStore(caches / "v1").writing("voix", "ff" * 8) as aside:
        aside.write_bytes(_DATA)
        told = {entry.path.stem: good for entry, good in verdicts(entries(caches))}
    assert {key for key, good in told.items() if not good} == set(KEYS[:2])
    assert {key for key, good in told.items() if good} == {KEYS[2], KEYS[3], "aa" * 8}


def _outside(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.skipif(os.name != "posix", reason="links are made as POSIX makes them")
def test_emptying_takes_links_as_links_and_never_leaves_the_cache(caches: Path, tmp_path_factory: Any) -> None:
    home = tmp_path_factory.mktemp("maison")
    FolderStore(home / "v1").put("voix", "ab" * 8, _DATA)  # somebody's own cache, or anything that looks like it
    (home / "abcd.jpg").write_bytes(b"une photo")
    before = _outside(home)
    (caches / "v7").symlink_to(home / "v1")
    (caches / "v1" / "rushes").symlink_to(home / "v1" / "voix")
    (caches / "v1" / "voix" / "ab").symlink_to(home / "v1" / "voix" / "ab")
    (caches / "v1" / "images" / "cd").mkdir(parents=True)
    (caches / "v1" / "images" / "cd" / ("cd" * 8 + ".mp4")).symlink_to(home / "abcd.jpg")
    discard(caches, entries(caches))
    assert _outside(home) == before
    assert entries(caches) == ()
    assert not (caches / "v1" / "rushes").is_symlink()
    assert (caches / "v7").is_symlink(), "a version that stands elsewhere is no version of this cache"


def test_what_is_not_of_the_cache_stays(caches: Path) -> None:
    own = [
        "photo.jpg", "Documents/v1.txt", "media/ab/abeille.jpg", "v1/notes.txt", "v1/images/notes.txt",
        "v1/images/lisezmoi/lettre.odt", "v1/images/ab/notes.txt", "v1/Mes photos/ab/abeille.jpg",
        "version1/voix/ab/abc.npz",
    ]  # fmt: skip
    for name in own:
        (caches / name).parent.mkdir(parents=True, exist_ok=True)
        (caches / name).write_bytes(b"a moi")
    discard(caches, entries(caches))
    assert entries(caches) == ()
    assert {name for name in own if (caches / name).is_file()} == set(own)


@pytest.mark.skipif(os.name != "posix", reason="pipes, sockets and devices are made as POSIX makes them")
@pytest.mark.parametrize("how", ["folder", "full folder", "pipe", "socket", "endless", "loop", "dangling"])
def test_what_stands_where_an_entry_belongs_is_counted_told_and_removed(how: str, caches: Path) -> None:
    (entry,) = [entry for entry in entries(caches) if entry.path.stem == KEYS[0]]
    entry.path.unlink()
    put_there(how, entry.path, caches)
    found = entries(caches)
    assert entry.path in {one.path for one in found}
    assert [one.path for one, good in verdicts(found) if not good] == [entry.path]
    discard(caches, found)
    assert entries(caches) == ()
    assert not os.path.lexists(entry.path)


def test_one_that_cannot_be_removed_does_not_save_the_others(caches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.stem == KEYS[0]:
            raise PermissionError(13, "Permission denied", str(path))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(PermissionError):
        discard(caches, entries(caches))
    assert _keys(entries(caches)) == KEYS[:1]
