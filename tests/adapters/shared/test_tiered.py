"""Machines that share a store give one another what they made, and never anything else."""

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pytest

from pipeline.adapters.shared import link as waiting
from pipeline.adapters.shared import remote as module
from pipeline.adapters.shared import sender as sending
from pipeline.adapters.shared.address import Address
from pipeline.adapters.shared.objects import Trouble
from pipeline.adapters.shared.sealed import Seal
from pipeline.errors import Cancelled
from pipeline.model.traffic import Haul, Traffic
from tests.fakes.objects import FakeObjects, Machine

_KEY = "0123456789abcdef"
_NAME = f"v1/images/01/{_KEY}"
_OTHER = _KEY[::-1]


def test_what_one_makes_the_other_finds_and_then_has(here: Machine, there: Machine, objects: FakeObjects) -> None:
    there.give("images", _KEY, b"un morceau")
    found = here.store.find("images", _KEY)
    assert found is not None
    assert found.read_bytes() == b"un morceau"
    objects.held.clear()
    assert here.store.find("images", _KEY) == found
    assert here.store.traffic == Traffic(shared=Haul(1, 10))
    assert there.store.traffic == Traffic(made=Haul(1, 10), sent=Haul(1, 10))


@pytest.mark.parametrize("kind", ["plans", "livraisons", "rushes", "exemples", "films", "fichiers", "musique"])
def test_what_is_one_machines_own_or_too_large_is_not_sent_by_itself(
    kind: str, here: Machine, objects: FakeObjects
) -> None:
    here.give(kind, _KEY, b"x")
    assert objects.held == {}


@pytest.mark.parametrize("kind", ["plans", "livraisons", "rushes", "exemples"])
def test_nor_is_it_asked_for(kind: str, here: Machine, objects: FakeObjects) -> None:
    assert here.store.find(kind, _KEY) is None
    here.store.gather(kind, [_KEY])
    assert objects.asked == []


def test_what_is_shared_on_request_is_there_when_that_is_said(here: Machine, there: Machine) -> None:
    digest = hashlib.sha256(b"une photo").hexdigest()
    here.store.put("fichiers", digest, b"une photo")
    assert here.store.share("fichiers", [digest])
    found = there.store.find("fichiers", digest)
    assert found is not None
    assert found.read_bytes() == b"une photo"


def test_a_file_under_another_files_digest_is_neither_sent_nor_believed(
    here: Machine, there: Machine, objects: FakeObjects
) -> None:
    digest = hashlib.sha256(b"une photo").hexdigest()
    here.store.put("fichiers", digest, b"une autre")
    here.store.share("fichiers", [digest])
    assert objects.held == {}
    objects.held[f"v1/fichiers/{digest[:2]}/{digest}"] = Seal.over("fichiers", digest, b"une autre").head + b"une autre"
    assert there.store.find("fichiers", digest) is None


def test_what_a_worker_left_to_be_sent_is_sent_by_who_holds_the_store(
    here: Machine, objects: FakeObjects, tmp_path: Path
) -> None:
    worker = Machine(tmp_path / "ici", FakeObjects())  # another process has other threads, the same folder
    with worker.store.writing("images", _KEY) as path:
        path.write_bytes(b"un morceau")
    with here.store.in_use():
        assert here.store.settle()
    assert list(objects.held) == [_NAME]


def test_what_could_not_be_sent_is_sent_by_the_next_command(
    here: Machine, objects: FakeObjects, tmp_path: Path
) -> None:
    objects.writing = Trouble("est plein")
    here.give("images", _KEY, b"un morceau")
    told = here.store.remarks()
    assert "le magasin partagé memory://union/jt est plein : ce qui a été fait ici n'y est pas envoyé" in told
    assert any("1 entrée n'a pas pu y être envoyée ; la prochaine commande" in one for one in told)
    assert here.store.remarks() == (), "each thing is told once"
    objects.writing = None
    later = Machine(tmp_path / "ici", objects)
    with later.store.in_use():
        assert later.store.settle()
    assert list(objects.held) == [_NAME]


def _poisoned() -> dict[str, bytes]:
    whole = Seal.over("images", _KEY, b"un morceau").head + b"un morceau"
    other = Seal.over("images", _OTHER, b"un autre").head + b"un autre"
    return {
        "poisoned": whole.replace(b"morceau", b"MORCEAU"),
        "truncated": whole[:-3],
        "empty": b"",
        "another's": other,
        "foreign": b"<html></html>\n",
    }


@pytest.mark.parametrize("how", list(_poisoned()))
def test_what_is_not_the_entry_is_told_not_believed_not_replaced_and_made_here(
    how: str, here: Machine, objects: FakeObjects
) -> None:
    objects.held[_NAME] = wrong = _poisoned()[how]
    assert here.store.find("images", _KEY) is None
    here.give("images", _KEY, b"un morceau")
    found = here.store.find("images", _KEY)
    assert found is not None
    assert found.read_bytes() == b"un morceau"
    assert objects.held[_NAME] == wrong
    (told,) = here.store.remarks()
    assert f"a des entrées abîmées (images/{_KEY}) : elles ne sont pas crues" in told


def test_an_entry_that_is_there_with_other_bytes_stays_and_is_told(
    here: Machine, there: Machine, objects: FakeObjects
) -> None:
    here.store.gather("images", [_KEY])
    there.give("images", _KEY, b"un morceau")
    before = dict(objects.held)
    here.give("images", _KEY, b"une variante")
    assert objects.held == before
    (told,) = here.store.remarks()
    assert f"a d'autres octets que ceux qui ont été faits ici (images/{_KEY}) ; il les garde" in told


def test_two_who_make_the_same_at_once_leave_it_once_and_nothing_to_tell(
    here: Machine, there: Machine, objects: FakeObjects
) -> None:
    for one in (here, there):
        one.store.gather("images", [_KEY])
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda one: one.give("images", _KEY, b"un morceau"), (here, there)))
    assert list(objects.held) == [_NAME]
    assert [*here.store.remarks(), *there.store.remarks()] == []
    assert here.store.traffic.sent.entries + there.store.traffic.sent.entries == 1


def test_a_reader_sends_nothing(tmp_path: Path, objects: FakeObjects) -> None:
    reader = Machine(tmp_path / "lecteur", objects, writes=False)
    reader.give("images", _KEY, b"un morceau")
    assert not reader.store.share("images", [_KEY])
    assert objects.held == {}
    assert reader.store.remarks() == ()


def test_who_may_only_read_goes_on_reading(here: Machine, there: Machine, objects: FakeObjects) -> None:
    there.give("images", _KEY, b"un morceau")
    objects.writing = Trouble("refuse l'accès avec cette clé", refused=True)
    here.give("images", _OTHER, b"un autre")
    assert here.store.find("images", _KEY) is not None


def test_a_store_that_refuses_or_fails_is_told_once_and_left_alone(here: Machine, objects: FakeObjects) -> None:
    objects.reading = Trouble("ne répond pas")
    here.store.gather("images", [f"{number:016x}" for number in range(100)])
    assert 3 <= len(objects.asked) <= 3 + 16, "three in a row, and what was under way"
    assert here.store.find("images", _KEY) is None
    assert here.store.remarks() == (
        "le magasin partagé memory://union/jt ne répond pas : ce qui y manque est fait ici",
    )


def test_a_store_that_is_back_is_asked_again_after_a_while(
    here: Machine, there: Machine, objects: FakeObjects, monkeypatch: pytest.MonkeyPatch
) -> None:
    there.give("images", _KEY, b"un morceau")
    monkeypatch.setattr(module, "_PAUSE", 0.0)
    objects.reading = Trouble("ne répond pas")
    here.store.gather("images", [f"{number:016x}" for number in range(20)])
    objects.reading = None
    assert here.store.find("images", _KEY) is not None


def test_a_store_that_stays_away_is_asked_less_and_less(tmp_path: Path, objects: FakeObjects) -> None:
    now = [0.0]
    remote = module.Remote(Address("memory", "union", ""), objects, "v1", lambda: now[0])
    objects.reading = Trouble("ne répond pas")
    for _ in range(6 * 3_600):
        now[0] += 1.0
        remote.fetch("images", _KEY, lambda: nullcontext(tmp_path / "rien"))
    assert 8 <= len(objects.asked) <= 15, "of 21 600 times in six hours"


def test_a_store_that_never_answers_is_waited_for_within_limits(
    here: Machine, objects: FakeObjects, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "_PATIENCE", 0.3)
    monkeypatch.setattr(sending, "_STILL", 0.3)
    objects.hold.clear()
    assert here.store.find("images", _KEY) is None
    assert "ne répond pas à temps" in here.store.remarks()[0]
    with here.store.in_use():
        here.store.put("images", _KEY, b"un morceau")
        assert not here.store.settle()
    objects.hold.set()


def test_waiting_ends_when_the_work_is_no_longer_wanted(here: Machine, objects: FakeObjects) -> None:
    def stop() -> None:
        raise Cancelled

    objects.hold.clear()
    with pytest.raises(Cancelled):
        here.store.gather("images", [_KEY], stop)
    objects.hold.set()


def test_many_are_asked_for_at_once_and_none_twice_in_vain(here: Machine, objects: FakeObjects) -> None:
    keys = [f"{number:016x}" for number in range(200)]
    objects.hold.clear()
    threading.Timer(0.2, objects.hold.set).start()
    here.store.gather("images", keys)
    assert objects.most_at_once == 16
    for key in keys:
        assert here.store.find("images", key) is None
    assert len(objects.asked) == 200
    here.store.gather("images", keys[:1])
    assert len(objects.asked) == 201, "whoever gathers asks again: somebody may have made it meanwhile"


def test_what_was_made_before_the_store_was_shared_is_offered(here: Machine, objects: FakeObjects) -> None:
    here.local.put("images", _KEY, b"un morceau")
    with here.store.in_use():
        assert here.store.find("images", _KEY) is not None
        here.store.offer()
        assert here.store.settle()
    assert list(objects.held) == [_NAME]


def test_what_is_too_large_stays_here(here: Machine, objects: FakeObjects, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "MOST", 5)
    here.give("images", _KEY, b"un morceau")
    assert objects.held == {}
    assert here.store.remarks() == ()


def test_an_entry_removed_before_it_was_sent_is_forgotten(here: Machine, objects: FakeObjects) -> None:
    here.store.put("images", _KEY, b"un morceau").unlink()
    with here.store.in_use():
        assert here.store.settle()
    assert objects.held == {}


def test_what_cannot_be_parsed_is_not_brought_twice(here: Machine, there: Machine, objects: FakeObjects) -> None:
    there.give("mesures", _KEY, b"{")
    assert here.store.read("mesures", _KEY, int) is None
    asked = len(objects.asked)
    assert here.store.read("mesures", _KEY, int) is None
    assert len(objects.asked) == asked


def test_a_full_disk_here_is_no_failure_of_a_look_up(here: Machine, there: Machine, tmp_path: Path) -> None:
    there.give("images", _KEY, b"un morceau")
    (tmp_path / "ici").write_text("un fichier là où le cache devrait être")
    assert here.store.find("images", _KEY) is None
    assert "impossible d'écrire dans le cache" in here.store.unkept
