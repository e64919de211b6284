"""JSON Schema for the values of the model as people write them: French keys, short forms, oui and non.

English names are accepted without being proposed (`doNotSuggest`, which YAML editors know).
"""

from typing import Any

from pydantic import BaseModel

Schema = dict[str, Any]

TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""Editors type plain scalars; the pipeline reads them all as text."""

NOTHING: Schema = {"type": "null"}
YES_NO: Schema = {"enum": ["oui", "non", True, False]}
NUMBER: Schema = {"type": ["number", "string"], "pattern": r"^\d+([.,]\d+)?$"}
DAY: Schema = {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4})$"}

_KEPT = ("enum", "const", "maxLength", "maximum", "minimum", "pattern", "maxItems")
_PLAIN: dict[str, Schema] = {
    "boolean": YES_NO,
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "object": {"type": "object"},
}
_OURS = frozenset({"mark"})


def reference(name: str) -> Schema:
    """Return a reference to one of the schema's definitions."""
    return {"$ref": f"#/$defs/{name}"}


def when(kind: str, then: Schema, otherwise: Schema) -> Schema:
    """Return one schema for a kind of value and another for the rest: editors then point at the very word."""
    return {"if": {"type": kind}, "then": then, "else": otherwise}


def one_or_many(item: Schema, **limits: Any) -> Schema:
    """Return a list, or its only entry."""
    return when("array", {"items": item} | limits, item)


def hidden(schema: Schema) -> Schema:
    """Return a schema for a name that is accepted but not proposed."""
    return {"allOf": [schema], "doNotSuggest": True}


def closed(properties: dict[str, Schema], description: str = "", **more: Any) -> Schema:
    """Return a mapping of these keys and no other."""
    told = {"description": description} if description else {}
    return {"type": "object", "properties": properties, "additionalProperties": False} | told | more


def model_properties(model: type[BaseModel], *left_out: str) -> dict[str, Schema]:
    """Return the properties of a model by French key, described, then by English name, hidden.

    >>> from pipeline.model.script import LowerThird
    >>> model_properties(LowerThird)["par"]["description"]
    "qui est nommé : un identifiant d'intervenants"
    """
    typed = model.model_json_schema(by_alias=True)
    found: dict[str, Schema] = {}
    english: dict[str, Schema] = {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        if name in _OURS or key in left_out:
            continue
        found[key] = loosened(typed["properties"][key], typed.get("$defs", {}))
        if field.description:
            found[key]["description"] = field.description
        if name != key and name not in left_out:
            english[name] = hidden(found[key])
    return found | {name: schema for name, schema in english.items() if name not in found}


def loosened(schema: Schema, defs: Schema) -> Schema:
    """Return what pydantic wants, as a person may write it."""
    if "$ref" in schema:
        return loosened(defs[schema["$ref"].rpartition("/")[2]], defs)
    if "anyOf" in schema:
        return _union([loosened(part, defs) for part in schema["anyOf"] if part.get("type") != "null"])
    kept = {key: schema[key] for key in _KEPT if key in schema}
    kind = schema.get("type")
    if kind == "array":
        return one_or_many(loosened(schema.get("items", {}), defs))
    if "enum" in kept or "const" in kept:
        return kept
    if schema.get("format") == "date":
        return dict(DAY)
    return _PLAIN.get(str(kind), TEXT) | kept


def _union(parts: list[Schema]) -> Schema:
    """Return the only part of a union that holds; a number that may be spelled as text is one number."""
    if any(part.get("type") == "number" or r"\d" in part.get("pattern", "") for part in parts):
        return dict(NUMBER)
    return parts[0] if len(parts) == 1 else {"anyOf": parts}
