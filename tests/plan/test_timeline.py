"""Shots lie end to end, voices inside them one after the other, silence stays short; chapters follow the stories."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Level, Mark
from pipeline.mix.ducking import Ducking
from pipeline.mix.score import edges_of, score_of
from pipeline.mix.segments import Segment, segments
from pipeline.model.rundown import Rundown
from pipeline.model.take import Take
from pipeline.model.time import SAMPLE_RATE, STRIDE, STRIDE_FRAMES, frames, sample_at, seconds
from pipeline.model.timeline import Timeline
from pipeline.plan.timeline import Planned, fit, patient, plan_timeline
from tests.fakes.plans import LEAD, SHORTEST, TAIL, item, line, paper_context, rundown, shot, take
from tests.fakes.projects import CONTRACT, house, planned

_LONGEST_SILENCE = 0.9
_MORE = (STRIDE_FRAMES - 1) / 25
"""Seconds that one shot of an item may last more, so that the next item begins with a stride."""
_SHOTS = st.tuples(
    st.lists(st.integers(1, 12 * SAMPLE_RATE), max_size=3),
    st.sampled_from(["plateau", "illustration", "carton"]),
    st.none() | st.floats(0.1, 20),
    st.sampled_from(["coupe", "fondu", "balayage", "virgule", "inconnue"]),
)
_NEWSCASTS = st.lists(st.lists(_SHOTS, min_size=1, max_size=4), min_size=1, max_size=5)
_Told = list[list[tuple[list[int], str, float | None, str]]]


def _laid(told: _Told) -> tuple[Rundown, dict[str, Take], Planned]:
    takes: dict[str, Take] = {}
    items = []
    for number, shots in enumerate(told):
        made = []
        for rank, (lengths, scene, duration, transition) in enumerate(shots):
            lines = [line(f"{number}/{rank}/{index}") for index in range(len(lengths))]
            takes |= {each.id: take(each.id, length) for each, length in zip(lines, lengths, strict=True)}
            made.append(shot(f"{number}/{rank}", lines, scene=scene, duration=duration, transition=transition))
        items.append(item(f"sujet-{number}", made))
    plan = rundown(items)
    return plan, takes, plan_timeline(paper_context(), plan, takes)


def _patient(plan: Rundown) -> set[str]:
    """Return the shots that may last up to seven frames more than they need."""
    return {each.shots[patient(each.shots)].id for each in plan.items}


def _shot_of(timeline: Timeline, sample: int) -> int:
    spans = [shot.span for shot in timeline.shots]
    return next(i for i, s in enumerate(spans) if sample_at(s.start) <= sample < sample_at(s.end))


def test_a_house_brings_a_shot_by_its_own_transition() -> None:
    paper = paper_context()
    own = paper.house.model_copy(update={"transitions": {"virgule": "glisse"}})
    plan = rundown([item("sujet-1", [shot("1/0", []), shot("1/1", [], transition="virgule")])])
    for house_style, brought in ((paper.house, "virgule"), (own, "glisse")):
        last = plan_timeline(replace(paper, house=house_style), plan, {}).timeline.shots[-1]
        assert (last.transition, last.transition_frames > 0) == (brought, True)


@settings(max_examples=60, deadline=None)
@given(_NEWSCASTS)
def test_shots_are_contiguous_from_the_first_frame(told: _Told) -> None:
    _, _, plan = _laid(told)
    shots = plan.timeline.shots
    assert shots[0].span.start == 0
    assert all(one.span.end == two.span.start for one, two in pairwise(shots))
    assert all(each.span.length >= 1 for each in shots)
    assert plan.timeline.length == shots[-1].span.end


@settings(max_examples=60, deadline=None)
@given(_NEWSCASTS)
def test_a_voice_stays_in_its_shot_and_never_meets_another(told: _Told) -> None:
    _, _, plan = _laid(told)
    voices = plan.timeline.voices
    for voice in voices:
        place = plan.timeline.shots[_shot_of(plan.timeline, voice.start)]
        assert place.id == voice.take.line.rpartition("/")[0]
        assert voice.end <= sample_at(place.span.end)
    assert all(one.end <= two.start for one, two in pairwise(voices))


@settings(max_examples=60, deadline=None)
@given(_NEWSCASTS)
def test_what_is_said_sets_the_length_and_silence_stays_short(told: _Told) -> None:
    plan, takes, laid = _laid(told)
    for placed, wanted in zip(laid.timeline.shots, plan.shots, strict=True):
        if wanted.duration is not None or not wanted.lines:
            continue
        heard = [voice for voice in laid.timeline.voices if voice.take.line in {each.id for each in wanted.lines}]
        before = (heard[0].start - sample_at(placed.span.start)) / SAMPLE_RATE
        after = (sample_at(placed.span.end) - heard[-1].end) / SAMPLE_RATE
        assert before <= LEAD + 0.04
        said = sum(takes[each.id].samples for each in wanted.lines) / SAMPLE_RATE
        if said + LEAD + TAIL >= SHORTEST:
            more = _MORE if wanted.id in _patient(plan) else 0
            assert after <= TAIL + 0.08 + more
            assert before + after <= _LONGEST_SILENCE + more


@settings(max_examples=60, deadline=None)
@given(_NEWSCASTS)
def test_a_written_length_holds_or_is_told(told: _Told) -> None:
    plan, takes, laid = _laid(told)
    told_short = 0
    for placed, wanted in zip(laid.timeline.shots, plan.shots, strict=True):
        if wanted.duration is None:
            continue
        asked = max(1, frames(wanted.duration))
        needed = fit(wanted, paper_context().scenes[wanted.scene], [takes[each.id] for each in wanted.lines]).length
        more = STRIDE_FRAMES - 1 if wanted.id in _patient(plan) else 0
        assert asked <= needed <= placed.span.length <= needed + more
        told_short += needed > asked
    assert len(laid.findings) == told_short


@settings(max_examples=60, deadline=None)
@given(_NEWSCASTS)
def test_every_item_begins_where_a_frame_and_a_packet_of_sound_do(told: _Told) -> None:
    _, _, laid = _laid(told)
    assert [edge % STRIDE for edge in edges_of(laid.timeline)] == [0] * (len(told) - 1)


def test_the_frames_an_item_lacks_go_to_a_shot_that_says_nothing_and_whose_length_nobody_wrote() -> None:
    spoken, silent, written = shot("1", [line("1/1")]), shot("2", []), shot("3", [], duration=4.0)
    assert [patient(shots) for shots in ((spoken, silent, spoken), (spoken, written), (written, spoken))] == [1, 0, 1]
    assert patient((written, written)) == 1


@settings(max_examples=40, deadline=None)
@given(_NEWSCASTS, st.data())
def test_an_edit_leaves_the_sound_inside_the_other_items_as_it_was(told: _Told, data: st.DataObject) -> None:
    edited = data.draw(st.integers(0, len(told) - 1))
    longer = [[*shots] for shots in told]
    lengths, scene, duration, transition = longer[edited][-1]
    more = [*lengths, data.draw(st.integers(1, 3 * SAMPLE_RATE))]
    longer[edited][-1] = (more, scene, duration, transition)
    before, after = (_inside(_laid(one)[2].timeline) for one in (told, longer))
    assert [one for rank, one in enumerate(before) if rank != edited] == [
        one for rank, one in enumerate(after) if rank != edited
    ]


def _inside(timeline: Timeline) -> list[list[Segment]]:
    """Return the segments of every item that lie far enough from its ends to hear no other."""
    ducking = Ducking(13, 0.15, 0.6)
    edges = (0, *edges_of(timeline), sample_at(timeline.length))
    found: list[list[Segment]] = [[] for _ in edges[1:]]
    at = 0
    for segment in segments(score_of(timeline, ducking), edges[1:-1]):
        for rank, (start, end) in enumerate(pairwise(edges)):
            if start + SAMPLE_RATE < at and at + segment.length < end - SAMPLE_RATE * 9 // 10:
                found[rank].append(segment)
        at += segment.length
    assert at == edges[-1], "the sound is as long as the picture, to the sample"
    return found


@settings(max_examples=60, deadline=None)
@given(_NEWSCASTS)
def test_a_transition_takes_at_most_half_its_shot_and_never_the_first(told: _Told) -> None:
    _, _, plan = _laid(told)
    assert plan.timeline.shots[0].transition_frames == 0
    for each in plan.timeline.shots:
        assert 0 <= each.transition_frames <= each.span.length // 2
        assert (each.transition == "coupe") or each.transition in {"fondu", "balayage", "glisse", "virgule"}


@settings(max_examples=60, deadline=None)
@given(_NEWSCASTS)
def test_sounds_lie_inside_the_programme(told: _Told) -> None:
    _, _, plan = _laid(told)
    end = sample_at(plan.timeline.length)
    assert plan.timeline.sounds
    assert all(0 <= event.start < event.end <= end for event in plan.timeline.sounds)


@settings(max_examples=60, deadline=None)
@given(_NEWSCASTS)
def test_chapters_tile_the_programme_and_are_long_enough(told: _Told) -> None:
    _, _, plan = _laid(told)
    chapters = plan.timeline.chapters
    assert chapters[0].span.start == 0
    assert chapters[-1].span.end == plan.timeline.length
    assert all(one.span.end == two.span.start for one, two in pairwise(chapters))
    starts = {each.item: each.span.start for each in reversed(plan.timeline.shots)}
    assert all(chapter.span.start == starts[chapter.item] or chapter is chapters[0] for chapter in chapters)
    lengths = [
        sum(shot.span.length for shot in plan.timeline.shots if shot.item == name)
        for name in dict.fromkeys(shot.item for shot in plan.timeline.shots)
    ]
    if len(chapters) < len(lengths):
        assert len(chapters) >= 3
        assert all(seconds(chapter.span.length) >= 10 for chapter in chapters)


def test_too_short_a_length_is_told_with_its_place_and_the_shot_is_prolonged() -> None:
    place = Mark("essai.yaml", 7, 9)
    plan = rundown([item("a", [shot("a/01", [line("l")], duration=1.0, mark=place)])])
    laid = plan_timeline(paper_context(), plan, {"l": take("l", 4 * SAMPLE_RATE)})
    (finding,) = laid.findings
    assert str(finding).startswith("essai.yaml:7:9: avertissement : le plan dure 1,0 s mais il faut 4,")
    assert finding.level is Level.WARNING
    assert laid.timeline.shots[0].span.length >= frames(4 + LEAD + TAIL)


def test_a_length_of_a_tenth_of_a_second_without_words_is_kept() -> None:
    laid = plan_timeline(paper_context(), rundown([item("a", [shot("a/01", duration=0.1)])]), {})
    assert laid.timeline.length == frames(0.1)
    assert not laid.findings


def test_a_written_length_longer_than_the_words_is_kept() -> None:
    plan = rundown([item("a", [shot("a/01", [line("l")], duration=9)])])
    laid = plan_timeline(paper_context(), plan, {"l": take("l", SAMPLE_RATE)})
    assert laid.timeline.length == 225
    assert laid.timeline.shots[0].planned == 225


def test_three_long_items_give_three_chapters_named_as_they_are() -> None:
    items = [item(f"i{n}", [shot(f"i{n}/01", duration=12)], chapter=f"Titre {n}") for n in range(3)]
    short = item("court", [shot("court/01", duration=4)])
    laid = plan_timeline(paper_context(), rundown([*items, short]), {})
    assert [(chapter.title, chapter.span.length) for chapter in laid.timeline.chapters] == [
        ("Titre 0", 304),
        ("Titre 1", 304),
        ("Titre 2", 404),
    ]


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory) -> Timeline:
    return planned(CONTRACT, tmp_path_factory.mktemp("contrat"))[1].timeline


class TestTheContractScript:
    def test_chapters_bear_the_titles_of_the_stories(self, contract: Timeline) -> None:
        titles = [chapter.title for chapter in contract.chapters]
        assert "La maison qui parle" in titles
        assert "Un marché sans argent" in titles
        assert all(chapter.span.length >= 250 for chapter in contract.chapters)

    def test_music_opens_and_closes_and_the_bed_lies_between(self, contract: Timeline) -> None:
        names = [Path(event.path).stem for event in contract.sounds]
        assert names[0] == "generique"
        assert names[-1] == "cloture"
        bed = next(event for event in contract.sounds if event.loop)
        first_words = next(shot for shot in contract.shots if shot.scene == "titres")
        assert bed.start == sample_at(first_words.span.start)

    def test_the_synthetic_voice_is_disclosed_with_the_first_words(self, contract: Timeline) -> None:
        texts = [
            (index, str(getattr(layer.spec, "text", "")))
            for index, shot in enumerate(contract.shots)
            for layer in shot.layers
        ]
        disclosed = {index for index, text in texts if "synthèse" in text and "Voix" in text}
        first = _shot_of(contract, contract.voices[0].start)
        assert {0, first} <= disclosed
        starts = {shot.span.start: index for index, shot in enumerate(contract.shots)}
        assert {starts[chapter.span.start] for chapter in contract.chapters} <= disclosed

    def test_the_poster_is_a_frame_of_the_film(self, contract: Timeline) -> None:
        assert 0 <= contract.poster < contract.length


@pytest.mark.parametrize(("line", "above"), [("", "Talence"), ("    theme: bonheur\n", None)])
def test_a_card_names_a_theme_only_when_its_author_chose_it(line: str, above: str | None, tmp_path: Path) -> None:
    told = CONTRACT.replace("  - titre: La maison qui parle\n", f"  - titre: La maison qui parle\n{line}")
    shots = planned(told, tmp_path)[1].timeline.shots
    card = next(each for each in shots if each.scene == "carton")
    texts = {str(getattr(layer.spec, "text", "")) for layer in card.layers}
    themes = {look.label for look in house().themes.values()}
    assert bool(texts & themes) == (above is None)
    assert above is None or above in texts


@pytest.mark.parametrize(
    "title", ["Un toit", "L'espace universel de citoyenneté locale et solidaire des cinq quartiers de la ville"]
)
def test_a_card_stays_until_all_its_words_can_be_read(title: str, tmp_path: Path) -> None:
    told = CONTRACT.replace("  - titre: La maison qui parle\n", f'  - titre: "{title}"\n')
    shots = planned(told, tmp_path)[1].timeline.shots
    card = next(each for each in shots if each.scene == "carton")
    texts = [layer for layer in card.layers if getattr(layer.spec, "text", "")]
    own = [layer for layer in texts if layer.label.startswith("Carton")]
    begin = min(layer.span.start for layer in own)
    letters = sum(len(str(getattr(layer.spec, "text", ""))) for layer in own)
    assert letters * 25 / 15 <= card.span.length - begin, "the card goes before it is read"
    assert card.span.length >= frames(3), "a short title flashes by"
