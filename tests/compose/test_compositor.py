"""Composing only what changed gives the same picture as composing everything."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compose.blend import lay
from pipeline.compose.compositor import Compositor
from pipeline.compose.planes import LayerPlanes, Planes, layer_planes, new_planes
from pipeline.compose.transition import mix
from pipeline.model.picture import Format, Frame, Picture, Placement

FMT = Format(32, 24)
RNG = np.random.default_rng(7)


def _layer(index: int) -> LayerPlanes:
    rgba = RNG.integers(0, 256, (8 + index, 10 + index, 4), np.uint8)
    if index == 0:
        rgba = RNG.integers(0, 256, (24, 32, 4), np.uint8)
        rgba[..., 3] = 255
        return layer_planes(rgba, 0, 0)
    return layer_planes(rgba, index * 3, index * 2, 4)


LAYERS = {name: _layer(index) for index, name in enumerate("abcde")}
PLACEMENTS = st.builds(
    Placement,
    layer=st.sampled_from(sorted(LAYERS)),
    dx=st.sampled_from([0, 0, 64, 100]),
    dy=st.sampled_from([0, 0, -40]),
    opacity=st.sampled_from([256, 256, 90]),
    source=st.sampled_from([0, 1]),
)
PICTURES = st.lists(PLACEMENTS, max_size=5).map(tuple)
FRAMES = st.one_of(
    st.builds(Frame, PICTURES),
    st.builds(Frame, PICTURES, PICTURES, st.integers(0, 256), st.sampled_from(["fondu", "balayage", "glisse"])),
)


def source(placement: Placement) -> LayerPlanes:
    return LAYERS[placement.layer] if not placement.source else LAYERS["e"]


def scratch(frame: Frame) -> Planes:
    """Compose a frame with nothing kept from any other."""

    def plain(picture: Picture) -> Planes:
        planes = new_planes(FMT.width, FMT.height)
        for placement in picture:
            lay(planes, source(placement), placement)
        return planes

    planes = plain(frame.picture)
    if frame.how:
        mix(planes, plain(frame.incoming), frame.progress, frame.how)
    return planes


@given(st.lists(FRAMES, min_size=1, max_size=12))
def test_incremental_equals_from_scratch(frames: list[Frame]) -> None:
    compositor = Compositor(FMT, source)
    for frame in frames:
        assert np.array_equal(compositor.compose(frame).whole, scratch(frame).whole)


@given(PICTURES, st.lists(PLACEMENTS, min_size=1, max_size=8))
def test_a_moving_top_over_a_resting_bottom(bottom: Picture, tops: list[Placement]) -> None:
    compositor = Compositor(FMT, source)
    for top in tops:
        frame = Frame((*bottom, top))
        assert np.array_equal(compositor.compose(frame).whole, scratch(frame).whole)


def test_a_held_frame_is_not_composed_again() -> None:
    asked: list[str] = []

    def counted(placement: Placement) -> LayerPlanes:
        asked.append(placement.layer)
        return source(placement)

    compositor = Compositor(FMT, counted)
    frame = Frame((Placement(layer="a"), Placement(layer="b")))
    for _ in range(5):
        compositor.compose(frame)
    assert asked == ["a", "b"]
    for step in range(1, 4):
        compositor.compose(Frame((Placement(layer="a"), Placement(layer="b", dx=step))))
    assert asked.count("a") <= 3  # the resting bottom is laid again at most once more than its first time
