"""Which versions of a film are made: those that are asked for, else those that its script has what is needed for.

Nothing that reads scripts is loaded for a script that does not even mention them: a film that stands is told soon.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import UserError
from pipeline.french.wording import fold
from pipeline.model.marked import ListNode, MapNode, Node, TextNode
from pipeline.model.task import Task
from pipeline.model.version import DESCRIBED, PLAIN, SIGNED, VERSIONS, Version, of_version

if TYPE_CHECKING:
    from pipeline.service.source import Source

_KEYS = {"description": DESCRIBED, "lsf": SIGNED}
"""The key of a script that gives what a version is made of."""

PAGE = "index.html"
"""What stands in the folder of a film that was delivered, and is led to."""

_MENTIONED = re.compile(rb"description|lsf", re.IGNORECASE)


def versions_of(task: Task, asked: tuple[Version, ...]) -> tuple[Version, ...]:
    """Return the versions of a film that are wanted, the film itself first.

    Without any asked for, a film that is to be published and is whole is made in every version that its script has what
    is needed for; an excerpt and a draft are not. A script that cannot be read has the film itself: its render tells.
    """
    if asked:
        return asked
    if task.partial or not task.preset.publishes:
        return (PLAIN,)
    there = _there(task)
    return tuple(version for version in VERSIONS.values() if version == PLAIN or version in there)


def each_version(task: Task, asked: tuple[Version, ...]) -> Iterator[Task]:
    """Yield a task for each version that is wanted of a film; a folder that was named is the film's own.

    Another version goes beside it, under its name; alone, it goes where it was told to.
    """
    wanted = versions_of(task, asked)
    for version in wanted:
        folder = task.folder
        if folder is not None and len(wanted) > 1 and version != PLAIN:
            folder = folder.with_name(f"{folder.name or folder.absolute().name}-{version}")
        yield replace(task, version=version, folder=folder, beside=() if task.partial else wanted)


def told_beside(task: Task, folder: Path) -> tuple[Version, ...]:
    """Return the versions that the page of a film leads to: those made with it, and those that stand beside it already.

    `folder` is the film's own. One that was put elsewhere than beside the film, under another name, is alone.
    """
    ending = of_version("", task.version)
    if task.partial or not folder.absolute().name.endswith(ending):
        return task.beside
    plain = folder.absolute().name.removesuffix(ending)
    there = {one for one in VERSIONS.values() if (folder.absolute().parent / of_version(plain, one) / PAGE).is_file()}
    found = {task.version, *task.beside, *there}
    return tuple(version for version in VERSIONS.values() if version in found)


def _there(task: Task) -> frozenset[Version]:
    """Return the versions for which a script says something."""
    content = _content(task.path)
    if not _MENTIONED.search(content):
        return frozenset()
    from pipeline.service.source import Source  # noqa: PLC0415 - what reads scripts takes long to load

    return frozenset(_given(Source(task.path, name=task.name, values=task.values)))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:  # whoever reads it says so
        return b""


def _given(source: "Source") -> Iterator[Version]:
    try:
        tree = source.read().tree
    except UserError:
        return
    for node in _mappings(tree):
        for entry in node.entries:
            version = _KEYS.get(fold(entry.key))
            if version and not (isinstance(entry.value, TextNode) and not entry.value.text.strip()):
                yield version


def _mappings(tree: Node) -> Iterator[MapNode]:
    """Yield every mapping of a script, however deep, without recursion."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, MapNode):
            yield node
            waiting += (entry.value for entry in node.entries)
        elif isinstance(node, ListNode):
            waiting += node.items
