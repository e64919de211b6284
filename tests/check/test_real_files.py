"""The project's own scripts and scenes, read as they are."""

from pathlib import Path

import pytest

from pipeline.adapters.yaml.files import load_house, load_scene, read_marked, read_plain
from pipeline.check import CheckContext, MediaKind, check
from pipeline.model.scenes import Scenes
from tests.fakes.projects import CONTRACT

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted((ROOT / "scripts").glob("*.yaml"))
DEPARTMENTS = {f"{n:02}" for n in range(1, 96) if n != 20} | {"2A", "2B"} | {str(n) for n in range(971, 977)}
VOICES = (
    "presentatrice_1 presentateur_1 reporter_1 reporter_2 habitant_1 habitant_2 habitante_1 habitante_2 "
    "ainee_1 aine_1 officielle_1 officiel_1"
)


class AllThere:
    """Media that are all fine: what is on disk is other tests' business."""

    def verdict(self, path: str, kind: MediaKind) -> str | None:
        """Accept any path that stays below `media/`."""
        return None if path and kind and ".." not in path else "missing"

    def caution(self, path: str, kind: MediaKind) -> str | None:
        """Return nothing: no file is cut short."""
        del path, kind
        return None

    def likely(self, path: str, kind: MediaKind) -> str:
        """Return nothing: whatever is named is there."""
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


@pytest.fixture(scope="module")
def house_context() -> CheckContext:
    scenes = {path.parent.name: load_scene(path) for path in sorted(ROOT.glob("scenes/*/scene.yaml"))}
    return CheckContext(
        script_id="exemple",
        scenes=Scenes(scenes),
        houses=frozenset(path.stem for path in ROOT.glob("scenes/house/*.yaml")),
        programmes=frozenset(path.stem for path in ROOT.glob("media/programmes/*.yaml")),
        voices=frozenset(VOICES.split()),
        engines=frozenset({"pico", "gtts"}),
        beds=frozenset({"nappe"}),
        departments=frozenset(DEPARTMENTS),
        illustrations=frozenset(path.stem for path in ROOT.glob("media/illustrations/*.svg")),
        media=AllThere(),
    )


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_every_script_of_the_project_passes(path: Path, house_context: CheckContext) -> None:
    result = check(read_marked(path), house_context)
    assert result.script is not None, "\n".join(map(str, result.findings))


def test_the_shortest_script_passes_with_the_real_scenes(house_context: CheckContext, tmp_path: Path) -> None:
    (tmp_path / "quartier.yaml").write_text(CONTRACT, encoding="utf-8")
    result = check(read_marked(tmp_path / "quartier.yaml"), house_context)
    assert result.findings == ()
    assert result.script is not None


def test_every_house_loads() -> None:
    assert [load_house(path).id for path in sorted(ROOT.glob("scenes/house/*.yaml"))]


@pytest.mark.parametrize("path", sorted(ROOT.glob("scenes/*/sample.yaml")), ids=lambda path: path.parent.name)
def test_every_sample_is_yaml(path: Path) -> None:
    assert read_plain(path)
