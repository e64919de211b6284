"""The real project seen from a test: its scenes and media, and scripts written on the spot."""

import shutil
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pipeline.adapters.project import Places, Settings
from pipeline.adapters.yaml.files import load_house
from pipeline.check import Checked
from pipeline.model.programme import PRESETS
from pipeline.model.rundown import Rundown
from pipeline.model.scene import House, Scene
from pipeline.model.take import Take
from pipeline.plan.context import PlanContext
from pipeline.plan.estimate import estimate
from pipeline.plan.rundown import plan_rundown
from pipeline.plan.timeline import Planned, plan_timeline
from pipeline.service.newsroom import Newsroom
from pipeline.service.newsrooms import Newsrooms
from pipeline.service.source import Source

ROOT = Path(__file__).resolve().parents[2]

CONTRACT = """\
titre: Le journal du quartier
ville: Talence
sujets:
  - titre: La maison qui parle
    texte: >
      Rue des Lilas, une maison donne l'heure à ses voisins. Trente habitants s'y relaient chaque soir.
      « On ne se perd plus », sourit Odile, 84 ans.
  - titre: Un marché sans argent
    texte: Ici, on paie en heures. Deux mille heures ont changé de mains depuis janvier.
"""
"""The smallest script that is a whole newscast."""

BENCH = """\
titre: Le petit journal
conducteur:
  - sujet: Le banc
    lancement: non
    plans:
      - image: banc.png
        texte: Un banc parle.
"""
"""A newscast of one shot over `banc.png`, of a few seconds."""


def settings_in(root: Path, output: Path, library: Path | None = None) -> Settings:
    """Return settings with a cache of their own; the project is its own library unless one is named."""
    return Settings(Places(str(root), str(library or root)), output, output / ".cache")


_NEWSROOMS = Newsrooms()


def newsroom_in(output: Path) -> Newsroom:
    """Open a newsroom of the real project; what its files alone decide is worked out once, as in a session."""
    return _NEWSROOMS.of(settings_in(ROOT, output))


def check_file(newsroom: Newsroom, path: Path, scenes: Mapping[str, Scene], *, draft: bool = False) -> Checked:
    """Read a script and check it."""
    source = Source(path)
    return newsroom.check(source.read(), source.id, scenes, PRESETS["draft" if draft else "web"])


@lru_cache
def scenes() -> dict[str, Scene]:
    """Load the project's scenes once."""
    return dict(newsroom_in(ROOT / "output").scenes())


@lru_cache
def house() -> House:
    """Load the project's house style once."""
    return load_house(ROOT / "scenes" / "house" / "la_capsule.yaml")


def checked(text: str, folder: Path, *, name: str = "essai.yaml", preset: str = "web") -> tuple[Newsroom, Checked]:
    """Write a script and check it with the project's scenes."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    newsroom = newsroom_in(folder / "output")
    return newsroom, check_file(newsroom, path, scenes(), draft=PRESETS[preset].draft)


def context_of(text: str, folder: Path, *, preset: str = "web") -> PlanContext:
    """Return what planning a script needs; the script must be good."""
    newsroom, found = checked(text, folder, preset=preset)
    assert found.script is not None, [str(finding) for finding in found.findings]
    return newsroom.plan_context(found.script, scenes(), PRESETS[preset])


def rundown_of(text: str, folder: Path, *, preset: str = "web") -> Rundown:
    """Plan a script."""
    return plan_rundown(context_of(text, folder, preset=preset))


def planned(text: str, folder: Path, *, preset: str = "web") -> tuple[Rundown, Planned]:
    """Plan a script and lay it in time with estimated takes."""
    context = context_of(text, folder, preset=preset)
    rundown = plan_rundown(context)
    takes: dict[str, Take] = {line.id: estimate(line) for line in rundown.lines}
    return rundown, plan_timeline(context, rundown, takes)


def copied(folder: Path) -> Path:
    """Copy the project's scenes and media, so that a test may write anywhere in it."""
    for name in ("scenes", "media"):
        shutil.copytree(ROOT / name, folder / name)
    return folder
