"""What there is to record for a script, line by line, and under which names to drop it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.errors import Finding
from pipeline.model.rundown import PlannedLine, Rundown
from pipeline.model.task import preset_named
from pipeline.plan.recordings import folder
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import prepare
from pipeline.service.source import Source


@dataclass(frozen=True, slots=True)
class Recordable:
    """The lines that can be recorded, who says them by id, the folder to drop voices in, what was found meanwhile."""

    lines: tuple[PlannedLine, ...]
    names: Mapping[str, str]
    folder: str
    findings: tuple[Finding, ...]


def to_record(newsroom: Newsroom, source: Source) -> Recordable:
    """Return what there is to record; raises ScriptError with every finding when the script cannot be planned."""
    prepared = prepare(newsroom, source, preset_named("draft"))
    rundown = prepared.rundown
    names = {line.speaker: prepared.context.speaker(line.speaker).shown for line in rundown.lines}
    return recordable(rundown, names, prepared.heard)


def recordable(rundown: Rundown, names: Mapping[str, str], found: tuple[Finding, ...] = ()) -> Recordable:
    """Return the lines of a rundown that somebody can record, each file once."""
    lines = {line.file: line for line in rundown.lines if line.text.strip()}
    return Recordable(tuple(lines.values()), names, folder(rundown.script), found)
