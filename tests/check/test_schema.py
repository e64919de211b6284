"""The schema on disk is the one the scenes give; JT_ACCEPT=1 writes it anew."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.adapters.yaml.files import load_scene
from pipeline.check.schema import json_schema

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "docs/schema/script.schema.json"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return json_schema({path.parent.name: load_scene(path) for path in sorted(ROOT.glob("scenes/*/scene.yaml"))})


def test_the_committed_schema_is_the_scenes_own(schema: dict[str, Any]) -> None:
    text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("JT_ACCEPT"):
        COMMITTED.write_text(text, encoding="utf-8")
    assert COMMITTED.read_text(encoding="utf-8") == text, "JT_ACCEPT=1 pytest tests/check/test_schema.py"


def test_every_reference_leads_somewhere(schema: dict[str, Any]) -> None:
    found = {part["$ref"] for part in _parts(schema) if "$ref" in part}
    assert found <= {f"#/$defs/{name}" for name in schema["$defs"]}


def test_the_scenes_can_be_asked_for_with_their_slots(schema: dict[str, Any]) -> None:
    shot = schema["$defs"]["plan"]["then"]["properties"]
    assert {"illustration", "sonore", "chiffre", "texte", "lieu", "duree"} <= set(shot)
    assert not {"virgule", "synthe", "attente"} & set(shot)
    number = schema["$defs"]["scene_chiffre"]["then"]["properties"]
    assert {"valeur", "unite", "source"} <= set(number)


@pytest.mark.parametrize("path", sorted((ROOT / "scripts").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_script_follows_the_schema(path: Path, schema: dict[str, Any]) -> None:
    validator = pytest.importorskip("jsonschema").Draft7Validator(schema)
    typed = json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))  # as editors do
    problems = [f"{list(e.absolute_path)}: {e.message[:200]}" for e in validator.iter_errors(typed)]
    assert problems == []


def _parts(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, dict):
        return [schema, *(part for value in schema.values() for part in _parts(value))]
    if isinstance(schema, list):
        return [part for value in schema for part in _parts(value)]
    return []
