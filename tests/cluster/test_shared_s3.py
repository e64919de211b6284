"""A store shared over a real S3 server, and all that goes wrong between it and us."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.shared.address import Address
from pipeline.adapters.shared.link import Link
from pipeline.adapters.shared.objects import StoredObjects, _opened
from pipeline.adapters.shared.outbox import Outbox
from pipeline.adapters.shared.remote import Remote
from pipeline.adapters.shared.tiered import TieredStore
from tests.fakes.network import Relay, relay
from tests.fakes.projects import BENCH
from tests.fakes.s3 import BUCKET, S3Server, s3_server, weed
from tests.fakes.unsigned import unsigned

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.skipif(not weed(), reason="weed comes with the extra s3"),
    pytest.mark.xdist_group("s3"),
]
_ROOT = Path(__file__).parents[2]
_KEYS = [f"{number:016x}" for number in range(40)]
_STATED = 60.0
"""Seconds that any one look-up, or wait at the end, may take whatever the network does: twice what is promised."""

Client = Callable[..., TieredStore]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with s3_server(tmp_path_factory.mktemp("s3") / "weed") as started:
        yield started


@pytest.fixture
def wire(server: S3Server) -> Iterator[Relay]:
    with relay(server.port) as between:
        yield between


@pytest.fixture
def client(server: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Make a machine's store: its cache, through which address, with whose key."""

    def made(name: str, *, through: Relay | None = None, who: str = "jt-ecrit", secret: str = "") -> TieredStore:
        address = Address("s3", BUCKET, f"jt/{tmp_path.name}")
        told = server.environment(who, endpoint=through.endpoint if through else "", secret=secret)
        for variable, value in told.items():
            monkeypatch.setenv(variable, value)
        _opened.cache_clear()  # clients are kept by address, and this process is several machines
        objects = StoredObjects(address)
        remote = Remote(address, objects, "v1")
        local = FolderStore(tmp_path / name)
        return TieredStore(local, Link(remote, local, Outbox(tmp_path / name, str(address)), writes=True))

    return made


def _given(store: TieredStore, entries: dict[str, bytes]) -> bool:
    with store.in_use():
        for key, data in entries.items():
            store.put("images", key, data)
        return store.settle()


def _read(store: TieredStore, key: str) -> bytes | None:
    path = store.find("images", key)
    return None if path is None else path.read_bytes()


def test_a_hundred_entries_go_from_one_machine_to_another(client: Client) -> None:
    entries = {key: key.encode() * 9_000 for key in _KEYS}
    here = client("ici")
    assert _given(here, entries)
    assert here.traffic.sent.entries == len(_KEYS)
    there = client("la-bas")
    there.gather("images", _KEYS)
    assert {key: _read(there, key) for key in _KEYS} == entries
    assert (there.traffic.shared.entries, there.remarks()) == (len(_KEYS), ())


def test_two_clients_that_create_one_entry_at_once_leave_one_and_the_other_is_told(client: Client) -> None:
    stores = [client("ici"), client("la-bas")]
    for store in stores:
        store.gather("images", _KEYS[:1])
    barrier = threading.Barrier(2)

    def give(store: TieredStore, data: bytes) -> bool:
        barrier.wait()
        return _given(store, {_KEYS[0]: data})

    with ThreadPoolExecutor(2) as pool:
        assert all(pool.map(give, stores, (b"a" * 100_000, b"b" * 100_000)))
    seen = _read(client("ailleurs"), _KEYS[0])
    assert seen in {b"a" * 100_000, b"b" * 100_000}
    assert sum(store.traffic.sent.entries for store in stores) == 1
    (told,) = [remark for store in stores for remark in store.remarks()]
    assert "a d'autres octets que ceux qui ont été faits ici" in told


def test_an_entry_that_is_lost_between_two_looks_is_made_here(client: Client, server: S3Server) -> None:
    assert _given(client("ici"), {_KEYS[0]: b"un morceau"})
    there = client("la-bas")
    there.gather("images", _KEYS[:1])
    path = there.find("images", _KEYS[0])
    assert path is not None
    path.unlink()
    there._remote._objects.remove([there._remote.name("images", _KEYS[0])])
    assert there.find("images", _KEYS[0]) is None
    there.put("images", _KEYS[0], b"un morceau")
    assert _read(there, _KEYS[0]) == b"un morceau"
    del server


def test_a_wrong_key_is_told_once_in_french_without_the_key(client: Client) -> None:
    store = client("ici", secret="motdepasse" + "-faux")
    store.gather("images", _KEYS)
    assert _read(store, _KEYS[0]) is None
    (told,) = store.remarks()
    assert "refuse l'accès avec cette clé" in told
    assert "motdepasse" not in told


def test_who_may_only_read_reads_and_is_told_that_nothing_is_sent(client: Client) -> None:
    assert _given(client("ici"), {_KEYS[0]: b"un morceau"})
    reader = client("lecteur", who="jt-lit")
    assert _read(reader, _KEYS[0]) == b"un morceau"
    assert not _given(reader, {_KEYS[1]: b"un autre"})
    assert any("refuse l'accès" in told and "n'y est pas envoyé" in told for told in reader.remarks())
    assert _read(reader, _KEYS[1]) == b"un autre"


def test_a_server_that_is_not_there_costs_seconds_and_is_told(client: Client, wire: Relay) -> None:
    store = client("ici", through=wire)
    wire.close()
    begun = time.monotonic()
    store.gather("images", _KEYS)
    assert not _given(store, {_KEYS[0]: b"un morceau"})
    assert time.monotonic() - begun < _STATED
    assert "ne répond pas" in store.remarks()[0]
    assert _read(store, _KEYS[0]) == b"un morceau"


def test_a_network_that_stalls_for_good_is_waited_for_within_limits_both_ways(client: Client, wire: Relay) -> None:
    store = client("ici", through=wire)
    assert store.find("images", _KEYS[0]) is None
    wire.stalled.set()
    begun = time.monotonic()
    store.gather("images", _KEYS)
    looked = time.monotonic() - begun
    assert looked < _STATED
    begun = time.monotonic()
    assert not _given(store, {_KEYS[0]: b"un morceau" * 50_000})
    assert time.monotonic() - begun < _STATED
    assert any("ne répond pas" in told for told in store.remarks())
    wire.stalled.clear()


def test_what_a_stalled_network_kept_back_is_sent_once_it_is_back(client: Client, wire: Relay) -> None:
    store = client("ici", through=wire)
    wire.stalled.set()
    threading.Timer(4.0, wire.stalled.clear).start()
    assert _given(store, {_KEYS[0]: b"un morceau" * 50_000})
    assert _read(client("la-bas"), _KEYS[0]) == b"un morceau" * 50_000


@pytest.mark.parametrize("how", ["cut", "reset"])
def test_an_answer_that_breaks_off_is_never_taken_for_the_entry(client: Client, wire: Relay, how: str) -> None:
    data = b"un morceau" * 200_000
    assert _given(client("ici"), {_KEYS[0]: data})
    store = client("la-bas", through=wire)
    setattr(wire, how, 300_000)
    begun = time.monotonic()
    found = _read(store, _KEYS[0])
    assert found in {None, data}, "resumed, or not had at all"
    assert time.monotonic() - begun < _STATED
    setattr(wire, how, None)


def test_a_server_killed_in_mid_upload_is_sent_the_rest_when_it_is_back(client: Client, server: S3Server) -> None:
    entries = {key: key.encode() * 60_000 for key in _KEYS}
    store = client("ici")
    with store.in_use():
        for key, data in entries.items():
            store.put("images", key, data)
            if key == _KEYS[10]:
                server.kill()
        done = store.settle()
    assert not done
    assert any("la prochaine commande les enverra" in told for told in store.remarks())
    server.start()
    again = client("ici")
    with again.in_use():
        assert again.settle()
    there = client("la-bas")
    there.gather("images", _KEYS)
    assert {key: _read(there, key) for key in _KEYS} == entries
    assert there.remarks() == ()


def test_objects_are_listed_a_page_at_a_time_and_removed(client: Client) -> None:
    store = client("ici")
    assert _given(store, dict.fromkeys(_KEYS, b"x"))
    objects = store._remote._objects
    names = [one.name for one in objects.listed("v1")]
    assert len(names) == len(_KEYS)
    objects.remove(names[:-1])
    assert [one.name for one in objects.listed("v1")] == names[-1:]


def _project(place: Path) -> Path:
    """Make a project with a newscast of a few seconds."""
    folder = place / "projet"
    for name in ("scripts", "media"):
        (folder / name).mkdir(parents=True)
    (folder / "jt.yaml").write_text("chaine: Essai\n", "utf-8")
    (folder / "scripts" / "petit.yaml").write_text(BENCH, "utf-8")
    Image.new("RGB", (640, 360), (90, 120, 60)).save(folder / "media" / "banc.png")
    return folder


def _rendered(folder: Path, cache: str, out: str, environment: Mapping[str, str]) -> tuple[float, str]:
    """Render the newscast of a folder in a process of its own; return how long it took and what it said."""
    words = ["render", "scripts/petit.yaml", "--preset", "draft", "--voix", "pico", "--cache", cache, "--out", out]
    begun = time.monotonic()
    done = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-m", "pipeline", *words, "--jobs", "2"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(_ROOT)} | dict(environment),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return time.monotonic() - begun, done.stderr


def test_a_render_goes_on_through_whatever_the_network_does_to_the_same_film(
    server: S3Server, wire: Relay, tmp_path: Path
) -> None:
    folder = _project(tmp_path)
    shared = {**server.environment(), "JT_STORE": f"s3://{BUCKET}/{tmp_path.name}"}
    through = shared | dict(server.environment(endpoint=wire.endpoint))
    alone, told = _rendered(folder, "c0", "o0", {})
    assert "magasin" not in told
    film = unsigned(folder / "o0" / "petit.mp4")

    wire.stalled.set()
    spent, told = _rendered(folder, "c1", "o1", through)
    assert spent < alone + 2 * _STATED
    assert 1 <= told.count("ne répond pas") <= 2, "once for reading, once at most for sending"
    assert unsigned(folder / "o1" / "petit.mp4") == film

    threading.Timer(20.0, wire.stalled.clear).start()
    _rendered(folder, "c1bis", "o1bis", through)
    assert unsigned(folder / "o1bis" / "petit.mp4") == film

    wire.stalled.clear()
    _, told = _rendered(folder, "c2", "o2", shared)
    assert "magasin partagé" in told
    _, told = _rendered(folder, "c3", "o3", through)
    assert "film repris du magasin partagé" in told
    for name in ("o2", "o3"):
        assert unsigned(folder / name / "petit.mp4") == film
    assert not any(secret in told for secret in ("secret-de", "jt-ecrit"))


def test_without_any_key_nothing_hangs(tmp_path: Path) -> None:
    folder = _project(tmp_path)
    spent, told = _rendered(folder, "c", "o", {"JT_STORE": f"s3://{BUCKET}/{tmp_path.name}"})
    assert spent < 3 * _STATED
    assert "avertissement : le magasin partagé s3://" in told
