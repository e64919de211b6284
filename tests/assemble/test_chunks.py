"""Chunks tile the timeline; a transition is one by itself; none is long."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble.chunks import LONGEST, cut, cut_for
from pipeline.model.timeline import TimedShot
from tests.fakes.plans import timed


def moving(number: int) -> int:
    """Return the next frame: each picture is another."""
    return number + 1


@st.composite
def _shots(draw: st.DrawFn) -> tuple[TimedShot, ...]:
    shots: list[TimedShot] = []
    at = 0
    for number in range(draw(st.integers(1, 6))):
        length = draw(st.integers(1, 900))
        blend = draw(st.integers(0, min(20, length)))
        offset = draw(st.integers(0, 40)) if number == 0 else 0
        shots.append(timed(f"a/{number:02d}", at, at + length, transition=blend, offset=offset))
        at += length
    return tuple(shots)


@given(_shots())
def test_chunks_tile_the_timeline_exactly(shots: tuple[TimedShot, ...]) -> None:
    chunks = cut(shots, moving)
    assert chunks[0].span.start == 0
    assert chunks[-1].span.end == shots[-1].span.end
    assert all(one.span.end == two.span.start for one, two in pairwise(chunks))
    assert all(1 <= chunk.span.length <= LONGEST for chunk in chunks)


@given(_shots())
def test_each_chunk_lies_in_its_shot_and_has_a_name_of_its_own(shots: tuple[TimedShot, ...]) -> None:
    chunks = cut(shots, moving)
    spans = {shot.id: shot.span for shot in shots}
    for chunk in chunks:
        assert chunk.span.clipped(spans[chunk.shot]) == chunk.span
    assert max(Counter(chunk.id for chunk in chunks).values()) == 1


@given(_shots())
def test_a_transition_is_alone_in_its_chunk(shots: tuple[TimedShot, ...]) -> None:
    chunks = cut(shots, moving)
    for shot in shots:
        blending = max(0, min(shot.transition_frames - shot.offset, shot.span.length))
        own = [chunk for chunk in chunks if chunk.shot == shot.id and chunk.transition]
        assert sum(chunk.span.length for chunk in own) == blending
        assert all(chunk.span.start == shot.span.start for chunk in own)


def test_a_longer_shot_leaves_its_first_pieces_as_they_were() -> None:
    short, long = cut((timed("a", 0, 450, transition=12),), moving), cut((timed("a", 0, 520, transition=12),), moving)
    assert long[:3] == short[:3]


@pytest.mark.parametrize(
    ("changes", "ends"),
    [
        ((30,), [500]),  # a card that has arrived rests to the end of its shot
        ((30, 180, 190, 320), [190, 320, 500]),
        ((30, 230, 300), [230, 500]),
        ((199, 200, 201), [200, 500]),
        (tuple(range(1, 260)), [200, 500]),
    ],
)
def test_no_piece_ends_while_the_picture_rests(changes: tuple[int, ...], ends: list[int]) -> None:
    def until(number: int) -> int:
        return next((change for change in changes if change > number), 500)

    assert [chunk.span.end for chunk in cut((timed("a", 0, 500),), until)] == ends


def test_nothing_gives_nothing() -> None:
    assert cut((), moving) == ()


@given(_shots(), st.integers(4, 100))
def test_a_grid_tiles_the_timeline_in_equal_chunks_but_for_the_last(shots: tuple[TimedShot, ...], grid: int) -> None:
    chunks = cut_for(shots, grid, moving)
    assert [chunk.span.start for chunk in chunks] == [number * grid for number in range(len(chunks))]
    assert all(one.span.end == two.span.start for one, two in pairwise(chunks))
    assert chunks[-1].span.end == shots[-1].span.end
    assert chunks[-1].span.length < grid + grid // 4 or len(chunks) == 1
    assert chunks[-1].span.length >= grid // 4 or len(chunks) == 1
    assert len({chunk.id for chunk in chunks}) == len(chunks)
    starts = {shot.id: shot.span for shot in shots}
    assert all(starts[chunk.shot].start <= chunk.span.start < starts[chunk.shot].end for chunk in chunks)


def test_without_a_grid_chunks_follow_the_shots() -> None:
    shots = (timed("a/1", 0, 300), timed("a/2", 300, 320))
    assert cut_for(shots, 0, moving) == cut(shots, moving)
