"""The guide says the truth: its tables match the project, its examples pass the real check, its messages are real."""

import datetime as dt
import re
import shutil
import textwrap
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import typer

from docs.tables import GUIDE, ROOT, renewed, scenes
from pipeline.adapters.voices.pico import PicoVoice
from pipeline.adapters.yaml.brands import load_brand
from pipeline.adapters.yaml.files import load_house, load_scene, read_plain
from pipeline.check import CheckContext, Checked, MediaKind, check
from pipeline.cli.app import app
from pipeline.errors import Level, ScriptError
from pipeline.model.part import Part
from pipeline.model.programme import PRESETS
from pipeline.model.scene import House
from pipeline.model.scenes import Scenes
from pipeline.plan.branding import music_of
from pipeline.service.newsroom import Newsroom
from pipeline.service.source import Source
from pipeline.service.still import still_of
from tests.fakes.examples import whole
from tests.fakes.projects import settings_in

PAGES = sorted(GUIDE.glob("*.md"))
NAME = "mon_journal.yaml"
_BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _blocks(kind: str) -> list[Any]:
    """Return every block of a kind in the guide, named by its page and its rank there."""
    return [
        pytest.param(text, id=f"{page.stem}-{rank}")
        for page in PAGES
        for rank, (said, text) in enumerate(_BLOCK.findall(page.read_text("utf-8")), 1)
        if said == kind
    ]


def _only(kind: str) -> str:
    (found,) = _blocks(kind)
    return str(found.values[0])


class Shelf:
    """Media as the guide's examples imagine them: all there, but for what says it is not."""

    def verdict(self, path: str, kind: MediaKind) -> str | None:
        """Accept any file but an absent one."""
        return "missing" if kind and "absente" in path else None

    def caution(self, path: str, kind: MediaKind) -> str | None:
        """Return nothing: no file is cut short."""
        del path, kind
        return None

    def likely(self, path: str, kind: MediaKind) -> str:
        del path, kind
        return ""

    def spelt(self, path: str) -> str:
        del path
        return ""

    def mute(self, path: str) -> bool:
        return path.startswith("bon_mais_muet")

    def seconds(self, path: str) -> float | None:
        del path
        return None


@lru_cache
def _context() -> CheckContext:
    return CheckContext(
        script_id="mon_journal",
        scenes=Scenes(scenes()),
        houses=frozenset(path.stem for path in ROOT.glob("scenes/house/*.yaml")),
        programmes=frozenset(path.stem for path in ROOT.glob("media/programmes/*.yaml")),
        voices=frozenset(read_plain(ROOT / "media" / "voix.yaml")),
        engines=frozenset({"pico", "gtts", "embarquee"}),
        beds=frozenset({"nappe", "aucun"}),
        departments=frozenset(read_plain(ROOT / "media" / "cartes" / "departements.yaml")),
        illustrations=frozenset(path.stem for path in ROOT.glob("media/illustrations/*.svg")),
        media=Shelf(),
        deliveries=(PRESETS["web"],),
        today=dt.date(2026, 11, 30),
    )


def _checked(script: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Checked:
    monkeypatch.chdir(folder)
    Path(NAME).write_text(script, "utf-8")
    read = Source(Path(NAME)).read()
    return check(read.tree, replace(_context(), source=script)).with_reading(read.findings)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_table_says_what_the_project_does(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text == renewed(text), "the project has changed: run python -m docs.tables"


@pytest.mark.parametrize("example", _blocks("yaml"))
def test_every_example_passes_the_real_check(example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = _checked(whole(example), tmp_path, monkeypatch)
    grave = [str(finding) for finding in result.findings if finding.level is not Level.NOTE]
    assert not grave
    assert result.script is not None


def _wrongs() -> list[Any]:
    found = _BLOCK.findall((GUIDE / "messages-frequents.md").read_text("utf-8"))
    return [
        pytest.param(text, found[at + 1][1], id=text.splitlines()[-1].strip()[:30])
        for at, (said, text) in enumerate(found)
        if said == "yaml faux"
    ]


@pytest.mark.parametrize(("script", "messages"), _wrongs())
def test_every_message_is_the_one_given(
    script: str, messages: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        findings = _checked(script, tmp_path, monkeypatch).findings
    except ScriptError as error:
        findings = error.findings
    shown = [finding for finding in findings if finding.level is not Level.NOTE or f"[{finding.code}]" in messages]
    assert "".join(f"{finding}\n" for finding in shown) == messages


@pytest.mark.parametrize("example", _blocks("yaml habillage"))
def test_every_change_of_the_house_style_is_one(example: str, tmp_path: Path) -> None:
    wanted = tmp_path / "wanted.yaml"
    wanted.write_text(example, "utf-8")
    house = load_house(ROOT / "scenes" / "house" / "la_capsule.yaml").model_dump(by_alias=True)
    for key, changes in read_plain(wanted).items():
        assert set(changes) <= set(house[key]), f"la_capsule.yaml has no such {key}"
        house[key] |= changes
    assert type(load_house(ROOT / "scenes" / "house" / "la_capsule.yaml")).model_validate(house)


@pytest.mark.parametrize("example", _blocks("yaml calque"))
def test_every_layer_is_one_of_the_lower_third_moved(example: str, tmp_path: Path) -> None:
    path = tmp_path / "essai" / "scene.yaml"
    path.parent.mkdir()
    path.write_text("calques:\n" + example, "utf-8")
    (moved,) = load_scene(path).layers
    first = scenes()["synthe"].layers[0]
    assert moved.model_dump(exclude={"box"}) == first.model_dump(exclude={"box"})


def test_the_whole_lower_third_moves_by_the_line_given(tmp_path: Path) -> None:
    written = (ROOT / "scenes" / "synthe" / "scene.yaml").read_text("utf-8")
    (tmp_path / "synthe").mkdir()
    path = tmp_path / "synthe" / "scene.yaml"
    path.write_text(re.sub(r"^decale: .*\n", _only("yaml decale"), written, flags=re.MULTILINE), "utf-8")
    assert load_scene(path).shift == (0, -100)


def test_a_place_of_the_vertical_format_moves_by_one_line(tmp_path: Path) -> None:
    written = (ROOT / "scenes" / "synthe" / "scene.yaml").read_text("utf-8")
    (tmp_path / "synthe").mkdir()
    path = tmp_path / "synthe" / "scene.yaml"
    path.write_text(written[: written.index("formats:")] + _only("yaml formats"), "utf-8")
    (there,) = load_scene(path).formats["vertical"].layers.values()
    now = load_scene(ROOT / "scenes" / "synthe" / "scene.yaml").formats["vertical"].layers["nom"]
    assert (there.box[0], there.box[1] + 40, *there.box[2:]) == now.box


def test_the_scene_that_takes_over_another_changes_what_it_says_and_nothing_else(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scenes" / "chiffre", tmp_path / "chiffre")
    path = tmp_path / "grand_chiffre" / "scene.yaml"
    path.parent.mkdir()
    path.write_text(_only("yaml extends"), "utf-8")
    parent, scene = load_scene(tmp_path / "chiffre" / "scene.yaml"), load_scene(path)
    assert scene.slots["valeur"].most == 8
    assert scene.slots["valeur"].required
    changed = [new.name for old, new in zip(parent.layers, scene.layers, strict=False) if old != new]
    assert changed == ["fond"]
    assert [layer.name for layer in scene.layers[len(parent.layers) :]] == ["filet"]


def test_the_scene_that_takes_the_place_of_ours_opens_the_newscast(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scenes" / "generique", tmp_path / "generique")
    path = tmp_path / "mon_ouverture" / "scene.yaml"
    path.parent.mkdir()
    path.write_text(_only("yaml role"), "utf-8")
    ours, theirs = load_scene(tmp_path / "generique" / "scene.yaml"), load_scene(path)
    changed = [new.name for old, new in zip(ours.layers, theirs.layers, strict=True) if old != new]
    assert changed == ["fond"]
    assert Scenes({**scenes(), "mon_ouverture": theirs}).playing(Part.OPENING) == theirs


def test_the_house_chooses_as_the_guide_says(tmp_path: Path) -> None:
    (tmp_path / "choix.yaml").write_text(_only("yaml choix"), "utf-8")
    key = str(House.model_fields["played_by"].alias)
    told = read_plain(tmp_path / "choix.yaml")[key]
    assert {Part(part): scenes()[name].part for part, name in told.items()} == {Part.OPENING: Part.OPENING}


def test_the_guide_names_every_part() -> None:
    text = (ROOT / "docs" / "guide" / "habillage.md").read_text("utf-8")
    assert [part for part in Part if f"`{part}`" not in text] == []


@pytest.mark.parametrize("example", _blocks("yaml scene-maison"))
def test_the_scenes_of_a_house_keep_what_scripts_give_them(example: str, tmp_path: Path) -> None:
    path = tmp_path / "chiffre" / "scene.yaml"
    path.parent.mkdir()
    path.write_text(example, "utf-8")
    below = load_scene(ROOT / "scenes" / "chiffre" / "scene.yaml")
    scene = load_scene(path, (ROOT / "scenes",))
    assert (scene.slots, scene.alias, scene.spoken) == (below.slots, below.alias, below.spoken)
    assert not any(layer.type == "anneaux" for layer in scene.layers)


@pytest.mark.parametrize("example", _blocks("yaml musique"))
def test_the_guide_names_every_piece_and_film_that_a_channel_may_bring(example: str, tmp_path: Path) -> None:
    (tmp_path / "jt.yaml").write_text(example, "utf-8")
    file = load_brand(tmp_path / "jt.yaml")
    assert not file.findings
    assert file.brand.opening
    assert file.brand.closing
    assert set(music_of(file.brand)) == {"generique", "titres", "virgule", "nappe", "cloture"}


@pytest.mark.parametrize("example", _blocks("yaml voix"))
def test_every_voice_has_settings_that_exist(example: str, tmp_path: Path) -> None:
    path = tmp_path / "voix.yaml"
    path.write_text(example, "utf-8")
    known = read_plain(ROOT / "media" / "voix.yaml")["presentatrice_1"]["pico"]
    for engines in read_plain(path).values():
        assert set(engines["pico"]) == set(known)


def test_the_scene_of_the_guide_can_be_drawn(tmp_path: Path) -> None:
    if PicoVoice().unavailable():
        pytest.skip("the embedded voice is not installed here")
    for folder in ("media", "scenes"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    added = tmp_path / "scenes" / "rendez_vous"
    added.mkdir()
    (added / "scene.yaml").write_text(_only("yaml scene"), "utf-8")
    (added / "calendrier.svg").write_text(_only("xml"), "utf-8")
    script = tmp_path / NAME
    sample = _only("yaml sample")
    script.write_text(f"titre: Essai\nconducteur:\n  - {sample}", "utf-8")
    newsroom = Newsroom(settings_in(tmp_path, tmp_path / "output"))
    image = still_of(newsroom, Source(script), 60, PRESETS["draft"], "pico")
    amber = read_plain(ROOT / "scenes" / "house" / "la_capsule.yaml")["couleurs"]["ambre"]
    wanted = tuple(int(amber[at : at + 2], 16) for at in (1, 3, 5))
    seen = image.getpixel((720, 190))
    assert isinstance(seen, tuple)
    assert max(abs(a - b) for a, b in zip(seen, wanted, strict=True)) <= 12


def test_the_readme_shows_the_shortest_script_of_the_guide() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    found = re.search(r"^ +```yaml\n(.*?)^ +```$", readme, re.MULTILINE | re.DOTALL)
    assert found
    assert textwrap.dedent(found[1]) == _blocks("yaml")[0].values[0]


def test_the_readme_names_every_command_and_option() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    command = typer.main.get_command(app)
    commands = dict(vars(command)["commands"])
    for name, group in tuple(commands.items()):
        commands |= {f"{name} {below}": made for below, made in vars(group).get("commands", {}).items()}
    for name, below in commands.items():
        assert f"jt {name}" in readme
        options = {option for param in below.params for option in param.opts if option.startswith("--")}
        shown = {option for option in options if option in readme} | {"--output"}
        assert options <= shown, f"the README does not name {options - shown} of jt {name}"
