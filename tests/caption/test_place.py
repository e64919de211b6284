"""Where a cue stands in the layouts that are not 16:9."""

from dataclasses import replace

import pytest

from pipeline.caption.place import hiding, placed
from pipeline.caption.values import Cue
from pipeline.model.picture import GRIDS, ArtSpec, Asset, Box, Move, Shape, StagedLayer, TextSpec
from pipeline.model.time import Span
from pipeline.model.timeline import Timeline
from tests.fakes.plans import timed

CUE = Cue(start_ms=0, end_ms=2000, lines=("Bonsoir.",), role="on_screen", speaker="ines", item="a")


def timeline(box: Box) -> Timeline:
    spec = TextSpec(
        text="Un texte aussi large que sa place, ou presque",
        font=Asset("a", ""),
        size=40,
        smallest=28,
        colour="#ffffff",
        leading=1.2,
        tracking=0,
        capitals=False,
        box=box,
        anchor="centre",
        lines=1,
        plate=None,
    )
    shot = replace(timed("a", 0, 100), layers=(StagedLayer(spec=spec, label="mot", span=Span(0, 100)),))
    return Timeline(script="essai", title="Essai", shots=(shot,), voices=(), sounds=(), chapters=(), poster=0)


@pytest.mark.parametrize(
    ("shape", "box", "raised"),
    [
        ("horizontal", (96, 836, 1700, 84), True),
        ("horizontal", (96, 970, 1700, 60), False),
        ("vertical", (65, 958, 895, 200), False),
        ("vertical", (65, 1580, 895, 100), True),
        ("carre", (54, 850, 972, 96), True),
        ("carre", (54, 960, 972, 96), False),
        ("carre", (54, 54, 972, 400), False),
    ],
)
def test_a_cue_leaves_its_place_only_for_a_text_of_its_own_layout(shape: Shape, box: Box, raised: bool) -> None:
    two = replace(CUE, lines=("Bonsoir,", "et bonne nuit."))
    (cue,) = placed(timeline(box), (two,), shape)
    (usual,) = placed(timeline((0, 0, 10, 10)), (two,), shape)
    assert (cue.top != usual.top) is raised


def _on_a_panel(text: Box, panel: Box, shown: Cue) -> int:
    """Return how high a cue stands while a text is seen that stands on a panel."""
    bare = timeline(text)
    (shot,) = bare.shots
    plain = replace(shot.layers[0], spec=ArtSpec(markup="<rect/>", box=panel), label="bande", panel=True)
    (cue,) = placed(replace(bare, shots=(replace(shot, layers=(plain, *shot.layers)),)), (shown,))
    assert cue.top is not None
    return cue.top


def test_a_cue_keeps_off_the_band_of_a_text_from_end_to_end_but_not_off_a_card() -> None:
    aside: Box = (96, 760, 300, 50)  # its words end well before the middle of the picture, where cues stand
    low = replace(CUE, lines=("Bonsoir,", "et bonne nuit."))
    (usual,) = placed(timeline(aside), (low,))
    assert _on_a_panel(aside, (0, 750, 1920, 80), low) < (usual.top or 0)
    assert _on_a_panel(aside, (0, 400, 1920, 680), low) == usual.top  # a card has room beside its words
    assert _on_a_panel(aside, (0, 100, 1920, 80), low) == usual.top  # it stands on another


@pytest.mark.parametrize("shape", ["horizontal", "vertical", "carre"])
def test_a_cue_is_clear_of_a_player_s_controls(shape: Shape) -> None:
    (cue,) = placed(timeline((0, 0, 10, 10)), (replace(CUE, lines=("Bonsoir.", "Bonne nuit.")),), shape)
    assert cue.top is not None
    tall = 2 * 5 * 1.2 * min(GRIDS[shape]) / GRIDS[shape][1]  # two lines as players set them
    assert cue.top + tall <= 88, "the controls of a player hide the caption while they show"


def test_all_cues_of_a_shot_begin_at_one_height() -> None:
    """A name that shows for one of them lifts them all: nothing jumps while a picture stays."""
    named = timeline((96, 786, 1700, 84))
    layer = named.shots[0].layers[0]
    shot = replace(named.shots[0], layers=(replace(layer, span=Span(60, 100)),))
    later = replace(CUE, start_ms=2080, end_ms=3900, lines=("Une ligne,", "puis une autre."))
    before, after = placed(replace(named, shots=(shot,)), (CUE, later))
    assert before.top == after.top, "the caption jumps within a shot"
    assert before.top is not None
    assert (before.top + 13) * 10.8 <= 786 + 11, "it stands on the name"


def test_a_cue_goes_with_its_shot_rather_than_hide_the_next_one_s_title() -> None:
    title = timeline((60, 800, 1700, 84)).shots[0].layers[0]
    shots = (timed("a", 0, 50), replace(timed("b", 50, 150), layers=(title,)))
    newscast = replace(timeline((0, 0, 10, 10)), shots=shots)
    (cue,) = placed(newscast, (replace(CUE, end_ms=2480),))
    assert cue.end_ms == 2000, "it lies over the title of the next picture"
    assert cue.shot == "a"


def _beside(*boxes: Box) -> Timeline:
    """Return a shot full of texts but for what some boxes leave."""
    (layer,) = timeline(boxes[0]).shots[0].layers
    assert isinstance(layer.spec, TextSpec)
    full = [replace(layer, spec=replace(layer.spec, text="Un texte " * 400, box=box, lines=400)) for box in boxes]
    return replace(timeline(boxes[0]), shots=(replace(timed("a", 0, 100), layers=tuple(full)),))


def test_a_cue_stands_beside_texts_that_leave_no_height_free() -> None:
    (cue,) = placed(_beside((0, 0, 900, 1080)), (CUE,))
    assert cue.across is not None
    left, wide = cue.across
    assert left * 19.2 >= 900, "it lies over the text on the left"
    assert left + wide <= 95


def test_what_nothing_avoids_is_told_with_the_text_it_hides() -> None:
    crowded = _beside((0, 0, 1920, 1080))
    ((cue, text),) = hiding(crowded, placed(crowded, (CUE,)))
    assert cue.lines == CUE.lines
    assert text.startswith("Un texte")


def test_a_text_is_in_nobody_s_way_before_it_comes_in() -> None:
    """The last words over one picture leave before the cards of the next one come in."""
    newscast = _beside((0, 700, 1920, 300))
    (layer,) = newscast.shots[0].layers
    late = replace(layer, motion=replace(layer.motion, enter=Move("bas", 12, 60, 30)))
    shown = replace(newscast, shots=(replace(newscast.shots[0], layers=(late,)),))
    (cue,) = placed(shown, (CUE,))
    (usual,) = placed(timeline((0, 0, 10, 10)), (CUE,))
    assert cue.top == usual.top
