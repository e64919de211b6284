"""Every fault of a cluster played through without one: a link that does what it is told, and no second of waiting."""

import pickle
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from pipeline.adapters.cluster.fingerprint import Fingerprint
from pipeline.adapters.cluster.pool import ClusterPatience, ClusterPool
from pipeline.adapters.cluster.travel import Alike, Errand, Reply, StoreEntry, Upshot, WorkOrder
from pipeline.errors import MediaError, UserError

OURS = Fingerprint({"jt2050": "1"}, {"classe de processeur": "avx2"})
SOON = ClusterPatience(worker=0.3, others=0.1, silence=0.3, still=30.0, look=0.02, answer=1.0)
LONG = 30.0
"""Seconds nothing here takes, on the slowest of machines."""

DONE = Reply(Upshot.DONE, pickle.dumps("fait"))


class FakeLink:
    """A cluster: `workers` that are there, what each is, and how each answers an order (None: not at all)."""

    def __init__(self, *workers: str) -> None:
        self.workers = dict.fromkeys(workers, 0.0)
        self.told: dict[str, Mapping[str, Any]] = {}
        self.answers: dict[str, Callable[[WorkOrder], Reply | None]] = {}
        self.reachable = True
        self.sent: list[tuple[str, str]] = []
        self.withdrawn: list[Any] = []
        self.told_of, self.told_of_less = threading.Event(), threading.Event()

    def look(self) -> Mapping[str, float]:
        if not self.reachable:
            raise ConnectionError
        return dict(self.workers)

    def introduce(self, worker: str) -> dict[str, Any]:
        same = {"pictures": dict(OURS.pictures), "voices": dict(OURS.voices), "encodeur": 1.0}
        return {**same, **self.told.get(worker, {})}

    def send(self, worker: str, order: WorkOrder, hear: Callable[[Reply], None]) -> Any:
        if not self.reachable:
            raise ConnectionError
        self.sent.append((worker, order.name))
        self.told_of.set()
        answer = self.answers[worker](order) if worker in self.answers else DONE
        if answer is not None:
            hear(answer)
        return len(self.sent)

    def withdraw(self, handle: Any) -> None:
        self.withdrawn.append(handle)
        self.told_of_less.set()

    def close(self) -> None:
        self.reachable = False


class FakeDepot:
    """A store: what it lacks, once."""

    def __init__(self) -> None:
        self.brought: list[bool] = []
        self.lost = 0
        self.refuses: Exception | None = None

    def bring(self, _: Errand, _stocked: frozenset[str], *, again: bool) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.brought.append(again)

    def fetch(self, _: tuple[StoreEntry, ...]) -> bool:
        self.lost -= 1
        return self.lost < 0


def errand(name: str = "images 1") -> Errand:
    return Errand(work=dict, name=name, sort="images", weight=1.0, makes=(("images", "k"),))


@contextmanager
def pool(link: FakeLink, depot: FakeDepot | None = None, patience: ClusterPatience = SOON) -> Iterator[ClusterPool]:
    found = ClusterPool(link, depot or FakeDepot(), OURS, lambda _: None, patience)
    try:
        yield found
    finally:
        found.shutdown()


def once(reply: Reply) -> Callable[[WorkOrder], Reply | None]:
    """Answer so the first time, then as it should be."""
    left = [reply]
    return lambda _: left.pop() if left else DONE


def test_what_is_done_is_had() -> None:
    with pool(FakeLink("a", "b")) as found:
        assert found.meet(2) == 2
        assert [found.send(errand()).result(LONG) for _ in range(5)] == ["fait"] * 5


def test_an_error_of_the_work_is_nobodys_fault_and_is_not_tried_again() -> None:
    link = FakeLink("a")
    link.answers["a"] = lambda _: Reply(Upshot.FAILED, pickle.dumps(MediaError("photo.jpg : illisible")))
    with pool(link) as found, pytest.raises(MediaError, match=r"photo\.jpg"):
        found.send(errand()).result(LONG)
    assert len(link.sent) == 1


@pytest.mark.parametrize("reply", [Reply(Upshot.LOST), Reply(Upshot.ENDED), Reply(Upshot.DROPPED)])
def test_what_is_lost_on_the_way_is_done_again(reply: Reply) -> None:
    link = FakeLink("a")
    link.answers["a"] = once(reply)
    with pool(link) as found:
        assert found.send(errand()).result(LONG) == "fait"
    assert len(link.sent) == 2


def test_what_brings_every_worker_down_is_told_with_what_to_do() -> None:
    link = FakeLink("a")
    link.answers["a"] = lambda _: Reply(Upshot.ENDED, told="la mémoire manque")
    with pool(link) as found, pytest.raises(UserError, match=r"images 1 : 4 ouvriers .*la mémoire manque.*--memoire"):
        found.send(errand()).result(LONG)


def test_the_work_of_a_worker_that_is_gone_is_done_by_another() -> None:
    link = FakeLink("a")
    link.answers["a"] = lambda _: None
    with pool(link) as found:
        promise = found.send(errand())
        assert link.told_of.wait(LONG)
        link.workers = {"b": 0.0}
        assert promise.result(LONG) == "fait"
    assert [worker for worker, _ in link.sent] == ["a", "b"]


def test_what_the_store_lacks_is_brought_again() -> None:
    link, depot = FakeLink("a"), FakeDepot()
    link.answers["a"] = once(Reply(Upshot.LACKING, lacking=(("fichiers", "1"),)))
    with pool(link, depot) as found:
        assert found.send(errand()).result(LONG) == "fait"
    assert depot.brought == [False, True]


def test_an_entry_that_the_store_lost_before_we_had_it_is_made_again() -> None:
    link, depot = FakeLink("a"), FakeDepot()
    depot.lost = 2
    with pool(link, depot) as found:
        assert found.send(errand()).result(LONG) == "fait"
    assert len(link.sent) == 3


def test_a_store_that_refuses_our_files_is_told() -> None:
    depot = FakeDepot()
    depot.refuses = UserError("le magasin n'a pas pris")
    with pool(FakeLink("a"), depot) as found, pytest.raises(UserError, match="n'a pas pris"):
        found.send(errand()).result(LONG)


def test_a_bug_of_ours_ends_whoever_waits() -> None:
    depot = FakeDepot()
    depot.refuses = ZeroDivisionError()
    with pool(FakeLink("a"), depot) as found, pytest.raises(ZeroDivisionError):
        found.send(errand()).result(LONG)
    link = FakeLink("a")
    link.answers["a"] = lambda _: Reply(Upshot.FAILED, b"no pickle")
    with pool(link) as found:
        for _ in range(2):
            with pytest.raises(pickle.UnpicklingError):
                found.send(errand()).result(LONG)


def test_a_worker_that_differs_is_given_nothing_and_named_when_there_is_no_other() -> None:
    link = FakeLink("a")
    link.told["a"] = {"pictures": {"jt2050": "2"}}
    with pool(link) as found, pytest.raises(UserError, match=r"a : jt2050 : 2, ici 1 ; installez partout"):
        found.meet(1)
    assert not link.sent


def test_a_worker_that_is_something_else_by_now_is_not_asked_again() -> None:
    link = FakeLink("a", "b")
    link.answers["a"] = lambda _: Reply(Upshot.UNFIT)
    with pool(link) as found:
        found.meet(2)
        assert [found.send(errand()).result(LONG) for _ in range(3)] == ["fait"] * 3
    assert [worker for worker, _ in link.sent].count("a") <= 2


def test_without_anybody_who_could_do_it_nobody_waits_for_ever() -> None:
    with pool(FakeLink()) as found, pytest.raises(UserError, match="la grappe n'a aucun ouvrier ; lancez"):
        found.send(errand()).result(LONG)


def test_what_nobody_may_speak_any_more_is_not_waited_for_for_ever() -> None:
    link = FakeLink("a")
    link.told["a"] = {"voices": {"classe de processeur": "autre"}}
    said = Errand(work=dict, name="réplique 1", sort="voix", weight=1.0, rule=Alike.VOICES)
    with pool(link) as found:
        found.meet(1)
        assert not found.speaks()
        with pytest.raises(UserError):
            found.send(said).result(LONG)
        assert found.send(errand()).result(LONG) == "fait"


def test_a_worker_that_could_not_be_asked_is_asked_at_its_next_sign() -> None:
    link = FakeLink("a")
    asked = link.introduce
    refusals = [ConnectionError()]

    def unreachable(worker: str) -> dict[str, Any]:
        if refusals:
            raise refusals.pop()
        return asked(worker)

    link.introduce = unreachable  # type: ignore[method-assign]
    patient = ClusterPatience(worker=LONG, others=0.1, look=0.02)
    with pool(link, patience=patient) as found:
        promise = found.send(errand())
        while not promise.done():
            link.workers = {"a": link.workers["a"] + 1.0}
            with suppress(TimeoutError):
                promise.result(0.05)
        assert promise.result() == "fait"


def test_a_scheduler_that_is_gone_is_waited_for_within_limits() -> None:
    link = FakeLink("a")
    patient = ClusterPatience(worker=LONG, others=0.1, silence=LONG, look=0.02)
    with pool(link, patience=patient) as found:
        found.meet(1)
        link.reachable = False
        promise = found.send(errand())
        assert not link.sent
        link.reachable, link.workers = True, {"a": 1.0}
        assert promise.result(LONG) == "fait"
    with pool(FakeLink("a")) as found:
        found.meet(1)
        found._link.reachable = False  # type: ignore[attr-defined]
        with pytest.raises(UserError, match="la grappe ne répond plus depuis"):
            found.send(errand()).result(LONG)


def test_what_nobody_wants_any_more_is_withdrawn() -> None:
    link = FakeLink("a")
    link.answers["a"] = lambda _: None
    with pool(link) as found:
        promise = found.send(errand())
        assert link.told_of.wait(LONG)
        assert promise.cancel()
        assert link.told_of_less.wait(LONG)
    assert link.withdrawn == [1]


def test_what_is_late_is_done_twice_and_the_first_result_counts() -> None:
    link = FakeLink("a", "b")
    late = threading.Event()
    link.answers["a"] = lambda order: None if order.name == "lent" else DONE
    link.answers["b"] = lambda order: DONE if order.name != "lent" or late.is_set() else None
    with pool(link) as found:
        found.meet(2)
        assert [found.send(errand()).result(LONG) for _ in range(8)] == ["fait"] * 8
        slow = found.send(errand("lent"))
        late.set()
        assert slow.result(LONG) == "fait"
    assert {worker for worker, name in link.sent if name == "lent"} >= {"b"}
