"""YAML files read with the place of every word, every scalar as the text that was typed.

PyYAML composes the graph of nodes and is asked nothing more: `on:`, `12:30`, `2050-03-12`, `1_000` and `~`
stay what they are, and an empty value is an empty text.
"""

import codecs
import pickle
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError
from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.resolver import BaseResolver
from yaml.scanner import Scanner

from pipeline.adapters.yaml.extends import KEY as EXTENDS
from pipeline.adapters.yaml.extends import at_home, extended
from pipeline.adapters.yaml.problems import finding_of
from pipeline.check.french import findings_of
from pipeline.errors import Code, Finding, Mark, SceneError, ScriptError
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode, plain
from pipeline.model.scene import House, Scene

LARGEST = 2_000_000
"""Bytes; a workshop's script weighs about 15 000."""

MOST_NODES = 20_000
"""Nodes once anchors are followed: a file of a few lines can otherwise grow without end."""

DEEPEST = 60
"""Levels of nesting; a script has eight."""

_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map", "null", "int", "float", "bool", "timestamp")
)
_MERGE = "<<"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

V = TypeVar("V", Scene, House)


class _Composer(Reader, Scanner, Parser, Composer, BaseResolver):
    """PyYAML without its resolver of types; nesting is bounded."""

    def __init__(self, text: str, file: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)
        BaseResolver.__init__(self)
        self.file = file
        self.depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Compose one node, unless it lies too deep."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise _refused(
                Mark(self.file, self.line + 1, self.column + 1),
                "trop de niveaux imbriqués",
                code=Code("yaml-trop-profond"),
            )
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _Marker:
    """Turns PyYAML's graph into our tree; keeps count, and every finding."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.count = 0
        self.open: set[int] = set()
        self.findings: list[Finding] = []

    def mark(self, node: yaml.Node) -> Mark:
        return Mark(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def say(self, node: yaml.Node, message: str, advice: str, code: Code) -> None:
        self.findings.append(Finding(self.mark(node), message, advice, code=code))

    def tree(self, node: yaml.Node) -> Node:
        mark = self.mark(node)
        self.count += 1
        if self.count > MOST_NODES:
            raise _refused(
                mark,
                f"ce fichier contient plus de {MOST_NODES} valeurs",
                "le partager en plusieurs",
                code=Code("yaml-trop-de-valeurs"),
            )
        if node.tag not in _TAGS and node.tag != "!":
            self.say(
                node,
                f"l'étiquette « {node.tag} » n'est pas permise",
                "effacer le mot qui commence par « ! »",
                Code("yaml-etiquette"),
            )
        if isinstance(node, yaml.ScalarNode):
            return TextNode(mark, node.value)
        if id(node) in self.open:
            raise _refused(
                mark, "cette ancre « & » se contient elle-même", "écrire la valeur en entier", code=Code("yaml-ancre")
            )
        self.open.add(id(node))
        try:
            if isinstance(node, yaml.SequenceNode):
                return ListNode(mark, tuple(self.tree(item) for item in node.value))
            return self.mapping(node)
        finally:
            self.open.discard(id(node))

    def mapping(self, node: yaml.Node) -> MapNode:
        entries: dict[str, Entry] = {}
        merged: list[Node] = []
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.say(
                    key,
                    "une clé doit être un mot, pas une liste",
                    "mettre la clé entre guillemets",
                    Code("yaml-cle-complexe"),
                )
                continue
            below = self.tree(value)
            if key.value == _MERGE and not isinstance(below, TextNode):
                merged.extend(below.items if isinstance(below, ListNode) else (below,))
            elif key.value in entries:
                line = entries[key.value].mark.line
                self.say(key, f"la clé « {key.value} » est écrite deux fois", f"voir ligne {line}", Code("cle-double"))
            else:
                entries[key.value] = Entry(key.value, self.mark(key), below)
        for below in merged:
            if isinstance(below, MapNode):
                for entry in below.entries:
                    entries.setdefault(entry.key, entry)
        return MapNode(self.mark(node), tuple(entries.values()))


def read_marked(path: Path) -> Node:
    """Return the tree of a YAML file; raise `ScriptError` with findings in French when there is none."""
    file = path.as_posix()
    return marked(decoded(read_bytes(path), file), file)


def marked(text: str, file: str) -> Node:
    """Return the tree of a YAML text that stands, or is to stand, in a file; raise `ScriptError` as `read_marked`."""
    try:
        root = _Composer(text, file).get_single_node()
    except yaml.YAMLError as error:
        raise ScriptError((finding_of(error, file, text),)) from error
    if root is None:
        raise _refused(
            Mark(file), "ce fichier est vide", "partir de l'exemple scripts/bordeaux.yaml", code=Code("fichier-vide")
        )
    marker = _Marker(file)
    tree = marker.tree(root)
    if marker.findings:
        raise ScriptError(tuple(marker.findings))
    return tree


def read_plain(path: Path) -> Any:
    """Return a YAML file as `str`, `list` and `dict`; every scalar is text, as in `read_marked`."""
    quick = _quick(path)
    return plain(read_marked(path)) if quick is None else quick


def word_at(path: Path, word: str, key: str = "") -> Mark:
    """Return where a word stands in a file of the look, as a value (under a key); the whole file when it does not."""
    tree = read_marked(path)
    under = next(_places(tree, word, key), None) if key else None
    return under or next(_places(tree, word), Mark(path.as_posix()))


def _places(node: Node, word: str, key: str = "") -> Iterator[Mark]:
    """Yield the places of a word; with a key, only those that stand somewhere under it."""
    match node:
        case TextNode():
            if node.text == word and not key:
                yield node.mark
        case ListNode():
            for item in node.items:
                yield from _places(item, word, key)
        case MapNode():
            for entry in node.entries:
                yield from _places(entry.value, word, "" if entry.key == key else key)


class _Quick(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]  # the C loader is optional
    """Ten times faster than the marked reading, for our own files; knows nothing of places nor of merge keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Refuse a key written twice, which YAML's own loaders let pass."""
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(found) != len(node.value) or "<<" in found:
            raise yaml.YAMLError("duplicate or merge key")
        return found


def _quick(path: Path) -> Any:
    """Return a YAML file's content, or None when there is anything to say about it: the marked reading says it."""
    try:
        return pickle.loads(_parsed(path.read_bytes()))  # noqa: S301 - made below, a few lines away
    except (yaml.YAMLError, OSError, ValueError):
        return None


@lru_cache(maxsize=256)
def _parsed(content: bytes) -> bytes:
    """Return what a YAML file holds, pickled: the look is read many times over, and parsing takes ten times as long.

    By its bytes, so that no change is ever missed; each reader gets a copy of its own. Raises YAMLError, ValueError.
    """
    return pickle.dumps(yaml.load(content, _Quick))  # noqa: S506 - a base loader builds text, lists and mappings only


def load_scene(path: Path, below: Sequence[Path] = ()) -> Scene:
    """Return the scene of `<folder of scenes>/<id>/scene.yaml`; raise `SceneError` with every finding.

    `below` are the folders of scenes that lie under its own, the nearest first: `extends` reaches them. A scene that
    stands over one of the same name and says no part of its own plays the part of that one.
    """
    name = path.resolve().parent.name
    scene = _load(path, Scene, name, below)
    under = next((rank for rank, folder in enumerate(below) if (folder / name / path.name).is_file()), None)
    if scene.part is not None or under is None:
        return scene
    return scene.model_copy(update={"part": load_scene(below[under] / name / path.name, below[under + 1 :]).part})


def load_house(path: Path) -> House:
    """Return the house style of `scenes/house/<id>.yaml`; raise `SceneError` with every finding."""
    return _load(path, House, path.stem)


def _load(path: Path, model: type[V], identifier: str, below: Sequence[Path] = ()) -> V:
    quick = None if below else _quick(path)
    if isinstance(quick, dict) and EXTENDS not in quick and quick.setdefault("id", identifier) == identifier:
        try:
            return model.model_validate(quick)
        except ValidationError:
            pass  # read again with marks, to say where
    try:
        tree = read_marked(path)
        if model is Scene:
            tree = extended(tree, path, read_marked, below)
        if below:
            tree = at_home(tree, path.parent)
    except ScriptError as error:
        raise SceneError(str(error), error.findings) from error
    content = plain(tree)
    if isinstance(content, dict) and content.setdefault("id", identifier) != identifier:
        place = tree.get("id") if isinstance(tree, MapNode) else None
        message = f"l'identifiant « {content['id']} » diffère du nom « {identifier} » sur le disque"
        finding = Finding((place or tree).mark, message, "effacer la ligne « id »", code=Code("scene-identifiant"))
        raise SceneError(str(finding), (finding,))
    try:
        return model.model_validate(content)
    except ValidationError as error:
        findings = findings_of(error, tree, model)
        raise SceneError("\n".join(map(str, findings)), findings) from error


def read_bytes(path: Path) -> bytes:
    """Return what a YAML file holds; raise `ScriptError` when it cannot be read, or holds more than any script."""
    whole = Mark(path.as_posix())
    if path.is_dir():
        raise _refused(
            whole, "c'est un dossier, pas un fichier", "donner un fichier .yaml", code=Code("fichier-dossier")
        )
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise _refused(
                whole, "ce fichier dépasse 2 Mo", "un script ne contient que du texte", code=Code("fichier-trop-gros")
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise _refused(
            whole, "ce fichier n'existe pas", "vérifier le nom et le dossier", code=Code("fichier-absent")
        ) from error
    except OSError as error:
        raise _refused(
            whole, f"ce fichier ne se lit pas ({error.strerror})", "vérifier ses droits", code=Code("fichier-illisible")
        ) from error


def decoded(content: bytes, file: str) -> str:
    """Return the text of a YAML file, UTF-8 or UTF-16; raise `ScriptError` with the place of what is neither."""
    if content.startswith(_UTF16):
        return _decoded(content, "utf-16", file)
    return _decoded(content, "utf-8-sig", file)


def _decoded(content: bytes, encoding: str, file: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        mark = Mark(file, line, column) if encoding == "utf-8-sig" else Mark(file)
        message = "un caractère n'est pas en UTF-8 (ce fichier semble venir de Windows-1252)"
        raise _refused(
            mark, message, "l'enregistrer en UTF-8 depuis l'éditeur", code=Code("fichier-encodage")
        ) from error


def _refused(mark: Mark, message: str, advice: str = "", *, code: Code) -> ScriptError:
    return ScriptError((Finding(mark, message, advice, code=code),))
