"""The project's files are found by name; nothing outside the project is."""

from pathlib import Path

import pytest

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.verdicts import ProjectMedia
from pipeline.errors import MediaError, SceneError

_OUTSIDE = ["../secret.jpg", "media/../../secret.jpg", "/etc/hostname", "media/lien.jpg"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = tmp_path / "projet"
    (project / "media" / "bordeaux").mkdir(parents=True)
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (project / "media" / "bordeaux" / "cafe.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><g id="fond" data-drift="8"/><g id="avant" data-pulse="1"/></svg>'
    )
    (project / "media" / "lien.jpg").symlink_to(tmp_path / "secret.jpg")
    (project / "pyproject.toml").write_text("")
    return project


@pytest.mark.parametrize("name", _OUTSIDE)
def test_a_path_outside_the_project_is_refused(name: str, root: Path) -> None:
    library = FolderLibrary(root)
    assert not library.exists(name)
    for ask in (library.path, library.asset, library.read):
        with pytest.raises(MediaError, match="sort du projet"):
            ask(name)


def test_a_file_is_named_from_the_project_and_its_digest_kept(root: Path) -> None:
    library = FolderLibrary(root)
    assert library.exists("media/bordeaux/cafe.svg")
    assert library.read("media/bordeaux/cafe.svg").startswith(b"<svg")
    assert not library.used
    asset = library.asset("media/bordeaux/cafe.svg")
    assert library.used == (asset,)


def test_the_digest_follows_the_content(root: Path) -> None:
    before = FolderLibrary(root).asset("media/bordeaux/cafe.svg").digest
    (root / "media" / "bordeaux" / "cafe.svg").write_text("<svg/>")
    assert FolderLibrary(root).asset("media/bordeaux/cafe.svg").digest != before


@pytest.mark.parametrize("name", ["media/absent.svg", "media", ""])
def test_what_is_no_file_is_told(name: str, root: Path) -> None:
    library = FolderLibrary(root)
    assert not library.exists(name)
    with pytest.raises(MediaError, match="introuvable ou illisible"):
        library.asset(name)


def test_depths_in_paint_order(root: Path) -> None:
    depths = FolderLibrary(root).depths("media/bordeaux/cafe.svg")
    assert [(depth.group, depth.drift, depth.pulse) for depth in depths] == [("fond", 8.0, False), ("avant", 0.0, True)]


@pytest.mark.parametrize("svg", ["<svg", "<svg xmlns='http://www.w3.org/2000/svg'><rect/></svg>"])
def test_artwork_that_is_none_is_told(svg: str, root: Path) -> None:
    (root / "media" / "vide.svg").write_text(svg)
    with pytest.raises(SceneError, match=r"media/vide\.svg"):
        FolderLibrary(root).depths("media/vide.svg")


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("absente.jpg", "missing"),
        ("media/absente.jpg", "missing"),
        ("../secret.jpg", "sort du"),
        ("pyproject.toml", "missing"),
        ("lien.jpg", "sort du"),
        ("bordeaux/cafe.svg", ""),
    ],
)
def test_a_script_names_media_only(name: str, verdict: str, root: Path) -> None:
    said = ProjectMedia(FolderLibrary(root)).verdict(name, "image")
    assert said is not None
    assert verdict in said
