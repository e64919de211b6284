"""A batch as a job for a farm that has a scheduler of its own: an Open Job Description template.

The schema is that of the specification « jobtemplate-2023-09 »; no path, name or number of the machine that writes it
is in it but those that are given. Whoever submits the job may change its parameters; French is what they read.
"""

from dataclasses import dataclass
from typing import Any

OPENJD_VERSION = "jobtemplate-2023-09"

_DAY = 24 * 3600
_GRACE = 900
"""Seconds that a part may take beyond its budget of minutes: to end the chunks that it has begun, and to deliver."""

_PARTING = 60
"""Seconds from the wish that a part stops to its end; it needs few, and what is made is kept."""

_ASIDE = 300
"""Seconds for what only looks: the version at the start, the reports at the end."""

_CORES, _MEMORY = 2, 4096
"""What a host needs for a part: virtual processors, and MiB (a render of two processes holds 1.2 GB, measured)."""

_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_'àâçéèêëîïôùûüÀÂÇÉÈÊËÎÏÔÙÛÜ")
_LONGEST = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class FarmJob:
    """What a job renders, and how.

    `project` is the project's folder, relative to the template's own (empty: whoever submits the job says it);
    `presets` are the deliveries; `shards` the parts of each, a task a part; `minutes` a part's budget (0: none);
    `options` what else each part is told, as it is typed.
    """

    name: str
    project: str
    presets: tuple[str, ...]
    shards: int
    minutes: float = 0.0
    options: tuple[str, ...] = ()


def job_template(job: FarmJob) -> dict[str, Any]:
    """Return the template as JSON data: a step that renders the parts, then one that gathers their reports."""
    return {
        "specificationVersion": OPENJD_VERSION,
        "name": "".join(sign for sign in f"JT 2050 - {job.name}" if sign in _SAFE)[:_LONGEST].strip(),
        "description": "Rend tous les journaux d'un projet, en parts ; puis réunit leurs rapports.",
        "parameterDefinitions": _parameters(job),
        "jobEnvironments": [_environment()],
        "steps": [_rendering(job), _gathering()],
    }


def _parameters(job: FarmJob) -> list[dict[str, Any]]:
    return [
        {
            "name": "Projet",
            "type": "PATH",
            "objectType": "DIRECTORY",
            "dataFlow": "IN",
            "description": "Le dossier du projet : scripts, media, jt.yaml.",
            "userInterface": {"control": "CHOOSE_DIRECTORY", "label": "Projet"},
            **({"default": job.project} if job.project else {}),
        },
        _folder("Films", "output", "Où vont les films, un dossier par livraison."),
        _folder("Rapports", "rapports", "Où vont les rapports des parts, et celui du lot entier."),
        {
            "name": "Parts",
            "type": "INT",
            "minValue": 1,
            "default": job.shards,
            "description": "En combien de parts chaque livraison est rendue : autant de tâches.",
            "userInterface": {"control": "SPIN_BOX", "label": "Parts"},
        },
        _text("Magasin", "Le magasin partagé, par exemple s3://seau/jt ; rien : chaque machine refait tout."),
        _text("Cache", "Le dossier du cache sur chaque machine ; rien : celui du système."),
    ]


def _folder(name: str, default: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "type": "PATH",
        "objectType": "DIRECTORY",
        "dataFlow": "OUT",
        "default": default,
        "description": description,
        "userInterface": {"control": "CHOOSE_DIRECTORY", "label": name},
    }


def _text(name: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "type": "STRING",
        "default": "",
        "description": description,
        "userInterface": {"control": "LINE_EDIT", "label": name},
    }


def _environment() -> dict[str, Any]:
    return {
        "name": "JT 2050",
        "description": "La machine doit avoir la commande jt.",
        "variables": {
            "JT_STORE": "{{Param.Magasin}}",
            "JT_CACHE": "{{Param.Cache}}",
            "NO_COLOR": "1",
            "PYTHONUTF8": "1",
        },
        "script": {"actions": {"onEnter": {"command": "jt", "args": ["--version"], "timeout": _ASIDE}}},
    }


def _rendering(job: FarmJob) -> dict[str, Any]:
    budget = ["--max-minutes", f"{job.minutes:g}"] if job.minutes else []
    arguments = [
        "lot",
        "{{Param.Projet}}",
        "--part",
        "{{Task.Param.Part}}/{{Param.Parts}}",
        "--preset",
        "{{Task.Param.Livraison}}",
        "--out",
        "{{Param.Films}}/{{Task.Param.Livraison}}",
        "--rapports",
        "{{Param.Rapports}}/{{Task.Param.Livraison}}/{{Task.Param.Part}}",
        *budget,
        *job.options,
    ]
    return {
        "name": "Rendu",
        "description": "Une part du lot, dans une livraison.",
        "parameterSpace": {
            "taskParameterDefinitions": [
                {"name": "Part", "type": "INT", "range": "1-{{Param.Parts}}"},
                {"name": "Livraison", "type": "STRING", "range": list(job.presets)},
            ],
            "combination": "Part * Livraison",
        },
        "hostRequirements": {
            "amounts": [
                {"name": "amount.worker.vcpu", "min": _CORES},
                {"name": "amount.worker.memory", "min": _MEMORY},
            ],
            "attributes": [{"name": "attr.worker.os.family", "anyOf": ["linux", "windows", "macos"]}],
        },
        "script": {
            "actions": {
                "onRun": {
                    "command": "jt",
                    "args": arguments,
                    "timeout": round(job.minutes * 60) + _GRACE if job.minutes else _DAY,
                    "cancelation": {"mode": "NOTIFY_THEN_TERMINATE", "notifyPeriodInSeconds": _PARTING},
                }
            }
        },
    }


def _gathering() -> dict[str, Any]:
    return {
        "name": "Bilan",
        "description": "Un rapport de toutes les parts ; échoue si l'une manque ou n'a pas tout rendu.",
        "dependencies": [{"dependsOn": "Rendu"}],
        "script": {
            "actions": {
                "onRun": {"command": "jt", "args": ["lot", "--reunir", "{{Param.Rapports}}"], "timeout": _ASIDE}
            }
        },
    }
