"""What follows a voice rests when it is silent, rises when it is loud, and never flashes."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.compose.snapshot import picture
from pipeline.model.picture import ArtSpec, Format, LayerSpec, StagedLayer
from pipeline.model.picture import Motion as Moves
from pipeline.model.take import SentenceMark, Take
from pipeline.model.time import Span
from pipeline.plan.pulse import LOUD, MIDDLE, RESTING, ShotVoice, levels, steps

SPEC = ArtSpec(markup="<svg/>", box=(0, 0, 10, 10))
KEYS: dict[LayerSpec, str] = {SPEC: "anneau"}
OPACITIES = (0.1, 0.4, 0.7, 1.0)


def said(moments: list[int]) -> Take:
    length = 4_800 * len(moments)
    return Take(
        line="l",
        samples=length,
        sentences=(SentenceMark("Oui.", 0, length),),
        sound="son",
        voice="v",
        engine="e",
        levels=tuple(moments),
    )


def test_a_loud_word_lights_what_a_pause_lets_rest() -> None:
    shown = levels([ShotVoice("malo", 0, said([0] * 8 + [-60] * 8 + [0] * 8))], "malo", 60)
    assert shown[0] == LOUD
    assert shown[3] == RESTING
    assert shown[5] == LOUD


def test_a_whisper_is_less_than_a_shout() -> None:
    quiet, loud = (levels([ShotVoice("malo", 0, said([level] * 20))], "malo", 40)[1] for level in (-12, -1))
    assert RESTING < quiet < loud


def test_only_the_one_who_is_followed_counts() -> None:
    voices = [ShotVoice("malo", 0, said([0] * 10)), ShotVoice("odile", 25, said([0] * 10))]
    assert levels(voices, "odile", 50)[:2] == (RESTING, RESTING)
    assert levels(voices, "", 50)[1] == LOUD


def test_before_anybody_spoke_rings_are_half_lit_during_sentences() -> None:
    estimated = Take(
        line="l", samples=96_000, sentences=(SentenceMark("Oui.", 0, 48_000),), sound="", voice="v", engine="estimation"
    )
    assert levels([ShotVoice("malo", 0, estimated)], "malo", 54) == (MIDDLE, MIDDLE, MIDDLE, RESTING, RESTING, RESTING)


@given(st.lists(st.integers(-60, 0), min_size=1, max_size=60), st.integers(0, 20))
def test_never_more_than_three_changes_a_second(moments: list[int], start: int) -> None:
    motion = Moves(steps=steps(levels([ShotVoice("malo", start, said(moments))], "malo", 175), OPACITIES))
    staged = StagedLayer(spec=SPEC, label="anneau", span=Span(0, 175), motion=motion)
    shown = [picture([staged], frame, KEYS, Format(960, 540))[0].opacity for frame in range(175)]
    changes = [before != after for before, after in pairwise(shown)]
    assert all(sum(changes[first : first + 25]) <= 3 for first in range(150))
    assert set(shown) <= {round(share * 256) for share in OPACITIES}
