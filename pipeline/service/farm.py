"""Hand a whole project to a farm that has a scheduler of its own: write the job that it takes."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from pipeline.adapters.whole import write_whole
from pipeline.errors import UserError
from pipeline.model.departures import UNMARKED
from pipeline.model.programme import FAST
from pipeline.model.task import preset_named
from pipeline.model.version import names_of
from pipeline.report.openjd import FarmJob, job_template
from pipeline.service.batch_films import BatchWish, scripts_in
from pipeline.service.settings import settings_at
from pipeline.service.usual import usual

MOST_PARTS = 100
"""Parts that a job is written with at most; whoever submits it may ask for more."""

_YAML = frozenset({".yaml", ".yml"})


def write_job(target: Path, places: Sequence[Path], wish: BatchWish, minutes: float) -> Path:
    """Write the Open Job Description template of a project into a file, `.json` or `.yaml`, and return its path.

    A part for each script, in each delivery. Raises UserError for what a farm cannot be told, or a file that cannot be
    written.
    """
    ending = target.suffix.casefold()
    if ending not in {*_YAML, ".json"}:
        raise UserError(f"--openjd {target} : nommez ce fichier en .yaml ou en .json, par exemple travail.yaml")
    if wish.out or wish.cache:
        told = "--out, avec --openjd : dites" if wish.out else "--cache, avec --openjd : dites"
        raise UserError(f"{told} ce dossier à la ferme, en lui donnant le travail (paramètres Films et Cache)")
    root = _project(places)
    scripts = scripts_in([root])
    if ending in _YAML and target.absolute().parent == scripts[0].absolute().parent:
        raise UserError(
            f"--openjd {target} : parmi les scripts, ce fichier serait pris pour l'un d'eux ; nommez-le .json"
        )
    presets = tuple(map(preset_named, wish.presets)) if wish.presets else usual(settings_at(root))
    if any("{{" in wish.departures.reason(preset) for preset in presets):
        raise UserError(f"{UNMARKED}, avec --openjd : une ferme lit autrement « {{{{ » ; dites pourquoi sans accolades")
    job = FarmJob(
        name=root.name,
        project=_below(root, target.absolute().parent),
        presets=tuple(dict.fromkeys(preset.name for preset in presets)),
        shards=min(MOST_PARTS, len(scripts)),
        minutes=minutes,
        options=tuple(_options(wish)),
    )
    data = job_template(job)
    text = (
        yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)
        if ending in _YAML
        else json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    )
    return write_whole(target, text, "choisissez un autre fichier avec --openjd")


def _project(places: Sequence[Path]) -> Path:
    """Return the only project that is meant; raises UserError for scripts, or for several projects."""
    if not places:
        return settings_at(Path.cwd()).root
    if len(places) > 1 or not places[0].is_dir():
        raise UserError("--openjd vaut pour un projet entier : donnez son dossier, ou rien si vous y êtes")
    return settings_at(places[0]).root


def _below(root: Path, folder: Path) -> str:
    """Return the project as it is seen from the template's folder; nothing when it lies elsewhere."""
    seen = Path(os.path.relpath(root, folder)).as_posix() if root.drive == folder.drive else ".."
    return "" if seen.startswith("..") else seen


def _options(wish: BatchWish) -> Iterator[str]:
    """Yield what each part is told besides, as it is typed."""
    for option, value in (("--voix", wish.engine), ("--secours", wish.fallback)):
        if value:
            yield from (option, value)
    if wish.versions:
        yield from ("--versions", names_of(wish.versions))
    yield from wish.departures.typed()
    if wish.pictures != FAST:
        yield from ("--engine", wish.pictures)
    if wish.jobs:
        yield from ("--jobs", str(wish.jobs))
    if wish.offline:
        yield "--offline"
    if not wish.use_cache:
        yield "--no-cache"
