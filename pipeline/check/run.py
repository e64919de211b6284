"""The check itself: shape, validate, apply every rule, tell everything in one go."""

import sys
from bisect import bisect_left, bisect_right

from pipeline.check.context import CheckContext, Checked, reading_order
from pipeline.check.rules import RULES
from pipeline.check.shape import Desk, shape
from pipeline.check.tree import items_of
from pipeline.check.validate import validate
from pipeline.errors import Finding, Level
from pipeline.model.marked import MapNode, Node


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
    ordered = tuple(sorted(_once(findings, tree), key=reading_order))
    stopped = any(finding.level is Level.ERROR for finding in ordered)
    return Checked(None if stopped else script, ordered)


def _once(findings: list[Finding], tree: Node | None) -> list[Finding]:
    """Return every finding once, without those that another one brought about.

    A name that nothing has is no second mistake for being too long, or no name either; an item with a key that nobody
    knows is not empty besides: what it says stands under that key.
    """
    other = {finding.mark for finding in findings if finding.code not in _OF_NAMES}
    unknown = sorted(finding.mark.line for finding in findings if finding.code == "cle-inconnue")
    begun = sorted(item.mark.line for item in items_of(tree)) if isinstance(tree, MapNode) else []
    kept: dict[Finding, None] = {}
    for finding in findings:
        if finding.code in _OF_NAMES and finding.mark in other:
            continue
        line = finding.mark.line
        following = next(iter(begun[bisect_right(begun, line) :][:1]), sys.maxsize)
        if finding.code in _EMPTY and bisect_left(unknown, line) < bisect_left(unknown, following):
            continue
        kept[finding] = None
    return list(kept)


_OF_NAMES = frozenset({"identifiant-invalide", "texte-trop-long"})
_EMPTY = frozenset({"sujet-vide", "plan-muet"})
