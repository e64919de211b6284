"""Somebody filmed: their clip begins and ends with what they say; what keeps it from being shown is told."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline.adapters.media.filmed import with_answers
from pipeline.adapters.media.library import FolderLibrary
from pipeline.errors import Finding, Level, Mark
from pipeline.model.part import Part
from pipeline.model.rundown import Footage, PlannedLine, PlannedShot, Rundown, Tape
from pipeline.plan.estimate import estimates
from pipeline.ports import Samples
from tests.fakes.films import film
from tests.fakes.plans import item, line, rundown, shot
from tests.fakes.projects import ROOT
from tests.fakes.recordings import write_recording
from tests.fakes.screens import figure
from tests.fakes.screens import shot as screened

_WORDS = "Ici, on paie en heures."


def _speech(before: float, spoken: float, after: float) -> Samples:
    """Return a voice that swells and falls, between silences."""
    at = np.arange(int(spoken * 48_000)) / 48_000
    voice = 0.2 * np.sin(2 * np.pi * 180 * at) * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * at))
    return np.concatenate([np.zeros(int(before * 48_000)), voice, np.zeros(int(after * 48_000))]).astype(np.float32)


def _filmed(
    clip: str, *, text: str = _WORDS, start: float = 0.0, end: float | None = None, screen: str = ""
) -> Rundown:
    said = replace(line("1", text), recording=clip, tape=Tape(start=start, end=end, in_sync=True), on_camera=True)
    seen = Footage(path=clip, start=start, end=end, sound="ambiance", screen=screen)
    return rundown([item("a", [replace(_shot([said]), footage=seen)])])


def _shot(lines: list[PlannedLine]) -> PlannedShot:
    return replace(shot("a/01", lines), part=None, mark=Mark("essai.yaml", 4, 9))


@pytest.fixture
def media(tmp_path: Path) -> Path:
    (tmp_path / "media").mkdir()
    return tmp_path / "media"


def _answers(plan: Rundown, media: Path, *, draft: bool = False) -> tuple[PlannedShot, tuple[Finding, ...]]:
    told = with_answers(plan, FolderLibrary(media.parent), draft=draft)
    return told.rundown.items[0].shots[0], told.findings


def test_a_clip_begins_and_ends_with_what_is_said(media: Path) -> None:
    write_recording(media / "malo.mov", _speech(2.0, 1.5, 2.5), picture=True)
    seen, findings = _answers(_filmed("malo.mov"), media)
    assert findings == ()
    assert seen.footage is not None
    assert seen.footage.start == pytest.approx(1.6, abs=0.15)
    assert seen.footage.end == pytest.approx(4.1, abs=0.15)
    assert (seen.lines[0].tape.start, seen.lines[0].tape.end) == (seen.footage.start, seen.footage.end)


def test_where_the_script_says_nothing_is_trimmed(media: Path) -> None:
    write_recording(media / "malo.mov", _speech(2.0, 1.5, 2.5), picture=True)
    seen, _ = _answers(_filmed("malo.mov", start=1.0, end=5.0), media)
    assert seen.footage is not None
    assert (seen.footage.start, seen.footage.end) == (1.0, 5.0)


def test_of_whom_nothing_is_heard_is_an_error_with_its_line_and_a_draft_draws_them(media: Path) -> None:
    write_recording(media / "malo.mov", np.zeros(96_000, np.float32), picture=True)
    _, (found,) = _answers(_filmed("malo.mov"), media)
    assert (found.level, found.mark, str(found.code)) == (Level.ERROR, Mark("essai.yaml", 4, 9), "reponse-muette")
    assert "malo.mov" in found.message
    drawn, (said,) = _answers(_filmed("malo.mov"), media, draft=True)
    assert said.level is Level.WARNING
    assert drawn.footage is None
    assert [(each.text, each.recording) for each in drawn.lines] == [(_WORDS, "")]


def test_where_the_face_of_whoever_speaks_is_seen_goes_with_the_film(media: Path) -> None:
    own, alpha = figure((480, 270), 0.3)
    seen = np.clip(alpha[..., None] * own + (1 - alpha[..., None]) * 110.0, 0, 255).astype(np.uint8)
    pictures = [cv2.cvtColor(seen, cv2.COLOR_RGB2YUV_I420)] * 25
    said = np.interp(np.arange(44_100) / 44_100, np.arange(48_000) / 48_000, _speech(0.2, 0.6, 0.2)).astype(np.float32)
    film(media / "malo.mp4", pictures, sound=("mono", said[None]))
    told = with_answers(_filmed("malo.mp4"), FolderLibrary(media.parent, ROOT), draft=False)
    footage = told.rundown.items[0].shots[0].footage
    assert footage is not None
    assert footage.seen is not None
    assert footage.seen.face is not None
    assert footage.seen.face[0] + footage.seen.face[2] / 2 == pytest.approx(0.3, abs=0.03)


def test_words_that_nobody_wrote_are_told_and_not_made_up(media: Path) -> None:
    write_recording(media / "malo.mov", _speech(0.2, 1.5, 0.2), picture=True)
    seen, (found,) = _answers(_filmed("malo.mov", text=""), media)
    assert str(found.code) == "reponse-sans-texte"
    assert [each.text for each in seen.lines] == [""]


@pytest.mark.parametrize(
    ("screen", "shirt", "code"),
    [
        ("vert", (120.0, 40.0, 60.0), ""),
        ("gris", (120.0, 40.0, 60.0), "incrustation-sans-fond"),
        ("vert", (48.0, 165.0, 68.0), "incrustation-trouee"),
    ],
)
def test_what_keeps_somebody_from_being_lifted_off_is_told(
    screen: str, shirt: tuple[float, float, float], code: str, media: Path
) -> None:
    screened(media / "b.mp4", screen=screen, shirt=shirt, size=(480, 270), count=3)
    plan = _filmed("b.mp4", screen="vert")
    only_seen = replace(plan.items[0].shots[0], lines=(), part=Part.STUDIO)
    seen, findings = _answers(rundown([item("a", [only_seen])]), media)
    assert [str(found.code) for found in findings] == ([code] if code else [])
    assert seen.footage is not None
    assert (seen.footage.screen == "") == (code == "incrustation-sans-fond")


def test_before_it_is_heard_a_filmed_answer_lasts_as_long_as_its_film() -> None:
    plan = _filmed("malo.mov", text=" ".join([_WORDS] * 20))
    answer = plan.items[0].shots[0]
    assert answer.footage is not None
    lasting = replace(answer, footage=replace(answer.footage, lasts=2.0))
    (take,) = estimates(rundown([item("a", [lasting])])).values()
    assert take.samples == 96_000
    assert take.sentences[-1].end <= 96_000
