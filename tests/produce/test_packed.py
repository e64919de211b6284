"""Runs packed for the wait come back as they were, in few bytes."""

import pickle

from pipeline.compose.snapshot import Run
from pipeline.model.picture import Frame, Placement
from pipeline.produce.packed import pack


def _runs(count: int, how: str = "") -> tuple[Run, ...]:
    """Return a slow zoom over a picture at rest, as a newscast has many."""
    rest = Placement(layer="fond")
    return tuple(
        Run(Frame((rest, Placement(layer="photo", dx=rank * 7, zoom=65_536 + rank * 13)), how=how), 1 + rank % 3)
        for rank in range(count)
    )


def test_runs_come_back_as_they_were() -> None:
    runs = _runs(150)
    packed = pack(runs)
    assert packed.unpacked() == runs
    assert packed.lengths == tuple(run.length for run in runs)
    assert not packed.mixing


def test_a_transition_is_said_to_mix() -> None:
    assert pack(_runs(12, "fondu")).mixing


def test_a_long_chunk_waits_in_a_few_kilobytes_and_travels_so() -> None:
    assert len(pickle.dumps(pack(_runs(200)))) < 6_000
