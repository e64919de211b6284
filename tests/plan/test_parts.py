"""What a newscast asks of its scenes, it asks of whoever plays the part: names are for people who write scripts."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.adapters.yaml.files import read_marked
from pipeline.model.part import Part
from pipeline.model.programme import PRESETS
from pipeline.model.scene import Scene
from pipeline.model.timeline import TimedShot, Timeline
from pipeline.plan.estimate import estimate
from pipeline.plan.rundown import plan_rundown
from pipeline.plan.timeline import plan_timeline
from pipeline.produce.burned import burned
from pipeline.report.sheet import sheet
from tests.fakes.projects import ROOT, newsroom_in, scenes

TEXT = """\
titre: Essai
ville: Talence
sous_titres: oui
bandeau: [Une heure de trombone contre une tarte aux prunes]
intervenants: {malo: {nom: Malo Ferrand, role: habitant de Talence}}
conducteur:
  - opening
  - titres
  - studio: {vignette: l-agora}
    texte: Bonsoir à tous. On commence ce journal par la place, où l'on parle encore à cette heure tardive.
  - virgule
  - brief: Le trombone de la rue
    texte: Une heure de trombone s'échange contre une tarte aux prunes.
  - sujet: a
    titre: La place
    plans:
      - soundbite: malo
        texte: Le malheur aussi a ses assises. On y va, on en parle, on en sort, et l'on y revient avec des voisins.
      - texte: Sur la place, chacun prend la parole à son tour.
        lieu: Talence, ce matin
        archive: 2020
        transition: virgule
      - number: {valeur: "600", unite: bouquets, source: fiction}
        texte: Six cents bouquets.
  - sujet: b
    titre: Les bouquets
    texte: >
      Rue des Lilas, une maison donne l'heure à ses voisins depuis plus de dix ans maintenant, et personne n'est perdu.
      On y compte 240 repas par jour, servis par trente habitants qui se relaient chaque soir de la semaine.
      « On ne se perd plus du tout », sourit Odile, 84 ans. Le soir, chacun raconte sa journée au coin du feu.
  - credits
"""


def _renamed(every: Mapping[str, Scene]) -> dict[str, Scene]:
    """Return the scenes under other names, and whatever names them in a scene likewise."""

    def layer(scene: Scene, one: Any) -> Any:
        told = {"only_if": re.sub(r"\bplan\.(\w+)", lambda found: f"plan.{_other(found[1], every)}", one.only_if)}
        own = f"scenes/{scene.id}/{getattr(one, 'file', '')}"
        return one.model_copy(update=told | ({"file": own} if (ROOT / own).is_file() else {}))

    return {
        _other(key, every): scene.model_copy(
            update={
                "id": _other(key, every),
                "overlays": tuple(_other(name, every) for name in scene.overlays),
                "layers": tuple(layer(scene, one) for one in scene.layers),
            }
        )
        for key, scene in every.items()
    }


def _other(name: str, every: Mapping[str, Scene]) -> str:
    return f"autre_{name}" if name in every else name


def _laid(folder: Path, every: Mapping[str, Scene]) -> tuple[Timeline, Any]:
    path = folder / "essai.yaml"
    path.write_text(TEXT, "utf-8")
    newsroom = newsroom_in(folder / "output")
    checked = newsroom.check_tree(read_marked(path), "essai", every, PRESETS["draft"])
    assert checked.script is not None, [str(finding) for finding in checked.findings]
    context = newsroom.plan_context(checked.script, every, PRESETS["draft"])
    rundown = plan_rundown(context)
    takes = {line.id: estimate(line) for line in rundown.lines}
    timeline = burned(plan_timeline(context, rundown, takes).timeline, context)
    return timeline, sheet(rundown, timeline)


def _seen(timeline: Timeline) -> list[Any]:
    def layers(shot: TimedShot) -> list[Any]:
        return [(layer.spec, layer.label, layer.span, layer.role) for layer in shot.layers]

    return [(shot.span, shot.label, shot.transition, layers(shot)) for shot in timeline.shots]


def test_a_newscast_is_the_same_whatever_its_scenes_are_called(tmp_path: Path) -> None:
    before, told = _laid(tmp_path, scenes())
    after, told_after = _laid(tmp_path, _renamed(scenes()))
    assert {shot.scene for shot in after.shots} == {f"autre_{shot.scene}" for shot in before.shots}
    assert len({shot.scene for shot in before.shots}) > 9
    assert _seen(after) == _seen(before)
    assert told_after == told
    assert (after.sounds, after.chapters, after.poster) == (before.sounds, before.chapters, before.poster)


@pytest.mark.parametrize(
    "part", [Part.OPENING, Part.TITLE_CARD, Part.QUOTE, Part.LOWER_THIRD, Part.DRAFT_MARK, Part.WIPE]
)
def test_a_scene_of_ones_own_takes_the_place_of_ours(part: Part, tmp_path: Path) -> None:
    ours = next(scene for scene in scenes().values() if scene.part is part)
    theirs = ours.model_copy(update={"id": "la_mienne", "extends": ours.id, "label": "La mienne"})
    before, _ = _laid(tmp_path, scenes())
    after, _ = _laid(tmp_path, {**scenes(), "la_mienne": theirs})

    def layers(timeline: Timeline, scene: str) -> list[Any]:
        return [layer.spec for shot in timeline.shots for layer in shot.layers if layer.scene == scene]

    assert layers(before, ours.id)
    assert layers(after, "la_mienne") == layers(before, ours.id)
    assert not layers(after, ours.id)
