"""Facts of a film are found again under all that decides them, and nothing else is taken for them."""

from pathlib import Path
from typing import Any

from pipeline.adapters.cache.store import FolderStore
from pipeline.produce.ledger import KIND, Ledger


def _pair(told: Any) -> tuple[float, float]:
    one, other = told
    return float(one), float(other)


def _made(told: list[str], value: Any) -> Any:
    told.append("fait")
    return value


def test_a_fact_is_made_once_and_told_alike(tmp_path: Path) -> None:
    made: list[str] = []
    first = Ledger(FolderStore(tmp_path), "journal")
    cold = first.fact("a", lambda: _made(made, (0.1, 4 / 3)), _pair)
    first.save()
    again = Ledger(FolderStore(tmp_path), "journal")
    assert cold == again.fact("a", lambda: _made(made, (0, 0)), _pair) == (0.1, 4 / 3)
    assert made == ["fait"]


def test_another_film_and_whoever_wants_nothing_kept_make_their_own(tmp_path: Path) -> None:
    first = Ledger(FolderStore(tmp_path), "journal")
    first.note("a", (1, 2))
    first.save()
    assert Ledger(FolderStore(tmp_path), "autre").known("a", _pair) is None
    assert Ledger(FolderStore(tmp_path), "journal", reuse=False).known("a", _pair) is None


def test_what_is_no_fact_is_made_again(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    for kept in (b"[1, 2]", b"{", b'{"a": ["x", 2]}', b'{"a": null}'):
        store.put(KIND, "journal", kept)
        assert Ledger(store, "journal").fact("a", lambda: (3, 4), _pair) == (3, 4)


def test_what_was_used_last_is_kept_longest(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    first = Ledger(store, "journal")
    for number in range(8_000):
        first.note(f"{number}", (number, 0))
    first.save()
    second = Ledger(store, "journal")
    assert second.known("0", _pair) == (0, 0)
    second.note("neuf", (9, 9))
    second.save()
    third = Ledger(store, "journal")
    assert third.known("0", _pair)
    assert third.known("neuf", _pair)
    assert third.known("1", _pair) is None
    assert third.known("7999", _pair)
