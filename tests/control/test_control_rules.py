"""Each rule is broken by its own sample, and by no other; the sound sample breaks none."""

import re
from dataclasses import replace

import numpy as np
import pytest

from pipeline.control.lag import heard_lag
from pipeline.control.measured import LineOverBed
from pipeline.control.profiles import PROFILES
from pipeline.control.rule import ControlRule
from pipeline.control.rules import CONTROLS
from pipeline.control.rules.labels_shown import LABELS_SHOWN, LATEST
from pipeline.control.rules.picture_format import PICTURE_FORMAT
from pipeline.control.run import control
from pipeline.control.samples import sample, with_container, with_cues, with_picture, with_picture_facts
from pipeline.errors import Level
from pipeline.model.time import Span
from pipeline.service.explain import catalogue

WEB = PROFILES["web"]


def test_a_sound_film_breaks_no_rule() -> None:
    verdict = control(sample(), WEB)
    assert not verdict.faults
    assert not verdict.refused


@pytest.mark.parametrize("rule", CONTROLS, ids=lambda rule: rule.code)
def test_what_breaks_a_rule_breaks_it_alone(rule: ControlRule) -> None:
    verdict = control(rule.broken(sample()), WEB)
    assert {fault.code for fault in verdict.faults} == {rule.code}
    assert all(fault.message and fault.advice for fault in verdict.faults)


@pytest.mark.parametrize("rule", CONTROLS, ids=lambda rule: rule.code)
def test_a_rule_says_what_it_looks_at_and_where_its_limits_come_from(rule: ControlRule) -> None:
    assert rule.title
    assert rule.measures
    assert rule.source
    told = {code: each for family in catalogue() for code, each in family.codes.items()}
    assert rule.level in told[rule.code].levels


def test_captions_of_another_film_at_the_same_times_are_told_by_their_words() -> None:
    film = sample()
    (own, *_), page = film.beside.captions, film.beside.page
    assert page is not None
    film = replace(film, beside=replace(film.beside, page=replace(page, captions=own)))
    assert not control(film, WEB).faults
    cues = tuple(replace(cue, lines=("La criée du port commence à la lampe.",)) for cue in own.cues)
    (told,) = [fault for fault in control(with_cues(film, cues), WEB).faults if fault.code == "sous-titres-d-un-autre"]
    assert "des mots de la page du film" in told.message


def test_an_excerpt_is_labelled_at_its_chapters_and_not_where_it_was_cut() -> None:
    whole = sample()
    assert whole.plan is not None
    assert whole.promised is not None
    late = replace(whole.promised, labels=tuple(one for one in whole.promised.labels if one[0] > LATEST))
    film = replace(whole, promised=late)
    assert {fault.code for fault in control(film, WEB).faults} == {LABELS_SHOWN.code}
    assert not control(replace(film, plan=replace(whole.plan, excerpt=True)), WEB).faults


@pytest.mark.parametrize(("moves", "told"), [(0.1, set()), (0.0, {"film-fige"})])
def test_in_a_master_whose_every_picture_is_a_key_what_moves_a_little_is_not_still(
    moves: float, told: set[str]
) -> None:
    film = with_picture(sample(), Span(500, 620), change=moves, changed=moves, up=0.0, down=0.0)
    assert film.picture is not None
    film = with_picture_facts(film, keys=tuple(range(len(film.picture.change))))
    found = {fault.code for fault in control(film, WEB).faults}
    assert found & {"film-fige"} == told


def test_no_two_rules_share_a_code() -> None:
    assert len({rule.code for rule in CONTROLS}) == len(CONTROLS)


def test_a_draft_is_warned_and_refused_only_when_it_is_damaged() -> None:
    refused = {
        rule.code for rule in CONTROLS if control(rule.broken(sample()), PROFILES["brouillon"]).count(Level.ERROR)
    }
    assert refused == {"film-indecodable", "film-coupe"}


def test_what_clicks_because_it_does_not_decode_is_told_as_damage_alone() -> None:
    film = sample()
    clicks = next(rule for rule in CONTROLS if rule.code == "claquements").broken(film)
    assert {fault.code for fault in control(replace(clicks, sound_lost=(30.02,)), WEB).faults} == {"film-coupe"}
    elsewhere = control(replace(clicks, sound_lost=(12.0,)), WEB).faults
    assert {fault.code for fault in elsewhere} == {"film-coupe", "claquements"}


def test_pictures_that_decode_in_part_are_told_with_their_moment() -> None:
    (fault,) = control(replace(sample(), picture_lost=(12.4, 12.44)), WEB).faults
    assert (fault.code, fault.level, fault.start_ms, fault.end_ms) == ("film-coupe", Level.ERROR, 12_400, 12_440)


def test_of_a_film_without_a_plan_speech_is_told_from_its_sound() -> None:
    film = replace(sample(), plan=None, promised=None)
    assert film.sound is not None
    voice = np.where(film.sound.voice < 2e-3, 1e-5, film.sound.voice)  # between syllables nearly nothing is heard
    film = replace(film, sound=replace(film.sound, voice=voice))
    cues = film.beside.captions[0].cues
    assert not control(film, WEB).faults
    (fault,) = control(with_cues(film, cues[:3] + cues[4:]), WEB).faults
    assert (fault.code, fault.level) == ("paroles-sans-sous-titre", Level.WARNING)
    assert fault.start_ms is not None
    assert abs(fault.start_ms - cues[3].start_ms) < 1_000


@pytest.mark.parametrize(("under", "level"), [(22.0, None), (12.0, Level.WARNING), (6.0, Level.ERROR)])
def test_where_there_are_stems_speech_is_held_against_them(under: float, level: Level | None) -> None:
    film = sample()
    drowned = next(rule for rule in CONTROLS if rule.code == "parole-couverte").broken(film)
    assert film.plan is not None
    lines = tuple(LineOverBed(under, voice.span) for voice in film.plan.voices)
    faults = control(replace(drowned, over_bed=lines), WEB).faults
    assert [(fault.code, fault.level) for fault in faults] == ([("parole-couverte", level)] if level else [])
    assert all("d'après les pistes" in fault.message for fault in faults)


def test_captions_that_several_forms_say_alike_are_held_once() -> None:
    film = sample()
    (own,) = film.beside.captions
    late = tuple(replace(cue, start_ms=cue.start_ms + 12, end_ms=cue.end_ms + 12) for cue in own.cues)
    hurried = tuple(replace(cue, lines=(*cue.lines, *cue.lines)) for cue in late)
    alike = (own, replace(own, name="film.mp4, piste de sous-titres 1", cues=late))
    assert not control(replace(film, beside=replace(film.beside, captions=alike)), WEB).faults
    other = (own, replace(own, name="film.mp4, piste de sous-titres 1", cues=hurried))
    (fault,) = control(replace(film, beside=replace(film.beside, captions=other)), WEB).faults
    assert (fault.code, fault.file) == ("sous-titre-illisible", "film.mp4, piste de sous-titres 1")


def test_messages_begin_small_and_end_open() -> None:
    for rule in CONTROLS:
        for fault in control(rule.broken(sample()), WEB).faults:
            assert not re.search(r"[.;]$", fault.message), fault.message
            assert not fault.message[0].isupper(), fault.message


def test_a_channel_takes_pictures_in_two_fields_and_nobody_else_does() -> None:
    """What `antenne` writes says « upper field first », as XDCAM HD422 at 1080i does."""
    interlaced = with_picture_facts(sample(), interlaced=True, pixels="yuv422p")
    told = {
        name: "entrelacée" in " ".join(fault.message for fault in PICTURE_FORMAT.faults(interlaced, PROFILES[name]))
        for name in ("antenne", "web", "master")
    }
    assert told == {"antenne": False, "web": True, "master": True}


def test_a_card_in_a_film_without_a_plan_is_a_note_and_a_long_one_a_warning() -> None:
    film = replace(sample(), plan=None, promised=None)
    for seconds, level in ((3, None), (4, Level.NOTE), (8, Level.WARNING)):
        still = with_picture(film, Span(500, 500 + 25 * seconds), change=0.0, changed=0.0)
        assert [fault.level for fault in control(still, WEB).faults] == ([level] if level else [])


@pytest.mark.parametrize("late", [-1_400, 1_400])
def test_captions_of_a_film_without_a_plan_are_told_to_be_early_or_late(late: int) -> None:
    film = replace(sample(), plan=None, promised=None)
    assert film.sound is not None
    voice = np.where(film.sound.voice < 2e-3, 1e-5, film.sound.voice)
    voice = np.concatenate((voice, voice))  # long enough for ten captions, which are what it takes
    sound = replace(film.sound, voice=voice, cross=np.concatenate((film.sound.cross, film.sound.cross)))
    cues = film.beside.captions[0].cues
    spans = [(cue.start_ms + at + late, cue.end_ms + at + late) for at in (0, 64_000) for cue in cues]
    found = heard_lag(sound, spans)
    assert found is not None
    assert abs(found + late) <= 400  # of which nothing is told under 500
    assert heard_lag(sound, [(start - late, end - late) for start, end in spans]) is None


def test_chapters_out_of_order_are_told_as_such() -> None:
    film = replace(sample(), plan=None, promised=None)
    first, second, *others = film.container.chapters
    mixed = with_container(film, chapters=(second, (second[0], second[1], first[2]), *others))
    (fault,) = control(mixed, WEB).faults
    assert "ordre du temps" in fault.message


def test_a_turned_picture_is_told() -> None:
    (fault,) = control(with_picture_facts(sample(), turned=90), WEB).faults
    assert (fault.code, "90 degrés" in fault.message) == ("image-format", True)


def test_the_report_of_another_film_is_told_with_its_name() -> None:
    film = replace(sample(), plan=None, promised=None)
    (fault,) = control(replace(film, beside=replace(film.beside, other="autre.mp4")), WEB).faults
    assert (fault.file, fault.level) == ("report.json", Level.WARNING)
    assert "autre.mp4" in fault.message
