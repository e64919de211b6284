"""How much of a video a shot takes in: what it shows, rounded up, and never what comes after `a`."""

from fractions import Fraction

import pytest

from pipeline.model.picture import FootageSpec
from pipeline.model.scene import Scene
from pipeline.plan.motion import ShotClock
from pipeline.plan.stage import Stage
from tests.fakes.plans import paper_context

_SCENE = Scene.model_validate(
    {
        "id": "video",
        "emplacements": {"video": {"type": "video"}, "de": {"type": "secondes"}, "a": {"type": "secondes"}},
        "calques": [{"type": "video", "fichier": "{video}", "cadrage": "flou"}],
    }
)


def _spec(frames: int, **slots: str) -> FootageSpec:
    stage = Stage(paper_context(), "")
    (layer,) = stage.layers(_SCENE, {"video": "a.mp4", **slots}, ShotClock(frames, ()))
    assert isinstance(layer.spec, FootageSpec)
    return layer.spec


@pytest.mark.parametrize(("frames", "length"), [(1, 50), (50, 50), (51, 100), (140, 150)])
def test_a_word_more_takes_in_no_more(frames: int, length: int) -> None:
    assert _spec(frames).length == length


def test_nothing_after_the_end_that_is_written_is_taken_in() -> None:
    spec = _spec(140, de="2.5", a="4")
    assert spec.start == Fraction(5, 2)
    assert spec.length in {37, 38}  # a second and a half


@pytest.mark.parametrize("fit", ["remplit", "contient", "flou"])
def test_framing_is_the_script_s_to_choose(fit: str) -> None:
    assert _spec(50, cadrage=fit).fit == fit
    assert _spec(50).fit == "flou"
