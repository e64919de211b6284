"""Which track a layer goes to, what its files are called, where its markers stand."""

from pathlib import Path

import pytest

from pipeline.errors import Code, Finding, Level, Mark
from pipeline.handoff.markers import markers
from pipeline.handoff.naming import Names, shot_name
from pipeline.handoff.tiers import Tier, tiers
from pipeline.model.part import Role
from pipeline.model.picture import ArtSpec, Asset, Box, FootageSpec, Motion, Move, StagedLayer, TextSpec
from pipeline.model.time import Span
from tests.fakes.projects import CONTRACT, planned

_FONT = Asset("media/fonts/x.ttf", "0")
_WHOLE: Box = (0, 0, 1920, 1080)
_ON, _STILL = Span(0, 50), Motion()


def _art(box: Box = _WHOLE, role: Role = Role.SHOT, span: Span = _ON) -> StagedLayer:
    return StagedLayer(spec=ArtSpec(box=box), label="", span=span, role=role)


def _text(box: Box, role: Role = Role.SHOT, span: Span = _ON, motion: Motion = _STILL) -> StagedLayer:
    spec = TextSpec(
        text="Talence", font=_FONT, size=40, smallest=30, colour="#ffffff", leading=1, tracking=0,
        capitals=False, box=box, anchor="gauche", lines=1, plate=None,
    )  # fmt: skip
    return StagedLayer(spec=spec, label="", span=span, role=role, motion=motion)


def test_each_layer_has_the_track_of_what_it_is_for() -> None:
    layers = (
        _art(),
        _text((100, 100, 500, 80)),
        _text((100, 800, 500, 80), Role.LOWER_THIRD),
        _text((100, 200, 500, 60), Role.PLACE),
        _art((0, 960, 1920, 120), Role.TICKER),
        _text((1500, 40, 300, 60), Role.MARK),
    )
    wanted = (Tier.PICTURE, Tier.TITLES, Tier.THIRDS, Tier.THIRDS, Tier.TICKER, Tier.MARKS)
    assert tiers(layers, "horizontal") == wanted


def test_what_lies_over_a_higher_track_goes_up_with_it() -> None:
    frame = _art((80, 80, 600, 200))
    assert tiers((_text((100, 100, 500, 80)), frame), "horizontal") == (Tier.TITLES, Tier.TITLES)
    apart_in_place = _art((900, 80, 600, 200))
    assert tiers((_text((100, 100, 500, 80)), apart_in_place), "horizontal")[1] is Tier.PICTURE
    apart_in_time = _art((80, 80, 600, 200), span=Span(50, 90))
    assert tiers((_text((100, 100, 500, 80)), apart_in_time), "horizontal")[1] is Tier.PICTURE
    arriving = Motion(enter=Move("gauche", 10, 0, 700.0))
    coming = _text((100, 100, 500, 80), motion=arriving)
    assert tiers((coming, apart_in_place), "horizontal")[1] is Tier.TITLES, "it passes there on its way"


def test_nothing_is_burned_into_a_film_that_fills_the_frame() -> None:
    video = StagedLayer(
        spec=FootageSpec(file=_FONT, box=_WHOLE, fit="flou", start=0, length=50),  # type: ignore[arg-type]
        label="",
        span=Span(0, 50),
    )
    assert tiers((_art(), video, _art((10, 10, 20, 20))), "horizontal") == (Tier.PICTURE, Tier.PICTURE, Tier.TITLES)


@pytest.mark.parametrize("item", ["l-ete-a-l-ile-d-oleron-" * 6, "con", "日本", "", "À « l'été » : œuf?*<>|"])
def test_a_file_is_called_by_what_every_system_takes(item: str) -> None:
    name = shot_name(7, item, 12)
    assert name.isascii()
    assert len(name) <= 47
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name.startswith("007-")
    assert name.endswith("-12")


def test_no_two_files_have_one_name() -> None:
    names = Names()
    assert [names.free("titres", "plan", ".png") for _ in range(3)] == [
        "titres/plan.png", "titres/plan-2.png", "titres/plan-3.png",
    ]  # fmt: skip


def test_markers_stand_where_what_they_say_is_seen_or_heard(tmp_path: Path) -> None:
    rundown, plan = planned(CONTRACT, tmp_path)
    line = next(line for line in rundown.lines if "Rue des Lilas" in line.text)
    assert line.mark is not None
    voice = next(voice for voice in plan.timeline.voices if voice.take.line == line.id)
    said = Finding(line.mark, "trop vite", "ralentir", Level.WARNING, code=Code("sous-titre-rapide"))
    nowhere = Finding(Mark("ailleurs.yaml", 3), "autre", code=Code("sous-titre-rapide"))
    found = markers(plan.timeline, rundown, (said, nowhere, said))
    chapters = [marker for marker in found if marker.chapter]
    assert [(each.name, each.span.start) for each in chapters] == [
        (chapter.title, chapter.span.start) for chapter in plan.timeline.chapters
    ]
    (other,) = (marker for marker in found if not marker.chapter)
    assert other.name == "avertissement : trop vite"
    assert other.span.start * 1920 == voice.start
