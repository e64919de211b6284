"""Who signs what, when: an interpreter stays with the item that was signed, and what does not fit is told."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.errors import Level, Mark
from pipeline.model.picture import Asset
from pipeline.model.rundown import PlannedItem, Rundown
from pipeline.model.scene import Scene
from pipeline.model.signing import Interpretation, SignedSpan
from pipeline.model.time import Span
from pipeline.model.timeline import Timeline
from pipeline.plan.excerpt import excerpt
from pipeline.plan.rundown import only
from pipeline.plan.signing import fitted, item_spans, sign_findings
from pipeline.plan.timeline import plan_timeline
from tests.fakes.plans import item, line, paper_context, rundown, shot

BOX = (1280.0, 0.0, 640.0, 1080.0)
WHERE = Mark("essai.yaml", 2, 6)
FILM = Interpretation(path="media/lsf.mp4", mark=WHERE, file=Asset("media/lsf.mp4", "f1"), frames=256, aspect=0.8)
OWN = Interpretation(path="media/b.mp4", mark=WHERE, file=Asset("media/b.mp4", "f2"), frames=50, aspect=0.8)
PLACES = Scene.model_validate(
    {
        "id": "a-cote",
        "calques": [
            {"type": "fond", "fond": "encre"},
            {"type": "video", "fichier": "{journal}", "boite": [0, 0, 1280, 1080]},
            {"type": "video", "fichier": "{interprete}", "boite": BOX},
        ],
    }
)
A, B, C = ("a", 104), ("b", 56), ("c", 96)
"""Three items and their frames, whole strides as items are: 256 in all."""


def planned(
    items: Sequence[tuple[str, int]], film: Interpretation | None, **own: Interpretation
) -> tuple[Rundown, Timeline]:
    made = [
        replace(item(name, [shot(f"{name}/01", duration=frames / 25)]), signed=own.get(name)) for name, frames in items
    ]
    told = replace(rundown(made), signed=film)
    timeline = plan_timeline(replace(paper_context(), signing=PLACES), told, {}).timeline
    assert timeline.signing is not None
    return told, timeline


def seen(timeline: Timeline) -> list[tuple[int, int, int]]:
    """Return the first and last frames of the programme in which somebody signs, and the frame of their film."""
    assert timeline.signing is not None
    return [(each.span.start, each.span.end, each.first) for each in timeline.signing.passages]


def watched(*items: tuple[str, int]) -> tuple[tuple[str, Span], ...]:
    ends = [sum(frames for _, frames in items[: rank + 1]) for rank in range(len(items))]
    return tuple((name, Span(end - frames, end)) for (name, frames), end in zip(items, ends, strict=True))


def test_a_film_of_the_whole_newscast_is_seen_from_end_to_end_without_a_cut() -> None:
    told, timeline = planned((A, B, C), FILM)
    assert seen(timeline) == [(0, 256, 0)]
    assert not list(sign_findings(told, item_spans(timeline.shots)))


def test_a_film_that_is_too_short_leaves_its_place_empty_and_is_told_with_how_much_is_missing() -> None:
    told, timeline = planned((A, B, C), replace(FILM, frames=206))
    assert seen(timeline) == [(0, 206, 0)]
    (found,) = sign_findings(told, item_spans(timeline.shots))
    assert (found.code, found.mark, found.level) == ("lsf-court", WHERE, Level.WARNING)
    assert "8,2 s" in found.message
    assert "10,2 s" in found.message
    assert "2,0 s sans interprète" in found.message


def test_a_film_that_goes_on_after_the_end_is_a_note() -> None:
    told, timeline = planned((A, B, C), replace(FILM, frames=406))
    assert seen(timeline) == [(0, 256, 0)]
    (found,) = sign_findings(told, item_spans(timeline.shots))
    assert (found.code, found.level) == ("lsf-long", Level.NOTE)
    assert "6,0 s" in found.message


@pytest.mark.parametrize("frames", [244, 268])
def test_half_a_second_more_or_less_is_nothing(frames: int) -> None:
    told, timeline = planned((A, B, C), replace(FILM, frames=frames))
    assert not list(sign_findings(told, item_spans(timeline.shots)))


def test_items_that_are_moved_keep_what_was_signed_for_them() -> None:
    told, timeline = planned((C, A, B), replace(FILM, began=watched(A, B, C)))
    assert seen(timeline) == [(0, 96, 160), (96, 256, 0)]  # a and b still follow one another
    assert not list(sign_findings(told, item_spans(timeline.shots)))


def test_an_item_that_is_left_out_takes_its_signs_with_it() -> None:
    _, timeline = planned((A, C), replace(FILM, began=watched(A, B, C)))
    assert seen(timeline) == [(0, 104, 0), (104, 200, 160)]


def test_a_longer_item_is_signed_as_far_as_it_was_and_the_next_ones_stay_in_place() -> None:
    told, timeline = planned((A, ("b", 112), C), replace(FILM, began=watched(A, B, C)))
    assert seen(timeline) == [(0, 160, 0), (216, 312, 160)]
    assert not list(sign_findings(told, item_spans(timeline.shots)))  # nobody speaks there: nothing is missing


def _spoken(told: Rundown, *names: str) -> Rundown:
    """Return a rundown in some items of which somebody speaks."""

    def said(each: PlannedItem) -> PlannedItem:
        shots = tuple(replace(one, lines=(line("l"),)) for one in each.shots)
        return replace(each, shots=shots) if each.id in names else each

    return replace(told, items=tuple(map(said, told.items)))


@pytest.mark.parametrize(
    ("items", "code", "words"),
    [
        ((A, ("b", 112), C), "lsf-court", "« b » dure 2,2 s de plus"),
        ((A, ("b", 32), C), "lsf-coupe", "« b » dure 1,0 s de moins"),
        ((A, B, C, ("d", 80)), "lsf-absent", "« d » n'était pas dans le film"),
    ],
)
def test_what_was_changed_since_it_was_signed_is_told(
    items: tuple[tuple[str, int], ...], code: str, words: str
) -> None:
    told, timeline = planned(items, replace(FILM, began=watched(A, B, C)))
    (found,) = sign_findings(_spoken(told, "a", "b", "c", "d"), item_spans(timeline.shots))
    assert (found.code, found.mark) == (code, WHERE)
    assert words in found.message


def test_a_film_of_an_item_begins_with_it() -> None:
    told, timeline = planned((A, B, C), None, b=OWN)
    assert seen(timeline) == [(104, 154, 0)]
    assert timeline.signing is not None
    assert timeline.signing.passages[0].file.path == "media/b.mp4"
    assert not list(sign_findings(told, item_spans(timeline.shots)))  # 6 frames less: nobody notices
    (silent,) = sign_findings(_spoken(told, "a", "b"), item_spans(timeline.shots))
    assert silent.code == "lsf-absent"
    assert "« a »" in silent.message
    assert "« b »" not in silent.message


def test_a_film_of_an_item_takes_the_place_of_that_of_the_newscast_there() -> None:
    _, timeline = planned((A, B, C), FILM, b=replace(OWN, frames=56))
    assert seen(timeline) == [(0, 104, 0), (104, 160, 0), (160, 256, 160)]


def test_a_film_that_cannot_be_used_shows_nobody() -> None:
    _, timeline = planned((A, B, C), replace(FILM, file=None, frames=0))
    assert seen(timeline) == []


def test_an_excerpt_shows_the_interpreter_as_in_the_whole() -> None:
    _, timeline = planned((A, B, C), FILM)
    part = excerpt(timeline, 120, 200)
    assert seen(part) == [(0, 80, 120)]
    assert part.signing is not None
    assert [part.signing.passages[0].opacity(number) for number in (0, 40, 79)] == [256] * 3  # nobody comes or goes


def test_an_item_alone_is_signed_by_its_part_of_the_film() -> None:
    told, _ = planned((A, B, C), replace(FILM, began=watched(A, B, C)))
    part = only(told, frozenset({"b"}))
    timeline = plan_timeline(replace(paper_context(), signing=PLACES), part, {}).timeline
    assert seen(timeline) == [(0, 56, 104)]


def test_the_film_without_an_interpreter_has_no_place_for_one() -> None:
    told, _ = planned((A, B, C), FILM)
    assert plan_timeline(paper_context(), told, {}).timeline.signing is None


def test_an_interpreter_comes_and_goes_with_the_ground() -> None:
    each = SignedSpan(span=Span(10, 60), file=Asset("a", "b"), first=0, box=BOX, comes=8, goes=8)
    shown = [each.opacity(number) for number in range(10, 60)]
    assert shown == sorted(shown[:25]) + sorted(shown[25:], reverse=True)
    assert 0 < shown[0] < 64
    assert shown[8] == shown[25] == 256
    assert 0 < shown[-1] < 64


@pytest.mark.parametrize("aspect", [0.4, 9 / 16, 0.75, 0.8, 1.0, 4 / 3, 16 / 9, 2.4])
def test_a_film_stands_at_the_foot_of_its_box_and_loses_its_sides_alone(aspect: float) -> None:
    for box in (BOX, (560.0, 1296.0, 400.0, 560.0), (720.0, 440.0, 360.0, 640.0)):
        x, y, width, height = fitted(box, aspect)
        assert box[0] <= x
        assert x + width <= box[0] + box[2]
        assert box[1] <= y
        assert y + height == box[1] + box[3]
        assert width / height <= aspect + 0.01  # as wide as the film, or less of its sides
        assert width / height >= min(aspect, 0.8) - 0.01
        assert width > box[2] - 3 or height > box[3] - 3  # as large as there is room
