"""What a layer is, is told by its scene: renaming a scene for people changes what people read, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.caption.cues import cues
from pipeline.caption.onscreen import Sightings, UnsaidTexts, unsaid_texts
from pipeline.caption.place import placed
from pipeline.caption.values import Cue
from pipeline.model.part import Role
from pipeline.model.picture import TextSpec
from pipeline.model.programme import PRESETS
from pipeline.model.scene import Scene
from pipeline.model.timeline import Timeline
from pipeline.plan.context import PlanContext
from pipeline.plan.estimate import estimate
from pipeline.plan.rundown import plan_rundown
from pipeline.plan.timeline import plan_timeline
from pipeline.produce.burned import burned
from pipeline.service.newsroom import Newsroom
from tests.fakes.projects import check_file, context_of, copied, settings_in

TEXT = """\
titre: Essai
ville: Talence
sous_titres: oui
bandeau: [Une heure de trombone contre une tarte aux prunes]
intervenants: {malo: {nom: Malo Ferrand, role: habitant de Talence}}
conducteur:
  - generique
  - titres
  - plateau: {vignette: l-agora}
    texte: Bonsoir à tous. On commence ce journal par la place, où l'on parle encore à cette heure tardive.
  - sujet: a
    titre: La place
    plans:
      - sonore: malo
        texte: Le malheur aussi a ses assises. On y va, on en parle, on en sort, et l'on y revient avec des voisins.
      - illustration: l-agora
        lieu: Talence, ce matin
        source: Unccas, 2020
        texte: Sur la place, chacun prend la parole à son tour.
      - chiffre: {valeur: "600", unite: bouquets, source: fiction}
        texte: Six cents bouquets.
  - credits
"""


def _laid(context: PlanContext) -> Timeline:
    rundown = plan_rundown(context)
    takes = {line.id: estimate(line) for line in rundown.lines}
    return burned(plan_timeline(context, rundown, takes).timeline, context)


def _read(timeline: Timeline) -> tuple[tuple[UnsaidTexts, ...], tuple[Cue, ...]]:
    """Return what the transcript shows of the picture, and where captions stand."""
    return tuple(unsaid_texts(timeline, Sightings())), placed(timeline, cues(timeline).cues)


def _roles(timeline: Timeline) -> Iterator[tuple[str, str, Role]]:
    for shot in timeline.shots:
        yield from ((layer.scene, layer.name, layer.role) for layer in shot.layers)


def test_renaming_the_captions_of_a_project_brings_none_into_the_transcript(tmp_path: Path) -> None:
    project = copied(tmp_path)
    file = project / "scenes" / "sous_titre" / "scene.yaml"
    file.write_text(file.read_text("utf-8").replace("libelle: sous-titres", "libelle: Texte incrusté"), "utf-8")
    script = project / "essai.yaml"
    script.write_text(TEXT, "utf-8")
    newsroom = Newsroom(settings_in(project, project / "output"))
    found = check_file(newsroom, script, newsroom.scenes(), draft=True)
    assert found.script is not None
    timeline = _laid(newsroom.plan_context(found.script, newsroom.scenes(), PRESETS["web"]))
    captions = {
        layer.spec.text for shot in timeline.shots for layer in shot.layers
        if layer.scene == "sous_titre" and isinstance(layer.spec, TextSpec)
    }  # fmt: skip
    assert len(captions) > 5
    assert captions.isdisjoint(text for sight in _read(timeline)[0] for text in sight.texts)


@pytest.mark.parametrize("label", ["Autre nom", "sous-titres"])
def test_no_label_changes_what_is_told_of_the_picture(label: str, tmp_path: Path) -> None:
    context = context_of(TEXT, tmp_path)
    renamed = context.scenes.changed(lambda scene: scene.model_copy(update={"label": label}))
    before, after = _laid(context), _laid(replace(context, scenes=renamed))
    assert _read(after) == _read(before)
    assert [shot.span for shot in after.shots] == [shot.span for shot in before.shots]
    assert list(_roles(after)) == list(_roles(before))


def test_every_layer_says_its_scene_and_what_it_is_for_those_who_read_it(tmp_path: Path) -> None:
    told = {(scene, role) for scene, _, role in _roles(_laid(context_of(TEXT, tmp_path)))}
    assert {
        ("sous_titre", Role.CAPTION), ("bandeau", Role.TICKER), ("synthe", Role.LOWER_THIRD), ("lieu", Role.PLACE),
        ("fiction", Role.MARK), ("source", Role.MARK), ("chiffre", Role.SHOT), ("generique", Role.SHOT),
    } <= told  # fmt: skip
    assert "" not in {scene for scene, _ in told}


@pytest.mark.parametrize(
    ("told", "role"),
    [
        ({}, Role.SHOT),
        ({"role": "habillage"}, Role.MARK),
        ({"role": "interne"}, Role.MARK),
        ({"role": "habillage", "joue": "sous_titre"}, Role.CAPTION),
        ({"role": "habillage", "joue": "caption"}, Role.CAPTION),
        ({"role": "habillage", "joue": "horloge"}, Role.MARK),
        ({"joue": "carton"}, Role.SHOT),
    ],
)
def test_a_role_comes_from_what_the_scene_says_of_itself(told: dict[str, str], role: Role) -> None:
    scene = Scene.model_validate({"id": "essai", "libelle": "x", "calques": [{"type": "fond", "fond": "nuit"}]} | told)
    assert scene.read_as is role
