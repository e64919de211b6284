from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UserError
from pipeline.model.batch import Shard


@given(
    st.dictionaries(st.text(max_size=6), st.floats(0, 1e6), max_size=40),
    st.integers(1, 9),
    st.randoms(use_true_random=False),
)
def test_parts_hold_everything_once_in_whatever_order_it_is_listed(
    weights: dict[str, float], count: int, dice: Random
) -> None:
    names = list(weights)
    shuffled = names.copy()
    dice.shuffle(shuffled)
    shares = [Shard(number, count).of(names, str, weights.__getitem__) for number in range(1, count + 1)]
    again = [Shard(number, count).of(shuffled, str, weights.__getitem__) for number in range(1, count + 1)]
    assert sorted(name for share in shares for name in share) == sorted(names)
    assert [set(share) for share in shares] == [set(share) for share in again]


def test_no_part_works_twice_as_long_as_it_must() -> None:
    weights = {f"{number:03}": float(number % 17 + 1) for number in range(100)}
    loads = [sum(weights[name] for name in Shard(n, 5).of(weights, str, weights.__getitem__)) for n in range(1, 6)]
    assert max(loads) - min(loads) <= 2


@pytest.mark.parametrize("text", ["", "0/5", "6/5", "2", "2/0", "-1/3", "a/b", "1/3/5", "٢/٥"])
def test_a_part_that_is_none_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UserError, match="par exemple 2/5"):
        Shard.read(text)
