"""`jt.yaml` read in one go: every line that can be understood, and a finding for every one that cannot."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from pipeline.adapters.yaml.reading import read_file
from pipeline.check.french import findings_of
from pipeline.check.keys import keys_of
from pipeline.errors import Code, Finding, Mark, ScriptError
from pipeline.model.brand import Brand, BrandFile
from pipeline.model.marked import Entry, MapNode, Node, TextNode, plain

_COLOURS = "couleurs"


def load_brand(path: Path) -> BrandFile:
    """Return what a `jt.yaml` says, with every finding of one reading; an absent or silent file says nothing."""
    nothing = MapNode(Mark(path.as_posix()))
    if not path.exists() or _silent(path):
        return BrandFile(Brand(), nothing)
    try:
        reading = read_file(path)
    except ScriptError as error:
        return BrandFile(Brand(), nothing, error.findings)
    written = reading.tree
    if not isinstance(written, MapNode):
        advice = "commencer par « chaine: … » ; docs/guide/marque.md donne le fichier entier"
        return BrandFile(
            Brand(),
            nothing,
            (
                *reading.findings,
                Finding(written.mark, "une marque est faite de clés", advice, code=Code("cles-attendues")),
            ),
        )
    found = list(reading.findings)
    tree = _canonical(written, Brand, found)
    brand, refused = _validated(_without_empty_colours(tree, found))
    return BrandFile(brand, tree, tuple(sorted((*found, *refused), key=lambda finding: finding.mark)))


def _silent(path: Path) -> bool:
    """Tell whether a file holds comments and blank lines only."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return False  # the reading says why
    return all(not line.strip() or line.lstrip().startswith(b"#") for line in lines)


def _canonical(node: MapNode, model: type[BaseModel], found: list[Finding]) -> MapNode:
    """Return the same keys under their French names, whatever their accents and capitals; what is empty is left out."""
    keys, entries = keys_of(model), dict[str, Entry]()
    below = {field.alias or name: field.annotation for name, field in model.model_fields.items()}
    for entry in node.entries:
        key = keys.canonical(entry.key) or entry.key
        if key in entries:
            told = f"« {entry.key} » est déjà donné ligne {entries[key].mark.line}"
            found.append(Finding(entry.mark, told, "n'en garder qu'un", code=Code("cle-synonyme")))
            continue
        if isinstance(entry.value, TextNode) and not entry.value.text.strip():
            if key not in below:
                entries[key] = entry
            continue
        entries[key] = Entry(key, entry.mark, _below(entry.value, below.get(key), found))
    return MapNode(node.mark, tuple(entries.values()))


def _below(value: Node, annotation: Any, found: list[Finding]) -> Node:
    inner = next((part for part in (annotation, *getattr(annotation, "__args__", ())) if _is_model(part)), None)
    return _canonical(value, inner, found) if inner is not None and isinstance(value, MapNode) else value


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _without_empty_colours(tree: MapNode, found: list[Finding]) -> MapNode:
    """Leave out colours that YAML read as comments: `principale: #1a2b3c` without quotes says nothing."""
    colours = tree.get(_COLOURS)
    if not isinstance(colours, MapNode):
        return tree
    kept: list[Entry] = []
    for entry in colours.entries:
        if isinstance(entry.value, TextNode) and not entry.value.text.strip():
            message = f"« {entry.key} » n'a pas de couleur : sans guillemets, ce qui suit « # » est un commentaire"
            advice = f'écrire « {entry.key}: "#rrggbb" », guillemets compris'
            found.append(Finding(entry.mark, message, advice, code=Code("couleur-vide")))
        else:
            kept.append(entry)
    return _replaced(tree, _COLOURS, MapNode(colours.mark, tuple(kept)))


def _replaced(tree: MapNode, key: str, value: Node) -> MapNode:
    return MapNode(tree.mark, tuple(Entry(e.key, e.mark, value) if e.key == key else e for e in tree.entries))


def _validated(tree: MapNode) -> tuple[Brand, tuple[Finding, ...]]:
    """Return what can be understood, without the lines that are refused, and why those are."""
    try:
        return Brand.model_validate(plain(tree)), ()
    except ValidationError as error:
        kept = tree
        for detail in error.errors(include_url=False):
            kept = _without(kept, tuple(str(step) for step in detail["loc"]))
        brand, others = _validated(kept) if kept != tree else (Brand(), ())
        return brand, (*findings_of(error, tree, Brand), *others)


def _without(tree: MapNode, path: tuple[str, ...]) -> MapNode:
    """Leave out what a path leads to: a key inside a mapping, else the whole key at the top."""
    inside = tree.get(path[0])
    if len(path) > 1 and isinstance(inside, MapNode):
        return _replaced(tree, path[0], _without(inside, path[1:]))
    return MapNode(tree.mark, tuple(entry for entry in tree.entries if entry.key != path[0]))
