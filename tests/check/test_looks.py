"""A scene that asks for what its house does not have is refused, at the word."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.errors import SceneError
from pipeline.service.newsroom import Newsroom
from tests.fakes.projects import check_file, newsroom_in, settings_in

ROOT = Path(__file__).parents[2]
SCENE = """\
libelle: Essai
emplacements: {titre: {maxi: 40}}
transition: fondu
calques:
  - {type: fond, fond: studio}
  - {type: texte, texte: "{titre}", style: titre, couleur: blanc, boite: [0, 0, 400, 100], nom: mots}
  - {type: dessin, fichier: media/decors/fondu-bas.svg, couleurs: {nuit: nuit}}
"""
NARROW = """\
formats:
  carre:
    calques:
      mots: {style: tirte}
"""
SCRIPT = "titre: Essai\nconducteur:\n  - plateau: {}\n    texte: Bonsoir.\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("projet")
    for tree in (
        "scenes",
        "media/fonts",
        "media/decors",
        "media/illustrations",
        "media/portraits",
        "media/cartes",
        "media/sounds",
    ):
        shutil.copytree(ROOT / tree, folder / tree)
    for name in ("voix.yaml", "lexique.yaml"):
        shutil.copy(ROOT / "media" / name, folder / "media" / name)
    (folder / "scenes" / "essai").mkdir()
    (folder / "essai.yaml").write_text(SCRIPT, "utf-8")
    return folder


def _checked(project: Path, scene: str) -> None:
    (project / "scenes" / "essai" / "scene.yaml").write_text(scene, "utf-8")
    newsroom = Newsroom(settings_in(project, project / "output"))
    check_file(newsroom, project / "essai.yaml", newsroom.scenes(), draft=True)


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
        (("fondu-bas.svg", "../../docs/x.svg"), "7:29: le dessin « media/decors/../../docs/x.svg » est hors de media/"),
        (("media/decors/fondu-bas.svg", "README.md"), "7:29: le dessin « README.md » est hors de media/ et de scenes/"),
        (('"{titre}"', '"{heure}"'), "6:26: cette scène n'a pas d'emplacement « heure » ; le déclarer sous"),
        (('"{titre}"', '"{sujet.tirte}"'), "6:26: cette scène n'a pas d'emplacement « sujet.tirte » ; vouliez-vous"),
        (("couleur: blanc", "si: tirte"), "6:55: cette scène n'a pas d'emplacement « tirte » ; vouliez-vous dire « t"),
        (("couleur: blanc", "repete: {sur: liste}"), "6:65: cette scène n'a pas d'emplacement « liste » ; le déclarer"),
        (("transition: fondu", "incrustations: [lgoo]"), "3:17: aucun habillage ne s'appelle « lgoo » dans scenes/ ;"),
        (("transition: fondu", "principal: tirte"), "3:12: cette scène n'a pas d'emplacement « tirte » ; vouliez-vou"),
        (("transition: fondu", "miroir: tirte=gauche"), "3:9: cette scène n'a pas d'emplacement « tirte » ; vouliez-v"),
        (("transition: fondu", "son: jingle"), "3:6: le son « jingle » n'est pas dans l'habillage ; possible ici :"),
        (("nuit: nuit}}", "nuit: nuit}}\n" + NARROW), "11:21: le style « tirte » n'est pas dans l'habillage ; vouliez"),
        (('"{titre}"', '"{tirte}"'), "6:26: cette scène n'a pas d'emplacement « tirte » ; vouliez-vous dire « titre »"),
    ],
)
def test_what_it_lacks_is_told_with_line_and_column(project: Path, change: tuple[str, str], told: str) -> None:
    with pytest.raises(SceneError) as caught:
        _checked(project, SCENE.replace(*change))
    assert str(caught.value).startswith(f"{(project / 'scenes/essai/scene.yaml').as_posix()}:{told}")


OPENS = "libelle: Essai\n"


@pytest.mark.parametrize("key", ["joue: ouverture", "part: opening"])
def test_two_scenes_for_one_part_are_told_at_their_lines(key: str, project: Path) -> None:
    with pytest.raises(SceneError) as caught:
        _checked(project, SCENE.replace(OPENS, f"{OPENS}{key}\n"))
    ours, theirs = sorted(caught.value.findings, key=lambda found: "/essai/" in found.mark.file)
    assert (Path(ours.mark.file).parent.name, Path(theirs.mark.file).parent.name) == ("generique", "essai")
    assert Path(ours.mark.file).read_text("utf-8").splitlines()[ours.mark.line - 1] == "joue: ouverture"
    assert "« essai » joue « ouverture », et « generique » aussi" in theirs.message
    assert "« joue_par: {ouverture: essai} »" in theirs.advice
    assert (theirs.mark.line, theirs.mark.column) == (2, 7)


def test_the_house_or_taking_over_chooses_between_two(project: Path) -> None:
    _checked(project, "extends: generique\njoue: ouverture\nlibelle: La nôtre\n")
    with _house(project, "joue_par: {ouverture: essai}"):
        _checked(project, SCENE.replace(OPENS, f"{OPENS}joue: ouverture\n"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("joue_par: {ouverture: esai}", "la scène « esai », qui doit jouer « ouverture », n'existe pas dans scenes/"),
        ("joue_par: {ouverture: carte}", "la scène « carte » ne joue pas « ouverture » ; écrire « joue: ouverture »"),
        ("joue_par: {ouvertur: carte}", "« ouvertur » n'est pas permis pour « joue_par »"),
    ],
)
def test_a_house_that_gives_a_part_in_vain_is_told_at_its_line(line: str, told: str, project: Path) -> None:
    with _house(project, line), pytest.raises(SceneError, match=rf"la_capsule\.yaml:1:\d+: {re.escape(told)}"):
        _checked(project, SCENE)


def test_a_word_of_the_rundown_whose_part_nobody_plays_is_told_at_its_line(project: Path) -> None:
    (project / "scenes" / "essai" / "scene.yaml").write_text(SCENE, "utf-8")
    newsroom = Newsroom(settings_in(project, project / "output"))
    scenes = dict(newsroom.scenes())
    scenes["generique"] = scenes["generique"].model_copy(update={"part": None})
    (project / "vacant.yaml").write_text(SCRIPT.replace("conducteur:\n", "conducteur:\n  - generique\n"), "utf-8")
    checked = check_file(newsroom, project / "vacant.yaml", scenes, draft=True)
    (found,) = (finding for finding in checked.findings if finding.code == "role-vacant")
    assert (checked.script, found.mark.line) == (None, 3)
    assert "« joue: ouverture » dans scenes/generique/scene.yaml" in found.advice


def test_a_part_that_is_none_is_told_with_the_nearest_one(project: Path) -> None:
    with pytest.raises(SceneError, match=r"scene\.yaml:2:\d+: « ouvertur » n'est pas permis pour « joue » ; vouliez"):
        _checked(project, SCENE.replace(OPENS, f"{OPENS}joue: ouvertur\n"))


@contextmanager
def _house(project: Path, line: str) -> Iterator[None]:
    """Put a line at the top of the house style for a while."""
    house = project / "scenes" / "house" / "la_capsule.yaml"
    good = house.read_text("utf-8")
    house.write_text(f"{line}\n{good}", "utf-8")
    try:
        yield
    finally:
        house.write_text(good, "utf-8")


def test_an_easing_that_is_none_is_told_with_line_and_column(project: Path) -> None:
    with pytest.raises(SceneError, match=r"scene\.yaml:6:\d+: « rebond » n'est pas permis pour « de »"):
        _checked(project, SCENE.replace("couleur: blanc", "entree: {de: rebond, images: 9}"))


@pytest.mark.parametrize(
    ("drawing", "told"),
    [
        (
            '<svg>\n <image href="http://a.fr/b.png"/></svg>',
            "2:15: ce dessin va chercher « http://a.fr/b.png » : le rés",
        ),
        ("<svg>\n <g></svg>", "2:7: ce dessin n'est pas du SVG lisible ; l'ouvrir dans Inkscape"),
        ("<html></html>", "1:1: ce fichier n'est pas un dessin SVG"),
        ("<svg>\n <text>\xe9</text></svg>", "2:8: ce dessin n'est pas en UTF-8 ; le réenregistrer"),
    ],
)
def test_artwork_that_cannot_be_drawn_is_told_before_anything_is(project: Path, drawing: str, told: str) -> None:
    (project / "scenes" / "essai" / "motif.svg").write_bytes(drawing.encode("latin-1"))
    with pytest.raises(SceneError) as caught:
        _checked(project, SCENE.replace("media/decors/fondu-bas.svg", "motif.svg"))
    assert str(caught.value).startswith(f"scenes/essai/motif.svg:{told}")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("nom: {police: titre,", "nom: {police: tirte,"), "la police « tirte » du style « nom » n'est pas sous"),
        (("mini: 34, couleur: encre", "mini: 34, couleur: encer"), "la couleur « encer » n'est pas sous « couleurs »"),
        (("arrets: [bleu_moyen, nuit]", "arrets: [bleu_moyen, nuti]"), "la couleur « nuti » n'est pas sous"),
        (("BarlowCondensed-Bold.ttf", "Absente.ttf"), "la police « media/fonts/Absente.ttf » est introuvable"),
        (("theme_par_defaut: activites_enrichissantes", "theme_par_defaut: bonheurs"), "le thème « bonheurs » n'est"),
    ],
)
def test_what_the_house_lacks_is_told_with_line_and_column(project: Path, change: tuple[str, str], told: str) -> None:
    house = project / "scenes" / "house" / "la_capsule.yaml"
    good = house.read_text("utf-8")
    wrong = good.replace(*change, 1)
    line = next(rank for rank, (a, b) in enumerate(zip(good.split("\n"), wrong.split("\n"), strict=True), 1) if a != b)
    house.write_text(wrong, "utf-8")
    try:
        with pytest.raises(SceneError, match=rf"la_capsule\.yaml:{line}:\d+: {told}"):
            _checked(project, SCENE)
    finally:
        house.write_text(good, "utf-8")


def test_a_wrong_scene_and_a_wrong_script_are_told_together(project: Path) -> None:
    (project / "scenes" / "essai" / "scene.yaml").write_text(SCENE.replace("couleur: blanc", "couleur: blnac"), "utf-8")
    (project / "faux.yaml").write_text("titre: Essai\nzut: 1\n" + SCRIPT.partition("\n")[2], "utf-8")
    newsroom = Newsroom(settings_in(project, project / "output"))
    checked = check_file(newsroom, project / "faux.yaml", newsroom.scenes(), draft=True)
    told = "\n".join(map(str, checked.findings))
    assert checked.script is None
    assert "faux.yaml:2:1: la clé « zut » est inconnue" in told
    assert "la couleur « blnac » n'est pas dans la palette" in told


@pytest.mark.parametrize("house", newsroom_in(ROOT / "output").houses())
def test_every_house_defines_what_its_scenes_use_and_the_scenes_fill_what_they_show(house: str, project: Path) -> None:
    """Hold the list of what a newscast gives against what planning gives."""
    newsroom = newsroom_in(project / "output")
    assert newsroom.look_faults(newsroom.scenes(house), newsroom.house(house)) == ()


@pytest.mark.parametrize("house", newsroom_in(ROOT / "output").houses())
def test_every_house_has_the_scenes_of_the_library_for_the_same_scripts(house: str, project: Path) -> None:
    newsroom = newsroom_in(project / "output")
    worn = newsroom.scenes(house)
    for name, scene in newsroom.scenes().items():
        assert (worn[name].slots, worn[name].alias, worn[name].role) == (scene.slots, scene.alias, scene.role), name


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("media/absent.ogg", None, "le fichier n'existe pas"),
        ("media/faux.wav", b"bonjour" * 50, "c'est du texte"),
        ("media/vide.wav", b"", "fichier vide"),
    ],
)
def test_a_sound_of_the_house_that_cannot_be_heard_is_told_at_its_line(
    file: str, content: bytes | None, said: str, project: Path
) -> None:
    if content is not None:
        (project / file).write_bytes(content)
    (project / "scenes" / "essai" / "scene.yaml").write_text(SCENE, "utf-8")
    house = project / "scenes" / "house" / "ma_chaine.yaml"
    told = (project / "scenes" / "house" / "la_capsule.yaml").read_text("utf-8")
    house.write_text(told.replace("media/sounds/virgule.ogg", file), "utf-8")
    line = next(place for place, text in enumerate(house.read_text("utf-8").splitlines(), 1) if file in text)
    (project / "sonore.yaml").write_text(f"habillage: ma_chaine\n{SCRIPT}", "utf-8")
    newsroom = Newsroom(settings_in(project, project / "output"))
    with pytest.raises(SceneError) as caught:
        check_file(newsroom, project / "sonore.yaml", newsroom.scenes(), draft=True)
    (found,) = caught.value.findings
    assert (Path(found.mark.file).name, found.mark.line) == ("ma_chaine.yaml", line)
    assert "« virgule »" in found.message
    assert said in found.message
