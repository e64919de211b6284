"""What pydantic refuses, told in French with its line and column."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pipeline.check.keys import keys_of
from pipeline.errors import Code, Finding
from pipeline.french.wording import advised, counted, quoted, slug
from pipeline.model.marked import Entry, ListNode, MapNode, Node, mark_at


class _Told(NamedTuple):
    """What is wrong, what to do (in French), which kind of finding it is."""

    message: str
    advice: str
    code: Code


_DATE = "écrire l'année, le mois, le jour : 2050-03-12"
_KEYS = frozenset({"extra_forbidden", "layer_unknown", "layer_key"})
"""What is wrong with a key itself, not with what stands under it."""

_PATTERNS = {
    "#[0-9A-Fa-f]": ("n'est pas une couleur", "écrire « #rrggbb », par exemple « #1a2b3c »", Code("couleur-illisible")),
    "[:h][0-5]": ("n'est pas une heure", 'écrire par exemple « "20:00" »', Code("heure-illisible")),
    "2[AB]": (
        "n'est pas un département",
        'écrire son code entre guillemets : "33", "2A", "974"',
        Code("departement-inconnu"),
    ),
}


def findings_of(error: ValidationError, tree: Node, model: type[BaseModel]) -> tuple[Finding, ...]:
    """Return one finding for every thing pydantic refused in `tree`."""
    return tuple(_finding(detail, tree, model) for detail in error.errors(include_url=False))


def _finding(detail: ErrorDetails, tree: Node, model: type[BaseModel]) -> Finding:
    path = detail["loc"] = _without_tags(tree, detail["loc"])
    kind = detail["type"]
    mark = mark_at(tree, path)
    if kind in _KEYS and (entry := entry_at(tree, path)) is not None:
        mark = entry.mark
        if kind == "extra_forbidden":
            detail["ctx"] = {"allowed": sorted(_siblings(model, path))}
    if path[-1:] == ("[key]",) and (entry := entry_at(tree, path[:-1])) is not None:
        mark, detail["loc"] = entry.mark, path[:-2]
    said = told(detail)
    return Finding(mark, said.message, said.advice, code=said.code)


def told(detail: ErrorDetails) -> _Told:
    """Return what to say of one error of pydantic."""
    name = _name(detail["loc"])
    context = detail.get("ctx") or {}
    kind = detail["type"]
    if kind in _FIXED:
        fixed = _FIXED[kind]
        return fixed._replace(message=fixed.message.format(name=name, value=_written(detail["input"])))
    if kind in _COMPUTED:
        return _COMPUTED[kind](name, detail["input"], context)
    return _Told(f"{name} ne convient pas ({detail['msg']})", "", Code("valeur-refusee"))


def _without_tags(tree: Node, path: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Drop the steps that only name which kind of layer a layer is: they are no keys of the file."""
    node: Node | None = tree
    kept: list[int | str] = []
    for step in path:
        if isinstance(node, MapNode) and step == node.text("type") and kept and isinstance(kept[-1], int):
            # Once is enough: below it, the same word may be a key of that layer.
            node = MapNode(node.mark, tuple(e for e in node.entries if e.key != "type"))
            continue
        kept.append(step)
        match node:
            case MapNode() if isinstance(step, str):
                node = node.get(step)
            case ListNode() if isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            case _:
                node = None
    return tuple(kept)


def entry_at(tree: Node, path: tuple[int | str, ...]) -> Entry | None:
    """Return the entry at which a path ends, None when it does not end at a key."""
    node: Node | None = tree
    found = None
    for step in path:
        match node:
            case MapNode() if isinstance(step, str):
                entry = node.entry(step)
                if entry is not None:
                    found, node = entry, entry.value
            case ListNode() if isinstance(step, int) and step < len(node.items):
                found, node = None, node.items[step]
            case _:
                return found
    return found


def _siblings(model: type[BaseModel], path: tuple[int | str, ...]) -> set[str]:
    """Return the keys that were possible where an unknown one was found."""
    above: Any = model
    for step in path[:-1]:
        above = _below(above, step)
    models = list(_models(above))
    return {name for found in models for name in keys_of(found).names} if models else set()


def _below(annotation: Any, step: int | str) -> Any:
    """Return the type that stands one step further down."""
    for model in _models(annotation):
        for name, field in model.model_fields.items():
            if step in (name, field.alias):
                return field.annotation
    return annotation


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    parts = getattr(annotation, "__args__", ())
    return [model for part in parts for model in _models(part)]


def _name(path: tuple[int | str, ...]) -> str:
    words = [step for step in path if isinstance(step, str) and step != "[key]"]
    return quoted(words[-1]) if words else "ce fichier"


def _written(value: object) -> str:
    return quoted(str(value)) if isinstance(value, (str, int, float)) else "cette valeur"


def _too_long(name: str, value: object, context: Mapping[str, Any]) -> _Told:
    length = len(value) if isinstance(value, str) else 0
    message = f"{name} est trop long : {counted(length, 'signe')}, {context['max_length']} au plus"
    return _Told(message, "raccourcir", Code("texte-trop-long"))


def _too_short(name: str, value: object, context: Mapping[str, Any]) -> _Told:
    if isinstance(value, str) and not value.strip():
        return _Told(f"{name} est vide", "écrire un texte, ou effacer la ligne", Code("cle-vide"))
    return _Told(f"{name} est trop court : {context['min_length']} signes au moins", "", Code("texte-trop-court"))


def _pattern(name: str, value: object, context: Mapping[str, Any]) -> _Told:
    for part, (message, advice, code) in _PATTERNS.items():
        if part in str(context.get("pattern")):
            return _Told(f"{_written(value)} {message}", advice, code)
    made = slug(str(value))
    advice = f"minuscules sans accent, chiffres et tirets : {quoted(made)}" if made else "écrire un mot"
    message = f"{_written(value)} ne peut pas servir d'identifiant ({name})"
    return _Told(message, advice, Code("identifiant-invalide"))


def _literal(name: str, value: object, context: Mapping[str, Any]) -> _Told:
    words = re.findall(r"'([^']*)'", str(context.get("expected") or context.get("expected_tags")))
    message = f"{_written(value)} n'est pas permis pour {name}"
    return _Told(message, advised(str(value), words), Code("choix-inconnu"))


def _bound(text: str, key: str) -> Callable[[str, object, Mapping[str, Any]], _Told]:
    def tell(name: str, value: object, context: Mapping[str, Any]) -> _Told:
        message = f"{name} vaut {_written(value)}, et doit être {text} {context[key]}"
        return _Told(message, "", Code("hors-bornes"))

    return tell


def _many(text: str, key: str, code: Code) -> Callable[[str, object, Mapping[str, Any]], _Told]:
    def tell(name: str, _value: object, context: Mapping[str, Any]) -> _Told:
        message = f"{name} compte {context['actual_length']} entrées, et en demande {text} {context[key]}"
        return _Told(message, "", code)

    return tell


def _extra(name: str, _value: object, context: Mapping[str, Any]) -> _Told:
    advice = advised(name.strip("« »"), context.get("allowed", ()))
    return _Told(f"la clé {name} est inconnue", advice, Code("cle-inconnue"))


def _no_layer(name: str, _value: object, context: Mapping[str, Any]) -> _Told:
    message = f"aucun calque de cette scène n'a pour « nom » {name}"
    return _Told(message, advised(name.strip("« »"), context["allowed"]), Code("calque-inconnu"))


def _not_of_layer(name: str, _value: object, context: Mapping[str, Any]) -> _Told:
    advice = advised(name.strip("« »"), context["allowed"])
    return _Told(f"ce calque n'a pas de {name}", advice, Code("calque-cle"))


_NUMBER = _Told("{name} demande un nombre, pas {value}", "écrire un nombre seul : 12 ou 1,5", Code("nombre-attendu"))
_WHOLE = _Told("{name} demande un nombre entier, pas {value}", "écrire un nombre entier : 12", Code("entier-attendu"))
_DAY = _Told("{name} demande une date, pas {value}", _DATE, Code("date-attendue"))
_WORDS = _Told(
    "{name} demande un texte", "écrire un texte, entre guillemets s'il contient « : »", Code("texte-attendu")
)
_SERIES = _Told("{name} demande une liste", "une entrée par ligne, chacune après « - »", Code("liste-attendue"))
_FIELDS = _Told(
    "{name} demande des clés, pas {value}", "une clé par ligne, en retrait : « clé: valeur »", Code("cles-attendues")
)
_YES_NO = _Told("{name} demande « oui » ou « non », pas {value}", "", Code("oui-ou-non"))

_FIXED: Mapping[str, _Told] = {
    "missing": _Told("il manque {name}", "ajouter cette clé", Code("cle-manquante")),
    **dict.fromkeys(("string_type", "string_sub_type", "string_unicode"), _WORDS),
    **dict.fromkeys(("int_type", "int_parsing", "int_parsing_size", "int_from_float"), _WHOLE),
    **dict.fromkeys(("float_type", "float_parsing", "decimal_type", "decimal_parsing", "finite_number"), _NUMBER),
    **dict.fromkeys(("decimal_max_digits", "decimal_max_places", "decimal_whole_digits"), _NUMBER),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), _DAY),
    **dict.fromkeys(("bool_type", "bool_parsing"), _YES_NO),
    **dict.fromkeys(("tuple_type", "list_type", "iterable_type"), _SERIES),
    **dict.fromkeys(("dict_type", "mapping_type", "model_type", "model_attributes_type"), _FIELDS),
    "union_tag_not_found": _Told(
        "il manque « type » à ce calque", "ajouter par exemple « type: texte »", Code("calque-sans-type")
    ),
}

_COMPUTED: Mapping[str, Callable[[str, object, Mapping[str, Any]], _Told]] = {
    "string_too_long": _too_long,
    "string_too_short": _too_short,
    "string_pattern_mismatch": _pattern,
    "literal_error": _literal,
    "enum": _literal,
    "union_tag_invalid": lambda name, _value, context: _literal(name, context["tag"], context),
    "greater_than": _bound("plus grand que", "gt"),
    "greater_than_equal": _bound("au moins", "ge"),
    "less_than": _bound("plus petit que", "lt"),
    "less_than_equal": _bound("au plus", "le"),
    "too_long": _many("au plus", "max_length", Code("trop-d-entrees")),
    "too_short": _many("au moins", "min_length", Code("trop-peu-d-entrees")),
    "extra_forbidden": _extra,
    "layer_unknown": _no_layer,
    "layer_key": _not_of_layer,
}
