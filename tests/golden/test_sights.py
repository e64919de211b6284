"""Every sample is looked at as a film is: in each format nothing of it is hard to read."""

import pytest

from pipeline.model.picture import Format
from pipeline.review.sighting import TextViewer
from tests.golden.staging import EACH, Studio, studio_in

pytestmark = pytest.mark.slow  # every sample looked at, in every format and both houses

SIZES = {"web": Format(640, 360), "vertical": Format(360, 640), "square": Format(360, 360)}


@pytest.fixture(scope="module", params=["la_capsule", "le_kiosque"])
def studio(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return studio_in(tmp_path_factory, request.param)


@pytest.mark.parametrize("preset", SIZES)
@pytest.mark.parametrize("scene", EACH)
def test_every_text_of_a_sample_is_readable(scene: str, preset: str, studio: Studio) -> None:
    staged, read = studio.shown(scene, preset), studio.newsroom.library.read
    sight = TextViewer(SIZES[preset], studio.layers, lambda asset: read(asset.path), staged.house.safe)
    assert [f"{flaw.code}: {flaw.message}" for flaw in sight.flaws(staged.shot)] == []
