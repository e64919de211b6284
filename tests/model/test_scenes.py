"""Who plays a part: the only one that says so, the one that takes it over, the one that the house names."""

import pytest

from pipeline.errors import SceneError
from pipeline.model.part import PARTS, WORDS, Part
from pipeline.model.scene import Scene
from pipeline.model.scenes import Scenes


def _scenes(**told: dict[str, str]) -> dict[str, Scene]:
    ground = [{"type": "fond", "fond": "nuit"}]
    return {key: Scene.model_validate({"id": key, "calques": ground} | scene) for key, scene in told.items()}


OURS = {"joue": "ouverture"}
THEIRS = {"joue": "ouverture", "extends": "ours"}


def _player(scenes: Scenes, part: Part = Part.OPENING) -> str:
    found = scenes.playing(part)
    return found.id if found else ""


def test_the_only_one_that_says_so_plays() -> None:
    scenes = Scenes(_scenes(ours=OURS, other={}))
    assert _player(scenes) == "ours"
    assert _player(scenes, Part.CREDITS) == ""
    assert (scenes.part_of("ours"), scenes.part_of("other"), scenes.part_of("nobody")) == (Part.OPENING, None, None)


def test_a_scene_that_takes_over_another_stands_in_its_place() -> None:
    scenes = Scenes(_scenes(ours=OURS, theirs=THEIRS))
    assert _player(scenes) == "theirs"
    assert scenes.shown_for("ours").id == "theirs"
    assert scenes.rivals(Part.OPENING) == ("theirs",)


def test_one_that_takes_over_the_scene_of_its_own_name_still_plays() -> None:
    assert _player(Scenes(_scenes(ours=OURS | {"extends": "ours"}))) == "ours"


def test_one_that_takes_over_without_the_part_leaves_it() -> None:
    assert _player(Scenes(_scenes(ours=OURS, theirs={"extends": "ours"}))) == "ours"


@pytest.mark.parametrize(("named", "plays"), [("ours", "ours"), ("theirs", "theirs"), ("nobody", "theirs")])
def test_the_house_chooses_among_those_that_say_so(named: str, plays: str) -> None:
    assert _player(Scenes(_scenes(ours=OURS, theirs=THEIRS), {Part.OPENING: named})) == plays


def test_two_that_nobody_chose_between_are_rivals() -> None:
    scenes = Scenes(_scenes(b=OURS, a=OURS))
    assert scenes.rivals(Part.OPENING) == ("a", "b")
    assert _player(scenes) == "a", "the same one every time"
    assert Scenes(scenes, {Part.OPENING: "b"}).rivals(Part.OPENING) == ("b",)


def test_a_choice_goes_along_with_its_scenes() -> None:
    chosen = Scenes(_scenes(a=OURS, b=OURS), {Part.OPENING: "b"})
    assert _player(Scenes(chosen, {Part.OPENING: "a"})) == "b"
    assert _player(chosen.changed(lambda scene: scene.model_copy(update={"label": "x"}))) == "b"


def test_what_is_needed_and_missing_is_said_in_french() -> None:
    with pytest.raises(SceneError, match="« joue: carton »"):
        Scenes({}).needed(Part.TITLE_CARD)


def test_a_part_is_written_in_french_or_in_english() -> None:
    scenes = _scenes(french={"joue": "generique_de_fin"}, english={"joue": "credits"}, key={"part": "CREDITS"})
    assert {scene.part for scene in scenes.values()} == {Part.CREDITS}


def test_every_word_of_a_rundown_has_one_part() -> None:
    assert {WORDS[part]: part for part in WORDS} == dict(PARTS)
