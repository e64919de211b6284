from concurrent.futures import Future

from pipeline.adapters.cluster.dispatch import MOST_TRIES, Handing, Pace, Roster, Stint, Ticket, verdict
from pipeline.adapters.cluster.travel import Alike, Errand, Reply, Upshot


def ticket(rank: int = 1, weight: float = 1.0, rule: Alike = Alike.PICTURES) -> Ticket:
    errand = Errand(work=dict, name=f"images {rank}", sort="images", weight=weight, rule=rule)
    return Ticket(errand=errand, promise=Future(), rank=rank)


def roster(*workers: str) -> Roster:
    found = Roster()
    for worker in workers:
        found.welcome(worker, Alike)
    return found


def hand_out(found: Roster, now: float = 0.0) -> list[Stint]:
    """Give everything that can be given, and return what was."""
    given = []
    while (move := found.next(now)) is not None:
        if move.instead is not None:
            found.ended(move.instead, now)
        given.append(found.given(move.ticket, move.worker, now))
    return given


def test_every_worker_has_one_errand_and_the_next_the_first_asked_for_first() -> None:
    found, tickets = roster("a", "b"), [ticket(rank) for rank in range(5)]
    for each in tickets:
        found.wait(each)
    given = hand_out(found)
    assert [(stint.worker, stint.ticket.rank) for stint in given] == [("a", 0), ("b", 1), ("a", 2), ("b", 3)]
    assert [stint.begun for stint in given] == [0.0, 0.0, None, None]
    assert [each.rank for each in found.waiting()] == [4]


def test_what_a_lost_worker_had_is_done_before_what_was_asked_for_later() -> None:
    found, tickets = roster("a", "b"), [ticket(rank) for rank in range(6)]
    for each in tickets:
        found.wait(each)
    hand_out(found)
    assert [stint.ticket.rank for stint in found.dismiss("a")] == [0, 2]
    assert [each.rank for each in found.waiting()] == [0, 2, 4, 5]


def test_nothing_is_given_to_a_worker_that_does_not_fit_for_it() -> None:
    found = roster("a")
    found.welcome("b", [Alike.PICTURES])
    voices = [ticket(rank, rule=Alike.VOICES) for rank in range(3)]
    for each in voices:
        found.wait(each)
    assert {stint.worker for stint in hand_out(found)} == {"a"}
    assert found.fit(Alike.VOICES) == ("a",)


def test_at_the_end_whoever_is_idle_takes_what_waits_at_another() -> None:
    found, tickets = roster("a", "b"), [ticket(rank) for rank in range(4)]
    for each in tickets:
        found.wait(each)
    one, two, _, four = hand_out(found)
    found.ended(two, 1.0)
    found.ended(four, 2.0)
    move = found.next(2.0)
    assert move is not None
    assert (move.ticket.rank, move.worker) == (2, "b")
    assert move.instead is not None
    assert move.instead.worker == "a"
    assert one.begun == 0.0


def test_what_takes_far_longer_than_measured_is_done_twice_and_only_twice() -> None:
    found = roster("a", "b", "c")
    slow = ticket(1, weight=10.0)
    found.wait(slow)
    (stint,) = hand_out(found)
    assert found.next(1_000.0) is None, "nothing is known yet of how long such a thing takes"
    for seconds in (1.0, 1.2, 0.8):
        found.pace.measured(ticket(2).errand, seconds)
    assert found.next(23.0) is None, "twenty-four times the slowest, for its weight of ten, is not reached"
    assert found.next(25.0) == Handing(slow, "b")
    found.given(slow, "b", 25.0)
    assert found.next(1_000.0) is None
    assert stint.worker == "a"


def test_what_is_done_twice_is_over_with_the_first_result() -> None:
    found = roster("a", "b")
    slow = ticket(1)
    found.wait(slow)
    hand_out(found)
    found.given(slow, "b", 1.0)
    slow.promise.set_result(1.0)
    assert [each.ticket for each in found.dismiss("a")] == [slow]
    assert not list(found.waiting())
    assert found.next(2.0) is None


def test_what_one_worker_could_not_do_goes_to_another() -> None:
    found, refused = roster("a", "b"), ticket()
    refused.shunned.add("a")
    found.wait(refused)
    assert [stint.worker for stint in hand_out(found)] == ["b"]
    found.dismiss("b")
    assert [stint.worker for stint in hand_out(found)] == ["a"], "where there is no other, it is tried again"


def test_a_pace_is_for_one_sort_and_grows_with_the_weight() -> None:
    pace = Pace()
    for weight, seconds in ((1.0, 2.0), (2.0, 4.0), (4.0, 10.0)):
        pace.measured(ticket(weight=weight).errand, seconds)
    assert pace.expected(ticket(weight=3.0).errand) == 6.0
    assert pace.late(ticket(weight=2.0).errand, 10.1)
    assert not pace.late(ticket(weight=2.0).errand, 9.9)
    sound = Errand(work=dict, name="son", sort="son", weight=1.0)
    assert pace.expected(sound) is None
    assert not pace.late(sound, 1e6)


def test_an_errand_that_brings_workers_down_is_given_up_in_the_end() -> None:
    cursed = ticket()
    tries = [verdict(cursed, Reply(Upshot.LOST, told="parti")) for _ in range(MOST_TRIES)]
    assert tries == [True] * (MOST_TRIES - 1) + [False]
    assert cursed.told == "parti"
    blameless = ticket()
    assert all(verdict(blameless, Reply(Upshot.DROPPED)) for _ in range(10 * MOST_TRIES))
