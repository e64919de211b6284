from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from benchmarks import film as manifest
from benchmarks.artwork import even
from benchmarks.film import BOB, SETTLE, Entrance, Film, Layer, Shot
from benchmarks.newscast import EDITS, Edit
from benchmarks.plan import Laid, laid
from benchmarks.project import ROOT, Project
from benchmarks.rivals.filter_graph import command
from pipeline.draw.raster import Raster
from pipeline.model.picture import Format, PhotoSpec
from pipeline.model.programme import BENCH_VIDEO, PRESETS
from pipeline.service.newsroom import Newsroom
from tests.fakes.projects import settings_in


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Laid:
    """The job, planned without speaking: its lengths are written."""
    newsroom = Newsroom(settings_in(ROOT, tmp_path_factory.mktemp("cache")))
    return laid(newsroom, ROOT / "benchmarks" / "job40.yaml", "bench")


def test_the_job_lasts_a_thousand_frames_with_four_cross_fades(plan: Laid) -> None:
    assert plan.timeline.length == 1000
    assert [shot.transition for shot in plan.timeline.shots] == ["coupe", "fondu", "fondu", "fondu", "fondu"]


def test_the_job_has_a_slow_zoom_two_lower_thirds_and_a_ticker_that_scrolls(plan: Laid) -> None:
    photo, studio = plan.timeline.shots[1:3]
    zooms = [layer.motion.zoom for layer in photo.layers if isinstance(layer.spec, PhotoSpec)]
    assert zooms == [(1.0, 1.06)]
    assert sum(layer.motion.scroll > 0 for layer in studio.layers) == 1
    for shot in (photo, studio):
        assert sum(layer.label == "synthé : nom" for layer in shot.layers) == 1


def test_the_bench_preset_is_the_one_everybody_is_measured_with() -> None:
    bench = PRESETS["bench"]
    assert (bench.format, bench.video) == (Format(1920, 1080), BENCH_VIDEO)
    assert (BENCH_VIDEO.speed, BENCH_VIDEO.quality, bench.audio_kbps) == ("veryfast", 20, 192)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_every_edit_finds_what_it_changes(edit: Edit) -> None:
    before = (ROOT / edit.file).read_text("utf-8")
    assert edit.change(Project(ROOT), before) != before


def _film() -> Film:
    ground = Layer("ground.png", 0, 0, 1920, 1080, opaque=True, start=0, end=50, zoom=(1.0, 1.06))
    ring = Layer("ring.png", 9, 9, 90, 90, False, 0, 50, turn=20.0, turning="ring-t.png", turning_at=(-10, -10))
    slides = Entrance("gauche", 12, 4, -60.0, 0.0)
    strip = Layer("strip.png", 276, 970, 5000, 40, False, 0, 50, enter=slides, scroll=4, phase=7)
    third = Layer("third.png", 96, 800, 400, 60, False, 10, 40, leave=Entrance("volet", 9, 2, 0.0, 0.0), bob=2.0)
    shots = (Shot(0, 50, 0, (ground, ring)), Shot(50, 50, 12, (replace(ground, zoom=(1.0, 1.0)), strip, third)))
    return Film(1920, 1080, 25, 100, "sound.wav", "veryfast", "20", "ref=1", 192, shots)


def test_a_manifest_comes_back_as_it_was_written(tmp_path: Path) -> None:
    assert manifest.load(manifest.save(_film(), tmp_path)) == _film()


def test_the_graph_says_every_motion_of_the_film(tmp_path: Path) -> None:
    pytest.importorskip("imageio_ffmpeg", reason="the bench extra is not installed")
    said = command(_film(), tmp_path, tmp_path / "out.mp4")
    graph = said[said.index("-filter_complex") + 1]
    assert "xfade=transition=fade:duration=0.48:offset=2" in graph
    assert "tpad=stop=12:stop_mode=clone" in graph
    assert "zoompan=z='1+0.06*" in graph
    assert "-4*((round(t*25)-0)+7)" in graph
    assert f"/{SETTLE}" in graph
    assert f"/{BOB})" in graph
    assert "xfade=transition=wipeleft:duration=0.36:offset=1.16" in graph
    assert graph.count("rotate=") == 1


def test_the_graph_and_x264_alone_share_their_encoder_options(tmp_path: Path) -> None:
    pytest.importorskip("imageio_ffmpeg", reason="the bench extra is not installed")
    said = " ".join(command(_film(), tmp_path, tmp_path / "out.mp4"))
    assert "-preset veryfast -crf 20 -x264-params ref=1 -threads 2" in said
    assert "-c:a aac -b:a 192k -frames:v 100" in said


def test_the_manifest_counts_bobs_and_turns_as_the_compositor_does() -> None:
    assert (SETTLE, BOB) == (100, 100)  # four seconds each, in pipeline/compose/snapshot.py
    assert all(later.start == earlier.start + earlier.length for earlier, later in pairwise(_film().shots))


def test_a_drawing_at_an_odd_place_keeps_its_pixels_where_they_are() -> None:
    drawn = Raster(np.full((2, 3, 4), 200, np.uint8), 7, 4)
    moved = even(drawn)
    assert (moved.x, moved.y) == (6, 4)
    assert (moved.rgba[:, 1:] == drawn.rgba).all()
    assert not moved.rgba[:, 0].any()
