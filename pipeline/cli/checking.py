"""`jt check`: everything that is wrong with scripts, in one go."""

import sys
from pathlib import Path

import yaml
from pydantic.main import IncEx

from pipeline.errors import Level, ScriptError
from pipeline.model.script import Script
from pipeline.service.render import heard_rundown, shown_findings
from pipeline.wiring.newsroom import Newsroom, Settings, find_root, preset_named


def check_all(scripts: list[Path], preset_name: str, *, explain: bool) -> int:
    """Check each script; return 0 when none has an error, 1 otherwise."""
    root = find_root(Path.cwd())
    newsroom = Newsroom(Settings(root, root / "output"))
    preset = preset_named(preset_name)
    failed = False
    for path in scripts:
        try:
            scenes = newsroom.scenes_of(path)
            checked = newsroom.check(path, scenes, draft=preset.draft)
            findings, script = checked.findings, checked.script
            if script is not None:
                context = newsroom.plan_context(script, scenes, preset)
                script = context.script
                heard = heard_rundown(newsroom, context, checked)
                findings += (*heard.findings, *shown_findings(newsroom, context, heard.rundown))
        except ScriptError as error:
            findings, script = error.findings, None
        for finding in findings:
            print(finding, file=sys.stderr)
        errors = sum(finding.level is Level.ERROR for finding in findings)
        failed = failed or script is None
        if script is not None and explain:
            print(explained(script), end="")
        else:
            verdict = f"{errors} erreur{'s' if errors > 1 else ''}" if script is None else "le script est bon"
            print(f"{path} : {verdict}", file=sys.stderr)
    return 1 if failed else 0


def explained(script: Script) -> str:
    """Return the whole script as YAML, every default filled in, with French keys."""
    lines: IncEx = {"__all__": {"mark": True}}
    shots: IncEx = {"__all__": {"mark": True, "lines": lines}}
    items: IncEx = {"__all__": {"mark": True, "lead_in": lines, "tag": lines, "shots": shots}}
    whole = script.model_dump(mode="json", by_alias=True, exclude={"items": items})
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=110)
