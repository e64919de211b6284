"""Write what became of a batch where people and programs look for it: files, GitHub's summary, its log."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.adapters.whole import write_whole
from pipeline.adapters.yaml.contents import read_bytes
from pipeline.errors import Finding, ScriptError
from pipeline.french.system import unwritable
from pipeline.model.batch import BatchStory

if TYPE_CHECKING:
    from pipeline.report.sarif import ReportRule

LOT, JUNIT, SARIF, CODE_QUALITY, SUMMARY = (
    "lot.json",
    "junit.xml",
    "lot.sarif",
    "gl-code-quality-report.json",
    "resume.md",
)
"""The files of a batch's reports, in the folder that was asked for."""

STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The environment variable that names the file which GitHub shows on the page of a run."""

_OTHERWISE = "choisissez un autre dossier avec --rapports"
_HALVES = re.compile("[\ud800-\udfff]")
_REPOSITORIES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


def write_reports(folder: Path, story: BatchStory) -> tuple[Path, ...]:
    """Write every report of a batch into a folder, each whole or not at all, and return them.

    Raises UserError when a file cannot be written.
    """
    from pipeline.report.code_quality import code_quality  # noqa: PLC0415 - few ask for reports
    from pipeline.report.junit import junit  # noqa: PLC0415
    from pipeline.report.lot import lot_report  # noqa: PLC0415
    from pipeline.report.sarif import sarif  # noqa: PLC0415
    from pipeline.report.summary import summary  # noqa: PLC0415

    story = from_root(story)
    files = {
        LOT: _json(lot_report(story)),
        JUNIT: junit(story),
        SARIF: _json(sarif(story, _rules(), _sources(story))),
        CODE_QUALITY: _json(code_quality(story)),
        SUMMARY: summary(story),
    }
    return tuple(write_whole(folder / name, text, _OTHERWISE) for name, text in files.items())


def github_annotations(story: BatchStory) -> Iterator[str]:
    """Yield the lines by which GitHub's runner shows the findings of a batch where they are."""
    from pipeline.report.annotations import annotations  # noqa: PLC0415 - few checks run in GitHub
    from pipeline.service.explain import catalogue  # noqa: PLC0415

    titles = {code: each.title for family in catalogue() for code, each in family.codes.items()}
    return annotations(from_root(story), titles)


def in_github() -> bool:
    """Tell whether GitHub's runner reads what is printed."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def add_step_summary(story: BatchStory) -> Path | None:
    """Add a batch to the summary of the step that GitHub runs, and return its file; None when there is none.

    Raises UserError when that file cannot be written.
    """
    named = os.environ.get(STEP_SUMMARY)
    if not named:
        return None
    from pipeline.report.summary import summary  # noqa: PLC0415 - few checks run in GitHub

    path = Path(named)
    try:
        with path.open("a", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(f"{summary(from_root(story))}\n")
    except OSError as error:
        raise unwritable(path, error, f"retirez la variable {STEP_SUMMARY}") from error
    return path


def from_root(story: BatchStory) -> BatchStory:
    """Return a story whose paths are those of the repository, with « / », as whoever reads the reports knows them.

    The repository is what the continuous integration says, else the nearest folder above with a `.git`, else the
    folder that we stand in; a path elsewhere stays whole.
    """
    here = Path.cwd()
    root = _repository(here)

    def placed(path: str) -> str:
        full = Path(os.path.normpath(here / path))
        return (full.relative_to(root) if full.is_relative_to(root) else full).as_posix()

    def moved(finding: Finding) -> Finding:
        return replace(finding, mark=replace(finding.mark, file=placed(finding.mark.file)))

    films = tuple(
        replace(
            film,
            script=placed(film.script),
            place=placed(film.place) if film.place else "",
            findings=tuple(map(moved, film.findings)),
        )
        for film in story.films
    )
    return replace(story, films=films)


def _repository(here: Path) -> Path:
    for name in _REPOSITORIES:
        told = os.environ.get(name)
        if told and here.is_relative_to(told):
            return Path(told)
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)


def _rules() -> "dict[str, ReportRule]":
    from pipeline.report.sarif import ReportRule  # noqa: PLC0415 - few ask for reports
    from pipeline.service.explain import catalogue  # noqa: PLC0415

    return {
        code: ReportRule(each.title, each.meaning, each.remedy, each.levels[0])
        for family in catalogue()
        for code, each in family.codes.items()
    }


def _sources(story: BatchStory) -> Mapping[str, str]:
    """Return the texts in which findings are, as they are read by whoever looks for their lines."""
    root, texts = _repository(Path.cwd()), {}
    for file in {finding.mark.file for film in story.films for finding in film.findings}:
        with suppress(ScriptError):  # no text that could be read: its findings say so themselves
            texts[file] = read_bytes(root / file).decode("utf-8", "replace")
    return texts


def _json(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, indent=2)
    if _HALVES.search(
        text
    ):  # of a file name that is no UTF-8: no encoding has them, and the seal holds for what is read
        text = json.dumps(data, ensure_ascii=True, indent=2)
    return f"{text}\n"
