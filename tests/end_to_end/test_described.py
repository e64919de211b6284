"""A described film: a voice more in its silences, held pictures, captions of what people say alone."""

import json
from pathlib import Path

import av
import numpy as np
import pytest

from pipeline.errors import UserError
from pipeline.model.programme import PRESETS
from pipeline.model.task import Task
from pipeline.model.version import Version
from pipeline.service.render import Rendered, render
from tests.fakes.projects import newsroom_in

BARE = """\
titre: Le petit journal
tapis: aucun
intervenants:
  malo: {nom: Malo Ferrand, role: traducteur indépendant}
conducteur:
  - sonore: malo
    texte: Ici, on ne se perd plus.
"""
TOLD = "    description: Malo Ferrand, traducteur indépendant, devant la gare.\n"


def made(script: str, home: Path, version: Version) -> Rendered:
    path = home / "journal.yaml"
    path.write_text(script, "utf-8")
    task = Task(path=path, preset=PRESETS["draft"], engine="pico", version=version, folder=home / version)
    return render(newsroom_in(home), task)


def sound_of(film: Path) -> np.ndarray:
    """Return the first sound track, one channel, at 48 kHz."""
    with av.open(str(film)) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


def loud(sound: np.ndarray) -> float:
    """Return a root mean square in decibels."""
    return float(20 * np.log10(np.sqrt((sound.astype(np.float64) ** 2).mean()) + 1e-9))


@pytest.mark.slow
def test_a_picture_waits_until_it_is_described(tmp_path: Path) -> None:
    plain, told = made(BARE + TOLD, tmp_path, "plain"), made(BARE + TOLD, tmp_path, "description")
    assert (plain.film.name, told.film.name) == ("journal.mp4", "journal-description.mp4")
    longer = (told.frames - plain.frames) / 25
    assert longer > 4, "disclosure and description, and the breath between them and the words"
    before, after = sound_of(plain.film), sound_of(told.film)
    held = round(longer * 48_000)
    assert loud(after[:held]) > -30, "somebody describes"
    words = before[round(0.3 * 48_000) :]
    assert loud(after[held + round(0.3 * 48_000) :]) == pytest.approx(loud(words), abs=3), "then it is the film again"
    report = json.loads((told.film.parent / "report.json").read_text("utf-8"))
    assert "audiodescription" in {voice["speaker"] for voice in report["voices"]}
    assert "devant la gare" not in (told.film.parent / "captions.vtt").read_text("utf-8")
    assert abs(told.loudness - PRESETS["draft"].loudness.target) <= PRESETS["draft"].loudness.tolerance


def test_a_script_that_describes_nothing_has_no_described_film(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="aucun plan n'a de « description », il n'y a rien à décrire ; « jt check"):
        made(BARE, tmp_path, "description")
