"""Plan a script without speaking or drawing: what passes on air, in which order, and about how long it lasts."""

from dataclasses import dataclass

from pipeline.errors import Finding
from pipeline.model.programme import Preset
from pipeline.model.rundown import Rundown
from pipeline.model.task import preset_named
from pipeline.model.time import seconds
from pipeline.model.timeline import Timeline
from pipeline.plan.estimate import estimate
from pipeline.plan.timeline import plan_timeline
from pipeline.produce.burned import burned
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import prepare
from pipeline.service.source import Source


@dataclass(frozen=True, slots=True)
class Plan:
    """A newscast as it is planned, its lines as long as their words; what was found on the way."""

    rundown: Rundown
    timeline: Timeline
    findings: tuple[Finding, ...]

    @property
    def seconds(self) -> float:
        """About how long it lasts."""
        return seconds(self.timeline.length)


def plan(newsroom: Newsroom, source: Source, preset: Preset | None = None) -> Plan:
    """Plan a script for a delivery (the web by default); raises ScriptError with every finding when it cannot be."""
    prepared = prepare(newsroom, source, preset or preset_named("web"))
    takes = {line.id: estimate(line) for line in prepared.rundown.lines}
    planned = plan_timeline(prepared.context, prepared.rundown, takes)
    return Plan(prepared.rundown, burned(planned.timeline, prepared.context), (*prepared.findings, *planned.findings))
