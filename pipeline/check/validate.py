"""The canonical tree becomes a `Script`; what the model refuses becomes findings."""

from typing import Any

from pydantic import ValidationError

from pipeline.check.french import findings_of
from pipeline.check.tree import maps_under
from pipeline.errors import Code, Finding, Mark
from pipeline.model.marked import ListNode, MapNode, Node, TextNode, plain
from pipeline.model.script import Script

_EMPTY_RUNDOWN = ("conducteur",)
"""Said by the shaping, which knows whether items were written at all."""


def validate(script: MapNode, script_id: str) -> tuple[Script | None, tuple[Finding, ...]]:
    """Return the typed script, or every reason why there is none."""
    data: dict[str, Any] = {entry.key: plain(entry.value) for entry in script.entries}
    data["id"] = script_id
    data["conducteur"] = tuple(_item(item) for item in maps_under(script, "conducteur"))
    try:
        return Script.model_validate(data), ()
    except ValidationError as error:
        found = findings_of(error, script, Script)
        details = error.errors(include_url=False)
        kept = (f for f, d in zip(found, details, strict=True) if d["loc"] != _EMPTY_RUNDOWN)
        return None, tuple(_file_name(f, script_id, script.mark) for f in kept)


def _file_name(finding: Finding, script_id: str, whole: Mark) -> Finding:
    """Tell a bad id as what it is: the name of the file."""
    if finding.code == "identifiant-invalide" and finding.mark == whole and f"« {script_id} »" in finding.message:
        message = f"le nom du fichier, « {script_id} », sert d'identifiant et ne convient pas"
        return Finding(
            Mark(whole.file), message, "renommer avec minuscules, chiffres et tirets", code=Code("nom-de-fichier")
        )
    return finding


def _item(item: MapNode) -> dict[str, Any]:
    data: dict[str, Any] = {e.key: plain(e.value) for e in item.entries if e.key != "plans"}
    data["plans"] = tuple(_shot(shot) for shot in maps_under(item, "plans"))
    return data | {"mark": item.mark}


def _shot(shot: MapNode) -> dict[str, Any]:
    data: dict[str, Any] = {e.key: plain(e.value) for e in shot.entries if e.key not in {"slots", "repliques"}}
    slots = shot.get("slots")
    entries = slots.entries if isinstance(slots, MapNode) else ()
    data["slots"] = {e.key: _slot(e.value) for e in entries}
    data["repliques"] = tuple(plain(line) | {"mark": line.mark} for line in maps_under(shot, "repliques"))
    return data | {"mark": shot.mark}


def _slot(node: Node) -> Any:
    """Return a text as `str`, a list as a tuple of `str`, pairs as a tuple of `dict`."""
    match node:
        case ListNode():
            return tuple(plain(item) for item in node.items)
        case TextNode() | MapNode():
            return plain(node)
