"""The JSON Schema of a script, with the scenes there are: editors complete and check with it.

`JT_ACCEPT=1 pytest tests/check/test_schema.py` writes `docs/schema/script.schema.json` anew.
"""

from collections.abc import Mapping

from pipeline.check.schema_scenes import (
    ITEM_ONLY,
    common_definitions,
    common_keys,
    scene_definition,
    slots_beside,
)
from pipeline.check.schema_values import (
    NOTHING,
    TEXT,
    Schema,
    closed,
    hidden,
    model_properties,
    one_or_many,
    reference,
    when,
)
from pipeline.model.part import PARTS, WORDS
from pipeline.model.scene import Scene
from pipeline.model.scenes import Scenes
from pipeline.model.script import Consent, Item, Portrait, Script, Speaker, Workshop

_SHAPED = ("id", "intervenants", "speakers", "conducteur", "items", "atelier", "workshop")
_STORY_SIGNS = ("sujet", "story", "titre", "title", "plans", "lancement")


def json_schema(scenes: Mapping[str, Scene]) -> Schema:
    """Return the schema of a script in which these scenes can be asked for."""
    usable = {key: scene for key, scene in sorted(scenes.items()) if scene.role == "plan"}
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Script JT 2050"}
    top = closed(_script(), "Le script d'un journal télévisé de 2050.")
    needed = [("titre", "title"), ("conducteur", "sujets", "items", "stories")]
    either = {"allOf": [{"anyOf": [{"required": [key]} for key in keys]} for keys in needed]}
    defs = common_definitions() | _person() | _items(usable)
    defs |= {f"scene_{key}": scene_definition(key, scene) for key, scene in usable.items()}
    return head | top | either | {"$defs": defs}


def _items(scenes: Mapping[str, Scene]) -> dict[str, Schema]:
    """Return the definitions of the entries of a rundown, and of the shots of a story."""
    asked = {
        key: {"allOf": [reference(f"scene_{key}")], "description": scene.label or key} for key, scene in scenes.items()
    }
    cast = Scenes(scenes)
    asked |= {word: asked[scene.id] for word, part in PARTS.items() if (scene := cast.playing(part))}
    english = {scene.alias: key for key, scene in scenes.items() if scene.alias}
    aliases = {name: hidden(reference(f"scene_{key}")) for name, key in english.items()}
    pictures = {key: found for key, found in asked.items() if key in scenes and scenes[key].part not in WORDS}
    pictures |= {name: found for name, found in aliases.items() if scenes[english[name]].part not in WORDS}
    named = {"description": "le nom de la scène, autrement que par sa clé", "type": ["string", "object"]}
    shot = slots_beside(scenes) | common_keys() | {"scene": named} | pictures
    own = {key: found for key, found in model_properties(Item).items() if key in ITEM_ONLY}
    others = closed(shot | own | aliases | asked, "Une brève, un plateau, un plan…")
    told = "un élément sans texte : virgule, credits…"
    bare = {"enum": [*sorted(asked), *sorted(english)], "description": told}
    story = {"anyOf": [{"required": [sign]} for sign in _STORY_SIGNS]}
    item = {"if": story, "then": reference("sujet"), "else": others}
    return {
        "plan": when("object", closed(shot, "Un plan : une scène, et ce qui est dit."), TEXT),
        "sujet": closed(shot | _story(), "Un sujet."),
        "element": when("object", item, bare),
        "sujet_court": when("object", reference("element"), TEXT),
    }


_SAID_APART = ("kind", "plans", "shots", "lancement", "lead_in", "pied", "tag")
"""Keys of a story whose own description is written here."""


def _story() -> dict[str, Schema]:
    """Return the keys of a story."""
    properties = model_properties(Item, *_SAID_APART)
    described = {field.alias: field.description for field in Item.model_fields.values()}
    spoken: dict[str, Schema] = {
        key: {"anyOf": [{"enum": ["non", False]}, reference("repliques")], "description": described[key]}
        for key in ("lancement", "pied")
    }
    plans = one_or_many(reference("plan")) | {"description": described["plans"]}
    told = "identifiant stable du sujet : la-journee-du-bonheur"
    head = when("object", {}, {"anyOf": [TEXT, NOTHING]}) | {"description": told}
    english = {"story": head, "lead_in": spoken["lancement"], "tag": spoken["pied"], "shots": plans}
    hints = {key: hidden(found) for key, found in english.items()}
    return {"sujet": head} | properties | spoken | {"plans": plans} | hints


def _script() -> dict[str, Schema]:
    """Return the keys of the whole script."""
    person = when("object", reference("intervenant"), TEXT)
    told = "qui présente : un identifiant d'intervenants, un nom, ou {nom, voix, portrait}"
    hosts = ("presentateur", "presentatrice", "presente_par", "presenter")
    items = one_or_many(reference("element"))
    stories = one_or_many(reference("sujet_court"))
    short = "la forme la plus courte : les sujets seuls, le reste vient de lui-même"
    workshop = when("object", closed(model_properties(Workshop)), TEXT)
    people = when("array", {"items": person}, {"type": "object", "additionalProperties": person})
    english = {"workshop": workshop, "speakers": people, "items": items, "stories": stories}
    return (
        model_properties(Script, *_SHAPED)
        | {key: person | {"description": told} for key in hosts}
        | {
            "ville": TEXT | {"description": "ville de l'atelier"},
            "departement": TEXT | {"description": 'code du département, entre guillemets : "33"'},
            "atelier": workshop | {"description": "où et quand l'atelier a eu lieu"},
            "lexique": {
                "type": "object",
                "additionalProperties": TEXT,
                "description": "mots du journal et leur prononciation",
            },
            "intervenants": people | {"description": "les personnes, par identifiant"},
            "sujets": stories | {"description": short},
            "conducteur": items | {"description": "tout ce qui passe à l'antenne, dans l'ordre"},
        }
        | {key: hidden(found) for key, found in english.items()}
    )


def _person() -> dict[str, Schema]:
    """Return the definition of a speaker."""
    consent = closed(model_properties(Consent), "l'accord de la personne")
    properties = model_properties(Speaker, "consent") | {
        "id": TEXT | {"description": "identifiant, quand les personnes sont en liste"},
        "consentement": when("object", consent, TEXT),
        "portrait": closed(model_properties(Portrait), "le visage dessiné ; ce qui n'est pas dit est choisi"),
        "consent": hidden(consent),
    }
    return {"intervenant": closed(properties, "Une personne qui parle.")}
