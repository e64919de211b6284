"""report.json: what the schema promises is there, and nothing else."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.errors import Code, Finding, Level, Mark
from pipeline.model.film_plan import FilmPlan, PlannedPart, PlannedText
from pipeline.model.time import Span
from pipeline.model.traffic import Haul, Traffic
from pipeline.report import facts as f
from pipeline.report.report import REPORT_VERSION, render_report
from tests.fakes.marks import TOLD

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "docs" / "schema" / "report.schema.json").read_text(encoding="utf-8")
)
SHA = "0" * 64
FACTS = f.ReportFacts(
    script="bordeaux",
    preset="web",
    created_with="0.1.0",
    inputs={"scripts/bordeaux.yaml": SHA, "media/voix.yaml": SHA},
    stages={"voix": 12.34567, "images et son": 80.0},
    work={"images": f.WorkFact(79.12345, 150.0), "son": f.WorkFact(80.0, 12.0)},
    segments=f.SegmentsFact(3, 47),
    traffic=Traffic(local=Haul(40, 9_000_000), shared=Haul(7, 1_500_000), made=Haul(3, 700_000), sent=Haul(3, 700_000)),
    chunks=(
        f.ChunkFact("0001", 250, reused=True),
        f.ChunkFact("0002", 14, reused=False, reasons=("texte changé",)),
    ),
    durations=(f.ItemFact("titres", "Titres", None, 31.48), f.ItemFact("l-ancre", "L’Ancre", 60.0, 61.2)),
    filmed=f.FilmedFact(3, 14, 21.4, 0.045),
    loudness=f.LoudnessFact(integrated=-16.2, range=5.1, true_peak=-1.7, target=-16.0, ceiling=-1.5, ok=True),
    voices=(f.VoiceFact(speaker="ines", voice="presentatrice_1", engine="pico", takes=12, reused=4, seconds=130.5),),
    findings=(
        Finding(
            Mark("scripts/bordeaux.yaml", 3, 5),
            "trop rapide",
            "écrivez plus court",
            Level.WARNING,
            code=Code("sous-titre-rapide"),
        ),
    ),
    picture=f.PictureFact(1920, 1080, 25.0, 12_000, 480.0),
    sound=f.SoundFact(48_000, 2, 480.02, 20.0),
    marks=TOLD,
    unsigned=SHA,
    outputs={"programme.mp4": f.OutputFact(SHA, 1_000_000)},
    plan=FilmPlan(
        preset="web",
        length=12_000,
        shots=(PlannedPart("titres/1", Span(0, 250)),),
        voices=(PlannedPart("ines", Span(10, 200)),),
        holds=(Span(60, 240),),
        joins=(0, 200),
        texts=(
            PlannedText(
                text="Bordeaux",
                span=Span(20, 200),
                at=150,
                box=(0.1, 0.1, 0.4, 0.2),
                size=44.0,
                colour=(255, 255, 255),
                share=0.3,
            ),
        ),
    ),
)
TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
    "object": (dict,),
    "array": (list,),
}


def problems(value: Any, schema: dict[str, Any], where: str = "$") -> list[str]:
    """Return where a value does not follow a schema (the part of JSON Schema that ours uses)."""
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    fits = any(isinstance(value, TYPES[kind]) and (kind == "boolean" or value is not True) for kind in kinds)
    if not fits or ("boolean" not in kinds and isinstance(value, bool)):
        return [f"{where}: {value!r} is no {kinds}"]
    found = [f"{where}: not {schema['const']}"] if "const" in schema and value != schema["const"] else []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{where}: {value!r} is none of {schema['enum']}")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        found += [f"{where}: {key} is missing" for key in schema.get("required", ()) if key not in value]
        for key, entry in value.items():
            part = known.get(key, schema["additionalProperties"])
            found += problems(entry, part, f"{where}.{key}") if part else [f"{where}: {key} is not described"]
    if isinstance(value, list):
        found += [p for at, entry in enumerate(value) for p in problems(entry, schema["items"], f"{where}[{at}]")]
    return found


def test_a_report_follows_its_schema() -> None:
    assert problems(render_report(FACTS), SCHEMA) == []


def test_the_schema_describes_every_key_in_french() -> None:
    def undescribed(schema: dict[str, Any], where: str) -> list[str]:
        found = [] if schema.get("description", "").endswith(".") else [where]
        for key, part in schema.get("properties", {}).items():
            found += undescribed(part, f"{where}.{key}")
        if isinstance(schema.get("items"), dict):
            found += undescribed(schema["items"], f"{where}[]")
        if isinstance(schema.get("additionalProperties"), dict):
            found += undescribed(schema["additionalProperties"], f"{where}.*")
        return found

    assert undescribed(SCHEMA, "$") == [], "a reader of the report has to guess"
    assert SCHEMA["properties"]["version"]["const"] == REPORT_VERSION


def test_the_check_itself_notices_what_is_wrong() -> None:
    report = render_report(FACTS)
    assert problems(report | {"script": 3}, SCHEMA)
    assert problems(report | {"surprise": 1}, SCHEMA)
    assert problems({key: value for key, value in report.items() if key != "sound"}, SCHEMA)


def test_a_silent_programme_still_makes_json() -> None:
    silent = replace(
        FACTS,
        loudness=f.LoudnessFact(
            integrated=-math.inf, range=0.0, true_peak=-math.inf, target=-16.0, ceiling=-1.5, ok=False
        ),
    )
    report = render_report(silent)
    text = json.dumps(report, allow_nan=False, ensure_ascii=False)
    assert json.loads(text) == report, "the file cannot be read back"
    assert problems(report, SCHEMA) == []


def test_reuse_and_its_reasons_are_told() -> None:
    assert render_report(FACTS)["chunks"] == [
        {"id": "0001", "frames": 250, "state": "reused", "reasons": []},
        {"id": "0002", "frames": 14, "state": "rendered", "reasons": ["texte changé"]},
    ]


def test_a_finding_can_be_found_in_its_file() -> None:
    assert render_report(FACTS)["findings"] == [
        {
            "level": "avertissement",
            "file": "scripts/bordeaux.yaml",
            "line": 3,
            "column": 5,
            "message": "trop rapide",
            "advice": "écrivez plus court",
            "code": "sous-titre-rapide",
        }
    ]


def test_the_same_facts_give_the_same_bytes_whatever_the_order() -> None:
    turned = replace(FACTS, inputs=dict(reversed(list(FACTS.inputs.items()))))
    assert json.dumps(render_report(turned)) == json.dumps(render_report(FACTS))
