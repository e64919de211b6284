"""The guide's scene in Python is a real one: it is given what the page says, and its bars rise."""

import re
import shutil
from pathlib import Path

from docs.tables import GUIDE, ROOT
from pipeline.adapters.yaml.files import read_plain
from pipeline.model.programme import PRESETS
from pipeline.service.newsroom import Newsroom
from pipeline.service.source import Source
from pipeline.service.still import still_of
from tests.fakes.projects import settings_in


def _block(kind: str) -> str:
    page = (GUIDE / "scenes-en-python.md").read_text("utf-8")
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_example_can_be_drawn(tmp_path: Path) -> None:
    for folder in ("media", "scenes"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    added = tmp_path / "scenes" / "barres"
    added.mkdir()
    (added / "scene.yaml").write_text(_block("yaml scene-python"), "utf-8")
    (added / "clip.py").write_text(_block("python"), "utf-8")
    script = tmp_path / "essai.yaml"
    script.write_text(f"titre: Essai\nconducteur:\n  - {_block('yaml sample-python')}", "utf-8")
    image = still_of(Newsroom(settings_in(tmp_path, tmp_path / "output")), Source(script), 60, PRESETS["draft"], "pico")
    amber = read_plain(ROOT / "scenes" / "house" / "la_capsule.yaml")["couleurs"]["ambre"]
    wanted = tuple(int(amber[at : at + 2], 16) for at in (1, 3, 5))
    for x, y, filled in ((700, 160, True), (90, 160, False), (90, 400, True)):
        seen = image.getpixel((x, y))
        assert isinstance(seen, tuple)
        assert (max(abs(a - b) for a, b in zip(seen, wanted, strict=True)) <= 12) is filled
