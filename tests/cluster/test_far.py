"""Workers that have this package and a store, and nothing else of ours: what they make, and what befalls them."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.adapters.cache.store import ASIDE
from tests.fakes.clusters import Processes, ended_after, rendered, rendering, said, until
from tests.fakes.unsigned import unsigned

pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("grappe-lointaine")]

IDLE = 3.0
"""Seconds in which every worker is idle once nobody wants its work."""


@pytest.fixture(autouse=True)
def _limit() -> Iterator[None]:
    with ended_after():
        yield


def shared(folder: Path) -> str:
    return f"file://{folder / 'partage'}"


def started(grappe: Processes, *names: str) -> None:
    for name in names:
        grappe.worker(name)
    for name in names:
        until(lambda name=name: "Registered to" in grappe.log(name), f"the worker {name}")  # type: ignore[misc]


def at_work(grappe: Processes, name: str) -> list[int]:
    """Return the processes that do a worker's work, each the leader of a group of its own."""
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            ours = f"HOME={grappe.folder / name}".encode() in environ.read_bytes().split(b"\0")
            line = environ.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if ours and b"apprentice" in line:
            found.append(int(environ.parent.name))
    return found


def made(folder: Path) -> list[Path]:
    """Return the chunks in the shared store."""
    return [path for path in (folder / "partage").rglob("*") if path.is_file() and "images" in path.parts]


def test_workers_without_a_checkout_make_the_same_film(film: bytes, grappe: Processes, tmp_path: Path) -> None:
    started(grappe, "un", "deux")
    found, told = rendered(tmp_path / "client", "--grappe", grappe.address, JT_STORE=shared(tmp_path))
    assert found == film
    assert f"grappe {grappe.address} : 2 ouvriers" in told
    assert list((grappe.folder / "un" / "cache").rglob("*.mp4")), "both worked"
    assert list((grappe.folder / "deux" / "cache").rglob("*.mp4"))


def test_without_a_store_that_all_see_it_is_refused_with_what_to_set(grappe: Processes, tmp_path: Path) -> None:
    code, _, told = said(rendering(tmp_path / "client", "--grappe", grappe.address))
    assert code == 1
    assert "JT_STORE=s3://seau/jt2050, ou JT_STORE=file:///dossier/partage" in told


def writing(grappe: Processes, name: str) -> list[Path]:
    """Return the pictures that a worker is writing."""
    return [path for path in (grappe.folder / name / "cache").rglob(f"{ASIDE}*") if "images" in path.parts]


@pytest.mark.parametrize("amid", ["un morceau", "une écriture"])
def test_a_worker_killed_amid_its_work_is_replaced_and_the_film_is_the_same(
    film: bytes, grappe: Processes, tmp_path: Path, amid: str
) -> None:
    started(grappe, "un", "deux")
    command = rendering(tmp_path / "client", "--grappe", grappe.address, JT_STORE=shared(tmp_path))
    under_way = at_work if amid == "un morceau" else writing
    until(lambda: made(tmp_path) and under_way(grappe, "un"), "work under way")
    os.killpg(grappe.started["un"].pid, signal.SIGKILL)
    code, out, told = said(command)
    assert code == 0, told
    assert unsigned(Path(out.strip())) == film
    until(lambda: not at_work(grappe, "un"), "its work ended with it")


def test_work_that_the_system_ends_is_done_again(film: bytes, grappe: Processes, tmp_path: Path) -> None:
    started(grappe, "un")
    command = rendering(tmp_path / "client", "--grappe", grappe.address, JT_STORE=shared(tmp_path))
    for _ in range(2):
        until(lambda: at_work(grappe, "un"), "work under way")
        for pid in at_work(grappe, "un"):
            os.kill(pid, signal.SIGKILL)
    code, out, told = said(command)
    assert code == 0, told
    assert unsigned(Path(out.strip())) == film


def test_a_worker_of_another_version_is_named_and_given_nothing(film: bytes, grappe: Processes, tmp_path: Path) -> None:
    other = tmp_path / "autre"
    copy_of_the_package(other)
    with (other / "pipeline" / "draw" / "__init__.py").open("a", encoding="utf-8") as code:
        code.write("\n")
    grappe.worker("ancien", code=other)
    started(grappe, "un")
    until(lambda: "Registered to" in grappe.log("ancien"), "the other worker")
    found, told = rendered(tmp_path / "client", "--grappe", grappe.address, JT_STORE=shared(tmp_path))
    assert found == film
    assert "ne rendra rien : jt2050 :" in told
    assert not list((grappe.folder / "ancien" / "cache").rglob("*.mp4"))


def test_when_nobody_fits_it_is_told_what_to_install(grappe: Processes, tmp_path: Path) -> None:
    grappe.worker("nu", "--nthreads", "1", "--name", "nu", "--no-dashboard")
    until(lambda: "Registered to" in grappe.log("nu"), "the worker")
    code, _, told = said(rendering(tmp_path / "client", "--grappe", grappe.address, JT_STORE=shared(tmp_path)))
    assert code == 1
    assert "aucun ouvrier de la grappe ne convient" in told
    assert "lancé sans --resources encodeur=1" in told


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_once_the_client_is_gone_all_workers_are_idle_and_what_is_made_is_found_again(
    film: bytes, grappe: Processes, tmp_path: Path, how: signal.Signals
) -> None:
    started(grappe, "un", "deux")
    command = rendering(tmp_path / "client", "--grappe", grappe.address, JT_STORE=shared(tmp_path))
    until(lambda: made(tmp_path) and at_work(grappe, "un") and at_work(grappe, "deux"), "both at work")
    os.kill(command.pid, how)
    gone = time.monotonic()
    until(lambda: not any(busy(pid) for name in ("un", "deux") for pid in at_work(grappe, name)), "all idle")
    spent = time.monotonic() - gone
    code, _, told = said(command)
    assert code == (130 if how is signal.SIGINT else -signal.SIGKILL), told
    assert spent < 10 * IDLE, f"{spent:.1f} s"
    before = len(made(tmp_path))
    found, again = rendered(tmp_path / "ailleurs", "--grappe", grappe.address, JT_STORE=shared(tmp_path))
    assert found == film
    reused = int(again.partition(" repris du cache")[0].rpartition(" ")[2])
    assert reused >= before - 2, again


def busy(pid: int) -> bool:
    """Tell whether a process uses its processor."""

    def used() -> int:
        try:
            told = Path(f"/proc/{pid}/stat").read_text("ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            return -1
        return int(told[11]) + int(told[12])

    before = used()
    time.sleep(0.3)
    return used() > before + 1


def test_a_scheduler_that_is_killed_and_comes_back_is_worked_with_again(
    film: bytes, grappe: Processes, tmp_path: Path
) -> None:
    port = int(grappe.address.rpartition(":")[2])
    started(grappe, "un")
    command = rendering(tmp_path / "client", "--grappe", grappe.address, JT_STORE=shared(tmp_path))
    until(lambda: made(tmp_path) and at_work(grappe, "un"), "work under way")
    os.killpg(grappe.started["scheduler"].pid, signal.SIGKILL)
    until(lambda: not at_work(grappe, "un"), "workers ended with their scheduler")
    assert grappe.scheduler(port) == f"tcp://127.0.0.1:{port}"
    grappe.worker("deux")
    code, out, told = said(command)
    assert code == 0, told
    assert unsigned(Path(out.strip())) == film


def test_a_scheduler_that_stalls_for_twenty_seconds_is_waited_for(
    film: bytes, grappe: Processes, tmp_path: Path
) -> None:
    started(grappe, "un")
    command = rendering(tmp_path / "client", "--grappe", grappe.address, JT_STORE=shared(tmp_path))
    until(lambda: made(tmp_path) and at_work(grappe, "un"), "work under way")
    os.killpg(grappe.started["scheduler"].pid, signal.SIGSTOP)
    time.sleep(20)  # the fault itself
    os.killpg(grappe.started["scheduler"].pid, signal.SIGCONT)
    code, out, told = said(command)
    assert code == 0, told
    assert unsigned(Path(out.strip())) == film


def test_entries_that_the_store_loses_before_the_film_is_joined_are_made_again(
    film: bytes, grappe: Processes, tmp_path: Path
) -> None:
    started(grappe, "un")
    command = rendering(tmp_path / "client", "--grappe", grappe.address, JT_STORE=shared(tmp_path))
    lost = 0
    while command.poll() is None and lost < 3:
        for path in made(tmp_path):
            path.unlink(missing_ok=True)
            lost += 1
        time.sleep(0.01)
    code, out, told = said(command)
    assert code == 0, told
    assert lost
    assert unsigned(Path(out.strip())) == film


def copy_of_the_package(to: Path) -> None:
    """Copy the package, and what it carries, as a wheel lays it out."""
    import shutil

    from tests.fakes.clusters import ROOT

    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "pipeline", to / "pipeline", ignore=leave)
    for tree in ("scenes", "media", "modele"):
        shutil.copytree(ROOT / tree, to / "pipeline" / "bibliotheque" / tree, ignore=leave)


def test_a_worker_of_a_wheel_that_cannot_be_written_to_works_for_a_checkout(
    film: bytes, grappe: Processes, tmp_path: Path
) -> None:
    copy_of_the_package(tmp_path / "roue")
    for path in (tmp_path / "roue").rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    grappe.worker("roue", code=tmp_path / "roue", variables={"PYTHONDONTWRITEBYTECODE": "1"})
    until(lambda: "Registered to" in grappe.log("roue"), "the worker")
    found, told = rendered(tmp_path / "client", "--grappe", grappe.address, JT_STORE=shared(tmp_path))
    assert found == film, told
