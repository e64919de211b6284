"""The sound of the house: each role is a file that the house names, so another house may name another one, or none."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.adapters.project import Places, Settings
from pipeline.mix.ducking import Ducking
from pipeline.mix.score import score_of
from pipeline.model.time import sample_at
from pipeline.model.timeline import OwnPiece
from pipeline.plan.context import PlanContext
from pipeline.plan.estimate import estimate
from pipeline.plan.rundown import plan_rundown
from pipeline.plan.timeline import plan_timeline
from pipeline.service.newsroom import Newsroom
from pipeline.service.plan import plan
from pipeline.service.source import Source
from pipeline.speak.levels import VOICE_LOUDNESS
from tests.fakes.films import film, numbered, tone
from tests.fakes.projects import CONTRACT, ROOT, context_of

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


def test_a_clip_heard_in_full_is_a_voice_of_its_own_and_one_under_words_is_not(tmp_path: Path) -> None:
    film(tmp_path / "clip.mp4", numbered(40), sound=("mono", tone("mono", 1.6)))
    for sound, spoken in (("plein", True), ("ambiance", False)):
        text = f"titre: Essai\nconducteur:\n  - video: {{video: clip.mp4, de: 0.4, a: 1.4, son: {sound}}}\n"
        (tmp_path / "essai.yaml").write_text(text, "utf-8")
        newsroom = Newsroom(Settings(Places(str(ROOT), str(ROOT), str(tmp_path)), tmp_path / "o", tmp_path / "c"))
        timeline = plan(newsroom, Source(tmp_path / "essai.yaml")).timeline
        (heard,) = (event for event in timeline.sounds if event.bus == "nat_sound")
        assert isinstance(heard, OwnPiece) is spoken
        assert heard.ducked is not spoken
        if isinstance(heard, OwnPiece):
            assert heard.lufs == VOICE_LOUDNESS
            assert heard.span == pytest.approx((19_200, 67_200), abs=2)
        speech = score_of(timeline, Ducking(16, 0.1, 0.5)).speech
        assert bool(speech) is spoken, "the bed yields to it as to a voice"
