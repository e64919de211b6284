"""The project's files are found by name; nothing outside the project is."""

import os
from pathlib import Path

import pytest
from PIL import Image

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.verdicts import ProjectMedia
from pipeline.errors import MediaError, SceneError
from tests.fakes.odd_places import put_there

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
    with pytest.raises(MediaError, match=r"introuvable ou illisible|un dossier, pas un fichier"):
        library.asset(name)


def test_depths_in_paint_order(root: Path) -> None:
    depths = FolderLibrary(root).depths("media/bordeaux/cafe.svg")
    assert [(depth.group, depth.drift, depth.pulse) for depth in depths] == [("fond", 8.0, False), ("avant", 0.0, True)]


@pytest.mark.parametrize("drift", ["abc", "nan", "inf", "1,5"])
def test_a_depth_that_moves_by_no_number_is_told(drift: str, root: Path) -> None:
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg"><g id="fond" data-drift="{drift}"/></svg>'
    (root / "media" / "faux.svg").write_text(drawn)
    with pytest.raises(SceneError, match=f"media/faux.svg : « data-drift » n'est pas un nombre : « {drift} »"):
        FolderLibrary(root).depths("media/faux.svg")


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


class TestLayers:
    """Beside the script, then the project, then the library: the nearest file of a name wins."""

    @pytest.fixture
    def layers(self, tmp_path: Path) -> FolderLibrary:
        for place, names in {
            "projet/scripts": ("cafe.jpg", "photos/banc.jpg"),
            "projet": ("media/cafe.jpg", "media/rue.jpg", "scenes/carton/scene.yaml"),
            "biblio": (
                "media/cafe.jpg",
                "media/rue.jpg",
                "media/pont.jpg",
                "scenes/carton/scene.yaml",
                "scenes/fin/scene.yaml",
            ),
        }.items():
            for name in names:
                path = tmp_path / place / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(place)
        return FolderLibrary(tmp_path / "projet", tmp_path / "biblio", beside=tmp_path / "projet" / "scripts")

    @pytest.mark.parametrize(
        ("name", "place"),
        [
            ("media/cafe.jpg", "projet/scripts"),
            ("media/photos/banc.jpg", "projet/scripts"),
            ("media/rue.jpg", "projet"),
            ("media/pont.jpg", "biblio"),
            ("scenes/carton/scene.yaml", "projet"),
            ("scenes/fin/scene.yaml", "biblio"),
        ],
    )
    def test_the_nearest_wins(self, name: str, place: str, layers: FolderLibrary) -> None:
        assert layers.exists(name)
        assert layers.read(name).decode() == place

    @pytest.mark.parametrize("name", ["media/../../secret.jpg", "../secret.jpg", "media/../jt.yaml"])
    def test_a_name_that_leaves_all_three_is_refused_with_the_way_out(self, name: str, layers: FolderLibrary) -> None:
        with pytest.raises(MediaError, match="sort du projet ; placez le fichier dans media/, ou à côté du script"):
            layers.path(name)

    def test_what_is_listed_is_the_union_each_name_once(self, layers: FolderLibrary) -> None:
        found = {name: path.read_text() for name, path in layers.listed("scenes/*/scene.yaml").items()}
        assert found == {"scenes/carton/scene.yaml": "projet", "scenes/fin/scene.yaml": "biblio"}

    def test_scenes_are_looked_for_in_the_houses_own_folder_first_in_each_layer(self, layers: FolderLibrary) -> None:
        root = layers.path("media/pont.jpg").parents[2]
        assert [folder.relative_to(root).as_posix() for folder in layers.scene_folders("k")] == [
            "projet/scenes/house/k", "projet/scenes", "biblio/scenes/house/k", "biblio/scenes",
        ]  # fmt: skip

    def test_what_was_sought_beside_the_script_is_known_with_what_was_used(self, layers: FolderLibrary) -> None:
        asset = layers.asset("media/cafe.jpg")
        assert not layers.exists("media/absente.jpg")
        assert layers.beside == {"absente.jpg": "", "cafe.jpg": asset.digest}

    def test_bytes_that_changed_meanwhile_have_another_digest(self, layers: FolderLibrary) -> None:
        before = layers.asset("media/rue.jpg")
        path = layers.path("media/rue.jpg")
        path.write_text("tout autre chose")
        assert layers.asset("media/rue.jpg").digest != before.digest
        assert layers.read("media/rue.jpg") == b"tout autre chose"

    def test_a_nearer_file_that_appears_is_found(self, layers: FolderLibrary, tmp_path: Path) -> None:
        before = layers.asset("media/pont.jpg")
        (tmp_path / "projet" / "media" / "pont.jpg").write_text("le nôtre")
        assert layers.asset("media/pont.jpg") != before


@pytest.mark.skipif(os.name != "posix", reason="pipes, sockets and devices are made as POSIX makes them")
@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("folder", "c'est un dossier, pas un fichier"),
        ("pipe", "c'est un tube, pas un fichier"),
        ("socket", "c'est une prise de communication, pas un fichier"),
        ("endless", "sort du projet"),
        ("loop", ""),
        ("dangling", ""),
    ],
)
def test_what_stands_where_a_file_belongs_is_told_and_never_waited_for(how: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    put_there(how, tmp_path / "media" / "photo.jpg", tmp_path / "media")
    library = FolderLibrary(tmp_path)
    assert not library.exists("media/photo.jpg")
    for ask in (library.asset, library.read):
        with pytest.raises(MediaError, match=told or "introuvable"):
            ask("media/photo.jpg")
    verdict = ProjectMedia(library).verdict("photo.jpg", "image")
    assert verdict is not None
    assert (told or "missing") in verdict


def test_a_file_that_nobody_may_read_is_told_in_french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "photo.jpg").write_bytes(b"x")

    def refuse(path: Path) -> Image.Image:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pipeline.adapters.media.usable.showable", refuse)
    verdict = ProjectMedia(FolderLibrary(tmp_path)).verdict("photo.jpg", "image")
    assert verdict == "fichier illisible (vous n'en avez pas le droit) ; vérifiez vos droits"
    monkeypatch.setattr("pipeline.adapters.media.usable.showable", _starving)
    with pytest.raises(OSError, match="open files"):
        ProjectMedia(FolderLibrary(tmp_path)).verdict("photo.jpg", "image")


def _starving(_: Path) -> None:
    raise OSError(24, "Too many open files")
