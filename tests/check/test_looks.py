"""A scene that asks for what its house does not have is refused, at the word."""

import shutil
from pathlib import Path

import pytest

from pipeline.errors import SceneError
from pipeline.newsroom import Newsroom, Settings

ROOT = Path(__file__).parents[2]
SCENE = """\
libelle: Essai
emplacements: {titre: {maxi: 40}}
transition: fondu
calques:
  - {type: fond, fond: studio}
  - {type: texte, texte: "{titre}", style: titre, couleur: blanc, boite: [0, 0, 400, 100]}
  - {type: dessin, fichier: media/decors/fondu-bas.svg, couleurs: {nuit: nuit}}
"""
SCRIPT = "titre: Essai\nconducteur:\n  - plateau: {}\n    texte: Bonsoir.\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("projet")
    for tree in ("scenes", "media/fonts", "media/decors", "media/illustrations", "media/portraits", "media/cartes"):
        shutil.copytree(ROOT / tree, folder / tree)
    for name in ("voix.yaml", "lexique.yaml"):
        shutil.copy(ROOT / "media" / name, folder / "media" / name)
    (folder / "scenes" / "essai").mkdir()
    (folder / "essai.yaml").write_text(SCRIPT, "utf-8")
    return folder


def _checked(project: Path, scene: str) -> None:
    (project / "scenes" / "essai" / "scene.yaml").write_text(scene, "utf-8")
    newsroom = Newsroom(Settings(project, project / "output"))
    newsroom.check(project / "essai.yaml", newsroom.scenes(), draft=True)


def test_a_scene_that_lacks_nothing_passes(project: Path) -> None:
    _checked(project, SCENE)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("couleur: blanc", "couleur: blnac"), "6:60: la couleur « blnac » n'est pas dans la palette ; vouliez-vous"),
        (("nuit: nuit", "nuit: nuitt"), "7:74: la couleur « nuitt » n'est pas dans la palette ; vouliez-vous dire"),
        (("style: titre", "style: tirte"), "6:44: le style « tirte » n'est pas dans l'habillage ; vouliez-vous"),
        (("fond: studio", "fond: studoi"), "5:24: le fond « studoi » n'est pas dans l'habillage ; vouliez-vous"),
        (("transition: fondu", "transition: fonud"), "3:13: la transition « fonud » n'existe pas ; vouliez-vous dire"),
        (("fondu-bas.svg", "fondu-absent.svg"), "7:29: le dessin « media/decors/fondu-absent.svg » est introuvable"),
        (('"{titre}"', '"{tirte}"'), "6:26: cette scène n'a pas d'emplacement « tirte » ; vouliez-vous dire « titre »"),
    ],
)
def test_what_it_lacks_is_told_with_line_and_column(project: Path, change: tuple[str, str], told: str) -> None:
    with pytest.raises(SceneError) as caught:
        _checked(project, SCENE.replace(*change))
    assert str(caught.value).startswith(f"{(project / 'scenes/essai/scene.yaml').as_posix()}:{told}")


def test_an_easing_that_is_none_is_told_with_line_and_column(project: Path) -> None:
    with pytest.raises(SceneError, match=r"scene\.yaml:6:\d+: « rebond » n'est pas permis pour « de »"):
        _checked(project, SCENE.replace("couleur: blanc", "entree: {de: rebond, images: 9}"))
