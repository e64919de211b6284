"""Check a script: everything that is wrong with it at once, and the script as it was understood."""

from dataclasses import dataclass

import yaml
from pydantic.main import IncEx

from pipeline.errors import Finding, Level, ScriptError
from pipeline.french.veil import Veil
from pipeline.model.programme import Preset
from pipeline.model.script import Script
from pipeline.model.task import preset_named
from pipeline.produce.described import unfit
from pipeline.produce.untold import begun, untold, untold_findings
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import Prepared, prepare, shown_findings
from pipeline.service.source import Source


@dataclass(frozen=True, slots=True)
class Answer:
    """The script with everybody cast, None when an error stops it; every finding, in reading order.

    `untold` are the shots that show what nobody says; they are findings as soon as one shot is described.
    """

    script: Script | None
    findings: tuple[Finding, ...]
    untold: tuple[Finding, ...] = ()

    @property
    def errors(self) -> int:
        """How many findings stop a render."""
        return sum(finding.level is Level.ERROR for finding in self.findings)


def check(newsroom: Newsroom, source: Source, preset: Preset | None = None) -> Answer:
    """Check a script as a delivery (the web by default) would; what is wrong is in the answer, never raised.

    Raises SceneError when the look itself cannot be used.
    """
    try:
        prepared = prepare(newsroom, source, preset or preset_named("web"))
    except ScriptError as error:
        return Answer(None, error.findings)
    unsaid = untold(prepared.context, prepared.rundown)
    notes = tuple(untold_findings(unsaid, prepared.rundown.script))
    return Answer(prepared.context.script, (*prepared.findings, *found_later(newsroom, prepared)), notes)


def found_later(newsroom: Newsroom, prepared: Prepared) -> tuple[Finding, ...]:
    """Return what is found of a script that is planned: what would not be seen well, what nobody describes."""
    shown = shown_findings(newsroom, prepared.context, prepared.rundown, prepared.signed)
    if not begun(prepared.rundown):
        return shown
    unsaid = untold(prepared.context, prepared.rundown)
    notes = untold_findings(unsaid, prepared.rundown.script)
    return (*shown, *notes, *unfit(prepared.context, prepared.rundown, unsaid))


def explained(script: Script) -> str:
    """Return the whole script as YAML, every default filled in, with French keys.

    Whoever is not to be named is there as they are shown, under an id that does not tell: what is handed around holds
    the same promise as the film.
    """
    veil = Veil.of(script.speakers, script.workshop.city)
    lines: IncEx = {"__all__": {"mark": True}}
    shots: IncEx = {"__all__": {"mark": True, "lines": lines}}
    items: IncEx = {"__all__": {"mark": True, "lead_in": lines, "tag": lines, "shots": shots}}
    shown = {who: person.model_copy(update={"name": person.shown}) for who, person in script.speakers.items()}
    script = script.model_copy(update={"speakers": shown})
    whole = script.model_dump(mode="json", by_alias=True, exclude={"items": items})
    return yaml.safe_dump(veil.over_all(whole), allow_unicode=True, sort_keys=False, width=110)
