"""Every sample is looked at as a film is: in each format nothing of it is hard to read."""

from pathlib import Path

import pytest

from pipeline.model.picture import Format
from pipeline.review.sighting import TextViewer
from tests.golden.staging import SAMPLES, Studio

SIZES = {"web": Format(640, 360), "vertical": Format(360, 640), "square": Format(360, 360)}


@pytest.fixture(scope="module", params=["la_capsule", "le_kiosque"])
def studio(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return Studio(tmp_path_factory.mktemp("regards"), request.param)


@pytest.mark.parametrize("preset", SIZES)
@pytest.mark.parametrize("scene", SAMPLES)
def test_every_text_of_a_sample_is_readable(scene: str, preset: str, studio: Studio) -> None:
    staged = studio.staged(
        studio.sample(scene), draft=scene == "brouillon", spoken=scene == "voix_synthese", preset=preset
    )
    sight = TextViewer(SIZES[preset], studio.layers, lambda asset: _read(studio.root / asset.path), staged.house.safe)
    assert [f"{flaw.code}: {flaw.message}" for flaw in sight.flaws(staged.shot)] == []


def _read(path: Path) -> bytes:
    return path.read_bytes()
