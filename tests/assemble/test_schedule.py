"""Batches hold every chunk once, neighbours together, the longest first, none that could keep a process alone."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble.schedule import Work, batches

CHUNKS = st.lists(
    st.builds(Work, st.integers(1, 200), st.frozensets(st.sampled_from("abcdefgh"), max_size=5), st.booleans()),
    max_size=60,
)


@given(CHUNKS, st.integers(1, 8))
def test_every_chunk_is_in_one_batch_of_neighbours(chunks: list[Work], jobs: int) -> None:
    found = batches(chunks, jobs)
    assert sorted(rank for ranks in found for rank in ranks) == list(range(len(chunks)))
    assert all(list(ranks) == list(range(ranks[0], ranks[-1] + 1)) for ranks in found)


@given(CHUNKS, st.integers(1, 8))
def test_the_longest_come_first(chunks: list[Work], jobs: int) -> None:
    def cost(ranks: tuple[int, ...]) -> float:
        drawn, total = frozenset[str](), 0.0
        for rank in ranks:
            total += chunks[rank].cost(drawn)
            drawn |= chunks[rank].layers
        return total

    costs = [cost(ranks) for ranks in batches(chunks, jobs)]
    assert costs == sorted(costs, reverse=True)


def test_two_processes_end_together_on_a_newscast() -> None:
    shots = [
        Work(pictures, frozenset({f"décor {n // 3}"}), n % 5 == 0) for n, pictures in enumerate([80, 20, 140] * 12)
    ]
    ends = [0.0, 0.0]
    for ranks in batches(shots, 2):
        ends[ends.index(min(ends))] += sum(shots[rank].cost(frozenset()) for rank in ranks)
    assert max(ends) - min(ends) < 0.1 * sum(ends)


def test_chunks_that_share_layers_are_drawn_by_one_process() -> None:
    chunks = [Work(10, frozenset({f"plan {n // 4}"}), transition=False) for n in range(40)]
    assert len(batches(chunks, 2)) <= 20
