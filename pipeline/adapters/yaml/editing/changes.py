"""What a tree says once an edit is done: what the edited text is held against."""

from collections.abc import Callable, Mapping
from typing import Any

from pipeline.model.edits import Edit, InsertItem, MoveItem, Plain, RemoveAt, SetEntry, SetScalar, Steps


def changed(tree: Any, edit: Edit, as_read: Callable[[str], str]) -> Any:
    """Return a plain tree (`str`, `list`, `dict`) with an edit done, in new objects where it differs.

    `as_read` gives a text as the reader will give it back. Raises KeyError or IndexError when the way leads nowhere.
    """
    match edit:
        case SetScalar(at, text):
            return _within(tree, at, lambda node: _text(node, as_read(text)))
        case SetEntry(at, key, value):
            return _within(tree, at, lambda node: {**_mapping(node), key: _read(value, as_read)})
        case InsertItem(at, rank, value):
            return _within(tree, at, lambda node: _inserted(_items(node), rank, _read(value, as_read)))
        case MoveItem(at, rank, to):
            return _within(tree, at, lambda node: _moved(_items(node), rank, to))
        case RemoveAt(at):
            return _within(tree, at[:-1], lambda node: _without(node, at[-1]))


def _read(value: Plain, as_read: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return as_read(value)
    if isinstance(value, Mapping):
        return {key: _read(each, as_read) for key, each in value.items()}
    return [_read(each, as_read) for each in value]


def _within(tree: Any, at: Steps, change: Callable[[Any], Any]) -> Any:
    if not at:
        return change(tree)
    head, *rest = at
    if isinstance(tree, dict) and isinstance(head, str):
        return {**tree, head: _within(tree[head], tuple(rest), change)}
    if isinstance(tree, list) and isinstance(head, int):
        return [*tree[:head], _within(tree[head], tuple(rest), change), *tree[head + 1 :]]
    raise KeyError(head)


def _text(node: Any, text: str) -> str:
    if not isinstance(node, str):
        raise KeyError(text)
    return text


def _mapping(node: Any) -> dict[str, Any]:
    if isinstance(node, dict):
        return node
    if node == "":  # a key with nothing under it yet
        return {}
    raise KeyError(node)


def _items(node: Any) -> list[Any]:
    if isinstance(node, list):
        return node
    if node == "":
        return []
    raise KeyError(node)


def _inserted(items: list[Any], rank: int, value: Any) -> list[Any]:
    return [*items[:rank], value, *items[rank:]]


def _moved(items: list[Any], rank: int, to: int) -> list[Any]:
    rest = [*items[:rank], *items[rank + 1 :]]
    return [*rest[:to], items[rank], *rest[to:]]


def _without(node: Any, step: str | int) -> Any:
    if isinstance(node, dict) and step in node:
        return {key: value for key, value in node.items() if key != step}
    if isinstance(node, list) and isinstance(step, int) and 0 <= step < len(node):
        return [*node[:step], *node[step + 1 :]]
    raise KeyError(step)
