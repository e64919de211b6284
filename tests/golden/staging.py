"""The samples of the scenes, staged through the real path: YAML → check → plan → layers → one frame."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from pipeline.adapters.yaml.files import read_marked, read_plain
from pipeline.model.marked import MapNode
from pipeline.model.picture import Format
from pipeline.model.programme import PRESETS
from pipeline.model.scene import Scene
from pipeline.model.version import PLAIN, Version
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.still import still
from pipeline.service.samples import SETTING, Staged, newscast, stage
from tests.fakes.projects import newsroom_in

__all__ = ["EACH", "EACH_SLOWLY", "ROOT", "SAMPLES", "SPEAKERS", "TELLING", "Staged", "Studio", "studio_in"]

ROOT = Path(__file__).parents[2]
SAMPLES = {path.parent.name: path for path in sorted(ROOT.glob("scenes/*/sample.yaml"))}
SPEAKERS: dict[str, dict[str, Any]] = read_plain(ROOT / SETTING)["intervenants"]
EACH = [pytest.param(name, marks=pytest.mark.xdist_group(f"scene {name}")) for name in SAMPLES]
"""Every sample as a parameter: whatever looks at one is one worker's, which stages it and draws its layers once."""

TELLING = frozenset({
    "avant_apres", "breve", "carte", "citation", "courbe", "chiffre", "credits", "duplex", "generique", "manchette",
    "plateau", "synthe", "titres", "video",
})  # fmt: skip
"""Samples that have every kind of layer, and every way in which scenes come in."""

EACH_SLOWLY = [
    each if name in TELLING else pytest.param(name, marks=(*each.marks, pytest.mark.slow))
    for name, each in zip(SAMPLES, EACH, strict=True)
]
"""Every sample for what is looked at a second time, otherwise: the others wait for the slow tests."""


_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class Studio:
    """The project in a house, and a folder in which samples are staged."""

    def __init__(self, folder: Path, house: str = "la_capsule") -> None:
        self.root = ROOT
        self.newsroom = newsroom_in(folder / "sortie")
        self.scenes: Mapping[str, Scene] = self.newsroom.scenes(house)
        self.house = self.newsroom.house(house)
        self.layers = LayerCache(self.newsroom.library, self.newsroom.footage, self.newsroom.clips)
        self._folder = folder
        self._trees: dict[tuple[str, str], MapNode] = {}
        self._shown: dict[tuple[str, str], Staged] = {}

    def sample(self, scene: str) -> dict[str, Any]:
        """Read a sample as it is written."""
        entry: dict[str, Any] = read_plain(SAMPLES[scene])
        return entry

    def shown(self, scene: str, preset: str = "web") -> Staged:
        """Plan the newscast of a sample as it is written, once."""
        if (scene, preset) not in self._shown:
            self._shown[scene, preset] = self.staged(self.sample(scene), scene=scene, preset=preset)
        return self._shown[scene, preset]

    def staged(
        self,
        entry: Mapping[str, Any],
        *,
        scene: str = "",
        speakers: Mapping[str, Any] = SPEAKERS,
        preset: str = "web",
        version: Version = PLAIN,
    ) -> Staged:
        """Plan a newscast of one shot: the disclosure of voices is left to its own sample, as the mark of drafts is."""
        draft, spoken = scene == "brouillon", scene == "voix_synthese"
        setting = {**read_plain(ROOT / SETTING), "intervenants": dict(speakers), "habillage": self.house.id}
        script = newscast(self._tree("journal", setting), self._tree("plan", entry), spoken=spoken)
        name = "brouillon" if draft else ""
        return stage(self.newsroom, self.scenes, name, script, PRESETS[preset], disclosed=spoken, version=version)

    def frame(self, staged: Staged, number: int, fmt: Format) -> Image.Image:
        """Compose frame `number` of the shot."""
        return still(staged.timeline, staged.shot.span.start + number, fmt, self.layers)

    def _tree(self, name: str, content: Mapping[str, Any]) -> MapNode:
        """Write and read, once for every content: the newscast around a sample is nearly always the same."""
        text = yaml.dump(dict(content), Dumper=_DUMPER, allow_unicode=True, sort_keys=False)
        if (name, text) not in self._trees:
            path = self._folder / f"{name}.yaml"
            path.write_text(text, "utf-8")
            tree = read_marked(path)
            assert isinstance(tree, MapNode)
            self._trees[name, text] = tree
        return self._trees[name, text]


def studio_in(folders: pytest.TempPathFactory, house: str = "la_capsule") -> Studio:
    """Return the studio of a house, made once a session for every file that looks at samples."""
    return _studio(folders.getbasetemp() / "studios" / house)


@lru_cache
def _studio(folder: Path) -> Studio:
    folder.mkdir(parents=True)
    return Studio(folder, folder.name)
