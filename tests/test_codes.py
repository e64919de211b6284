"""Every kind of finding has a code of its own: French, stable, catalogued."""

import ast
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.adapters.yaml.files import read_plain
from pipeline.errors import Finding, Level, SceneError, ScriptError
from pipeline.model.programme import PRESETS
from pipeline.model.scene import Scene
from pipeline.service.explain import Explanation, catalogue
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import heard_rundown, shown_findings
from pipeline.service.source import Source
from pipeline.service.table import fill_scripts
from tests.fakes.examples import whole
from tests.fakes.projects import settings_in
from tests.fakes.sources import PIPELINE, trees

pytestmark = pytest.mark.xdist_group("sources")

ROOT = Path(__file__).parents[1]
STORED = "adapters/cache/deliveries.py"
"""The one module that reads codes back instead of giving them."""

NOT_SHOWN = {
    "fichier-absent", "fichier-dossier", "fichier-illisible", "fichier-trop-gros", "fichier-encodage", "nom-de-fichier",
    "yaml-trop-profond", "yaml-trop-de-valeurs", "replique-longue", "video-tronquee", "voix-saturee",
    "fichier-document", "fichier-special", "video-muette", "clip-sans-paroles", "image-animee", "nom-autrement-ecrit",
    "texte-trop-court", "fichier-vide", "role-vacant", "valeur-refusee", "consentement-bientot",
    "modification-impossible", "rushes-choix-illisible",
}  # fmt: skip
"""What no few lines of text can show: the file itself, its length, the bytes of a recording, a day
to come, what nobody foresaw, what a command was asked for, a file beside clips."""

FORM = re.compile(r"[a-z]+(?:-[a-z]+)*")


def _given() -> Iterator[tuple[str, ast.expr]]:
    """Yield every `Code(…)` of the product with its place; mypy sees to it that a finding has nothing else."""
    for path, tree in trees().items():
        place = path.relative_to(PIPELINE).as_posix()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Code" and place != STORED:
                yield f"{place}:{node.lineno}", node.args[0]


def _codes() -> set[str]:
    return {str(ast.literal_eval(said)) for _, said in _given()}


def test_every_code_is_written_out_where_it_is_given() -> None:
    assert not [place for place, said in _given() if not isinstance(said, ast.Constant)]


def test_every_code_is_a_word_that_can_be_typed_on_any_keyboard() -> None:
    assert not [code for code in _codes() if not FORM.fullmatch(code)]


def _explained() -> dict[str, Explanation]:
    return {code: each for family in catalogue() for code, each in family.codes.items()}


def test_no_code_stands_in_two_families() -> None:
    assert len(_explained()) == sum(len(family.codes) for family in catalogue())


def test_every_code_that_is_given_is_catalogued_and_every_catalogued_one_is_given() -> None:
    assert sorted(_codes()) == sorted(_explained())


def test_every_sentence_of_the_catalogue_is_one() -> None:
    wrong = [
        f"{code}: {text}"
        for code, each in _explained().items()
        for text in (each.meaning, each.stakes, each.remedy)
        if (not text[0].isupper() and text[0] != "«") or text[-1] not in ".…"
    ]
    wrong += [code for code, each in _explained().items() if each.title.endswith(".")]
    assert not wrong


def test_what_is_wrong_with_a_file_is_shown_wrong_and_right() -> None:
    rooms = ("check/", "adapters/yaml/")
    read = {str(ast.literal_eval(said)) for place, said in _given() if place.startswith(rooms)}
    bare = {code for code, each in _explained().items() if not each.wrong or not each.right}
    assert bare & read == NOT_SHOWN


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("projet")
    shutil.copytree(ROOT / "scenes", folder / "scenes")
    shutil.copytree(ROOT / "media", folder / "media", ignore=shutil.ignore_patterns("job40"))
    (folder / "scenes" / "essai").mkdir()
    return folder


@pytest.fixture(scope="module")
def newsroom(project: Path) -> Newsroom:
    return Newsroom(settings_in(project, project / "output"))


@pytest.fixture(scope="module")
def scenes(newsroom: Newsroom) -> Mapping[str, Scene]:
    return newsroom.scenes()


def _of_script(example: str, newsroom: Newsroom, scenes: Mapping[str, Scene]) -> tuple[Finding, ...]:
    path = newsroom.settings.root / "mon_journal.yaml"
    path.write_text(whole(example), "utf-8")
    try:
        read = Source(path).read()
        checked = newsroom.check_tree(read.tree, "mon_journal", scenes, PRESETS["web"]).with_reading(read.findings)
        if checked.script is None:
            return checked.findings
        context = newsroom.plan_context(checked.script, scenes, PRESETS["web"])
        heard = heard_rundown(newsroom, context, checked)
        return (*checked.findings, *heard.findings, *shown_findings(newsroom, context, heard.rundown))
    except ScriptError as error:
        return error.findings


def _of_scene(example: str, newsroom: Newsroom, scenes: Mapping[str, Scene]) -> tuple[Finding, ...]:
    (newsroom.settings.root / "scenes" / "essai" / "scene.yaml").write_text(example, "utf-8")
    try:
        made = {**scenes, "essai": newsroom.scene("essai")}
    except SceneError as error:
        return error.findings
    return newsroom.look_faults(made, newsroom.house("la_capsule"), "essai")


def _of_house(example: str, newsroom: Newsroom, scenes: Mapping[str, Scene]) -> tuple[Finding, ...]:
    houses = newsroom.settings.root / "scenes" / "house"
    (houses / "essai.yaml").write_text(example, "utf-8")
    told = _laid(read_plain(houses / "la_capsule.yaml"), read_plain(houses / "essai.yaml"))
    (houses / "essai.yaml").write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")
    try:
        return newsroom.look_faults(scenes, newsroom.house("essai"), "virgule")
    except SceneError as error:
        return error.findings


def _laid(under: Any, over: Any) -> Any:
    if isinstance(under, dict) and isinstance(over, dict):
        return {**under, **{key: _laid(under.get(key), value) for key, value in over.items()}}
    return over


def _of_brand(example: str, newsroom: Newsroom, scenes: Mapping[str, Scene]) -> tuple[Finding, ...]:
    (newsroom.settings.root / "jt.yaml").write_text(example, "utf-8")
    again = Newsroom(newsroom.settings)  # a channel is read once
    return again.channel_faults(scenes, "la_capsule")


def _filled(script: str, table: str, newsroom: Newsroom) -> tuple[Finding, ...]:
    path, rows = newsroom.settings.root / "commune.yaml", newsroom.settings.root / "communes.csv"
    path.write_text(whole(script), "utf-8")
    rows.write_text(table, "utf-8")
    try:
        return fill_scripts([path], rows).findings
    except ScriptError as error:
        return error.findings


def _of_fields(example: str, newsroom: Newsroom, _: Mapping[str, Scene]) -> tuple[Finding, ...]:
    return _filled(example, "ville\nBrest\nLe Mans\n", newsroom)


def _of_table(example: str, newsroom: Newsroom, _: Mapping[str, Scene]) -> tuple[Finding, ...]:
    return _filled('titre: "Le journal {de ville}, rue {rue}"\n', example, newsroom)


_READ = {
    "script": _of_script,
    "scene": _of_scene,
    "habillage": _of_house,
    "marque": _of_brand,
    "champs": _of_fields,
    "tableau": _of_table,
}


@pytest.mark.parametrize("code", sorted(code for code, each in _explained().items() if each.wrong))
def test_the_wrong_example_gives_the_code_and_the_right_one_gives_no_error(
    code: str, newsroom: Newsroom, scenes: Mapping[str, Scene]
) -> None:
    each = _explained()[code]
    read = _READ[each.kept]
    wrong = read(f"{each.wrong}\n", newsroom, scenes)
    assert code in {finding.code for finding in wrong}, [str(finding) for finding in wrong]
    assert {finding.level for finding in wrong if finding.code == code} <= set(each.levels)
    right = read(f"{each.right}\n", newsroom, scenes)
    assert not [str(finding) for finding in right if finding.level is not Level.NOTE]
    assert code not in {finding.code for finding in right}
