"""Thirty films broken on purpose: each is told by the rule that is there for it, and by no other."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.adapters.inspecting.film import measured
from pipeline.control.profiles import PROFILES
from pipeline.control.run import control
from pipeline.model.picture import Format
from pipeline.model.programme import PRESETS
from pipeline.model.task import Task
from pipeline.model.verdict import ControlVerdict
from pipeline.service.render import render
from tests.control.wrecks import WRECKS, Delivered, Wreck, broken
from tests.fakes.projects import newsroom_in

pytestmark = pytest.mark.slow

_SMALL = Format(960, 540)
"""A web film in all but its size, so that thirty of them are looked at in minutes."""

_PROFILE = replace(PROFILES["web"], sizes=((_SMALL.width, _SMALL.height),))

_SCRIPT = """\
titre: Le journal du quartier
ville: Talence
sujets:
  - titre: La maison qui parle
    texte: >
      Rue des Lilas, une maison parle. Elle donne l'heure à ses voisins. Trente habitants lui répondent.
      Odile, elle, écoute.
  - titre: Un marché sans argent
    texte: Ici, on paie en heures. On en a donné deux mille. Personne ne compte plus.
  - titre: Le jardin des toits
    texte: Là-haut, tout pousse. Les voisins y montent le soir. Ils y mangent ensemble.
"""


@pytest.fixture(scope="module")
def sound_film(tmp_path_factory: pytest.TempPathFactory) -> Delivered:
    """Return a small newscast as it is delivered to a site."""
    folder = tmp_path_factory.mktemp("film")
    script = folder / "journal.yaml"
    script.write_text(_SCRIPT, "utf-8")
    preset = replace(PRESETS["web"], format=_SMALL)
    task = Task(path=script, preset=preset, folder=folder / "livre", engine="pico", jobs=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(PROFILES, "web", _PROFILE)
        done = render(newsroom_in(folder / "output"), task)
    return Delivered(done.film.parent, done.film)


def _judged(given: Delivered) -> ControlVerdict:
    return control(measured(given.film)[0], _PROFILE)


def _told(verdict: ControlVerdict) -> str:
    return "\n".join(f"{fault.code}: {fault.file} {fault.start_ms} {fault.message}" for fault in verdict.faults)


def test_a_film_as_it_is_delivered_breaks_no_rule(sound_film: Delivered) -> None:
    verdict = _judged(sound_film)
    assert not verdict.faults, _told(verdict)
    assert verdict.planned


@pytest.mark.parametrize("wreck", WRECKS, ids=lambda wreck: wreck.name)
def test_a_broken_film_is_told_by_the_right_rule_and_by_no_other(
    wreck: Wreck, sound_film: Delivered, tmp_path: Path
) -> None:
    folder = tmp_path / "livre"
    shutil.copytree(sound_film.folder, folder)
    given = Delivered(folder, folder / sound_film.film.name)
    broken(given, wreck)
    verdict = _judged(given)
    assert {fault.code for fault in verdict.faults} == {wreck.rule}, _told(verdict)


def test_there_are_thirty_of_them_and_no_two_alike() -> None:
    assert len({wreck.name for wreck in WRECKS}) == len(WRECKS) >= 30
