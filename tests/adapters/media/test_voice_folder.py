"""The folder of dropped voices: what is in it is heard, what is no sound is told, with the line and the file."""

from pathlib import Path

import numpy as np
import pytest

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.voice_folder import with_recordings
from pipeline.adapters.rushes.footage import AvFootage
from pipeline.errors import Level, Mark, MediaError
from pipeline.model.rundown import Rundown
from pipeline.model.take import SentenceMark as Sentence
from pipeline.model.take import Take
from pipeline.plan.recordings import named
from pipeline.speak.pace import pace_findings
from tests.fakes.plans import item, line, rundown, shot
from tests.fakes.recordings import recording, write_recording

_SENTENCES = ("Ici, on paie en heures.", "Odile sourit.")
_NAME = "presentation-ici-on-paie-en-heures"


@pytest.fixture
def plan() -> Rundown:
    planned = line("1", " ".join(_SENTENCES), mark=Mark("essai.yaml", 4, 9))
    return named(rundown([item("a", [shot("a/01", [planned])])]))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "media" / "essai" / "voix"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize("suffix", [".wav", ".mp3", ".m4a", ".ogg", ".opus", ".mov", ".mp4"])
def test_whatever_a_phone_records_is_heard(suffix: str, place: Path, tmp_path: Path, plan: Rundown) -> None:
    sound, _ = recording(_SENTENCES, (0.3, 0.4, 0.3))
    path = write_recording(place / f"{_NAME}{suffix}", sound, picture=suffix in {".mov", ".mp4"})
    heard = with_recordings(plan, FolderLibrary(tmp_path))
    assert heard.findings == ()
    assert heard.rundown.lines[0].recording == f"media/essai/voix/{path.name}"
    decoded = AvFootage(FolderStore(tmp_path / "cache")).sound(path)
    assert decoded.shape[0] == pytest.approx(sound.size, abs=4800)


@pytest.mark.parametrize("hiss", [0.0, 0.0004])
def test_a_file_in_which_nobody_is_heard_is_an_error_before_any_render(
    hiss: float, place: Path, tmp_path: Path, plan: Rundown
) -> None:
    sound = np.random.default_rng(3).normal(0, 1, 96_000).astype(np.float32) * np.float32(hiss)
    write_recording(place / f"{_NAME}.wav", sound)
    (found,) = with_recordings(plan, FolderLibrary(tmp_path)).findings
    assert found.level is Level.ERROR
    assert found.mark == Mark("essai.yaml", 4, 9)
    assert "on n'y entend rien" in found.message


@pytest.mark.parametrize("suffix", [".wav", ".mp3"])
def test_a_voice_recorded_too_loud_is_a_warning(suffix: str, place: Path, tmp_path: Path, plan: Rundown) -> None:
    sound, _ = recording(_SENTENCES, (0.3, 0.4, 0.3), level=1.0)
    write_recording(place / f"{_NAME}{suffix}", sound)
    assert with_recordings(plan, FolderLibrary(tmp_path)).findings == ()
    write_recording(place / f"{_NAME}{suffix}", np.clip(12 * sound, -1, 1))
    (found,) = with_recordings(plan, FolderLibrary(tmp_path)).findings
    assert found.level is Level.WARNING
    assert "écrêtée" in found.message
    assert "micro" in found.advice


@pytest.mark.parametrize("content", [b"", b"bonjour" * 100, b"RIFF\x00\x00\x00\x00WAVEfmt "])
def test_what_is_no_sound_is_an_error_with_line_file_and_advice(
    content: bytes, place: Path, tmp_path: Path, plan: Rundown
) -> None:
    (place / f"{_NAME}.wav").write_bytes(content)
    (found,) = with_recordings(plan, FolderLibrary(tmp_path)).findings
    assert found.level is Level.ERROR
    assert found.mark == Mark("essai.yaml", 4, 9)
    assert f"{_NAME}.wav" in found.message
    assert "enregistrer de nouveau" in found.advice


def test_a_script_without_the_folder_is_as_it_was(tmp_path: Path, plan: Rundown) -> None:
    assert with_recordings(plan, FolderLibrary(tmp_path)).rundown == plan


def test_a_stretch_of_a_file_is_what_the_whole_holds_there(tmp_path: Path) -> None:
    sound, _ = recording(_SENTENCES, (0.3, 0.4, 0.3))
    path = write_recording(tmp_path / "a.m4a", sound)
    reader = AvFootage(FolderStore(tmp_path / "cache"))
    whole = reader.sound(path)
    assert np.array_equal(reader.sound(path, 0.5, 1.75), whole[24_000:84_000])
    assert np.array_equal(reader.sound(path, 1.0), whole[48_000:])
    assert reader.sound(path, 60.0, 61.0).shape == (0, 2)


def test_more_than_may_be_held_is_refused_and_a_stretch_of_it_is_not(tmp_path: Path) -> None:
    path = write_recording(tmp_path / "a.wav", np.zeros(10 * 48_000, np.float32))
    reader = AvFootage(FolderStore(tmp_path / "cache"))
    with pytest.raises(MediaError, match=r"a\.wav : plus de 0 min"):
        reader.sound(path, longest=5.0)
    assert reader.sound(path, 8.0, 9.0, longest=5.0).shape == (48_000, 2)


@pytest.mark.parametrize(
    ("text", "seconds", "told"),
    [
        ("Ici, on paie en heures depuis le mois de janvier.", 4.0, ""),
        ("Ici, on paie en heures depuis le mois de janvier.", 1.5, "bien court"),
        ("Ici, on paie en heures depuis le mois de janvier.", 20.0, "bien long"),
        ("Oui.", 0.4, ""),
        ("Oui.", 1.2, ""),
        ("Oui.", 6.0, "bien long"),
    ],
)
def test_a_recording_that_can_hardly_be_of_its_text_is_told(text: str, seconds: float, told: str) -> None:
    planned = line("1", text, mark=Mark("essai.yaml", 4, 9), recording="media/essai/voix/a.wav")
    length = round(seconds * 48_000)
    take = Take(
        line="1", samples=length, sentences=(Sentence(text, 0, length),), sound="", voice="v", engine="enregistre"
    )
    found = pace_findings([planned], {"1": take})
    assert [finding.level for finding in found] == [Level.WARNING] * bool(told)
    for finding in found:
        assert told in finding.message
        assert "a.wav" in finding.message
        assert text[:20] in finding.message
