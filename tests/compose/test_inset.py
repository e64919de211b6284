"""A programme in a window, its interpreter beside it: neither reaches the other, and what stands still stays."""

import numpy as np

from pipeline.compose.inset import PIECE, InsetCompositor, InsetSnapshots, beneath, pieces
from pipeline.compose.planes import LayerPlanes, Planes, new_planes
from pipeline.compose.snapshot import Snapshots
from pipeline.model.picture import Asset, FootageSpec, Format, Frame, GroundSpec, LayerSpec, Placement, StagedLayer
from pipeline.model.signing import SignedSpan, Signing, Window
from pipeline.model.time import Span
from tests.fakes.plans import timed

FMT = Format(192, 108)
GROUND = GroundSpec(False, ("#000000",), (0.5, 0.5), 1, 0)
FILM = Asset("media/lsf.mp4", "f1")


class Keys(dict[LayerSpec, str]):
    """A key for everything."""

    def __missing__(self, spec: LayerSpec) -> str:
        return f"{spec.start}" if isinstance(spec, FootageSpec) else "fond"


def signing(*spans: tuple[int, int, int]) -> Signing:
    return Signing(
        programme=(0, 0, 1080, 1080),
        beneath=(StagedLayer(spec=GROUND, label="fond", span=Span(0, 1)),),
        passages=tuple(
            SignedSpan(span=Span(start, end), file=FILM, first=first, box=(1140, 180, 720, 900))
            for start, end, first in spans
        ),
    )


def test_every_frame_in_which_somebody_signs_is_another_and_the_others_are_held() -> None:
    shots = (timed("a", 0, 100),)
    seen = InsetSnapshots(Snapshots(shots, {}, FMT), signing((30, 60, 0)), Keys())
    runs = seen.runs(Span(0, 100))
    assert [run.length for run in runs] == [30, *[1] * 30, 40]
    assert sum(run.length for run in runs) == 100
    at = 0
    for run in runs:
        assert all(seen.at(number) == run.frame for number in range(at, at + run.length))
        at += run.length


def test_the_film_is_made_ready_in_pieces_of_its_own_time() -> None:
    moved = [list(pieces(signing((start, start + 300, 150)), Span(0, 1000))) for start in (0, 7, 450)]
    assert moved[0] == moved[1] == moved[2]  # wherever it is seen, the same pieces
    assert [int(each.start * 25) for each in moved[0]] == [0, PIECE, 2 * PIECE]
    seen = InsetSnapshots(Snapshots((timed("a", 0, 400),), {}, FMT), signing((0, 300, 150)), Keys())
    shown = [(place.layer, place.source) for number in (0, 49, 50) for place in seen.at(number).over]
    assert shown == [("0", 150), ("0", 199), ("8", 0)]


def _flat(luma: int, width: int, height: int, at: tuple[int, int] = (0, 0)) -> LayerPlanes:
    half = (height // 2, width // 2)
    return LayerPlanes(
        x=at[0],
        y0=at[1],
        y=np.full((height, width), luma, np.uint8),
        u=np.full(half, 128, np.uint8),
        v=np.full(half, 128, np.uint8),
        keep_y=None,
        keep_c=None,
    )


def _programme(luma: int, window: Window) -> Planes:
    planes = new_planes(window.fmt.width, window.fmt.height)
    planes.y[...] = luma
    return planes


def test_the_programme_stays_in_its_window_and_the_interpreter_is_over_everything() -> None:
    layers = {"fond": _flat(50, 192, 108), "lsf": _flat(200, 72, 90, (114, 18))}
    window = Window(Format(108, 108), 0, 0, (Placement(layer="fond"),))
    compositor = InsetCompositor(FMT, window, lambda place: layers[place.layer])
    frame = Frame((Placement(layer="x"),), over=(Placement(layer="lsf"),))
    laid = compositor.laid(_programme(120, window), frame)
    assert (laid.y[:, :108] == 120).all()
    assert (laid.y[18:, 114:186] == 200).all()
    assert (laid.y[:18, 108:] == 50).all()
    assert (laid.y[:, 108:114] == 50).all()
    alone = compositor.laid(_programme(60, window), Frame((Placement(layer="x"),)))  # the same programme, nobody signs
    assert (alone.y[:, :108] == 120).all()
    assert (alone.y[:, 108:] == 50).all()


def test_a_programme_that_is_larger_than_the_picture_is_cut_at_its_edge() -> None:
    window = Window(Format(72, 128), 0, -12, (Placement(layer="fond"),))
    compositor = InsetCompositor(Format(108, 108), window, lambda _: _flat(50, 108, 108))
    programme = _programme(120, window)
    programme.y[:12] = 30
    laid = compositor.laid(programme, Frame((Placement(layer="x"),)))
    assert (laid.y[:, :72] == 120).all()
    assert (laid.y[:, 72:] == 50).all()


def test_what_lies_beneath_is_there_for_as_long_as_it_takes() -> None:
    assert beneath(signing().beneath, {GROUND: "fond"}) == (Placement(layer="fond"),)
