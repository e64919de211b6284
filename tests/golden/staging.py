"""The samples of the scenes, staged through the real path: YAML → check → plan → layers → one frame."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import yaml
from PIL import Image

from pipeline.adapters.yaml_files import read_plain
from pipeline.model.picture import Format
from pipeline.model.programme import PRESETS
from pipeline.model.scene import Scene
from pipeline.model.timeline import TimedShot, Timeline
from pipeline.newsroom import Newsroom, Settings
from pipeline.plan.estimate import estimate
from pipeline.plan.rundown import plan_rundown
from pipeline.plan.timeline import plan_timeline
from pipeline.produce.deliver import still
from pipeline.produce.layer_cache import LayerCache

ROOT = Path(__file__).parents[2]
SAMPLES = {path.parent.name: path for path in sorted(ROOT.glob("scenes/*/sample.yaml"))}
ITEMS = frozenset({"generique", "titres", "breve", "virgule", "credits"})
"""Scenes that stand in the rundown by themselves; the others belong to a story."""

SPEAKERS: dict[str, dict[str, Any]] = {
    "ines": {
        "nom": "Inès Delcourt",
        "role": "présentatrice",
        "voix": "presentatrice_1",
        "portrait": {"coiffure": "carre", "cheveux": "brun", "peau": 3, "tenue": 2},
    },
    "malo": {
        "nom": "Malo Ferrand",
        "role": "habitant de Talence",
        "voix": "habitant_2",
        "portrait": {"coiffure": "boucles", "cheveux": "roux", "peau": 2, "tenue": 5, "barbe": "oui"},
    },
    "odile": {
        "nom": "Odile Marchand",
        "role": "colocataire, 84 ans",
        "voix": "ainee_1",
        "portrait": {"coiffure": "chignon", "cheveux": "blanc", "peau": 4, "tenue": 9, "lunettes": "oui"},
    },
}


@dataclass(frozen=True, slots=True)
class Staged:
    """One sample as planned: the whole timeline, and the shot that shows the scene."""

    timeline: Timeline
    shot: TimedShot


class Studio:
    """A copy of the project with a photo and a film in it, in which samples are staged."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "projet"
        for name in ("scenes", "media"):
            shutil.copytree(ROOT / name, self.root / name)
        examples = self.root / "media" / "exemples"
        examples.mkdir()
        _photo().save(examples / "marche.png")
        _film(examples / "place.mp4")
        self.newsroom = Newsroom(Settings(self.root, folder / "sortie"))
        self.scenes: Mapping[str, Scene] = self.newsroom.scenes()
        self.house = self.newsroom.house("la_capsule")
        self.layers = LayerCache(self.newsroom.library, self.newsroom.footage, self.newsroom.clips)
        self._folder = folder

    def sample(self, scene: str) -> dict[str, Any]:
        """Read a sample as it is written."""
        entry: dict[str, Any] = read_plain(SAMPLES[scene])
        return entry

    def staged(
        self,
        entry: Mapping[str, Any],
        *,
        draft: bool = False,
        spoken: bool = False,
        speakers: Mapping[str, Any] = SPEAKERS,
    ) -> Staged:
        """Plan a newscast of one shot; unless `spoken`, the disclosure of voices is left to its own sample."""
        shot = dict(entry)
        ticker = shot.pop("bandeau", [])
        story: dict[str, Any] = {
            "sujet": "exemple",
            "titre": "La maison du temps partagé",
            "theme": "bonnes_santes",
            "reporter": "malo",
            "lancement": "non",
            "plans": [shot],
        }
        opening = {"plateau": {}, "texte": "Bonsoir."}
        item = shot if ITEMS & shot.keys() else story
        script = {
            "titre": "JT 2050 – Talence",
            "atelier": {"ville": "Talence", "departement": "33", "date": "2019-09"},
            "presente_par": "ines",
            "bandeau": ticker,
            "intervenants": dict(speakers),
            "conducteur": [item] if spoken else [opening, item],
        }
        path = self._folder / "exemple.yaml"
        path.write_text(yaml.safe_dump(script, allow_unicode=True, sort_keys=False), "utf-8")
        checked = self.newsroom.check(path, self.scenes, draft=False)
        assert checked.script is not None, "\n".join(map(str, checked.findings))
        context = self.newsroom.plan_context(checked.script, self.scenes, PRESETS["draft" if draft else "web"])
        rundown = plan_rundown(context)
        takes = {line.id: estimate(line) for line in rundown.lines}
        timeline = plan_timeline(context, rundown, takes).timeline
        return Staged(timeline, timeline.shots[-1])

    def frame(self, staged: Staged, number: int, fmt: Format) -> Image.Image:
        """Compose frame `number` of the shot."""
        return still(staged.timeline, staged.shot.span.start + number, fmt, self.layers)


def _photo() -> Image.Image:
    """Return a 4:3 picture made of plain shapes: sky, sun, a row of stalls."""
    rows, columns = np.mgrid[0:600, 0:800].astype(np.float32)
    picture = np.empty((600, 800, 3), np.float32)
    for channel, (top, bottom) in enumerate(((250, 90), (190, 120), (120, 190))):
        picture[..., channel] = top + (bottom - top) * rows / 600
    picture[(rows - 210) ** 2 + (columns - 560) ** 2 < 90**2] = (255, 236, 190)
    for index in range(5):
        left = 40 + index * 150
        stall = (columns > left) & (columns < left + 120) & (rows > 360)
        picture[stall] = (200, 90 + 25 * index, 80)
        picture[stall & (rows < 400) & ((columns - left) % 40 < 20)] = (250, 240, 225)
    picture[rows > 520] = (70, 60, 80)
    return Image.fromarray(picture.astype(np.uint8))


def _film(path: Path) -> None:
    """Write four seconds of a bar that crosses a plain ground, 16:9."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(25), options={"crf": "12", "threads": "1"})
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuv420p"
        for number in range(100):
            picture: npt.NDArray[np.uint8] = np.full((360, 640, 3), (36, 92, 110), np.uint8)
            picture[220:] = (120, 150, 90)
            picture[140:260, 40 + number * 5 : 140 + number * 5] = (232, 180, 90)
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
