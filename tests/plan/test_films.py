"""A channel's own films and music stand where ours did, for as long as they last, and nothing plays over them."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.caption.cues import cues
from pipeline.caption.webvtt import chapters
from pipeline.model.part import Part
from pipeline.model.picture import FootageSpec
from pipeline.model.rundown import Rundown
from pipeline.model.scene import House, OwnFilm
from pipeline.model.scenes import Scenes
from pipeline.model.time import sample_at
from pipeline.model.timeline import OwnPiece, SoundEvent, Timeline
from pipeline.model.variation import scene_in
from pipeline.plan.context import PlanContext
from pipeline.plan.estimate import estimate
from pipeline.plan.films import filmed, with_films
from pipeline.plan.rundown import plan_rundown
from pipeline.plan.sounds import house_pieces
from pipeline.plan.timeline import plan_timeline
from tests.fakes.projects import context_of, scenes

_FILM = "media/exemples/place.mp4"
_SCRIPT = """\
titre: Essai
conducteur:
  - generique
  - plateau: Bonsoir à toutes et à tous, voici le journal.
  - virgule
  - credits
  - fin: À demain.
"""


def _worn(context: PlanContext, films: dict[Part, OwnFilm], own: dict[str, str] | None = None) -> PlanContext:
    house = context.house
    sound = house.sound.model_copy(update={"own": own or {}})
    house = with_films(house.model_copy(update={"sound": sound}), films)
    cast = Scenes(scenes(), house.played_by)
    laid = cast.changed(lambda scene: scene_in(filmed(scene, house), context.shape, house.safe))
    return replace(context, house=house, scenes=laid)


def _planned(context: PlanContext) -> tuple[Rundown, Timeline]:
    rundown = plan_rundown(context)
    return rundown, plan_timeline(context, rundown, {line.id: estimate(line) for line in rundown.lines}).timeline


def _own(timeline: Timeline, path: str) -> list[OwnPiece]:
    return [sound for sound in timeline.sounds if isinstance(sound, OwnPiece) and sound.path == path]


@pytest.fixture
def context(tmp_path: Path) -> PlanContext:
    return context_of(_SCRIPT, tmp_path)


def _film(seconds: float = 6.4, *, sounds: bool = True) -> OwnFilm:
    return OwnFilm(file=_FILM, seconds=seconds, sounds=sounds)


def test_a_film_opens_the_newscast_full_frame_for_as_long_as_it_lasts(context: PlanContext) -> None:
    before = _planned(context)[1].shots[0]
    timeline = _planned(_worn(context, {Part.OPENING: _film()}))[1]
    shot = timeline.shots[0]
    assert (shot.span.start, shot.span.length) == (0, 160)
    (spec,) = [layer.spec for layer in shot.layers if isinstance(layer.spec, FootageSpec)]
    assert spec.box == (0, 0, 1920, 1080)
    assert spec.file.path == _FILM
    assert {layer.label for layer in shot.layers[1:]} <= {layer.label for layer in before.layers}
    assert timeline.shots[1].transition == _planned(context)[1].shots[1].transition
    assert "Générique" in chapters(timeline)


def test_the_sound_of_a_film_takes_the_place_of_the_music_and_is_told_as_it_was(context: PlanContext) -> None:
    timeline = _planned(_worn(context, {Part.OPENING: _film()}))[1]
    (sound,) = _own(timeline, _FILM)
    assert (sound.start, sound.end, sound.whole, sound.loop) == (0, sample_at(160), True, False)
    assert sound.like is not None
    assert sound.like.path.endswith("generique.ogg")
    assert not [event for event in timeline.sounds if event.path.endswith("generique.ogg")]
    assert any("♪ Musique du générique ♪" in cue.lines for cue in cues(timeline).cues)


def test_a_film_without_sound_keeps_the_music(context: PlanContext) -> None:
    timeline = _planned(_worn(context, {Part.OPENING: _film(sounds=False)}))[1]
    assert not _own(timeline, _FILM)
    assert [event for event in timeline.sounds if event.path.endswith("generique.ogg")]


def test_nothing_else_plays_under_the_film_that_closes(context: PlanContext) -> None:
    rundown, timeline = _planned(_worn(context, {Part.CLOSING: _film(5.0)}))
    last = timeline.shots[-1]
    assert last.span.length == 125
    start = sample_at(last.span.start)
    (sound,) = _own(timeline, _FILM)
    assert (sound.start, sound.end) == (start, sample_at(timeline.length))
    others = [event for event in timeline.sounds if event is not sound and event.end > start]
    assert not others
    assert rundown.items[-1].shots[0].transition == "fondu"


@pytest.mark.parametrize("role", ["generique", "titres", "virgule", "nappe", "cloture"])
def test_music_of_ones_own_plays_where_that_of_the_house_did(role: str, tmp_path: Path) -> None:
    context = context_of(_SCRIPT.replace("  - virgule", "  - titres\n  - virgule"), tmp_path)
    before = _planned(context)[1]
    after = _planned(_worn(context, {}, {role: _FILM}))[1]
    ours = context.house.sound.files[role]

    def place(event: SoundEvent) -> tuple[object, ...]:
        return event.start, event.end, event.bus, event.gain, event.loop, event.fade_in, event.fade_out, event.ducked

    assert [place(event) for event in before.sounds if event.path == ours] == [place(e) for e in _own(after, _FILM)]
    assert not [event for event in after.sounds if event.path == ours]
    assert {event.like.path for event in _own(after, _FILM) if event.like} == {ours}
    assert len(after.sounds) == len(before.sounds)


def test_a_house_without_the_piece_takes_one_of_the_channel_s_at_the_usual_level(context: PlanContext) -> None:
    bare = context.house.model_copy(update={"sound": context.house.sound.model_copy(update={"files": {}})})
    own = {"nappe": _FILM, "generique": _FILM}
    timeline = _planned(_worn(replace(context, house=bare), {}, own))[1]
    levels = {event.loop: event.lufs for event in _own(timeline, _FILM)}
    assert levels == {True: -26.0, False: -20.0}


def test_the_pieces_of_the_house_that_are_heard_are_known(context: PlanContext) -> None:
    house: House = context.house
    assert house_pieces(house, _planned(context)[1]) == {
        house.sound.files[role] for role in ("generique", "virgule", "nappe", "cloture")
    }
    worn = _worn(context, {}, dict.fromkeys(("generique", "virgule", "nappe", "cloture"), _FILM))
    assert house_pieces(worn.house, _planned(worn)[1]) == frozenset()


@pytest.mark.parametrize("shape", ["vertical", "square"])
def test_a_film_fills_every_format(shape: str, tmp_path: Path) -> None:
    context = context_of(_SCRIPT, tmp_path, preset=shape)
    worn = _worn(context, {Part.OPENING: _film()})
    shot = _planned(worn)[1].shots[0]
    footage = [layer.spec for layer in shot.layers if isinstance(layer.spec, FootageSpec)]
    assert len(footage) == 1
    assert footage[0].box[2:] == {"vertical": (1080, 1920), "square": (1080, 1080)}[shape]
