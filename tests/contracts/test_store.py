"""Over every store: an entry appears whole or not at all; a damaged one is never given."""

import errno
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.adapters.cache.store import FolderStore
from pipeline.errors import CacheError
from pipeline.ports import Store
from tests.fakes.objects import FakeObjects, Machine
from tests.fakes.odd_places import bound_by_rights, put_there
from tests.fakes.stores import PlainStore

_KEY = "0123456789abcdef"


def _tiered(root: Path) -> Store:
    return Machine(root, FakeObjects()).store


@pytest.fixture(params=[FolderStore, PlainStore, _tiered])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    make: Callable[[Path], Store] = request.param
    return make(tmp_path / "cache")


def _files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_what_was_put_is_found(store: Store) -> None:
    assert store.find("voix", _KEY) is None
    path = store.put("voix", _KEY, b"bonsoir")
    assert path.read_bytes() == b"bonsoir"
    assert store.find("voix", _KEY) == path


def test_kinds_and_keys_do_not_meet(store: Store) -> None:
    store.put("voix", _KEY, b"1")
    assert store.find("images", _KEY) is None
    assert store.find("voix", _KEY[::-1]) is None


def test_the_last_writer_wins(store: Store) -> None:
    store.put("voix", _KEY, b"1")
    store.put("voix", _KEY, b"2")
    found = store.find("voix", _KEY)
    assert found is not None
    assert found.read_bytes() == b"2"


def test_nothing_is_found_while_it_is_written(store: Store) -> None:
    with store.writing("voix", _KEY) as path:
        path.write_bytes(b"moiti")
        assert store.find("voix", _KEY) is None
    assert store.find("voix", _KEY) is not None


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_exception_while_writing_leaves_nothing(store: Store, error: type[BaseException], tmp_path: Path) -> None:
    def fail() -> None:
        with store.writing("voix", _KEY) as path:
            path.write_bytes("moitié".encode())
            raise error

    with pytest.raises(error):
        fail()
    assert store.find("voix", _KEY) is None
    assert _files(tmp_path / "cache") == []


def test_an_exception_while_writing_keeps_the_entry_before(store: Store) -> None:
    store.put("voix", _KEY, b"avant")

    def fail() -> None:
        with store.writing("voix", _KEY) as path:
            path.write_bytes("moitié".encode())
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    found = store.find("voix", _KEY)
    assert found is not None
    assert found.read_bytes() == b"avant"


def test_many_writers_of_one_entry_leave_one_whole_entry(store: Store) -> None:
    contents = [bytes([number]) * 200_000 for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda data: store.put("voix", _KEY, data), contents))
    found = store.find("voix", _KEY)
    assert found is None or found.read_bytes() in contents


def test_what_is_written_and_found_in_use_stays(store: Store) -> None:
    with store.in_use(), store.in_use():
        store.put("voix", _KEY, b"bonsoir")
        assert store.find("voix", _KEY) is not None
    assert store.find("voix", _KEY) is not None


def test_use_ends_with_an_exception_too(store: Store) -> None:
    def fail() -> None:
        with store.in_use():
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with store.in_use():
        store.put("voix", _KEY, b"bonsoir")


def test_sweeping_takes_neither_an_entry_nor_what_is_being_written(store: Store) -> None:
    store.sweep()
    path = store.put("voix", _KEY, b"bonsoir")
    other = _KEY[::-1]
    with store.writing("voix", other) as aside:
        aside.write_bytes(b"bonne nuit")
        store.sweep()
    store.sweep()
    assert store.find("voix", _KEY) == path
    found = store.find("voix", other)
    assert found is not None
    assert found.read_bytes() == b"bonne nuit"


def test_an_entry_is_made_alone_and_found_by_the_next(store: Store) -> None:
    with store.alone("voix", _KEY):
        path = store.put("voix", _KEY, b"bonsoir")
    with store.alone("voix", _KEY):
        assert store.find("voix", _KEY) == path


def test_what_is_sound_is_never_told_as_damaged(store: Store) -> None:
    assert list(store.damaged) == []
    store.find("voix", _KEY)
    store.put("voix", _KEY, b"bonsoir")
    store.find("voix", _KEY)
    assert list(store.damaged) == []


def test_what_is_kept_is_read_as_it_is_parsed(store: Store) -> None:
    assert store.read("mesures", _KEY, json.loads) is None
    store.keep("mesures", _KEY, b'{"sonie": -16}')
    assert store.read("mesures", _KEY, json.loads) == {"sonie": -16}
    assert store.unkept == ""


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[1]", b"null", b"7", b""], ids=repr)
def test_what_cannot_be_read_is_forgotten_and_made_again(store: Store, content: bytes) -> None:
    def parse(data: bytes) -> float:
        return float(json.loads(data)["sonie"])

    store.put("mesures", _KEY, content)
    assert store.read("mesures", _KEY, parse) is None
    assert list(store.damaged) == [f"mesures/{_KEY}"]
    assert store.find("mesures", _KEY) is None
    store.put("mesures", _KEY, b'{"sonie": -16}')
    assert store.read("mesures", _KEY, parse) == -16


def test_what_is_forgotten_is_no_longer_found(store: Store) -> None:
    store.put("voix", _KEY, b"bonsoir")
    store.forget("voix", _KEY)
    assert store.find("voix", _KEY) is None
    store.forget("voix", _KEY)


def test_what_is_gathered_is_found_and_what_is_settled_is_told(store: Store) -> None:
    store.put("voix", _KEY, b"bonsoir")
    store.gather("voix", [_KEY, _KEY[::-1]])
    assert store.find("voix", _KEY) is not None
    assert store.find("voix", _KEY[::-1]) is None
    with store.in_use():
        store.offer()
        assert store.settle()
    assert store.remarks() == ()


_CRASH = """
import os, sys
from pathlib import Path
from pipeline.adapters.cache.store import FolderStore
with FolderStore(Path(sys.argv[1])).writing("voix", sys.argv[2]) as path:
    path.write_bytes(b"half")
    os._exit(9)
"""


class TestFolderStore:
    def test_a_process_that_dies_while_writing_leaves_no_entry(self, tmp_path: Path) -> None:
        root = Path(__file__).resolve().parents[2]
        done = subprocess.run([sys.executable, "-c", _CRASH, tmp_path, _KEY], cwd=root, check=False)  # noqa: S603
        assert done.returncode == 9
        store = FolderStore(tmp_path)
        assert store.find("voix", _KEY) is None
        assert store.damaged == []
        store.put("voix", _KEY, b"entier")
        assert store.find("voix", _KEY) is not None

    def test_sweeping_takes_what_was_left_half_written_a_day_ago(self, tmp_path: Path) -> None:
        root = Path(__file__).resolve().parents[2]
        subprocess.run([sys.executable, "-c", _CRASH, tmp_path, _KEY], cwd=root, check=False)  # noqa: S603
        (left,) = tmp_path.rglob(".en-cours-*")
        store = FolderStore(tmp_path)
        store.sweep()
        assert left.exists()
        yesterday = left.stat().st_mtime - 25 * 3_600
        os.utime(left, (yesterday, yesterday))
        store.sweep()
        assert not left.exists()

    @pytest.mark.parametrize("how", ["truncated", "changed", "emptied", "gone", "no_sum", "wrong_sum"])
    def test_a_damaged_entry_is_absent_and_can_be_made_again(self, how: str, tmp_path: Path) -> None:
        store = FolderStore(tmp_path, {"voix": ".npz"})
        path = store.put("voix", _KEY, b"bonsoir")
        seal = Path(f"{path}.sha256")
        damage: dict[str, Callable[[], object]] = {
            "truncated": lambda: path.write_bytes(b"bons"),
            "changed": lambda: path.write_bytes(b"bonjour"),
            "emptied": lambda: path.write_bytes(b""),
            "gone": path.unlink,
            "no_sum": seal.unlink,
            "wrong_sum": lambda: seal.write_text("0" * 64),
        }
        damage[how]()
        assert store.find("voix", _KEY) is None
        assert store.damaged == ([] if how == "no_sum" else [f"voix/{_KEY}"])
        store.put("voix", _KEY, b"bonsoir")
        assert store.find("voix", _KEY) == path

    @pytest.mark.skipif(os.name != "posix", reason="pipes, sockets and devices are made as POSIX makes them")
    @pytest.mark.parametrize("part", ["entry", "sum"])
    @pytest.mark.parametrize(
        "how", ["folder", "full folder", "pipe", "socket", "endless", "loop", "dangling", "link", "link to a folder"]
    )
    def test_what_is_no_ordinary_file_is_absent_never_waited_for_and_made_again(
        self, how: str, part: str, tmp_path: Path
    ) -> None:
        other = tmp_path / "à quelqu'un"
        other.mkdir()
        (other / "photo.jpg").write_bytes(b"une photo")
        store = FolderStore(tmp_path / "cache", {"voix": ".npz"})
        path = store.put("voix", _KEY, b"bonsoir")
        place = path if part == "entry" else Path(f"{path}.sha256")
        place.unlink()
        put_there(how, place, other)
        assert store.find("voix", _KEY) is None
        assert store.damaged == [f"voix/{_KEY}"]
        assert store.put("voix", _KEY, b"bonsoir") == path
        assert store.find("voix", _KEY) == path
        assert (other / "photo.jpg").read_bytes() == b"une photo", "nothing outside is touched"
        if how == "full folder":
            assert len(list(tmp_path.rglob(".ecarte-*/photo.jpg"))) == 1, "what may be somebody's is moved aside"

    def test_what_nobody_may_read_is_absent_and_made_again(self, tmp_path: Path) -> None:
        code = (
            "import sys; from pathlib import Path; from pipeline.adapters.cache.store import FolderStore\n"
            f"store = FolderStore(Path(sys.argv[1])); key = '{_KEY}'\n"
            "for place in (path := store.put('voix', key, b'x'), Path(f'{path}.sha256')):\n"
            "    place.chmod(0)\n"
            "    assert store.find('voix', key) is None and store.put('voix', key, b'x') == store.find('voix', key)\n"
            "Path(sys.argv[1], 'voix').chmod(0)\n"
            "assert store.find('voix', key) is None\n"
            "store.keep('voix', key, b'x')\n"
            "assert 'vous n\\'en avez pas le droit' in store.unkept, store.unkept\n"
            "store.sweep()\n"
            "with store.in_use(), store.alone('voix', key): pass\n"
        )
        root = Path(__file__).resolve().parents[2]
        done = subprocess.run(  # noqa: S603 - ours
            [*bound_by_rights(), sys.executable, "-c", code, tmp_path], cwd=root, check=False, capture_output=True
        )
        assert done.returncode == 0, done.stderr.decode()

    @pytest.mark.parametrize("error", [errno.ENOSPC, errno.EFBIG, errno.EIO])
    def test_a_disk_that_fills_up_is_told_of_the_cache(self, error: int, tmp_path: Path) -> None:
        store = FolderStore(tmp_path)

        def fill() -> None:
            with store.writing("voix", _KEY):
                raise OSError(error, os.strerror(error))  # as a codec raises it: without a place

        with pytest.raises(CacheError, match=f"dans le cache {tmp_path} ") as told:
            fill()
        assert os.strerror(error) not in str(told.value)
        assert _files(tmp_path) == []

    def test_what_is_read_while_writing_keeps_its_own_words(self, tmp_path: Path) -> None:
        def fail() -> None:
            with FolderStore(tmp_path / "cache").writing("voix", _KEY):
                (tmp_path / "rush.mov").read_bytes()

        with pytest.raises(FileNotFoundError):
            fail()

    def test_what_can_be_done_without_is_not_kept_where_nothing_can_be(self, tmp_path: Path) -> None:
        (tmp_path / "cache").write_text("un fichier")
        store = FolderStore(tmp_path / "cache")
        store.keep("plans", _KEY, b"{}")
        assert "un fichier se trouve là où il faut un dossier" in store.unkept

    def test_a_lock_that_cannot_be_held_is_done_without(self, tmp_path: Path) -> None:
        store = FolderStore(tmp_path)
        lock = tmp_path / "en-cours" / f"verrou-voix-{_KEY[:2]}"
        (lock / "plein").mkdir(parents=True)
        with store.alone("voix", _KEY):
            store.put("voix", _KEY, b"x")
        assert store.find("voix", _KEY)

    def test_odd_things_among_those_who_use_it_hold_nobody_back(self, tmp_path: Path) -> None:
        folder = tmp_path / "en-cours"
        for name in ("menage-x", "menage-a-b-c", "rendu-", f"menage-{socket.gethostname()}-{'9' * 40}-x"):
            (folder / name).mkdir(parents=True)
        for name in ("menage-y", "rendu-sans-rien", f"rendu-{socket.gethostname()}-{'9' * 40}-x"):
            (folder / name).write_bytes(b"")
            os.utime(folder / name, (1, 1))
        (folder / "menage-futur-1-x").write_bytes(b"")
        os.utime(folder / "menage-futur-1-x", (9e9, 9e9))
        with FolderStore(tmp_path).in_use():
            pass

    def test_an_entry_bears_the_extension_of_its_kind(self, tmp_path: Path) -> None:
        store = FolderStore(tmp_path, {"images": ".mp4"})
        assert store.put("images", _KEY, b"").suffix == ".mp4"
        with store.writing("images", _KEY) as aside:
            aside.write_bytes(b"")
            assert aside.suffix == ".mp4"


def test_an_entry_is_made_by_one_at_a_time(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "cache")
    inside: list[int] = []
    most: list[int] = []

    def make(number: int) -> None:
        with store.alone("rushes", _KEY):
            inside.append(number)
            most.append(len(inside))
            store.find("rushes", _KEY)
            inside.remove(number)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(make, range(40)))
    assert max(most) == 1


def test_a_process_that_dies_lets_others_in(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from pipeline.adapters.cache.store import FolderStore\n"
        f"with FolderStore(Path(sys.argv[1])).alone('rushes', '{_KEY}'):\n    os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False).returncode == 9  # noqa: S603 - ours
    with FolderStore(tmp_path).alone("rushes", _KEY):
        pass
