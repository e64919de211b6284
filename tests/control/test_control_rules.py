"""Each rule is broken by its own sample, and by no other; the sound sample breaks none."""

import re
from dataclasses import replace

import pytest

from pipeline.control.profiles import PROFILES
from pipeline.control.rule import ControlRule
from pipeline.control.rules import CONTROLS
from pipeline.control.rules.picture_format import PICTURE_FORMAT
from pipeline.control.run import control
from pipeline.control.samples import sample, with_cues, with_picture_facts
from pipeline.errors import Level
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


def test_no_two_rules_share_a_code() -> None:
    assert len({rule.code for rule in CONTROLS}) == len(CONTROLS)


def test_a_draft_is_warned_and_never_refused() -> None:
    for rule in CONTROLS:
        verdict = control(rule.broken(sample()), PROFILES["brouillon"])
        assert not verdict.count(Level.ERROR), rule.code


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
