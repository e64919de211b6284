"""Workers elsewhere with a real S3 server between them and us, with a neural voice, and for a whole batch."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.adapters.voices import kokoro_model
from pipeline.service.cluster import seen
from tests.fakes.clusters import NEWSCAST, Processes, ended_after, jt, rendered, rendering, said, until
from tests.fakes.network import Relay
from tests.fakes.s3 import BUCKET, s3_server, weed
from tests.fakes.unsigned import unsigned

pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("grappe-magasins")]

LINES = 5
"""Lines of the newscast."""


@pytest.fixture(autouse=True)
def _limit() -> Iterator[None]:
    with ended_after(420):
        yield


@pytest.mark.skipif(not weed(), reason="the S3 server of the extra s3 is not installed")
def test_workers_and_client_that_share_but_a_bucket_make_the_same_film(
    film: bytes, grappe: Processes, tmp_path: Path
) -> None:
    with s3_server(tmp_path / "s3") as server:
        store = {"JT_STORE": f"s3://{BUCKET}/jt2050", **server.environment()}
        for name in ("un", "deux"):
            grappe.worker(name, variables=store)
        found, told = rendered(tmp_path / "client", "--grappe", grappe.address, **store)
        assert found == film
        assert "2 ouvriers" in told
        again, told = rendered(tmp_path / "collegue", **store)
        assert again == film
        assert "0 morceaux rendus" in told


@pytest.mark.skipif(not weed(), reason="the S3 server of the extra s3 is not installed")
def test_a_worker_that_cannot_open_the_store_is_named(film: bytes, grappe: Processes, tmp_path: Path) -> None:
    with s3_server(tmp_path / "s3") as server:
        store = {"JT_STORE": f"s3://{BUCKET}/jt2050", **server.environment()}
        grappe.worker("un", variables=store)
        grappe.worker("sans-cle", variables={**store, "AWS_SECRET_ACCESS_KEY": "autre"})
        found, told = rendered(tmp_path / "client", "--grappe", grappe.address, **store)
    assert found == film
    assert "il ne voit pas le magasin partagé" in told


def test_a_worker_that_sees_another_store_is_given_nothing(film: bytes, grappe: Processes, tmp_path: Path) -> None:
    grappe.worker("un")
    grappe.worker("ailleurs", variables={"JT_STORE": f"file://{tmp_path / 'autre'}"})
    found, told = rendered(tmp_path / "client", "--grappe", grappe.address, JT_STORE=f"file://{tmp_path / 'partage'}")
    assert found == film
    assert "il ne voit pas le magasin partagé" in told


def test_a_network_that_stalls_between_client_and_scheduler_is_waited_for(
    film: bytes, grappe: Processes, tmp_path: Path
) -> None:
    """Twenty seconds without a byte, in either direction."""
    import time

    grappe.worker("un")
    relay = Relay(int(grappe.address.rpartition(":")[2]))
    address = relay.endpoint.replace("http://", "tcp://")
    command = rendering(tmp_path / "client", "--grappe", address, JT_STORE=f"file://{tmp_path / 'partage'}")
    until(lambda: any(worker.done for worker in seen(grappe.address)), "something done")
    relay.stalled.set()
    time.sleep(20)  # the fault itself
    relay.stalled.clear()
    code, out, told = said(command)
    relay.close()
    assert code == 0, told
    assert unsigned(Path(out.strip())) == film


def test_neural_voices_are_spoken_by_workers_and_sound_the_same(
    grappe: Processes, tmp_path: Path, neural_model: Path
) -> None:
    if not kokoro_model.present(neural_model):
        pytest.skip("the neural voice's model is not here")
    model = tmp_path / "modele"
    model.mkdir()
    shutil.copy2(neural_model, model / neural_model.name)
    own = {kokoro_model.VARIABLE: str(model)}
    for name in ("un", "deux"):
        grappe.worker(name, variables=own)
    asked = ("--to", "6", "--voix", "kokoro")
    alone, _ = rendered(tmp_path / "seul", *asked, **own)
    far = ("--grappe", grappe.address, *asked)
    found, told = rendered(tmp_path / "client", *far, JT_STORE=f"file://{tmp_path / 'partage'}", **own)
    assert found == alone, told
    code, shown, told = said(jt("grappe", "--adresse", grappe.address, at=tmp_path / "client", **own))
    assert code == 0, told
    assert "2 ouvriers, dont 2 qui conviennent" in shown
    assert "ne dit pas les voix neuronales" not in shown
    assert sum(worker.done for worker in seen(grappe.address)) >= LINES + 2, "lines, pictures and sound"


def test_a_batch_is_rendered_by_workers_and_says_the_same(film: bytes, grappe: Processes, tmp_path: Path) -> None:
    for name in ("un", "deux"):
        grappe.worker(name)
    scripts = tmp_path / "client" / "scripts"
    scripts.mkdir(parents=True)
    (scripts / "journal.yaml").write_text(NEWSCAST, "utf-8")
    (scripts / "autre.yaml").write_text(NEWSCAST.replace("du pain", "du bon pain"), "utf-8")
    words = ("lot", "scripts", "--preset", "draft", "--voix", "pico", "--out", "films")
    at, store = tmp_path / "client", f"file://{tmp_path / 'partage'}"
    code, out, told = said(jt(*words, "--grappe", grappe.address, at=at, JT_STORE=store))
    assert code == 0, told
    assert len(out.splitlines()) == 2
    (made,) = (at / "films").rglob("journal.mp4")
    assert unsigned(made) == film


def test_a_batch_that_is_stopped_stops_its_workers(grappe: Processes, tmp_path: Path) -> None:
    grappe.worker("un")
    scripts = tmp_path / "client" / "scripts"
    scripts.mkdir(parents=True)
    for name in ("un", "deux"):
        (scripts / f"{name}.yaml").write_text(NEWSCAST.replace("du pain", f"du pain, {name}"), "utf-8")
    words = ("lot", "scripts", "--preset", "draft", "--voix", "pico", "--out", "films")
    store = f"file://{tmp_path / 'partage'}"
    command = jt(*words, "--grappe", grappe.address, at=tmp_path / "client", JT_STORE=store)
    until(lambda: any(worker.now for worker in seen(grappe.address)), "work under way")
    os.kill(command.pid, signal.SIGINT)
    code, _, told = said(command)
    assert code == 130, told
    until(lambda: not any(worker.now for worker in seen(grappe.address)), "all idle", 30)
