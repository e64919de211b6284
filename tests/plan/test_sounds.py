"""The sound of the house: each role is a file that the house names, so another house may name another one, or none."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.time import sample_at
from pipeline.plan.context import PlanContext
from pipeline.plan.estimate import estimate
from pipeline.plan.rundown import plan_rundown
from pipeline.plan.timeline import plan_timeline
from tests.fakes.projects import CONTRACT, context_of

_LOOPS = {"nappe", "cloture"}
_OTHER = "media/sounds/virgule.ogg"


def _heard(context: PlanContext, files: dict[str, str]) -> list[tuple[str, bool]]:
    """Return the files a newscast plays in a house that has these, and whether each loops."""
    sound = context.house.sound.model_copy(update={"files": files})
    changed = replace(context, house=context.house.model_copy(update={"sound": sound}))
    rundown = plan_rundown(changed)
    takes = {line.id: estimate(line) for line in rundown.lines}
    return [(event.path, event.loop) for event in plan_timeline(changed, rundown, takes).timeline.sounds]


@pytest.mark.parametrize("role", ["generique", "titres", "virgule", "nappe", "cloture"])
def test_a_house_replaces_each_of_its_sounds_by_a_file(role: str, tmp_path: Path) -> None:
    context = context_of(CONTRACT, tmp_path)
    ours = {name: f"media/sounds/{name}.ogg" for name in ("generique", "titres", "cloture")}
    ours |= {"virgule": "media/sounds/titres.ogg", "nappe": "media/sounds/tapis.ogg"}
    before = _heard(context, ours)
    places = [place for place, (path, loop) in enumerate(before) if path == ours[role] and loop == (role in _LOOPS)]
    assert places
    after = _heard(context, ours | {role: _OTHER})
    assert any(after[place][0] == _OTHER for place in places)
    without = _heard(context, {name: path for name, path in ours.items() if name != role})
    assert len(without) < len(before)


def test_music_plays_until_the_last_picture_whatever_the_credits_last(tmp_path: Path) -> None:
    context = context_of(CONTRACT, tmp_path)
    rundown = plan_rundown(context)
    timeline = plan_timeline(context, rundown, {line.id: estimate(line) for line in rundown.lines}).timeline
    closing = next(event for event in timeline.sounds if event.path.endswith("cloture.ogg"))
    assert closing.loop
    assert closing.end == sample_at(timeline.length)
    assert not [event for event in timeline.sounds if event.path.endswith("tapis.ogg") and event.end > closing.start]
