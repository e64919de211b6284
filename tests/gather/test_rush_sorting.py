"""Clips find their shots by what is known of them, and every doubt is told: nothing is decided in silence."""

from dataclasses import replace

import pytest

from pipeline.french.slates import SpokenSlate
from pipeline.gather.rush_sorting import sorted_rushes
from pipeline.gather.rush_values import ClipWitness, Evidence, SaidThere, ShotToFill, SortedRushes
from pipeline.model.heard import Wordless
from pipeline.model.rushes import ClipLook
from pipeline.model.slate import slate_for

SHOTS = tuple(
    ShotToFill(
        id=f"le-banc/0{rank}",
        item=3,
        rank=rank,
        words=f"TAG{rank}",
        text="" if rank == 4 else f"Texte du plan {rank}.",
        people="" if rank == 4 else "Malo",
        view=rank == 4,
        refused=False,
    )
    for rank in (1, 2, 3, 4, 5)
)
LOOK = ClipLook(seconds=10.0, seen=True, heard=True, first=2.0, last=8.0, level=30.0)


def _said(rank: int, *, share: float = 1.0, start: float = 2.0, apart: float = 0.0) -> SaidThere:
    return SaidThere(
        shot=f"le-banc/0{rank}",
        start=start,
        end=start + 3,
        before=0.0,
        after=10.0,
        completeness=share,
        apart=apart,
        letters=40 * share,
        times=1,
    )


def _clip(name: str, *said: SaidThere, look: ClipLook = LOOK, words: int = 12) -> ClipWitness:
    return ClipWitness(name=name, look=look, listened=True, words=words, told="On y dit", said=said)


def _codes(found: SortedRushes, clip: str) -> set[str]:
    return {str(each.code) for each in found.findings if each.mark.file == f"media/essai/rushes/{clip}"}


def _shots_of(found: SortedRushes, clip: str) -> list[str]:
    return [take.shot for takes in found.takes.values() for take in takes if take.clip == clip]


def test_one_clip_may_hold_two_shots_each_with_its_own_ends() -> None:
    found = sorted_rushes("essai", SHOTS, [_clip("a.mov", _said(1), replace(_said(2), start=6.0, end=9.0))])
    assert _shots_of(found, "a.mov") == ["le-banc/01", "le-banc/02"]
    assert [takes[0].start for takes in found.takes.values()] == [1.6, 5.6]
    assert not found.findings


def test_a_clip_that_fits_two_shots_is_told_and_a_slate_settles_it() -> None:
    both = (_said(1), _said(2))
    found = sorted_rushes("essai", SHOTS, [_clip("a.mov", *both), _clip("sujet3-plan2.mov", *both)])
    assert _codes(found, "a.mov") == {"rushes-deux-plans"}
    assert _shots_of(found, "sujet3-plan2.mov") == ["le-banc/02"]
    assert not _codes(found, "sujet3-plan2.mov")


@pytest.mark.parametrize(
    ("clip", "shot", "code"),
    [
        (_clip("sujet3-plan1.mov", _said(2)), "le-banc/02", "rushes-ardoise-dementie"),
        (_clip("sujet3-plan1.mov", _said(1, share=0.1)), "le-banc/01", "rushes-autres-mots"),
        (replace(_clip("sujet3-plan1.mov"), words=0, why=Wordless.NO_SPEECH), "le-banc/01", "rushes-sans-parole"),
        (replace(_clip("sujet3-plan1.mov", _said(2)), spoken=SpokenSlate(3, 2)), "le-banc/02", "rushes-deux-ardoises"),
        (_clip("sujet9-plan9.mov", _said(2)), "le-banc/02", "rushes-ardoise-inconnue"),
        (_clip("b.mov", _said(2, share=0.4)), "le-banc/02", "rushes-peu-sur"),
        (_clip("b.mov", _said(2, share=0.65)), "le-banc/02", "rushes-incomplet"),
        (_clip("b.mov"), "", "rushes-autre-texte"),
        (replace(_clip("b.mov"), words=0, why=Wordless.NO_SPEECH), "", "rushes-sans-parole"),
        (replace(_clip("b.mov"), listened=False), "", "rushes-sans-indice"),
        (ClipWitness(name="b.mov", look=None, problem="fichier vide"), "", "rushes-clip-illisible"),
        (_clip("b.mov", _said(2), look=replace(LOOK, cut=0.05)), "le-banc/02", "rushes-son"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_doubt_has_its_word(clip: ClipWitness, shot: str, code: str) -> None:
    found = sorted_rushes("essai", SHOTS, [clip])
    assert _shots_of(found, clip.name) == ([shot] if shot else [])
    assert _codes(found, clip.name) == {code}
    assert (clip.name in found.unplaced) == (not shot)


def test_a_slate_that_is_shown_follows_the_words_of_its_shot() -> None:
    slate = slate_for("essai", "le-banc/01", "", 2).text.removesuffix("-") + "TAG3"
    shots = [replace(shot, words="TAG3" if shot.rank == 3 else "TAGZ") for shot in SHOTS]
    found = sorted_rushes("essai", shots, [replace(_clip("a.mov", _said(3)), look=replace(LOOK, slate=slate))])
    (take,) = found.takes["le-banc/03"]
    assert (take.by, take.number, take.sure) == ((Evidence.SLATE, Evidence.WORDS), 2, True)
    other = slate_for("ailleurs", "le-banc/01", "Bonsoir.", 1).text
    found = sorted_rushes("essai", SHOTS, [replace(_clip("a.mov"), look=replace(LOOK, slate=other))])
    assert "rushes-autre-journal" in _codes(found, "a.mov")


def test_the_clock_places_what_nothing_else_does_and_says_so() -> None:
    def at(clip: ClipWitness, seconds: float) -> ClipWitness:
        return replace(clip, look=replace(LOOK, made=seconds))

    view = replace(_clip("vue.mov"), words=0, why=Wordless.NO_SPEECH)
    clips = [at(_clip("a.mov", _said(3)), 100.0), at(view, 200.0), at(_clip("b.mov", _said(5)), 300.0)]
    found = sorted_rushes("essai", SHOTS, clips)
    assert _shots_of(found, "vue.mov") == ["le-banc/04"]
    assert _codes(found, "vue.mov") == {"rushes-par-heure"}
    assert not found.takes["le-banc/04"][0].sure
    assert "vue.mov" in sorted_rushes("essai", SHOTS, [clips[0], clips[1]]).unplaced


def test_the_best_take_says_it_all_then_sounds_best_then_is_the_last() -> None:
    clips = [
        _clip("half.mov", _said(1, share=0.6)),
        _clip("loud.mov", _said(1), look=replace(LOOK, cut=0.05)),
        _clip("noisy.mov", _said(1), look=replace(LOOK, level=18.0)),
        _clip("first.mov", _said(1), look=replace(LOOK, made=1.0)),
        _clip("last.mov", _said(1), look=replace(LOOK, made=2.0)),
    ]
    found = sorted_rushes("essai", SHOTS, clips)
    order = [take.clip for take in found.takes["le-banc/01"]]
    assert order == ["last.mov", "first.mov", "noisy.mov", "loud.mov", "half.mov"]


def test_the_name_of_a_view_does_not_win_over_the_words_of_another_shot() -> None:
    name = "sujet3-plan4-prise1.mov"
    found = sorted_rushes("essai", SHOTS, [_clip(name, _said(1))])
    assert _shots_of(found, name) == ["le-banc/01"]
    assert _codes(found, name) == {"rushes-ardoise-dementie"}


def test_a_view_in_which_somebody_says_something_by_the_way_stays_a_view() -> None:
    name = "sujet3-plan4-prise1.mov"
    found = sorted_rushes("essai", SHOTS, [_clip(name, _said(1, share=0.4))])
    assert _shots_of(found, name) == ["le-banc/04"]
