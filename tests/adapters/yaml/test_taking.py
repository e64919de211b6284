"""What people write that YAML refuses or takes apart: read as it was meant, with its place and how to write it."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.yaml.files import read_plain
from pipeline.adapters.yaml.reading import read_strictly, read_text
from pipeline.adapters.yaml.taking import taken
from pipeline.errors import ScriptError
from pipeline.model.marked import plain

ROOT = Path(__file__).parents[3]
CASES = read_plain(ROOT / "tests" / "cases" / "ecriture" / "lecture.yaml")
SOUND = [
    path
    for folder in ("scripts", "modele", "scenes", "media", "pipeline/french/codes")
    for path in sorted((ROOT / folder).rglob("*.yaml"))
]


@pytest.mark.parametrize("case", CASES, ids=[case["nom"] for case in CASES])
def test_what_people_write_is_read_as_meant_and_told(case: dict[str, Any]) -> None:
    try:
        reading = read_text(case["ecrit"], "essai.yaml")
        findings, tree = reading.findings, plain(reading.tree)
    except ScriptError as error:
        findings, tree = error.findings, None
    told = [f"{each.mark.line}:{each.mark.column} {each.level.value} {each.code} ; {each.advice}" for each in findings]
    assert told == case["dit"]
    assert tree == case.get("lu")


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_sound_files_are_left_alone(path: Path) -> None:
    text = path.read_text("utf-8")
    made = taken(text, path.name)
    assert (made.text, made.findings) == (text, ())


_SIGNS = st.text("aé :-–—•*#&!?|>{}[],'\"“”«»\n%@`0.\\", max_size=20)
_TEXTS = _SIGNS.map(lambda said: f"mot {said} fin")
_TREES = st.recursive(
    _SIGNS | _TEXTS,
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(["titre", "texte", "nom", "malo"]), below)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["titre", "sujets", "repliques", "texte", "inconnue"]), _TREES, min_size=1))
def test_sound_yaml_is_read_as_it_stands(tree: dict[str, Any]) -> None:
    for flow in (False, None, True):
        text = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, default_flow_style=flow)
        assert plain(read_text(text, "essai.yaml").tree) == plain(read_strictly(text, "essai.yaml").tree)


def test_places_are_those_of_what_was_typed() -> None:
    reading = read_text("sujets: - titre:\u00a0Le bus : oui\n          texte: Non : x\n", "essai.yaml")
    assert [(each.mark.line, each.mark.column) for each in reading.findings] == [(1, 9), (1, 17), (1, 25), (2, 22)]
