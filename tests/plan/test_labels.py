"""Synthetic voices are announced on the first frame, at the first word and at each chapter, long enough to be read."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.layers import PortraitLayer, TextLayer
from pipeline.model.marks import DigitalSource, Marking
from pipeline.model.picture import Shape, TextSpec
from pipeline.model.rundown import Rundown
from pipeline.model.time import frames
from pipeline.model.timeline import Timeline
from pipeline.model.variation import scene_in
from pipeline.plan.context import PlanContext
from pipeline.plan.credits import truthful
from pipeline.plan.estimate import estimate
from pipeline.plan.rundown import plan_rundown
from pipeline.plan.timeline import plan_timeline
from pipeline.produce.marks import marks_of, tags
from tests.fakes.projects import CONTRACT, context_of, newsroom_in

_SCENE = "voix_synthese"
_SAFE = (0.0, 0.0, 1080.0, 1080.0)
_HEADROOM = 0.06
"""What is left empty above the highest hair of a portrait, as a share of its height."""


def _laid(context: PlanContext, rundown: Rundown) -> Timeline:
    return plan_timeline(context, rundown, {line.id: estimate(line) for line in rundown.lines}).timeline


def _spans(timeline: Timeline) -> Iterator[tuple[int, int, str]]:
    """Yield when a label is on, in frames of the programme, and its words."""
    for shot in timeline.shots:
        for layer in shot.layers:
            if layer.scene == _SCENE and isinstance(layer.spec, TextSpec):
                yield shot.span.start + layer.span.start, shot.span.start + layer.span.end, layer.spec.text


def _marked(context: PlanContext, **changes: str) -> PlanContext:
    return replace(context, house=context.house.model_copy(update={"marking": Marking(**changes)}))


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> PlanContext:
    return context_of(CONTRACT, tmp_path_factory.mktemp("mentions"))


@pytest.fixture(scope="module")
def rundown(context: PlanContext) -> Rundown:
    return plan_rundown(context)


def test_a_label_is_on_from_the_first_frame_and_from_that_of_each_chapter(
    context: PlanContext, rundown: Rundown
) -> None:
    timeline = _laid(context, rundown)
    shown = list(_spans(timeline))
    assert shown[0][0] == 0
    first_word = next(shot for shot in timeline.shots if shot.span.end * 1920 > timeline.voices[0].start)
    for start in (first_word.span.start, *(chapter.span.start for chapter in timeline.chapters)):
        assert any(begin <= start < end for begin, end, _ in shown), start
    assert {text for _, _, text in shown} == {"Voix de synthèse · récit de fiction"}


def test_every_label_stays_until_it_is_read_and_fades_at_its_end_alone(context: PlanContext, rundown: Rundown) -> None:
    timeline = _laid(context, rundown)
    marks = marks_of(context, timeline, DigitalSource.TRAINED, "")
    assert all(label.end - label.start >= frames(4) for label in marks.labels[:-1])
    layers = [layer for shot in timeline.shots for layer in shot.layers if layer.scene == _SCENE]
    assert sum(layer.motion.leave is not None for layer in layers) <= len(marks.labels)
    assert not any(layer.motion.enter for layer in layers), "it is there at once"


def test_the_european_sign_stands_before_fewer_words(context: PlanContext, rundown: Rundown) -> None:
    shown = {text for _, _, text in _spans(_laid(_marked(context, form="ia"), rundown))}
    assert shown == {"IA · voix de synthèse · récit de fiction"}


def test_a_film_that_is_not_to_be_marked_has_no_label(context: PlanContext, rundown: Rundown) -> None:
    bare = _marked(context, without="la plateforme l'annonce")
    timeline = _laid(bare, rundown)
    assert not list(_spans(timeline))
    assert marks_of(bare, timeline, DigitalSource.TRAINED, "").without == "la plateforme l'annonce"


def _recorded(rundown: Rundown) -> Rundown:
    """Return the same rundown with somebody's own voice for every line."""
    items = tuple(
        replace(
            item,
            shots=tuple(
                replace(shot, lines=tuple(replace(line, recording="media/v.wav") for line in shot.lines))
                for shot in item.shots
            ),
        )
        for item in rundown.items
    )
    return replace(rundown, items=items)


def test_a_film_of_recordings_alone_claims_no_synthetic_voice(context: PlanContext, rundown: Rundown) -> None:
    recorded = truthful(_recorded(rundown), context)
    assert not list(_spans(_laid(context, recorded)))
    rows = [row for shot in recorded.shots if shot.scene == "credits" for row in shot.slots["lignes"]]
    assert rows
    assert not any("synthèse" in row["nom"] for row in rows)
    before = [
        row for shot in truthful(rundown, context).shots if shot.scene == "credits" for row in shot.slots["lignes"]
    ]
    assert any("synthèse" in row["nom"] for row in before)


def test_what_a_film_says_of_itself_is_what_is_in_it(context: PlanContext, rundown: Rundown) -> None:
    timeline = _laid(context, rundown)
    marks = marks_of(context, timeline, DigitalSource.ALGORITHMIC, "2026-11-30")
    assert marks.source is DigitalSource.SYNTHETIC
    assert [source.value for source in marks.sources] == ["digitalCreation", "algorithmicMedia"]
    assert marks.date == "2026-11-30"
    silent = marks_of(context, replace(timeline, voices=()), DigitalSource.TRAINED, "")
    assert silent.source is DigitalSource.CREATION
    assert "synthèse" not in tags(silent)["comment"]
    assert tags(silent)["comment"].startswith("Récit de fiction.")
    assert "date" not in tags(silent), "the contract has no workshop date, and no clock is asked"


def test_a_date_of_the_workshop_that_is_none_is_left_out(tmp_path: Path) -> None:
    told = CONTRACT.replace("ville: Talence", "atelier: {ville: Talence, date: à l'automne}")
    context = context_of(told, tmp_path)
    marks = marks_of(context, _laid(context, plan_rundown(context)), DigitalSource.TRAINED, "")
    assert marks.date == ""


@pytest.mark.slow
@pytest.mark.parametrize("house", ["la_capsule", "le_kiosque"])
@pytest.mark.parametrize("shape", ["vertical", "carre"])
def test_no_face_and_no_hair_lies_under_the_label(house: str, shape: Shape, tmp_path: Path) -> None:
    scenes = newsroom_in(tmp_path).scenes(house)
    label = next(layer for layer in scene_in(scenes[_SCENE], shape, _SAFE).layers if isinstance(layer, TextLayer))
    left, top, wide, high = label.box
    under = [
        f"{name}: {layer.name}"
        for name, scene in ((name, scene_in(each, shape, _SAFE)) for name, each in scenes.items())
        if "fiction" in scene.overlays
        for layer in scene.layers
        if isinstance(layer, PortraitLayer)
        and layer.box[0] < left + wide
        and left < layer.box[0] + layer.box[2]
        and layer.box[1] + _HEADROOM * layer.box[3] < top + high
        and top < layer.box[1] + layer.box[3]
    ]
    assert under == []
