"""Where a cue stands in the layouts that are not 16:9."""

from dataclasses import replace

import pytest

from pipeline.caption.place import placed
from pipeline.caption.values import Cue
from pipeline.model.picture import Asset, Box, Shape, StagedLayer, TextSpec
from pipeline.model.time import Span
from pipeline.model.timeline import Timeline
from tests.fakes.plans import timed

CUE = Cue(start_ms=0, end_ms=2000, lines=("Bonsoir.",), role="on_screen", speaker="ines", item="a")


def timeline(box: Box) -> Timeline:
    spec = TextSpec(
        text="Un mot",
        font=Asset("a", ""),
        size=40,
        smallest=28,
        colour="#ffffff",
        leading=1.2,
        tracking=0,
        capitals=False,
        box=box,
        anchor="gauche",
        lines=1,
        plate=None,
    )
    shot = replace(timed("a", 0, 100), layers=(StagedLayer(spec=spec, label="mot", span=Span(0, 100)),))
    return Timeline(script="essai", title="Essai", shots=(shot,), voices=(), sounds=(), chapters=(), poster=0)


@pytest.mark.parametrize(
    ("shape", "box", "raised"),
    [
        ("horizontal", (96, 786, 1700, 200), True),
        ("vertical", (65, 958, 895, 200), False),
        ("vertical", (65, 1780, 895, 100), True),
        ("carre", (54, 930, 972, 96), True),
        ("carre", (54, 54, 972, 400), False),
    ],
)
def test_a_cue_leaves_its_place_only_for_a_text_of_its_own_layout(shape: Shape, box: Box, raised: bool) -> None:
    (cue,) = placed(timeline(box), (CUE,), shape)
    assert (cue.top is not None) is raised
