"""A newscast handed over for real: the folder, its projects, and what melt makes of them, held against our own film."""

import json
import os
import shutil
import subprocess
import wave
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import opentimelineio as otio
import pytest
from defusedxml.ElementTree import parse

from pipeline.adapters.codecs.meter import Ebur128Meter
from pipeline.mix.gating import integrated
from pipeline.model.programme import PRESETS
from pipeline.model.task import Task
from pipeline.service.handoff import HandOffDone, hand_off
from pipeline.service.newsroom import Newsroom
from tests.fakes.films import film, numbered
from tests.fakes.projects import copied, settings_in
from tests.fakes.similarity import ssim_map

_SCRIPT = """\
titre: Le petit journal
conducteur:
  - sujet: Le banc
    lancement: non
    plans:
      - video: rue.mp4
        de: 0,4
        lieu: Talence, ce matin
        texte: Un banc parle.
      - chiffre: {valeur: "10", unite: bancs, source: fiction}
        transition: fondu
        texte: Dix bancs parlent.
"""
_FADE = 12
_ALIKE = 0.97
"""What is asked of frames away from transitions."""


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> HandOffDone:
    root = tmp_path_factory.mktemp("atelier")
    copied(root)
    film(root / "media" / "rue.mp4", numbered(50, (640, 360)) * 3)
    script = root / "petit.yaml"
    script.write_text(_SCRIPT, "utf-8")
    task = Task(path=script, preset=PRESETS["draft"], engine="pico", offline=True)
    return hand_off(Newsroom(settings_in(root, root / "output")), task, ("otio", "fcpxml", "kdenlive"))


@pytest.mark.slow
@pytest.mark.handoff
@pytest.mark.xdist_group("handoff")
def test_the_folder_holds_all_that_its_projects_name(handed: HandOffDone) -> None:
    names = {path.relative_to(handed.folder).as_posix() for path in handed.folder.rglob("*") if path.is_file()}
    assert {project.name for project in handed.projects} == {"petit.otio", "petit.fcpxml", "petit.kdenlive"}
    read = otio.adapters.read_from_file(str(handed.folder / "petit.otio"))
    assert read.duration().to_frames() == handed.frames
    assert {clip.media_reference.target_url for clip in read.find_clips()} <= names
    for clip in read.find_clips():
        used, has = clip.source_range, clip.media_reference.available_range
        assert used.end_time_exclusive() <= has.end_time_exclusive(), clip.name
    sources = {
        each.get("src", "").removeprefix("./") for each in parse(handed.folder / "petit.fcpxml").iter("media-rep")
    }
    assert sources <= names
    assert {"sous-titres/petit.vtt", "sous-titres/petit.srt", "sons/pistes/mixage.wav", "report.json"} <= names
    assert set(json.loads((handed.folder / "report.json").read_text("utf-8"))["outputs"]) == names - {"report.json"}
    assert all(name.isascii() for name in names)


@pytest.mark.slow
@pytest.mark.handoff
@pytest.mark.xdist_group("handoff")
def test_footage_is_used_as_it_is_from_its_in_point(handed: HandOffDone) -> None:
    read = otio.adapters.read_from_file(str(handed.folder / "petit.otio"))
    (video,) = (clip for clip in read.tracks[0].find_clips() if clip.media_reference.target_url.startswith("rushes/"))
    assert video.source_range.start_time.to_frames() == 10
    assert not handed.conformed
    assert (handed.folder / "rushes" / "rue.mp4").is_file()


@pytest.mark.slow
@pytest.mark.handoff
@pytest.mark.xdist_group("handoff")
def test_the_voices_and_the_other_buses_are_the_mix(handed: HandOffDone) -> None:
    stems = handed.folder / "sons" / "pistes"
    read = otio.adapters.read_from_file(str(handed.folder / "petit.otio"))
    mix = _pcm(stems / "mixage.wav")
    summed = np.zeros_like(mix)
    for track in (each for each in read.tracks if each.kind == "Audio" and each.enabled):
        for clip in track.find_clips():
            start = clip.trimmed_range_in_parent().start_time.to_frames() * 1920
            sound = _pcm(handed.folder / clip.media_reference.target_url)
            summed[start : start + len(sound)] += sound[: len(summed) - start]
    assert len(mix) == handed.frames * 1920
    assert np.abs(summed - mix).max() <= 8, "a few units of 24 bits, from rounding each by itself"


@pytest.mark.handoff
@pytest.mark.skipif(shutil.which("melt") is None, reason="melt is not installed (Debian: apt install melt)")
@pytest.mark.xdist_group("handoff")
def test_melt_renders_our_film_again(handed: HandOffDone, tmp_path: Path) -> None:
    made = tmp_path / "melt.mov"
    display = {"DISPLAY": os.environ.get("DISPLAY", ":0"), "QT_QPA_PLATFORM": "offscreen"}
    order = [str(shutil.which("melt")), "-silent", str(handed.folder / "petit.kdenlive")]
    order += ["-consumer", f"avformat:{made}", "vcodec=libx264", "crf=8", "preset=ultrafast", "acodec=pcm_s24le"]
    subprocess.run(  # noqa: S603 - the program that the test is about
        [*order, "real_time=-1"], env=os.environ | display, check=True, capture_output=True, timeout=900
    )
    reference = handed.folder / "reference" / "petit.mp4"
    pairs = list(zip(_lumas(made), _lumas(reference), strict=True))
    assert len(pairs) == handed.frames
    read = otio.adapters.read_from_file(str(handed.folder / "petit.otio"))
    (blends,) = (track for track in read.tracks if track.name == "Transitions")
    blended = {
        frame
        for clip in blends.find_clips()
        for frame in range(
            clip.trimmed_range_in_parent().start_time.to_frames(),
            clip.trimmed_range_in_parent().end_time_exclusive().to_frames(),
        )
    }
    assert len(blended) == _FADE
    unlike = {
        number: float(ssim_map(one, other).mean())
        for number, (one, other) in enumerate(pairs)
        if number not in blended and number % 4 == 0
    }
    worst = min(unlike, key=lambda number: unlike[number])
    assert unlike[worst] >= _ALIKE, f"frame {worst}: {unlike[worst]:.3f}"
    heard, ours = _loudness(made), _loudness(handed.folder / "sons" / "pistes" / "mixage.wav")
    assert abs(heard - ours) <= 1, "within 1 LU"


def _lumas(path: Path) -> Iterator[npt.NDArray[np.uint8]]:
    with av.open(str(path)) as source:
        for frame in source.decode(video=0):
            yield np.asarray(frame.reformat(format="yuv420p").to_ndarray()[: frame.height], np.uint8)


def _pcm(path: Path) -> npt.NDArray[np.int64]:
    """Return 24-bit samples of shape (n, 2)."""
    with wave.open(str(path), "rb") as source:
        assert (source.getframerate(), source.getsampwidth(), source.getnchannels()) == (48_000, 3, 2)
        data = np.frombuffer(source.readframes(source.getnframes()), np.uint8).reshape(-1, 3).astype(np.int64)
    whole = data[:, 0] | data[:, 1] << 8 | data[:, 2] << 16
    return np.where(whole >= 1 << 23, whole - (1 << 24), whole).reshape(-1, 2)


def _loudness(path: Path) -> float:
    return integrated(Ebur128Meter().energies(Ebur128Meter().decoded(path), 0))
