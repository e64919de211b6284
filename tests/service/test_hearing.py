"""What is said in a file, and what keeps it from being heard."""

import json
from pathlib import Path

import numpy as np
import pytest

from pipeline.adapters.codecs.wav import write_wav
from pipeline.errors import HearingError, MediaError
from pipeline.model.heard import Wordless
from pipeline.model.time import SAMPLE_RATE
from pipeline.service.hearing import hear_file, sentences_of, write_transcription
from tests.fakes.films import numbered
from tests.fakes.recognisers import PaperRecogniser
from tests.fakes.tracks import Shown, layered


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    """Two utterances, ten seconds apart."""
    noise = 0.1 * np.random.default_rng(1).standard_normal(2 * SAMPLE_RATE)
    path = tmp_path / "voix.wav"
    write_wav(path, np.concatenate([noise, np.zeros(8 * SAMPLE_RATE), noise]).astype(np.float32))
    return path


def test_words_are_heard_at_their_place_in_the_file(spoken: Path) -> None:
    recogniser = PaperRecogniser()
    made = hear_file(spoken, recogniser, ("Odile",))
    assert [sentence.text for sentence in sentences_of(made)] == ["Bonsoir à tous."] * 2
    assert abs(made.heard.words[3].start - 10 * SAMPLE_RATE) < SAMPLE_RATE // 3
    assert recogniser.hints == [("Odile",)] * 2
    assert made.findings == ()


def test_each_form_holds_what_was_said(spoken: Path, tmp_path: Path) -> None:
    made = hear_file(spoken, PaperRecogniser("Bonsoir à tous !"))
    written = {end: write_transcription(tmp_path / f"dit{end}", spoken, made).read_text("utf-8") for end in FORMS}
    assert written[".txt"].splitlines()[0] == "00:00  Bonsoir à tous\u202f!"
    assert written[".vtt"].startswith("WEBVTT")
    assert "00:00:09," in written[".srt"]
    assert json.loads(written[".json"])["words"][0]["text"] == "Bonsoir"


FORMS = (".txt", ".srt", ".vtt", ".json")


@pytest.mark.parametrize(
    ("why", "code", "told"),
    [(Wordless.NO_SPEECH, "ecoute-sans-parole", "aucune parole"), (Wordless.FOREIGN, "ecoute-autre-langue", "anglais")],
)
def test_what_is_not_understood_is_told_with_its_place(spoken: Path, why: Wordless, code: str, told: str) -> None:
    made = hear_file(spoken, PaperRecogniser(why=why))
    assert not made.heard.words
    assert [finding.code for finding in made.findings] == [code] * 2
    assert told in made.findings[1].message
    assert "00:09" in made.findings[1].message


def test_a_silent_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "vide.wav"
    write_wav(path, np.zeros(SAMPLE_RATE, np.float32))
    assert [finding.code for finding in hear_file(path, PaperRecogniser()).findings] == ["ecoute-silence"]


def test_a_film_without_sound_is_told(tmp_path: Path) -> None:
    path = tmp_path / "muet.mp4"
    layered(path, [Shown(numbered(25))], [])
    assert [finding.code for finding in hear_file(path, PaperRecogniser()).findings] == ["ecoute-sans-son"]


def test_without_a_recogniser_it_says_what_to_type(spoken: Path) -> None:
    with pytest.raises(HearingError, match="jt ecoute install"):
        hear_file(spoken, PaperRecogniser(problem="tapez « jt ecoute install »"))


def test_a_file_that_is_no_sound_is_told(tmp_path: Path) -> None:
    path = tmp_path / "notes.mp4"
    path.write_text("rien")
    with pytest.raises(MediaError):
        hear_file(path, PaperRecogniser())
