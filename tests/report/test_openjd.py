"""The template for a render farm: one its scheduler takes, with the parts, the limits and nothing of this machine."""

import json
from pathlib import Path

import pytest

from pipeline.model.batch import Shard
from pipeline.report.openjd import FarmJob, job_template

JOB = FarmJob(name="Saint-Brieuc", project=".", presets=("draft", "vertical"), shards=3, options=("--voix", "pico"))


def test_the_specifications_own_model_takes_it() -> None:
    model = pytest.importorskip("openjd.model")
    template = model.decode_job_template(template=job_template(JOB))
    assert [step.name for step in template.steps] == ["Rendu", "Bilan"]
    job = model.create_job(
        job_template=template,
        job_parameter_values=model.preprocess_job_parameters(
            job_template=template,
            job_parameter_values={},
            job_template_dir=Path.cwd(),
            current_working_dir=Path.cwd(),
        ),
    )
    tasks = [
        {name: value.value for name, value in each.items()}
        for each in model.StepParameterSpaceIterator(space=job.steps[0].parameterSpace)
    ]
    assert len(tasks) == 6
    assert {(task["Part"], task["Livraison"]) for task in tasks} == {
        (part, preset) for part in ("1", "2", "3") for preset in ("draft", "vertical")
    }


def test_every_part_is_rendered_once_and_told_apart() -> None:
    template = job_template(JOB)
    render, gather = template["steps"]
    action = render["script"]["actions"]["onRun"]
    line = " ".join(action["args"])
    assert action["command"] == "jt"
    assert "--part {{Task.Param.Part}}/{{Param.Parts}}" in line
    assert line.endswith("--voix pico")
    assert Shard.read("3/3").count == template["parameterDefinitions"][3]["default"]
    for option in ("--out", "--rapports"):
        assert "{{Task.Param.Livraison}}" in action["args"][action["args"].index(option) + 1]
    assert gather["dependencies"] == [{"dependsOn": render["name"]}]


def test_a_part_has_a_limit_longer_than_its_budget() -> None:
    render, _ = job_template(FarmJob(name="x", project=".", presets=("web",), shards=1, minutes=50.0))["steps"]
    action = render["script"]["actions"]["onRun"]
    assert action["args"][-2:] == ["--max-minutes", "50"]
    assert 50 * 60 < action["timeout"] < 2 * 3600
    assert action["cancelation"]["notifyPeriodInSeconds"] >= 30


def test_nothing_of_this_machine_is_in_it() -> None:
    text = json.dumps(job_template(JOB), ensure_ascii=False)
    assert str(Path.cwd()) not in text
    assert str(Path.home()) not in text


def test_a_project_elsewhere_is_asked_for() -> None:
    def default(project: str) -> object:
        job = FarmJob(name="x", project=project, presets=("web",), shards=1)
        return job_template(job)["parameterDefinitions"][0].get("default")

    assert default("ateliers/mai") == "ateliers/mai"
    assert default("") is None


def test_a_name_is_no_expression() -> None:
    name = job_template(FarmJob(name="{{Param.X}} " + "é" * 200, project=".", presets=("web",), shards=1))["name"]
    assert "{" not in name
    assert len(name) <= 64
