"""Frame n as a value: entrances arrive, exits end at nothing, and what lives keeps to its limits."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compose.snapshot import Run, Snapshots, frame_reader, picture
from pipeline.model.picture import ArtSpec, Format, GroundSpec, LayerSpec, Motion, Move, Placement, StagedLayer
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot

FULL = Format(1920, 1080)
HALF = Format(960, 540)
SPEC = ArtSpec(markup="<svg/>", box=(100, 100, 200, 200))
GROUND = GroundSpec(True, ("#000000",), (0.5, 0.5), 0.7, 0)
KEYS: dict[LayerSpec, str] = {SPEC: "calque", GROUND: "fond"}
LENGTH = 100
DIRECTIONS = st.sampled_from(["fondu", "gauche", "droite", "haut", "bas", "volet"])
MOVES = st.builds(Move, DIRECTIONS, st.integers(1, 30), st.integers(0, 20), st.sampled_from([0.0, 40.0, 120.0]))


def layer(motion: Motion, opacity: float = 1.0) -> StagedLayer:
    return StagedLayer(spec=SPEC, label="calque", span=Span(0, LENGTH), motion=motion, opacity=opacity)


def seen(motion: Motion, frame: int, fmt: Format = FULL) -> Placement | None:
    found = picture([layer(motion)], frame, KEYS, fmt)
    return found[0] if found else None


def path(motion: Motion, fmt: Format = FULL, length: int = LENGTH) -> list[Placement]:
    staged = replace(layer(motion), span=Span(0, length))
    return [place for frame in range(length) for place in picture([staged], frame, KEYS, fmt)]


@given(MOVES)
def test_an_entrance_arrives_exactly(move: Move) -> None:
    rest = Placement(layer="calque")
    arrival = move.delay + move.frames - 1
    assert all(seen(Motion(enter=move), frame) == rest for frame in range(arrival, LENGTH))
    assert all(seen(Motion(enter=move), frame) is None for frame in range(move.delay - 1))
    before = [place for frame in range(arrival) if (place := seen(Motion(enter=move), frame))]
    hidden = [4096 - place.reveal + 256 - place.opacity for place in before]
    assert hidden == sorted(hidden, reverse=True)


@given(MOVES)
def test_an_exit_leaves_nothing_in_its_last_frame(move: Move) -> None:
    leaving = Motion(leave=move)
    gone = LENGTH - 1 - move.delay
    assert all(seen(leaving, frame) is None for frame in range(gone, LENGTH))
    assert all(seen(leaving, frame) == Placement(layer="calque") for frame in range(gone - move.frames + 1))
    shown = [place for frame in range(gone - move.frames, gone) if (place := seen(leaving, frame))]
    hidden = [4096 - place.reveal + 256 - place.opacity for place in shown]
    assert hidden == sorted(hidden)


@given(MOVES, MOVES, st.integers(0, LENGTH - 1))
def test_settled_layers_are_the_same_as_worked_out_ones(enter: Move, leave: Move, frame: int) -> None:
    """A still layer is worked out once; one that moves by nothing is worked out every frame."""
    still = Motion(enter=enter, leave=leave)
    restless = replace(still, drift=(1e-9, 0.0))
    assert seen(still, frame) == seen(restless, frame)


def test_a_layer_is_seen_during_its_span_only() -> None:
    staged = replace(layer(Motion()), span=Span(10, 20))
    assert [frame for frame in range(30) if picture([staged], frame, KEYS, FULL)] == list(range(10, 20))


@given(MOVES, st.integers(0, LENGTH - 1))
def test_equal_frames_are_equal_values(move: Move, frame: int) -> None:
    motion = Motion(enter=move, bob=3, turn=20)
    assert picture([layer(motion)], frame, KEYS, HALF) == picture([layer(motion)], frame, KEYS, HALF)
    assert hash(picture([layer(motion)], frame, KEYS, HALF)) == hash(picture([layer(motion)], frame, KEYS, HALF))


@given(st.integers(1, 12), st.integers(0, 20_000), st.sampled_from([FULL, HALF, Format(1280, 720)]))
def test_a_ticker_moves_by_whole_even_pixels(scroll: int, phase: int, fmt: Format) -> None:
    places = path(Motion(scroll=scroll, phase=phase), fmt)
    assert all(place.dx % 128 == 0 for place in places)
    steps = {one.dx - other.dx for one, other in itertools.pairwise(places)}
    assert all(step >= 0 for step in steps)
    assert max(steps) - min(steps) <= 128


def test_a_ticker_goes_on_from_shot_to_shot() -> None:
    last, first = path(Motion(scroll=4))[-1], path(Motion(scroll=4, phase=LENGTH))[0]
    assert last.dx - first.dx == 4 * 64


@given(st.floats(0, 0.9), st.floats(0.1, 1))
def test_a_pulse_turns_at_most_three_times_a_second(low: float, high: float) -> None:
    opacities = [place.opacity for place in path(Motion(pulse=(low, max(low, high))), length=500)]
    assert all(round(low * 256) - 1 <= value <= round(max(low, high) * 256) + 1 for value in opacities)
    for start in range(0, 475, 5):
        window = opacities[start : start + 26]
        steps = [b - a for a, b in itertools.pairwise(window) if b != a]
        turns = sum((one > 0) != (other > 0) for one, other in itertools.pairwise(steps))
        assert turns <= 3


STEPS = st.lists(st.integers(0, 256), min_size=1, max_size=12).map(
    lambda shown: tuple((9 * rank, opacity) for rank, opacity in enumerate(shown))
)


@given(STEPS, st.none() | MOVES)
def test_what_follows_a_voice_holds_between_its_steps(steps: tuple[tuple[int, int], ...], enter: Move | None) -> None:
    """Runs are as few as the steps tell, and say in every frame what the frame alone says."""
    motion = Motion(enter=enter, steps=steps)
    staged = layer(motion)
    shot = TimedShot(
        id="a",
        label="a",
        item="a",
        scene="sonore",
        span=Span(0, LENGTH),
        layers=(staged,),
        transition="coupe",
        transition_frames=0,
        planned=0,
    )
    runs = Snapshots([shot], KEYS, FULL).runs(Span(0, LENGTH))
    told = [run.frame.picture for run in runs for _ in range(run.length)]
    assert told == [picture([staged], frame, KEYS, FULL) for frame in range(LENGTH)]
    arriving = enter.delay + enter.frames if enter else 0
    assert len(runs) <= len(steps) + arriving


@given(st.floats(-200, 200), st.floats(-100, 100))
def test_drift_is_centred_on_the_drawn_place(across: float, down: float) -> None:
    places = path(Motion(drift=(across, down)))
    for one, other in zip(places, reversed(places), strict=True):
        assert abs(one.dx + other.dx) <= 1
        assert abs(one.dy + other.dy) <= 1
    assert abs(places[-1].dx - places[0].dx) == pytest.approx(abs(across) * 64, abs=abs(across) * 0.5 + 2)


@given(st.floats(-180, 180).filter(lambda turn: abs(turn) > 1))
def test_turning_settles_in_two_seconds(turn: float) -> None:
    places = path(Motion(turn=turn, zoom=(0.5, 1.0)), length=150)
    assert places[0].turn == pytest.approx(-turn / 360 * 65_536 % 65_536, abs=2)
    assert places[0].zoom == 32_768
    assert all((place.turn, place.zoom) == (0, 65_536) for place in places[50:])


def test_a_bob_stays_within_its_reach() -> None:
    heights = [place.dy for place in path(Motion(bob=3.0), length=400)]
    assert max(heights) == pytest.approx(192, abs=1)
    assert min(heights) == pytest.approx(-192, abs=1)


def test_moves_follow_the_size_of_the_picture() -> None:
    motion = Motion(enter=Move("gauche", 12, 0, 80.0))
    full, half = seen(motion, 3, FULL), seen(motion, 3, HALF)
    assert full is not None
    assert half is not None
    assert half.dx == pytest.approx(full.dx / 2, abs=1)
    assert full.dx < 0


def test_a_move_from_each_side_comes_from_that_side() -> None:
    def first(direction: str) -> tuple[int, int]:
        place = seen(Motion(enter=Move(direction, 12, 0, 60.0)), 2)
        assert place is not None
        return place.dx, place.dy

    assert first("gauche")[0] < 0 < first("droite")[0]
    assert first("haut")[1] < 0 < first("bas")[1]
    assert first("fondu") == first("volet") == (0, 0)


def shots(lengths: Sequence[int], transition: str = "fondu", frames: int = 12) -> list[TimedShot]:
    at, made = 0, []
    for index, length in enumerate(lengths):
        spec = SPEC if index % 2 else GROUND
        staged = StagedLayer(spec=spec, label="calque", span=Span(0, length), motion=Motion())
        made.append(
            TimedShot(
                id=f"p{index}",
                label="",
                item="i",
                scene="s",
                span=Span(at, at + length),
                layers=(staged,),
                transition=transition,
                transition_frames=frames,
                planned=0,
            )
        )
        at += length
    return made


def test_a_transition_plays_over_the_first_frames_of_its_shot() -> None:
    read = frame_reader(shots([50, 60]), KEYS, FULL)
    assert [frame for frame in range(110) if read(frame).how] == list(range(50, 62))
    progress = [read(frame).progress for frame in range(50, 62)]
    assert progress == sorted(progress)
    assert 0 < progress[0] < progress[-1] < 256
    assert read(49).picture == read(55).picture
    assert read(55).incoming == read(62).picture


def test_a_dissolve_comes_by_equal_steps_and_what_crosses_the_picture_does_not() -> None:
    """Pictures of a dissolve are as far from each other, so that an encoder finds each between its neighbours."""
    dissolves, slides = (
        [frame_reader(shots([50, 50], how), KEYS, FULL)(50 + number).progress for number in range(12)]
        for how in ("fondu", "glisse")
    )
    assert {later - sooner for sooner, later in itertools.pairwise([0, *dissolves, 256])} <= {19, 20}
    assert slides[1] - slides[0] < slides[6] - slides[5]


def test_the_first_shot_comes_with_no_transition() -> None:
    assert not frame_reader(shots([50, 60]), KEYS, FULL)(0).how


def test_an_excerpt_shows_the_frames_of_the_whole() -> None:
    whole = shots([50, 60])
    whole = [replace(shot, layers=(replace(shot.layers[0], motion=Motion(bob=4)),)) for shot in whole]
    cut = [replace(whole[1], span=Span(0, 40), offset=20)]
    assert frame_reader(cut, KEYS, FULL)(5) == frame_reader(whole, KEYS, FULL)(75)


LIVING = st.builds(
    Motion,
    enter=st.none() | MOVES,
    leave=st.none() | MOVES,
    drift=st.sampled_from([(0.0, 0.0), (40.0, 0.0)]),
    zoom=st.sampled_from([(1.0, 1.0), (1.0, 1.06)]),
    turn=st.sampled_from([0.0, 30.0]),
    bob=st.sampled_from([0.0, 3.0]),
    pulse=st.sampled_from([(1.0, 1.0), (0.5, 1.0)]),
    scroll=st.sampled_from([0, 4]),
    roll=st.sampled_from([0.0, 300.0]),
    phase=st.integers(0, 30),
    step=st.integers(1, 9),
)


@given(st.lists(st.tuples(LIVING, st.integers(0, 90), st.integers(1, 130)), max_size=4), st.integers(0, 60))
def test_runs_are_the_frames_one_by_one(layers: list[tuple[Motion, int, int]], start: int) -> None:
    made = shots([70, 130])
    staged = tuple(
        StagedLayer(spec=SPEC, label="calque", span=Span(begin, min(130, begin + length)), motion=motion)
        for motion, begin, length in layers
    )
    made[1] = replace(made[1], layers=staged)
    read = Snapshots(made, KEYS, FULL)
    found = read.runs(Span(start, 200))
    assert [run.frame for run in found for _ in range(run.length)] == [read.at(number) for number in range(start, 200)]


def test_a_card_that_has_arrived_is_one_run_until_it_leaves() -> None:
    card = layer(Motion(enter=Move("gauche", 12, 0, 60), leave=Move("fondu", 8, 0, 0)))
    made = [replace(shots([LENGTH])[0], layers=(card,))]
    longest = max(Snapshots(made, KEYS, FULL).runs(Span(0, LENGTH)), key=lambda run: run.length)
    assert longest == Run(Snapshots(made, KEYS, FULL).at(50), LENGTH - 11 - 7)


def test_a_layer_that_moves_in_steps_holds_each_pose() -> None:
    made = [replace(shots([LENGTH])[0], layers=(layer(Motion(drift=(90, 0), step=3)),))]
    found = Snapshots(made, KEYS, FULL).runs(Span(0, LENGTH))
    assert {run.length for run in found[5:-5]} == {3}


def test_rings_that_have_turned_are_at_rest() -> None:
    made = [replace(shots([LENGTH])[0], layers=(layer(Motion(turn=40)),))]
    last = Snapshots(made, KEYS, FULL).runs(Span(0, LENGTH))[-1]
    assert last.length >= 35
