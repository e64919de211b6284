"""The JSON Schema of `jt.yaml`: editors complete and check with it. `python -m docs.tables` writes it anew."""

from typing import get_args

from pipeline.check.schema_values import Schema, closed, model_properties, one_or_many
from pipeline.model.brand import Brand, Delivery, Host, Music
from pipeline.model.script import Portrait

_COLOUR: Schema = {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?$"}
_FILE: Schema = {"type": "string"}


def brand_schema() -> Schema:
    """Return the schema of `jt.yaml`."""
    portrait = closed(model_properties(Portrait), "le visage dessiné ; ce qui n'est pas dit est choisi")
    host = closed(model_properties(Host, "portrait") | {"portrait": portrait})
    pair: Schema = {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}
    shaped: dict[str, Schema] = {
        "couleurs": {"type": "object", "additionalProperties": _COLOUR},
        "polices": {"type": "object", "additionalProperties": _FILE},
        "musique": closed(model_properties(Music)),
        "credits": {"type": "array", "items": pair},
        "presentatrice": host,
        "reporter": host,
        "livraisons": one_or_many({"enum": sorted(get_args(Delivery))}, minItems=1),
    }
    told = {field.alias or name: field.description or "" for name, field in Brand.model_fields.items()}
    names = {field.alias or name: name for name, field in Brand.model_fields.items()}
    plain = model_properties(Brand, *shaped, *(names[key] for key in shaped))
    known = plain | {key: schema | {"description": told[key]} for key, schema in shaped.items()}
    head: Schema = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Marque d'une chaîne (jt.yaml)"}
    return head | closed(known, "Ce qu'une chaîne dit d'elle : son nom, ses couleurs, qui signe.")
