"""Two projects, two brands, one installation: each film wears its owner's colours, and signs with its owner's name."""

from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from pipeline.adapters.project import settings_at
from pipeline.model.picture import Format
from pipeline.model.programme import PRESETS
from pipeline.model.transcript import Transcript
from pipeline.pages.dress import Dress
from pipeline.pages.film import FilmPage, film_page
from pipeline.service import samples
from pipeline.service.newsroom import Newsroom

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">'
    '<circle cx="50" cy="50" r="45" fill="{0}"/><path d="M120 20h160v60h-160z" fill="{0}"/></svg>'
)
BRANDS = {
    "baie": ('chaine: TV Baie\nlogo: logo.svg\ncouleurs: {principale: "#0A4D44"}\nediteur: Saint-Brieuc\n', "#ff00ff"),
    "loire": ('chaine: Loire\nlogo: logo.svg\ncouleurs: {principale: "#7A1F3D"}\nlangue: en\n', "#00ff00"),
}
PRESET = {"horizontal": "web", "vertical": "vertical", "carre": "square"}
SIZES = {"horizontal": Format(960, 540), "vertical": Format(540, 960), "carre": Format(540, 540)}
Picture = npt.NDArray[np.int16]


def newsroom_of(name: str, folder: Path) -> Newsroom:
    content, colour = BRANDS[name]
    (folder / "media").mkdir(parents=True)
    (folder / "jt.yaml").write_text(content, "utf-8")
    (folder / "media" / "logo.svg").write_text(LOGO.format(colour), "utf-8")
    return Newsroom(settings_at(folder, folder / "cache"))


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Newsroom]:
    return {name: newsroom_of(name, tmp_path_factory.mktemp(name) / "projet") for name in BRANDS}


@lru_cache
def _drawn(newsroom: Newsroom, scene: str, shape: str) -> Picture:
    setting = samples.setting_of(newsroom.library)
    scenes = newsroom.scenes(samples.house_of(newsroom, setting))
    staged = samples.stage_sample(newsroom, scenes, scene, setting, PRESETS[PRESET[shape]])
    with newsroom.store.in_use():
        frame = samples.telling(staged.shot)
        picture = samples.drawn(samples.layer_cache(newsroom), staged, frame, SIZES[shape])
    return np.asarray(picture.convert("RGB"), np.int16)


def _corner(picture: Picture) -> Picture:
    height, width, _ = picture.shape
    return picture[: height // 3, : width // 2]


@pytest.mark.parametrize("shape", PRESET)
@pytest.mark.parametrize("scene", ["generique", "plateau", "synthe"])
def test_the_logo_of_each_stands_in_its_corner_and_nobody_elses(
    rooms: dict[str, Newsroom], scene: str, shape: str
) -> None:
    baie, loire = (_corner(_drawn(rooms[name], scene, shape)) for name in BRANDS)
    magenta, green = (np.array(colour) for colour in ((255, 0, 255), (0, 255, 0)))
    for picture, own, other in ((baie, magenta, green), (loire, green, magenta)):
        assert (np.abs(picture - own).max(axis=2) < 60).sum() > 150
        assert (np.abs(picture - other).max(axis=2) < 60).sum() == 0


@pytest.mark.parametrize("scene", ["generique", "plateau", "credits"])
def test_each_wears_its_own_colours(rooms: dict[str, Newsroom], scene: str) -> None:
    baie, loire = (_drawn(rooms[name], scene, "horizontal").reshape(-1, 3).mean(axis=0) for name in BRANDS)
    assert baie[1] > baie[0]  # more green than red
    assert loire[0] > loire[1]


def test_the_page_is_signed_and_in_its_language(rooms: dict[str, Newsroom]) -> None:
    pages = {}
    for name, room in rooms.items():
        house = room.house("la_capsule")
        told = Transcript(title="Le journal", city="", length=25, chapters=(), ticker=(), synthetic_voices=True)
        page = FilmPage(transcript=told, dress=Dress(house.palette), imprint=house.imprint)
        pages[name] = film_page(page)
    assert '<html lang="fr">' in pages["baie"]
    assert "TV Baie · Saint-Brieuc" in pages["baie"]
    assert '<html lang="en">' in pages["loire"]
    assert "Saint-Brieuc" not in pages["loire"]
    assert pages["baie"].partition("--nuit")[2][:8] != pages["loire"].partition("--nuit")[2][:8]
