"""A scene that takes over another: what it changes, what it keeps, and what is refused with its place."""

from pathlib import Path

import pytest

from pipeline.adapters.yaml.files import load_scene
from pipeline.errors import SceneError
from pipeline.model.scene import ArtLayer, Scene, TextLayer

PARENT = """\
libelle: Carte
alias: map
emplacements:
  ville: {maxi: 40, requis: oui}
principal: ville
duree_mini: 5
calques:
  - {type: fond, fond: studio}
  - {nom: repère, type: dessin, fichier: repere.svg, boite: [10, 10, 50, 50]}
  - {nom: titre, type: texte, texte: "{ville}", style: titre, boite: [0, 0, 400, 100], lignes: 2}
formats:
  vertical:
    calques:
      titre: {boite: [65, 300, 895, 200]}
"""

CHILD = """\
extends: carte
libelle: Grande carte
emplacements:
  ville: {maxi: 60}
  note: {maxi: 80}
calques:
  - {nom: titre, style: ouverture}
  - {nom: note, type: texte, si: note, texte: "{note}", style: petit, boite: [0, 200, 400, 60]}
formats:
  vertical:
    calques:
      titre: {lignes: 3}
"""


def _write(tmp_path: Path, **scenes: str) -> None:
    for name, content in scenes.items():
        (tmp_path / "scenes" / name).mkdir(parents=True)
        (tmp_path / "scenes" / name / "scene.yaml").write_text(content, "utf-8")


def _load(tmp_path: Path, name: str) -> Scene:
    return load_scene(tmp_path / "scenes" / name / "scene.yaml")


def _worn(tmp_path: Path, name: str, written: str) -> Scene:
    """Read a scene of a house that lies over the library's."""
    folder = tmp_path / "scenes" / "house" / "maison" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scene.yaml").write_text(written, "utf-8")
    return load_scene(folder / "scene.yaml", (tmp_path / "scenes",))


def _refused(tmp_path: Path, name: str) -> str:
    with pytest.raises(SceneError) as caught:
        _load(tmp_path, name)
    assert len(caught.value.findings) == 1
    return str(caught.value).removeprefix(f"{(tmp_path / 'scenes').as_posix()}/")


def test_it_keeps_what_it_does_not_say_and_changes_what_it_does(tmp_path: Path) -> None:
    _write(tmp_path, carte=PARENT, grande_carte=CHILD)
    parent, scene = _load(tmp_path, "carte"), _load(tmp_path, "grande_carte")
    assert (scene.id, scene.label, scene.alias, scene.shortest) == ("grande_carte", "Grande carte", "", 5)
    assert (scene.slots["ville"].most, scene.slots["ville"].required) == (60, True)
    assert [layer.name for layer in scene.layers] == ["", "repère", "titre", "note"]
    before, after = parent.layers[2], scene.layers[2]
    assert isinstance(before, TextLayer)
    assert after == before.model_copy(update={"style": "ouverture"})
    there = scene.formats["vertical"].layers["titre"]
    assert (there.box, there.lines) == ((65, 300, 895, 200), 3)


def test_artwork_of_the_other_scene_is_found_in_its_folder(tmp_path: Path) -> None:
    _write(tmp_path, carte=PARENT, grande_carte=CHILD)
    (tmp_path / "scenes" / "carte" / "repere.svg").write_text("<svg/>", "utf-8")
    layer = _load(tmp_path, "grande_carte").layers[1]
    assert isinstance(layer, ArtLayer)
    assert layer.file == "scenes/carte/repere.svg"


def test_a_layer_of_another_type_takes_the_whole_place(tmp_path: Path) -> None:
    child = "extends: carte\ncalques:\n  - {nom: titre, type: bloc, boite: [0, 0, 9, 9], couleur: ambre}\nformats: {}\n"
    _write(tmp_path, carte=PARENT.partition("formats:")[0], plate=child)
    assert [layer.type for layer in _load(tmp_path, "plate").layers] == ["fond", "dessin", "bloc"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "libelle: Essai\nextends: cartte\n",
            "essai/scene.yaml:2:10: la scène « cartte », à reprendre, n'existe pas dans scenes/ ; vouliez-vous dire",
        ),
        ("extends: essai\n", "essai/scene.yaml:1:10: une scène ne peut pas se reprendre elle-même"),
        (
            "extends: fille\n",
            "essai/scene.yaml:1:10: « fille » reprend déjà « carte », et une scène ne se reprend qu'une fois ; repr",
        ),
        ("extends: retour\n", "essai/scene.yaml:1:10: « retour » et cette scène se reprennent l'une l'autre"),
        (
            "extends: carte\ncalques:\n  - {nom: titre, stile: grand}\n",
            "essai/scene.yaml:3:18: la clé « stile » est inconnue ; vouliez-vous dire « style » ?",
        ),
    ],
)
def test_what_cannot_be_taken_over_is_told_with_line_and_column(tmp_path: Path, written: str, told: str) -> None:
    _write(tmp_path, carte=PARENT, fille="extends: carte\n", retour="extends: essai\n", essai=written)
    assert _refused(tmp_path, "essai").startswith(told)


def test_a_mistake_of_the_other_scene_is_told_in_its_own_file(tmp_path: Path) -> None:
    _write(tmp_path, carte=PARENT.replace("lignes: 2", "lignes: deux"), fille="extends: carte\n")
    assert _refused(tmp_path, "fille").startswith("carte/scene.yaml:10:")


def test_a_scene_of_the_same_name_takes_over_the_one_below_and_keeps_its_english_name(tmp_path: Path) -> None:
    _write(tmp_path, carte=PARENT)
    scene = _worn(tmp_path, "carte", "extends: carte\ncalques:\n  - {nom: titre, style: ouverture}\n")
    titre = scene.layers[2]
    assert isinstance(titre, TextLayer)
    assert (scene.id, scene.alias, scene.shortest, titre.style, titre.lines) == ("carte", "map", 5, "ouverture", 2)


def test_what_is_below_may_itself_take_over_another_scene(tmp_path: Path) -> None:
    _write(tmp_path, carte=PARENT, grande_carte=CHILD)
    scene = _worn(tmp_path, "grande_carte", "extends: grande_carte\nlibelle: Celle de la maison\n")
    assert (scene.label, scene.slots["ville"].most, len(scene.layers)) == ("Celle de la maison", 60, 4)


def test_a_scene_of_a_house_may_take_over_another_of_that_house(tmp_path: Path) -> None:
    _write(tmp_path, carte=PARENT)
    _worn(tmp_path, "carte", "extends: carte\nduree_mini: 9\n")
    scene = _worn(tmp_path, "plan", "extends: carte\nlibelle: Plan\n")
    assert (scene.id, scene.label, scene.alias, scene.shortest) == ("plan", "Plan", "", 9)


def test_what_is_not_wanted_of_the_scene_below_is_left_out(tmp_path: Path) -> None:
    _write(tmp_path, carte=PARENT)
    scene = _worn(tmp_path, "carte", "extends: carte\nsans: [repère, duree_mini]\n")
    assert ([layer.name for layer in scene.layers], scene.shortest) == (["", "titre"], 3)
    bare = "extends: carte\nsans: [titre]\n"
    assert "titre" not in _worn(tmp_path, "carte", bare).formats["vertical"].layers
    anew = "extends: carte\nsans: [calques, formats]\ncalques: [{type: bloc, boite: [0, 0, 9, 9], couleur: ambre}]\n"
    scene = _worn(tmp_path, "carte", anew)
    assert ([layer.type for layer in scene.layers], dict(scene.formats)) == (["bloc"], {})
    assert scene.slots["ville"].required


def test_leaving_out_what_is_not_there_is_told_with_line_and_column(tmp_path: Path) -> None:
    _write(tmp_path, carte=PARENT)
    with pytest.raises(SceneError, match=r"carte/scene\.yaml:2:8: la scène reprise n'a ni clé ni calque « titer »"):
        _worn(tmp_path, "carte", "extends: carte\nsans: [titer]\n")


def test_artwork_is_found_in_the_folder_of_the_house_and_below(tmp_path: Path) -> None:
    _write(tmp_path, carte=PARENT)
    (tmp_path / "scenes" / "carte" / "repere.svg").write_text("<svg/>", "utf-8")
    own = "extends: carte\ncalques:\n  - {nom: cadre, type: dessin, fichier: cadre.svg, boite: [0, 0, 9, 9]}\n"
    (tmp_path / "scenes" / "house" / "maison" / "carte").mkdir(parents=True)
    (tmp_path / "scenes" / "house" / "maison" / "carte" / "cadre.svg").write_text("<svg/>", "utf-8")
    files = [layer.file for layer in _worn(tmp_path, "carte", own).layers if isinstance(layer, ArtLayer)]
    assert files == ["scenes/carte/repere.svg", "scenes/house/maison/carte/cadre.svg"]


@pytest.mark.parametrize(
    ("own", "part"),
    [("", "carton"), ("extends: carton\n", "carton"), ("joue: citation\n", "citation"), ("part: quote\n", "citation")],
)
def test_a_scene_that_stands_over_one_of_its_name_plays_its_part_unless_it_says_another(
    own: str, part: str, tmp_path: Path
) -> None:
    for folder, text in (("scenes", "joue: carton\n"), ("scenes/house/ma_chaine", own)):
        file = tmp_path / folder / "carton" / "scene.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(f"{text}calques: [{{type: fond, fond: nuit}}]\n", "utf-8")
    scene = load_scene(tmp_path / "scenes/house/ma_chaine/carton/scene.yaml", (tmp_path / "scenes",))
    assert scene.part == part


def test_a_scene_of_another_name_takes_over_everything_but_the_part(tmp_path: Path) -> None:
    for name, text in (("carton", "joue: carton\nlibelle: Titre\n"), ("grand_carton", "extends: carton\n")):
        file = tmp_path / "scenes" / name / "scene.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(f"{text}calques: [{{type: fond, fond: nuit}}]\n", "utf-8")
    scene = load_scene(tmp_path / "scenes/grand_carton/scene.yaml")
    assert (scene.label, scene.part, scene.extends) == ("Titre", None, "carton")
