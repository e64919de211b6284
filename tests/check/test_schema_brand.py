"""The schema of `jt.yaml`: what editors accept is what the pipeline accepts."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from docs.tables import BRAND_SCHEMA, GUIDE, brand_schema_text
from pipeline.adapters.yaml.brands import load_brand
from pipeline.check.schema_brand import brand_schema

WHOLE = GUIDE.joinpath("marque.md").read_text("utf-8").partition("```yaml jt\n")[2].partition("```")[0]


def test_the_schema_is_the_one_that_is_published() -> None:
    assert BRAND_SCHEMA.read_text("utf-8") == brand_schema_text()


def test_the_whole_file_of_the_guide_is_accepted_by_editors_and_by_the_pipeline(tmp_path: Path) -> None:
    jsonschema.validate(yaml.safe_load(WHOLE), brand_schema())
    (tmp_path / "jt.yaml").write_text(WHOLE, "utf-8")
    found = load_brand(tmp_path / "jt.yaml")
    assert not found.findings
    assert found.brand.deliveries == ("web", "vertical")


@pytest.mark.parametrize(
    "content", ["chaines: x", "couleurs: {accent: bleu}", "livraisons: [cinema]", "credits: [[un]]"]
)
def test_editors_refuse_what_the_pipeline_refuses(content: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(content), brand_schema())
