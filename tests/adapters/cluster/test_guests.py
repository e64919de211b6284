from pipeline.adapters.cluster.guests import Changes, GuestBook


def settled(book: GuestBook, worker: str) -> None:
    guest = book.get(worker)
    assert guest is not None
    guest.asked = guest.present = True


def test_newcomers_are_asked_once_and_leavers_told_once() -> None:
    book = GuestBook(still=45.0)
    assert book.look({"a": 1.0, "b": 1.0}, 0.0) == Changes(newcomers=("a", "b"))
    assert book.look({"a": 2.0, "b": 2.0}, 1.0) == Changes()
    assert book.look({"b": 3.0}, 2.0) == Changes(gone=("a",))
    assert book.look({"b": 4.0}, 3.0) == Changes()


def test_a_worker_is_silent_by_our_own_clock_whatever_the_schedulers_says() -> None:
    book = GuestBook(still=45.0)
    an_hour_off = 3_600.0
    book.look({"a": an_hour_off}, 0.0)
    settled(book, "a")
    assert book.look({"a": an_hour_off}, 44.0) == Changes()
    assert book.look({"a": an_hour_off}, 46.0) == Changes(silent=("a",))


def test_a_worker_that_is_back_is_asked_again() -> None:
    book = GuestBook(still=45.0)
    book.look({"a": 1.0}, 0.0)
    settled(book, "a")
    guest = book.get("a")
    assert guest is not None
    guest.present = False
    assert book.look({"a": 1.0}, 50.0) == Changes()
    assert book.look({"a": 2.0}, 51.0) == Changes(newcomers=("a",))


def test_files_that_only_some_have_are_not_counted_on() -> None:
    book = GuestBook(still=45.0)
    book.look({"a": 1.0, "b": 1.0}, 0.0)
    for worker, stock in (("a", {"1", "2"}), ("b", {"2", "3"})):
        settled(book, worker)
        guest = book.get(worker)
        assert guest is not None
        guest.stock = frozenset(stock)
    assert book.stocked() == {"2"}
