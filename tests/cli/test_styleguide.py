"""`jt styleguide`: the look on one page, drawn once, told when it breaks, watched until Ctrl-C."""

import re
import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline.cli import styleguides
from pipeline.cli.styleguides import watched
from pipeline.model.picture import Format
from pipeline.service import styleguide
from pipeline.service.styleguide import Made, StyleGuide, looks
from tests.fakes.projects import settings_in

ROOT = Path(__file__).parents[2]
SHOWN = {"carton", "chiffre", "plateau", "sonore", "synthe"}
Jt = Callable[..., Any]


class Tags(HTMLParser):
    """Every tag of a page, with its attributes; fails when tags do not close as they open."""

    VOID = frozenset({"meta", "link", "input", "img", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(page)
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.found if name == tag]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a few scenes, drawn small."""
    root = tmp_path / "projet"
    for name in ("house", *SHOWN):
        shutil.copytree(ROOT / "scenes" / name, root / "scenes" / name)
    shutil.copy(ROOT / "scenes" / "exemple.yaml", root / "scenes")
    shutil.copytree(ROOT / "media", root / "media", ignore=shutil.ignore_patterns("job40"))
    monkeypatch.setattr(styleguide, "_SIZE", Format(192, 108))
    monkeypatch.setattr(styleguides, "settings_at", lambda _start, _cache: settings_in(root, tmp_path / "output"))
    return root


@pytest.fixture
def make(project: Path, tmp_path: Path) -> Callable[[], Made]:
    return StyleGuide(settings_in(project, tmp_path / "sortie"), tmp_path / "charte").make


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.usefixtures("project")
def test_the_page_shows_every_scene_and_all_the_look_is_made_of(jt: Jt, folder: Path) -> None:
    told = jt("styleguide", "-o", "charte")
    assert (told.code, told.out) == (0, "charte/index.html\n"), told
    page = (folder / "charte" / "index.html").read_text("utf-8")
    tags = Tags(page)
    assert {str(image["src"]).split("/")[1].split(".")[0] for image in tags.of("img")} == SHOWN
    assert all(image["alt"] for image in tags.of("img"))
    for attrs in (*tags.of("img"), *tags.of("audio")):
        assert (folder / "charte" / str(attrs["src"]).split("?")[0]).is_file()
    assert set(re.findall(r'url\("([^"]+)"\)', page)) == {
        f"polices/{path.name}" for path in (folder / "charte" / "polices").iterdir()
    }
    with Image.open(folder / "charte" / "images" / "synthe.webp") as image:
        assert image.width * 9 == image.height * 16
        assert len(set(image.convert("RGB").resize((16, 9)).getdata())) > 5, "the picture shows nothing"
    for said in (
        "#F6A821",
        "Les bonnes santés",
        "surtitre",
        "lower_third",
        "4,5 : 1",
        "12 images (0,48 s)",
        "generique.ogg",
    ):
        assert said in page, said
    labelled = {label["for"] for label in tags.of("label")}
    assert {box["id"] for box in tags.of("input")} == labelled
    assert len(labelled) == len(SHOWN) + 1
    assert not re.search(r"https?:|<script", page)


def test_only_what_changed_is_drawn_again(make: Callable[[], Made], project: Path) -> None:
    assert set(make().drawn) == SHOWN
    assert make().drawn == ()
    _change(project / "scenes" / "chiffre" / "scene.yaml", "style: nombre", "style: titre")
    assert make().drawn == ("chiffre",)


def test_a_scene_that_breaks_is_told_with_its_place_and_the_others_are_shown(
    make: Callable[[], Made], project: Path
) -> None:
    make()
    scene = project / "scenes" / "chiffre" / "scene.yaml"
    good = scene.read_text("utf-8")
    _change(scene, "style: nombre", "stile: nombre")
    made = make()
    (problem,) = made.problems
    page = made.page.read_text("utf-8")
    assert re.search(r"scenes/chiffre/scene\.yaml:\d+:\d+: .*stile.*vouliez-vous dire « style » \?", problem)
    assert re.search(r"scenes/chiffre/scene\.yaml:\d+:\d+: ", page)
    assert str(project) not in page
    assert 'src="images/synthe.webp' in page
    assert 'src="images/chiffre.webp' not in page
    scene.write_text(good, "utf-8")
    made = make()
    assert made.problems == ()
    assert 'src="images/chiffre.webp' in made.page.read_text("utf-8")


def test_a_style_nobody_knows_is_told_where_it_is_written(make: Callable[[], Made], project: Path) -> None:
    scene = project / "scenes" / "chiffre" / "scene.yaml"
    _change(scene, "style: nombre", "style: nomber")
    line = next(at for at, text in enumerate(scene.read_text("utf-8").splitlines(), 1) if "nomber" in text)
    (problem,) = make().problems
    assert problem.startswith(f"scenes/chiffre/scene.yaml:{line}:")
    assert "le style « nomber » n'est pas dans l'habillage ; vouliez-vous dire « nombre » ?" in problem


def test_a_house_that_breaks_is_told_and_the_last_page_stays_to_be_seen(
    make: Callable[[], Made], project: Path
) -> None:
    make()
    _change(project / "scenes" / "house" / "la_capsule.yaml", '"#F6A821"', "orange")
    made = make()
    (problem,) = made.problems
    assert re.search(r"house/la_capsule\.yaml:\d+:\d+: ", problem)
    page = made.page.read_text("utf-8")
    assert re.search(r"la_capsule\.yaml:\d+:\d+: ", page)
    assert 'src="images/synthe.webp' in page


def test_a_scene_that_cannot_be_drawn_is_an_error_of_the_command(jt: Jt, project: Path) -> None:
    (project / "scenes" / "chiffre" / "sample.yaml").write_text("chiffre: {valeurr: 3}\n", "utf-8")
    told = jt("styleguide", "-o", "charte")
    assert told.code == 1
    assert re.search(r"scenes/chiffre/sample\.yaml:1:\d+: la clé « valeurr » est inconnue", told.err)


@pytest.mark.usefixtures("project")
def test_a_file_in_the_way_is_told(jt: Jt) -> None:
    assert "donnez un dossier" in jt("styleguide", "-o", "petit.yaml").sentence()


def test_watching_makes_the_page_again_when_a_file_changes_until_it_is_interrupted(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = StyleGuide(settings_in(project, tmp_path / "sortie"), tmp_path / "charte")
    page, state = tmp_path / "charte" / "index.html", tmp_path / "charte" / "etat.js"
    versions: list[str] = []

    def editing() -> Iterator[None]:
        yield
        _change(project / "scenes" / "synthe" / "scene.yaml", "couleur: blanc", "couleur: ambre_doux")
        yield
        _change(project / "scenes" / "synthe" / "scene.yaml", "style: nom", "style: [")
        yield
        raise KeyboardInterrupt

    edits = editing()

    def wait() -> None:
        versions.append(state.read_text("utf-8").split('"')[1])
        assert f'const version = "{versions[-1]}"' in page.read_text("utf-8")
        next(edits)

    with pytest.raises(KeyboardInterrupt):
        watched(guide, lambda: looks([project]), wait)
    printed = capsys.readouterr()
    assert printed.out == f"{page}\n"
    assert versions[0] == versions[1] != versions[2] != versions[3]
    told = [line for line in printed.err.splitlines() if "redessinée" in line]
    assert [line.split(" : ")[0] for line in told] == [
        "5 scènes, 5 redessinées",
        "5 scènes, 3 redessinées",
        "5 scènes, 0 redessinée",
    ]
    assert told[1].endswith(" : plateau, sonore, synthe"), "an overlay is drawn again wherever it is laid"
    assert re.search(r"scenes/synthe/scene\.yaml:\d+:\d+: ", printed.err)


@pytest.mark.usefixtures("project")
def test_an_interrupted_watch_leaves_with_130(jt: Jt, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(styleguides, "watched", interrupted)
    assert jt("styleguide", "--watch", "-o", "charte").code == 130
