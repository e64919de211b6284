"""The tree of a YAML text, as PyYAML composes it: every scalar the text that was typed, with its place.

PyYAML (libyaml, where that gives the same) composes the graph of nodes and is asked nothing more: `on:`, `12:30`,
`2050-03-12`, `1_000` and `~` stay what they are, and an empty value is an empty text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.resolver import BaseResolver
from yaml.scanner import Scanner

from pipeline.adapters.yaml.quick import quickly
from pipeline.adapters.yaml.taking.flow import DEEPEST
from pipeline.adapters.yaml.taking.galley import Spot
from pipeline.errors import Code, Finding, Mark, ScriptError
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode

MOST_NODES = 20_000
"""Nodes once anchors are followed: a file of a few lines can otherwise grow without end."""

_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map", "null", "int", "float", "bool", "timestamp")
)
_MERGE = "<<"


@dataclass(frozen=True, slots=True)
class Reading:
    """A text file as it was read: its tree, and what was found on the way that did not stop the reading, in order."""

    tree: Node
    findings: tuple[Finding, ...] = ()


def _as_read(line: int, column: int) -> Spot:
    return Spot(line, column)


def graph_of(text: str, file: str, typed: Callable[[int, int], Spot] | None = None) -> yaml.Node | None:
    """Return PyYAML's own nodes of a text, None when it holds nothing; raises as `composed`."""
    return quickly(text, DEEPEST) or _Composer(text, file, typed or _as_read).get_single_node()


def composed(text: str, file: str, typed: Callable[[int, int], Spot] = _as_read) -> Reading:
    """Return the tree of a YAML text with what is wrong in it; `typed` tells where a sign of it was typed.

    Raises YAMLError for what is no YAML, ScriptError for what has no end and for a file that holds nothing.
    """
    root = graph_of(text, file, typed)
    if root is None:
        raise ScriptError.of(
            Mark(file), "ce fichier est vide", "partir de l'exemple scripts/bordeaux.yaml", code=Code("fichier-vide")
        )
    marker = _Marker(file, typed)
    return Reading(marker.tree(root), tuple(sorted(marker.findings, key=lambda finding: finding.mark)))


class _Composer(Reader, Scanner, Parser, Composer, BaseResolver):
    """PyYAML without its resolver of types; nesting is bounded."""

    def __init__(self, text: str, file: str, typed: Callable[[int, int], Spot]) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)
        BaseResolver.__init__(self)
        self.file = file
        self.typed = typed
        self.depth = 0

    def check_printable(self, data: str) -> None:
        """Let every sign in: what is no character is told where its text stands, in French, with the others."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Compose one node, unless it lies too deep."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise ScriptError.of(
                _mark(self.file, self.typed(self.line, self.column)),
                "trop de niveaux imbriqués",
                code=Code("yaml-trop-profond"),
            )
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _Marker:
    """Turns PyYAML's graph into our tree; keeps count, and every finding."""

    def __init__(self, file: str, typed: Callable[[int, int], Spot]) -> None:
        self.file = file
        self.typed = typed
        self.count = 0
        self.open: set[int] = set()
        self.findings: list[Finding] = []

    def mark(self, node: yaml.Node) -> Mark:
        return _mark(self.file, self.typed(node.start_mark.line, node.start_mark.column))

    def say(self, node: yaml.Node, message: str, advice: str, code: Code) -> None:
        self.findings.append(Finding(self.mark(node), message, advice, code=code))

    def tree(self, node: yaml.Node, *, listed: bool = False) -> Node:
        mark = self.mark(node)
        self.count += 1
        if self.count > MOST_NODES:
            raise ScriptError.of(
                mark,
                f"ce fichier contient plus de {MOST_NODES} valeurs",
                "le partager en plusieurs",
                code=Code("yaml-trop-de-valeurs"),
            )
        if node.tag not in _TAGS and node.tag != "!":
            self.say(
                node,
                f"l'étiquette « {node.tag} » n'est pas permise",
                "mettre tout le texte entre guillemets",
                Code("yaml-etiquette"),
            )
        if isinstance(node, yaml.ScalarNode):
            return TextNode(mark, node.value)
        if id(node) in self.open:
            raise ScriptError.of(
                mark, "cette ancre « & » se contient elle-même", "écrire la valeur en entier", code=Code("yaml-ancre")
            )
        self.open.add(id(node))
        try:
            if isinstance(node, yaml.SequenceNode):
                return ListNode(mark, tuple(self.tree(item, listed=True) for item in node.value))
            return self.mapping(node, listed=listed)
        finally:
            self.open.discard(id(node))

    def twice(self, key: yaml.ScalarNode, line: int, advice: str) -> None:
        """Say that a key is written again; a whole entry without its dash is one mistake, at its first key."""
        told = f"la clé « {key.value} » est écrite deux fois"
        self.say(key, told, f"voir ligne {line} ; {advice}", Code("cle-double"))

    def mapping(self, node: yaml.Node, *, listed: bool) -> MapNode:
        entries: dict[str, Entry] = {}
        again = False
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
                again = again or (listed and key.value == next(iter(entries)))
                if not again:
                    self.twice(key, entries[key.value].mark.line, "réunir les deux, ou donner à l'une un autre nom")
                elif key.value == next(iter(entries)):
                    self.twice(key, entries[key.value].mark.line, "si c'est un autre élément, le commencer par « - »")
            else:
                entries[key.value] = Entry(key.value, self.mark(key), below)
        for below in merged:
            if isinstance(below, MapNode):
                for entry in below.entries:
                    entries.setdefault(entry.key, entry)
        return MapNode(self.mark(node), tuple(entries.values()))


def _mark(file: str, at: Spot) -> Mark:
    return Mark(file, at.line + 1, at.column + 1)
