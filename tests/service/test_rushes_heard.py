"""Clips that are really spoken find their shots by what is said, where a recogniser is installed."""

from pathlib import Path

import pytest

from benchmarks.rushes import sorted_score
from pipeline.adapters.hearing.model_files import model_folder
from pipeline.service.hearing import WhisperRecogniser
from pipeline.service.newsroom import Newsroom
from pipeline.service.rushes import rushes_of
from pipeline.service.source import Source
from tests.fakes.projects import ROOT, settings_in
from tests.fakes.shoots import make_shoot, make_strangers, script_of

_MODEL = model_folder()  # before tests are given a folder without any


@pytest.mark.slow
def test_spoken_clips_find_their_shots_and_none_goes_wrong_in_silence(tmp_path: Path) -> None:
    recogniser = WhisperRecogniser(_MODEL)
    if problem := recogniser.unavailable():
        pytest.skip(problem)
    script = tmp_path / "scripts" / "voisins.yaml"
    script.parent.mkdir()
    script.write_text(script_of(), "utf-8")
    rushes = tmp_path / "media" / "voisins" / "rushes"
    made, strangers = make_shoot(rushes, (0, 3, 4)), make_strangers(rushes)
    found = rushes_of(Newsroom(settings_in(tmp_path, tmp_path / "output", ROOT)), Source(script), recogniser)
    score, other = sorted_score(found, made), sorted_score(found, strangers)
    assert score.right >= len(made) - 1
    assert not score.unwarned
    assert other.right == len(strangers)
