"""The bill of materials: valid, whole, the same everywhere, and silent about the machine that made it."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from pipeline import __version__
from release.errors import ReleaseError
from release.moment import moment
from release.supply.bill import bill, main
from release.supply.closure import BASE
from release.supply.distributions import pinned
from release.supply.inventory import inventory
from release.supply.media import held, works

WHEN = datetime(2050, 3, 12, 20, 0, tzinfo=UTC)
FOUND = inventory()
TEXT = bill(FOUND, works(), WHEN)
READ: dict[str, Any] = json.loads(TEXT)
PARTS = {part["bom-ref"]: part for part in READ["components"]}


def test_it_is_valid_cyclonedx() -> None:
    assert (READ["bomFormat"], READ["specVersion"]) == ("CycloneDX", "1.6")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(TEXT) is None


def test_it_holds_the_base_at_its_versions_and_nothing_of_the_tools() -> None:
    held_by_bill = {part["purl"] for part in PARTS.values() if "purl" in part}
    pins = pinned()
    assert held_by_bill == {f"pkg:pypi/{key}@{pins[key][1]}" for key in FOUND.groups[BASE].where}
    assert not any("pytest" in purl for purl in held_by_bill)


def test_it_holds_every_medium_with_its_digest_and_licence() -> None:
    files = {name.removeprefix("media/"): part for name, part in PARTS.items() if name.startswith("media/")}
    assert files.keys() == set(held())
    assert all(re.fullmatch(r"[0-9a-f]{64}", part["hashes"][0]["content"]) for part in files.values())
    bare = {name for name, part in files.items() if not part.get("licenses")}
    assert {Path(name).parent.as_posix() for name in bare} == {"licences"}  # the texts of licences have none
    drawn = files["illustrations/la-tput.svg"]["licenses"]
    assert drawn == [{"expression": "EUPL-1.2 AND MIT"}]  # ours, with objects of somebody else's


def test_the_model_of_the_neural_voice_is_in_it() -> None:
    kinds = {part["name"]: part["type"] for part in PARTS.values()}
    assert {name for name, kind in kinds.items() if kind == "machine-learning-model"} == {
        "kokoro-v1.0.int8.onnx",
        "media/timbres/kokoro.npz",
    }


def test_who_needs_whom_is_in_it() -> None:
    needs = {each["ref"]: set(each.get("dependsOn", ())) for each in READ["dependencies"]}
    pins = pinned()

    def ref(key: str) -> str:
        return f"pkg:pypi/{key}@{pins[key][1]}"

    assert {ref("av"), ref("moviepy"), "media/fonts/BarlowCondensed-Bold.ttf"} <= needs["jt2050"]
    assert ref("imageio") in needs[ref("moviepy")]
    assert {PARTS[one]["name"] for one in needs[ref("av")]} >= {"x264", "x265"}
    assert set().union(*needs.values()) | {"jt2050"} == needs.keys()  # nothing hangs in the air


def test_the_same_checkout_gives_the_same_bytes_and_another_moment_others() -> None:
    again = bill(inventory(), works(), WHEN)
    assert again == TEXT
    later = json.loads(bill(FOUND, works(), WHEN.replace(year=2051)))
    assert later["serialNumber"] != READ["serialNumber"]
    assert READ["metadata"]["timestamp"].startswith("2050-03-12T20:00:00")
    assert READ["metadata"]["component"]["version"] == __version__


def test_it_says_nothing_of_the_machine_that_made_it() -> None:
    without_schema = {key: value for key, value in READ.items() if key != "$schema"}
    text = json.dumps(without_schema)
    assert not re.search(r"https?://|file:|git\+|@[\w.-]+:\d", text)
    assert str(Path(__file__).parents[2]) not in text
    assert str(Path.home()) not in text


def test_its_time_is_the_one_that_is_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "2530656000")
    assert moment() == datetime(2050, 3, 12, tzinfo=UTC)
    assert main(tmp_path / "new" / "sbom.json") == 0
    assert json.loads((tmp_path / "new" / "sbom.json").read_text("utf-8"))["metadata"]["timestamp"] > "2050-03-11"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(ReleaseError, match="SOURCE_DATE_EPOCH"):
        moment()
