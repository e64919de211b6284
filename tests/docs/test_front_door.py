"""What newcomers are told is so: the brand of the README, the recipes, the hooks, the templates."""

import re
from pathlib import Path
from textwrap import dedent
from typing import Any

import jsonschema
import pytest
import yaml

from docs.showing import ROOT
from pipeline.adapters.yaml.files import marked
from pipeline.check.schema_brand import brand_schema
from pipeline.model.programme import PRESETS
from pipeline.service.newsroom import Newsroom
from pipeline.service.still import SampleView, sample_still
from tests.fakes.projects import copied, settings_in

README = (ROOT / "README.md").read_text("utf-8")
RECIPES = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.md"))


def _block(text: str, kind: str) -> str:
    (found,) = re.findall(rf"^ *```{kind}\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    return dedent(found)


def test_the_brand_of_the_readme_is_one() -> None:
    jsonschema.validate(yaml.safe_load(_block(README, "yaml jt")), brand_schema())


def test_the_first_screen_shows_a_film_and_the_two_commands() -> None:
    first = "\n".join(README.splitlines()[:20])
    assert "](docs/images/vitrine.webp)" in first
    assert "make jt " in first
    assert "make test " in first


@pytest.mark.parametrize("house", ["la_capsule", "le_kiosque"])
def test_the_scene_of_the_recipe_can_be_drawn_in_both_houses(house: str, tmp_path: Path) -> None:
    root = copied(tmp_path)
    for folder in (root / "scenes" / "horaire", root / "scenes" / "house" / "le_kiosque" / "horaire"):
        folder.mkdir()
        (folder / "scene.yaml").write_text(_block(RECIPES, "yaml scene"), "utf-8")
    (root / "scenes" / "horaire" / "sample.yaml").write_text(_block(RECIPES, "yaml sample"), "utf-8")
    newsroom = Newsroom(settings_in(root, tmp_path / "output"))
    image = sample_still(newsroom, "opening_hours", SampleView(PRESETS["draft"], house=house))
    assert len(image.getcolors(1_000_000) or ()) > 50


def test_the_rule_of_the_recipe_finds_what_it_says() -> None:
    module = _block(RECIPES, "python")
    blocks = re.findall(r"^(Accepted|Refused|Finding)::\n\n((?:    .*\n)+)", module, re.MULTILINE)
    example = {kind: dedent(text) for kind, text in blocks}
    scope: dict[str, Any] = {}
    exec(compile(module, "title_calm.py", "exec"), scope)  # noqa: S102 - the recipe's own program
    assert list(scope["title_calm"](marked(example["Accepted"], "exemple.yaml"), None)) == []
    (found,) = scope["title_calm"](marked(example["Refused"], "exemple.yaml"), None)
    assert f"{found}\n" == example["Finding"]
    assert list(yaml.safe_load(_block(RECIPES, "yaml code"))) == [found.code]


def test_each_hook_runs_one_part_of_make_check_and_none_is_left_out() -> None:
    parts = re.search(r"^check: (.+?) ##", MAKEFILE, re.MULTILINE)
    assert parts
    (local,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert local["repo"] == "local"
    assert [hook["entry"] for hook in local["hooks"]] == [f"make {part}" for part in parts[1].split()]
    assert {hook["language"] for hook in local["hooks"]} == {"system"}


@pytest.mark.parametrize("text", [RECIPES, README], ids=["CONTRIBUTING", "README"])
def test_every_make_command_that_is_told_exists(text: str) -> None:
    told = {name for line in re.findall(r"(?:^|`)make ([a-z -]+)", text, re.MULTILINE) for name in line.split()}
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    assert told
    assert told <= targets


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_both_forges_ask_the_same(form: Path) -> None:
    head, body = form.read_text("utf-8").removeprefix("---\n").split("---\n\n", 1)
    assert {"name", "about", "labels"} <= set(yaml.safe_load(head))
    assert (ROOT / ".gitlab" / "issue_templates" / form.name).read_text("utf-8") == body


def test_both_forges_ask_the_same_of_a_change() -> None:
    ours = (ROOT / ".github" / "PULL_REQUEST_TEMPLATE.md").read_text("utf-8")
    assert (ROOT / ".gitlab" / "merge_request_templates" / "Default.md").read_text("utf-8") == ours
