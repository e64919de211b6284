"""What a shared store holds is counted, checked and thinned out, however much it is and whatever else lies there."""

import tracemalloc
from collections.abc import Iterable, Iterator

import pytest

from pipeline.adapters.shared.care import beyond_size, older_than, removed, shared_holding, unsound, would_go
from pipeline.adapters.shared.objects import Listed
from pipeline.adapters.shared.sealed import Seal
from pipeline.model.traffic import Haul
from tests.fakes.objects import FakeObjects

_DAY = 86_400.0


class Dated(FakeObjects):
    """Objects that were written a day apart, the first the oldest."""

    def listed(self, folder: str) -> Iterator[Listed]:
        del folder
        for age, (name, data) in enumerate(list(self.held.items())):
            yield Listed(name, len(data), _DAY * age)


@pytest.fixture
def objects() -> Dated:
    made = Dated()
    for number in range(6):
        key = f"{number:02x}23456789abcdef"
        made.held[f"v1/images/{key[:2]}/{key}"] = Seal.over("images", key, b"x" * 10).head + b"x" * 10
    made.held["v0/images/00/0023456789abcdef"] = b"vieux"
    for other in (
        "photo.jpg",
        "v1/images/00/ff23456789abcdef",
        "v1/LISEZMOI",
        "v1/images/00/a.b",
        "autre/v1/son/ab/ab",
    ):
        made.held[other] = b"a quelqu'un"
    return made


def _left(objects: FakeObjects) -> list[str]:
    return [name.rpartition("/")[2] for name in objects.held if name.startswith("v1/images/") and "." not in name][:-1]


def test_entries_are_counted_by_kind_and_nothing_else_is(objects: Dated) -> None:
    holding = shared_holding(objects)
    assert {at: haul.entries for at, haul in holding.kinds.items()} == {("v1", "images"): 6, ("v0", "images"): 1}
    assert (holding.oldest, holding.newest) == (0.0, 6 * _DAY)
    assert holding.whole.size == sum(haul.size for haul in holding.kinds.values())


def test_what_is_older_goes_and_nothing_that_is_not_an_entry(objects: Dated) -> None:
    others = [name for name in objects.held if b"quelqu" in objects.held[name]]
    chosen = older_than(3.5 * _DAY, 6 * _DAY)
    expected = would_go(objects, chosen)
    assert expected.entries == 3
    assert removed(objects, chosen) == expected
    assert len(_left(objects)) == 3
    assert all(name in objects.held for name in others)


def test_beyond_a_size_other_versions_go_first_then_the_oldest(objects: Dated) -> None:
    size = shared_holding(objects).whole.size
    each = len(next(iter(objects.held.values())))
    assert removed(objects, beyond_size(objects, size, "v1", lambda _: True)) == Haul()
    gone = removed(objects, beyond_size(objects, size - 5 - each, "v1", lambda _: True))
    assert gone == Haul(2, 5 + each)
    assert "v0/images/00/0023456789abcdef" not in objects.held
    assert "v1/images/00/0023456789abcdef" not in objects.held
    assert "v1/images/01/0123456789abcdef" in objects.held


def test_all_is_read_and_what_is_false_is_told(objects: Dated) -> None:
    name = "v1/images/02/0223456789abcdef"
    objects.held[name] = objects.held[name][:-1]
    false = [entry.listed.name for entry, good in unsound(objects) if not good]
    assert false == [name, "v0/images/00/0023456789abcdef"]


def test_a_hundred_thousand_objects_take_no_memory_to_speak_of() -> None:
    class Many(FakeObjects):
        def listed(self, folder: str) -> Iterator[Listed]:
            del folder
            for number in range(5_000):
                key = f"{number:016x}"
                yield Listed(f"v1/images/{key[:2]}/{key}", 1_000, float(number // 60))

        def remove(self, names: Iterable[str]) -> None:
            self.asked += [str(len(list(names)))]

    objects = Many()
    tracemalloc.start()
    gone = removed(objects, beyond_size(objects, 2_500_000, "v1", lambda _: True))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert 2_500 <= gone.entries <= 2_560
    assert objects.asked[0] == "1000"
    assert most < 1_000_000, "bytes for 5 000: a hundred thousand take twenty times that at most"
