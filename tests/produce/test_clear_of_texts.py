"""On the newscasts and the films beside them, in every format and house, no caption lies over a text or a face."""

from pathlib import Path

import pytest

from pipeline.caption.cues import cues
from pipeline.caption.drawn import LINE_PERCENT
from pipeline.caption.place import hiding
from pipeline.caption.reading import FOOT
from pipeline.draw.extent import inks_of
from pipeline.model.faces import face_of
from pipeline.model.part import Role
from pipeline.model.picture import GRIDS, TextSpec
from pipeline.model.programme import PRESETS
from pipeline.plan.estimate import estimate
from pipeline.plan.timeline import plan_timeline
from pipeline.produce.burned import burned
from pipeline.service.newsrooms import Newsrooms
from pipeline.service.preparing import prepare
from pipeline.service.source import Source
from tests.fakes.projects import ROOT, settings_in

FILMS = ("bordeaux", "le_mans", "lyon", "nancy", "paris", "retenir", "archives")


@pytest.mark.slow
@pytest.mark.parametrize("house", ["la_capsule", "le_kiosque"])
@pytest.mark.parametrize("preset", ["web", "vertical", "square"])
def test_no_caption_lies_over_a_text(preset: str, house: str, tmp_path: Path) -> None:
    rooms, shape = Newsrooms(), PRESETS[preset].format.shape
    newsroom = rooms.of(settings_in(ROOT, tmp_path))
    ink = inks_of(newsroom.library.read)
    for name in FILMS:
        path = tmp_path / f"{name}.yaml"
        written = (ROOT / "scripts" / path.name).read_text("utf-8")
        path.write_text(written.replace("habillage: la_capsule", f"habillage: {house}"), "utf-8")
        prepared = prepare(newsroom, Source(path), PRESETS[preset])
        takes = {line.id: estimate(line) for line in prepared.rundown.lines}
        timeline = plan_timeline(prepared.context, prepared.rundown, takes).timeline
        told = cues(timeline, shape=shape, extent=ink).cues
        over = [(cue.start_ms, cue.lines, text) for cue, text in hiding(timeline, told, shape, ink)]
        assert not over, f"{name}: {over}"
        tall = 100 * LINE_PERCENT / 100 * min(GRIDS[shape]) / GRIDS[shape][1]
        low = [cue for cue in told if cue.top is not None and cue.top + len(cue.lines) * tall > 100 - FOOT]
        assert not low, f"{name}: a player's controls would hide {low}"


@pytest.mark.slow
@pytest.mark.parametrize("house", ["la_capsule", "le_kiosque"])
def test_burnt_in_a_vertical_film_none_crosses_the_face_of_whoever_presents(house: str, tmp_path: Path) -> None:
    rooms = Newsrooms()
    newsroom = rooms.of(settings_in(ROOT, tmp_path))
    ink, looked_at = inks_of(newsroom.library.read), 0
    for name in ("bordeaux", "paris"):
        path = tmp_path / f"{name}.yaml"
        written = (ROOT / "scripts" / path.name).read_text("utf-8")
        path.write_text(written.replace("habillage: la_capsule", f"habillage: {house}\nsous_titres: oui"), "utf-8")
        prepared = prepare(newsroom, Source(path), PRESETS["vertical"])
        takes = {line.id: estimate(line) for line in prepared.rundown.lines}
        timeline = plan_timeline(prepared.context, prepared.rundown, takes).timeline
        for shot in burned(timeline, prepared.context).shots:
            faces = [face for layer in shot.layers if (face := face_of(layer))] if shot.scene == "plateau" else []
            said = [layer.spec for layer in shot.layers if layer.role is Role.CAPTION]
            for left, top, right, bottom in faces:
                for spec in said:
                    if isinstance(spec, TextSpec):
                        x, y, wide, tall = ink(spec)
                        looked_at += 1
                        assert x >= right or x + wide <= left or y >= bottom or y + tall <= top, (name, spec.text)
    assert looked_at
