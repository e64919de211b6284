"""The check itself: shape, validate, apply every rule, tell everything in one go."""

from pipeline.check.context import CheckContext, Checked, reading_order
from pipeline.check.rules import RULES
from pipeline.check.shape import Desk, shape
from pipeline.check.validate import validate
from pipeline.errors import Finding, Level
from pipeline.model.marked import Node


def check(document: Node, context: CheckContext) -> Checked:
    """Return the script and every finding; the script is None exactly when one of them is an error."""
    desk = Desk(context)
    tree = shape(document, desk)
    findings = desk.findings
    script = None
    if tree is not None:
        script, refused = validate(tree, context.script_id)
        findings += refused
        for rule in RULES:
            findings += rule(tree, context)
    ordered = tuple(sorted(_once(findings), key=reading_order))
    stopped = any(finding.level is Level.ERROR for finding in ordered)
    return Checked(None if stopped else script, ordered)


def _once(findings: list[Finding]) -> list[Finding]:
    """Return every finding once; a name that nothing has is no second mistake for being no name either."""
    other = {finding.mark for finding in findings if finding.code != "identifiant-invalide"}
    kept = (finding for finding in findings if finding.code != "identifiant-invalide" or finding.mark not in other)
    return list(dict.fromkeys(kept))
