"""Captions in the picture: there when they are asked for, as said, over no other text."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.draw.extent import inks_of
from pipeline.model.part import Role
from pipeline.model.picture import TextSpec
from pipeline.model.programme import PRESETS
from pipeline.model.timeline import TimedShot, Timeline
from pipeline.plan.estimate import estimate
from pipeline.plan.rundown import plan_rundown
from pipeline.plan.timeline import plan_timeline
from pipeline.produce.burned import burned
from pipeline.service.newsroom import Newsroom
from tests.fakes.projects import ROOT, check_file, context_of, scenes, settings_in

TEXT = """\
titre: Essai
sous_titres: %s
bandeau: [Une heure de trombone contre une tarte aux prunes]
intervenants: {malo: {nom: Malo Ferrand, role: habitant de Talence}}
conducteur:
  - plateau: {vignette: l-agora}
    texte: Bonsoir à tous. On commence ce journal par la place, où l'on parle encore à cette heure tardive.
  - sujet: a
    titre: A
    plans:
      - sonore: malo
        texte: Le malheur aussi a ses assises. On y va, on en parle, on en sort, et l'on y revient avec des voisins.
      - illustration: l-agora
        texte: Sur la place, chacun prend la parole à son tour.
"""


def _timeline(folder: Path, asked: str, preset: str) -> tuple[Timeline, Timeline]:
    context = context_of(TEXT % asked, folder, preset=preset)
    rundown = plan_rundown(context)
    before = plan_timeline(context, rundown, {line.id: estimate(line) for line in rundown.lines}).timeline
    return before, burned(before, context)


def _captions(shot: TimedShot) -> list[tuple[TextSpec, int, int]]:
    return [
        (layer.spec, layer.span.start, layer.span.end)
        for layer in shot.layers
        if isinstance(layer.spec, TextSpec) and layer.role is Role.CAPTION
    ]


def test_nothing_changes_unless_they_are_asked_for(tmp_path: Path) -> None:
    before, after = _timeline(tmp_path, "non", "web")
    assert after is before


@pytest.mark.parametrize("preset", ["web", "vertical", "square"])
def test_every_word_is_shown_over_no_other_text(preset: str, tmp_path: Path) -> None:
    before, after = _timeline(tmp_path, "oui", preset)
    ink = inks_of(lambda path: (ROOT / path).read_bytes())
    shown = " ".join(spec.text.replace("\n", " ") for shot in after.shots for spec, *_ in _captions(shot))
    for words in ("On commence ce journal par la place", "On y va, on en parle", "chacun prend la parole à son tour"):
        assert words.replace("'", "’") in shown.replace("'", "’")
    for old, new in zip(before.shots, after.shots, strict=True):
        for spec, start, end in _captions(new):
            assert 0 <= start < end <= new.span.length
            for layer in old.layers:
                if isinstance(layer.spec, TextSpec) and layer.span.start < end and start < layer.span.end:
                    x, y, width, height = ink(layer.spec)
                    left, top, wide, tall = ink(spec)
                    apart = left >= x + width or x >= left + wide or top >= y + height or y >= top + tall
                    assert apart, (spec.text, layer.label)


def test_who_speaks_is_told_by_the_colour(tmp_path: Path) -> None:
    _, after = _timeline(tmp_path, "oui", "web")
    seen = {shot.scene: {spec.colour for spec, *_ in _captions(shot)} for shot in after.shots}
    assert seen["sonore"] == seen["plateau"]
    assert seen["illustration"].isdisjoint(seen["sonore"])


@pytest.mark.parametrize(
    ("option", "channel", "script", "burnt"),
    [
        (None, "", "oui", {"web", "vertical"}),
        (None, "incrustes: [vertical, square]", "non", {"vertical"}),
        (None, "incrustes: vertical", "oui", {"web", "vertical"}),
        (False, "incrustes: [vertical, web]", "oui", set()),
        (True, "", "non", {"web", "vertical"}),
    ],
)
def test_the_command_decides_else_the_channel_or_the_script(
    option: bool | None, channel: str, script: str, burnt: set[str], tmp_path: Path
) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "jt.yaml").write_text(f"chaine: Essai\n{channel}\n", "utf-8")
    path = tmp_path / "scripts" / "essai.yaml"
    path.write_text(TEXT % script, "utf-8")
    newsroom = Newsroom(settings_in(tmp_path, tmp_path / "output", ROOT))
    found = check_file(newsroom, path, scenes(), draft=False)
    assert found.script is not None
    seen = set()
    for name in ("web", "vertical"):
        context = newsroom.plan_context(found.script, scenes(), replace(PRESETS[name], burned=option))
        seen |= {name} if context.script.burned_captions else set()
    assert seen == burnt
